"""`offerwatch reread`: what it shows, what it writes, and that it goes on where it was killed."""

import os
import signal
import subprocess
import sys
from dataclasses import replace
from typing import Any

import pytest

from console.exits import Exit
from index.base import Store
from index.query.tree import Everything
from offers.life import Known
from offers.offer import Offer
from parsers.offer import EXTRACTOR
from tests.console.hand import HOSTILE, OFFER, SETTINGS, Hand
from tests.index.conftest import HOMES
from workspace.again import reader
from workspace.folder import Workspace

MANY = 600
STEP = 50
"""Of every so manieth it is asked whether it was read, while somebody reads them."""

UNREAD = replace(OFFER, contacts=(), money=(), places=(), published=None, language=None)
"""An ad of which the parsers of its time read next to nothing."""

MINORS = "Girls 15-17 wanted for hostess work in Dubai, call +1 202 555 0177"
SEEKS = "I am looking for work as a driver, call me on +1 202 555 0166"


def unread(key: str, text: str, **more: Any) -> Offer:
    id_ = f"{key:0>32}"
    return replace(UNREAD, id=id_, key=key, title="Ad", text=text, said={}, digest="", **more)


@pytest.fixture
def stored(empty: Hand) -> Hand:
    """Offers as they were read long ago."""
    empty.record([UNREAD, unread("2", "Cook, 900 EUR a month, cook@example.org")])
    return empty


def lives(hand: Hand) -> dict[str, Known]:
    with Workspace.open(hand.folder).open_store() as store:
        return {known.offer.id: known for known in store.index.walk(Everything())}


def test_what_would_change_is_shown_and_not_written(stored: Hand) -> None:
    before = lives(stored)
    answer = stored("reread", "--dry-run")
    assert answer.code == Exit.OK
    assert "contacts\t2" in answer.out
    assert "phone +12025550123" in answer.out
    assert "mail cook@example.org" in answer.out
    assert "2 offers read again, 2 would change" in answer.err
    assert "Nothing was changed." in answer.err
    assert lives(stored) == before


def test_it_asks_first(stored: Hand) -> None:
    before = lives(stored)
    answer = stored("reread")
    assert answer.code != Exit.OK
    assert "Write 2 readings?" in answer.err
    assert lives(stored) == before


def test_what_is_written_is_what_a_crawl_would_read_today(stored: Hand) -> None:
    before = lives(stored)
    answer = stored("reread", "--yes")
    assert answer.code == Exit.OK
    assert "2 offers read again, 2 changed" in answer.err
    read = reader(Workspace.open(stored.folder))
    for id_, known in lives(stored).items():
        was = before[id_]
        assert known.offer == read(was.offer)
        assert known.offer.extractor == EXTRACTOR
        assert replace(known, offer=was.offer, token=was.token) == was
    assert "All of it was read by these parsers" in stored("reread", "--yes").err
    assert "2 offers read again, 0 changed" in stored("reread", "--yes", "--all").err


def test_json_writes_nothing_unless_told_to(stored: Hand) -> None:
    [told] = stored("reread", "--json").objects
    assert (told["done"], told["read"], told["changed"]) == (False, 2, 2)
    assert told["fields"]["contacts"] == 2
    assert {
        "id": OFFER.id,
        "field": "contacts",
        "went": [],
        "came": ["phone +12025550123"],
    } in told["examples"]
    assert all(known.offer.extractor != EXTRACTOR for known in lives(stored).values())
    [told] = stored("reread", "--json", "--yes").objects
    assert (told["done"], told["read"], told["changed"]) == (True, 2, 2)
    [told] = stored("reread", "--json", "--yes").objects
    assert (told["done"], told["read"]) == (False, 0)


def test_of_some_sites_and_days_alone(stored: Hand) -> None:
    stored.record([unread("3", "Waiter", site="souq")], site="souq", day=1)
    [told] = stored("reread", "--json", "--site", "souq").objects
    assert told["read"] == 1
    [told] = stored("reread", "--json", "--since", "2026-11-04").objects
    assert told["read"] == 1
    [told] = stored("reread", "--json", "--since", "2026-11-03").objects
    assert told["read"] == 3


def test_what_is_to_be_sealed_is_sealed_and_counted_and_told_to_nobody(empty: Hand) -> None:
    empty.record([unread("1", MINORS), unread("2", SEEKS), UNREAD])
    dry = empty("reread", "--dry-run")
    wet = empty("reread", "--yes")
    for answer, changed in ((dry, "would change"), (wet, "changed")):
        assert f"3 offers read again, 1 {changed}" in answer.err
        assert "1 sealed to protect a minor" in answer.err
        assert "1 sealed to protect a seeker" in answer.err
        assert "0166" not in answer.out
        assert "0177" not in answer.out
        assert "hostess" not in answer.out
    assert empty("sealed", "--json").objects == [{"minor": 1, "seeker": 1}]
    found = lives(empty)
    assert len(found) == 2
    assert "0166" not in repr(found)
    assert "0166" not in empty("show", f"{2:0>32}", "--json").out
    assert "0166" not in empty("export").out


def test_hostile_words_do_nothing_to_a_terminal(empty: Hand) -> None:
    empty.record([replace(HOSTILE, text=f"{HOSTILE.text} \x1b[31m900 EUR evil\x1b@example.org")])
    answer = empty("reread", "--yes")
    assert answer.code == Exit.OK
    assert "\x1b" not in answer.out
    assert "\x1b" not in empty("reread", "--json", "--all").out


def test_earlier_readings_are_found_with_their_wordings(stored: Hand) -> None:
    stored("reread", "--yes")
    [told] = stored("show", OFFER.id, "--json").objects
    assert told["extractor"] == EXTRACTOR
    assert [one["value"] for one in told["contacts"]] == ["+12025550123"]
    [version] = told["versions"]
    assert version["extractor"] == UNREAD.extractor
    assert version["read"] == {"kinds": ["job"]}


@pytest.fixture(params=HOMES)
def many(request: pytest.FixtureRequest, empty: Hand) -> Hand:
    """A workspace with more offers than are written in one go, in either home."""
    if request.param == "elastic":
        server, prefix = map(request.getfixturevalue, ("elasticsearch", "prefix"))
        settings = f'store = "{server}/{prefix}"\n{SETTINGS}'
        (empty.folder / "offerwatch.toml").write_text(settings)
    empty.put(*(unread(str(number), apart(number)) for number in range(MANY)))
    return empty


def apart(number: int) -> str:
    """An ad that is no near copy of others."""
    words = (f"{number * each:x}" for each in (7_919, 104_729, 1_299_709, 15_485_863))
    return f"Cook {' '.join(words)}, 900 EUR"


def left(store: Store, step: int = 1) -> int:
    """How many of them, or of every so manieth, are to be read again."""
    found = store.index.known([f"{number:032}" for number in range(0, MANY, step)])
    return sum(known.offer.extractor != EXTRACTOR for known in found.values())


def test_one_that_was_killed_goes_on_where_it_was(many: Hand) -> None:
    command = [sys.executable, "-m", "console", "-w", str(many.folder), "reread", "--yes", "--json"]
    with (
        Workspace.open(many.folder).open_store() as store,
        subprocess.Popen(command, stdout=subprocess.DEVNULL) as process,
    ):
        while left(store, step=STEP) == MANY // STEP:
            assert process.poll() is None
        os.kill(process.pid, signal.SIGKILL)
        process.wait()
        rest = left(store)
        assert 0 < rest < MANY
    [told] = many("reread", "--yes", "--json").objects
    # A server still does what was sent before the kill.
    assert told["done"]
    assert 0 < told["read"] <= rest
    found = lives(many)
    assert len(found) == MANY
    assert all(known.offer.money for known in found.values())
    with Workspace.open(many.folder).open_store() as store:
        assert left(store) == 0
        assert {len(store.index.versions(id_)) for id_ in list(found)[:20]} == {1}


def test_an_ad_that_would_be_refused_today_stays_and_is_named(empty: Hand) -> None:
    long = unread("1", "word " * 70_000)
    empty.record([long, UNREAD])
    why = "ValueError in parsers.offer"
    [told] = empty("reread", "--json", "--yes").objects
    assert (told["read"], told["unread"]) == (2, 1)
    assert told["failed"] == [{"id": long.id, "why": why}]
    assert lives(empty)[long.id].offer.extractor == UNREAD.extractor
    said = empty("reread", "--dry-run").err
    assert "1 could not be read and stay as they are" in said
    assert f"{long.id}: the ad could not be understood: {why}" in said
