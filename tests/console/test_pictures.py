"""Addresses of pictures: told wherever an ad is, and of two ads as what they have in common."""

import csv
import json
from dataclasses import replace
from datetime import UTC, datetime
from io import StringIO
from pathlib import Path

import pytest

from console.exits import Exit
from evidence.exchange import Exchange
from evidence.warc import Warc
from offers.family import Grade
from offers.offer import Offer, Speaker, offer_id
from tests.console.hand import HOSTILE, OFFER, Hand
from tests.console.kin import COPY, entered, linked
from workspace.folder import Workspace

WORK = "https://cdn.example/work.jpg"
SMALL = "https://cdn.example/work-300x200.jpg?w=300"
EVIL = "https://cdn.example/\x1b[2J\u202egnp.jpg"
WAITER = replace(OFFER, images=(WORK, "https://cdn.example/house.jpg"), digest="")
GUARD = replace(
    OFFER,
    id=offer_id("souq", "7"),
    site="souq",
    key="7",
    title="Night guard",
    text="Guards for a car park in Lille, nights and weekends, own car needed.",
    contacts=(),
    images=(SMALL,),
    digest="",
)


def spreadsheet(hand: Hand) -> list[dict[str, str]]:
    return list(csv.DictReader(StringIO(hand("export", "--format", "csv").out)))


@pytest.fixture
def known(empty: Hand) -> Hand:
    """Two ads on two sites that state the same picture."""
    empty.record([WAITER])
    empty.record([GUARD], site="souq", day=1)
    return empty


def test_an_ad_shows_the_addresses_of_its_pictures(known: Hand) -> None:
    shown = known("show", OFFER.id)
    assert f"picture\t{WORK}" in shown.out
    assert known("show", OFFER.id, "--json").objects[0]["images"] == [*WAITER.images]
    assert known("search", f'images:"{WORK}"', "--json").objects[0]["id"] == OFFER.id
    assert len(known("search", "images:*", "--json").objects) == 2
    assert known("search", "NOT images:*", "--json").objects == []
    rows = spreadsheet(known)
    assert [row["images"] for row in rows if row["id"] == OFFER.id] == ["; ".join(WAITER.images)]


def test_what_two_ads_have_in_common_is_named(known: Hand) -> None:
    """As the settling found it: the address that one states, the other in another size."""
    first = min((WAITER, GUARD), key=lambda offer: offer.id)
    out = known("family", "show", OFFER.id).out
    assert f"picture {first.images[0]}\t{GUARD.id}\tsouq\tNight guard" in out
    (told,) = known("family", "show", OFFER.id, "--json").objects
    (link,) = told["beyond"]
    assert (link["grade"], link["images"]) == (Grade.IMAGE, [first.images[0]])


def test_a_picture_is_told_beside_what_makes_a_family(empty: Hand) -> None:
    copy = replace(COPY, images=(SMALL,), digest="")
    empty.record([WAITER])
    empty.record([copy], site="souq", day=2)
    entered(empty, WAITER, copy)
    first = min((WAITER, copy), key=lambda offer: offer.id)
    out = empty("family", "show", OFFER.id).out
    assert f"same picture {first.images[0]}" in out
    (told,) = empty("family", "show", OFFER.id, "--json").objects
    assert told["members"][1]["link"]["images"] == [first.images[0]]
    assert [one["field"] for one in told["members"][1]["differs"]].count("images") == 0


def test_a_picture_may_be_said_to_be_a_hub(known: Hand) -> None:
    answer = known("family", "hub", SMALL)
    assert answer.code == Exit.OK
    assert answer.out == f"image {SMALL}: no hub, 2 families on 2 sites in 1 country\n"
    (told,) = known("family", "hub", WORK, "--yes", "--reason", "a stock photo", "--json").objects
    assert (told["kind"], told["value"], told["hub"]) == ("image", WORK, True)
    assert "a stock photo" in told["why"]
    assert "Night guard" not in known("family", "show", OFFER.id).out
    assert known("family", "hub", SMALL, "--forget").code == Exit.OK
    assert "Night guard" in known("family", "show", OFFER.id).out
    unknown = known("family", "hub", "https://cdn.example/nobody.jpg")
    assert (unknown.code, unknown.out) == (Exit.FAILED, "")


def test_an_address_does_nothing_to_a_terminal_or_a_spreadsheet(empty: Hand) -> None:
    """No reader keeps such a one; whoever wrote it into the store did."""
    evil = replace(HOSTILE, images=(EVIL, "=cmd|' /C calc'!A0"))
    empty.record([evil])
    empty.record([replace(GUARD, images=(EVIL,), digest="")], site="souq", day=1)
    for words in (("show", evil.id), ("family", "show", evil.id), ("family", "hub", EVIL)):
        answer = empty(*words)
        assert "cdn.example" in answer.out
        assert not {"\x1b", "\u202e"} & {*answer.out}
    assert "\x1b" not in empty("show", evil.id, "--json").out
    (row,) = (row for row in spreadsheet(empty) if row["id"] == evil.id)
    assert not row["images"].startswith("=")


def test_who_seeks_has_no_picture_that_lies_open(empty: Hand) -> None:
    seeker = replace(WAITER, speaker=Speaker.SEEKS)
    empty.record([seeker])
    empty.record([GUARD], site="souq", day=1)
    assert WORK not in empty("show", OFFER.id, "--json").out
    assert WORK not in empty("export").out
    assert empty("search", f'images:"{WORK}"', "--json").objects == []
    assert empty("family", "show", GUARD.id, "--json").objects[0]["beyond"] == []
    assert WORK in empty("show", OFFER.id, "--unseal", "--reason", "asked", "--json").out


SITE = """
name = "bazaar"
start = ["http://127.0.0.1:9/"]
kind = "job"
private_hosts = ["127.0.0.1"]
reader = "jobposting"
purpose = "test"
cleared = "2026-11-01, nobody"
"""


def page(offer: Offer) -> bytes:
    """As the site showed the ad, with a picture that nobody read then."""
    told = {"@type": "JobPosting", "title": offer.title, "description": offer.text, "image": WORK}
    said = json.dumps(told | {"identifier": offer.key})
    return f'<script type="application/ld+json">{said}</script>'.encode()


def kept(captures: Path, offer: Offer) -> Offer:
    """The offer as an older version read it from a page that is kept."""
    exchange = Exchange(
        url=offer.url,
        request=b"GET / HTTP/1.1\r\n\r\n",
        head=b"HTTP/1.1 200 OK\r\n\r\n",
        body=page(offer),
        at=datetime(2026, 11, 3, 8, 30, tzinfo=UTC),
    )
    with Warc(captures, f"{offer.key}.warc.gz", opened=exchange.at, about={}) as warc:
        return replace(offer, capture=warc.keep(exchange), digest="")


def test_what_was_read_before_pictures_were_gets_those_of_its_captured_page(empty: Hand) -> None:
    (empty.folder / "sites" / "bazaar.toml").write_text(SITE)
    captures = Workspace.open(empty.folder).captures
    waiter = kept(captures, replace(OFFER, images=()))
    lost = replace(kept(captures, replace(OFFER, id="2" * 32, key="2", url="https://b.example/2")))
    seeker = kept(
        captures,
        replace(OFFER, id="3" * 32, key="3", url="https://b.example/3", text="I look for work."),
    )
    empty.record([waiter, lost, replace(seeker, speaker=Speaker.SEEKS)])
    (captures / "2.warc.gz").unlink()
    answer = empty("reread", "--yes", "--json")
    assert answer.objects[0]["fields"]["images"] == 1
    images = {one["id"]: one["images"] for one in empty("search", "--json").objects}
    assert images == {waiter.id: [WORK], lost.id: [], seeker.id: []}


def test_a_link_of_pictures_that_are_none_any_more_is_not_told(known: Hand) -> None:
    known.record([replace(GUARD, text="Guards for a shop in Lyon, by day.", images=(), digest="")],
                 site="souq", day=3)  # fmt: skip
    with Workspace.open(known.folder).open_store() as store:
        store.families.enter(links=[linked(WAITER, GUARD, grade=Grade.IMAGE)])
    assert "Night guard" not in known("family", "show", OFFER.id).out
