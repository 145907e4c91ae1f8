"""`offerwatch index make` and `flush`."""

from dataclasses import replace
from pathlib import Path

import pytest

from console.exits import Exit
from tests.console.hand import OFFER, Hand
from workspace.folder import Workspace
from workspace.spool import Unwritten

LATER = replace(OFFER, id="f" * 32, key="later", url="https://bazaar.example/later")


@pytest.fixture
def waiting(hand: Hand) -> Hand:
    """A workspace in whose spool an offer of an earlier run waits."""
    workspace = Workspace.open(hand.folder)
    with workspace.open_store() as store:
        run = next(run for run in store.journal.runs() if run.site == "bazaar")
    workspace.spool.add(run, [Unwritten(offers=(LATER,))])
    return hand


def test_what_waits_is_delivered_once(waiting: Hand) -> None:
    answer = waiting("index", "flush")
    assert answer.code == Exit.OK
    assert "bazaar: 1 offer delivered" in answer.err
    assert waiting("show", LATER.id).code == Exit.OK
    again = waiting("index", "flush")
    assert (again.code, again.err.strip()) == (Exit.OK, "Nothing waits.")


def test_for_scripts(waiting: Hand) -> None:
    assert waiting("index", "flush", "--json").objects == [
        {"site": "bazaar", "offers": 1, "left": []}
    ]


def test_a_site_that_is_being_crawled_delivers_by_itself(waiting: Hand) -> None:
    workspace = Workspace.open(waiting.folder)
    with workspace.lock("site-bazaar", "a crawl"):
        answer = waiting("index", "flush")
    assert answer.code == Exit.FAILED
    assert "a crawl" in answer.err
    assert waiting("index", "flush").code == Exit.OK


def test_forgotten_offers_leave_the_spool(waiting: Hand) -> None:
    waiting("index", "flush")
    workspace = Workspace.open(waiting.folder)
    with workspace.open_store() as store:
        run = next(run for run in store.journal.runs() if run.site == "bazaar")
        workspace.spool.add(run, [Unwritten(offers=(LATER,))])
    assert waiting("forget", LATER.id, "--reason", "asked to", "--yes").code == Exit.OK
    assert workspace.spool.sites() == []


def test_a_store_is_made_where_there_is_none(empty: Hand) -> None:
    assert empty("index", "status").code == Exit.NO_STORE
    assert empty("index", "make").code == Exit.OK
    assert empty("index", "make").code == Exit.OK
    assert empty("index", "status").code == Exit.OK


def test_a_store_on_a_server_is_made_for_others_without_a_secret(
    tmp_path: Path, elasticsearch: str, prefix: str
) -> None:
    """The workspace of who only makes the store may be one that nobody can write to."""
    settings = f'store = "{elasticsearch}/{prefix}"\ncontact = "mailto:owner@example.org"\n'
    (tmp_path / "offerwatch.toml").write_text(settings, "utf-8")
    owner = Hand(tmp_path)
    assert owner("index", "make").code == Exit.OK
    assert owner("index", "make").code == Exit.OK
    assert owner("index", "migrate").code == Exit.OK
    assert [file.name for file in tmp_path.iterdir()] == ["offerwatch.toml"]
