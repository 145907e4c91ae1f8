"""A crawl whose store takes nothing more keeps what it read, and the next one delivers it."""

import sqlite3
from pathlib import Path

import pytest

from crawlers.process import Exit
from index.query.tree import Everything
from offers.run import End
from tests.crawlers.desk import Desk
from tests.crawlers.test_crawl import FIELDS, ad, listing
from tests.crawlers.web import Answer, Web

NUMBERS = range(1, 6)

FULL = """
    CREATE TRIGGER full BEFORE INSERT ON version
    BEGIN SELECT RAISE(ABORT, 'the store is full'); END
"""
PICKY = """
    CREATE TRIGGER full BEFORE INSERT ON version WHEN new.document LIKE '%Ad number 2%'
    BEGIN SELECT RAISE(ABORT, 'the store is full'); END
"""


@pytest.fixture
def board(desk: Desk, web: Web) -> Web:
    desk.set_clock(0)
    desk.site("board", web.url("/"), FIELDS)
    web.routes |= {f"/ads/{number}": ad(number) for number in NUMBERS}
    web.routes["/"] = listing(*NUMBERS)
    return web


def command(folder: Path, sql: str) -> None:
    connection = sqlite3.connect(folder / "offerwatch.db")
    try:
        connection.execute(sql)
        connection.commit()
    finally:
        connection.close()


def filling(desk: Desk, answer: Answer, sql: str = FULL) -> Answer:
    """The store fails from the moment on in which this page is asked for."""
    command(desk.folder, sql)
    return answer


def titles(desk: Desk) -> list[str]:
    with desk.store() as store:
        found = store.index.search(Everything(), limit=100).offers
    return sorted(known.offer.title or "" for known in found)


def spooled(desk: Desk) -> list[Path]:
    return sorted((desk.folder / "spool").rglob("*.jsonl"))


def test_what_was_read_waits_and_is_delivered_by_the_next_run(desk: Desk, board: Web) -> None:
    board.routes["/ads/1"] = lambda: filling(desk, ad(1))
    failed = desk.crawl("board")
    assert failed.returncode == Exit.ABORTED
    assert "the store is full" in failed.stderr
    assert "Traceback" not in failed.stderr
    assert titles(desk) == []
    assert spooled(desk)
    command(desk.folder, "DROP TRIGGER full")
    board.routes |= {f"/ads/{number}": Answer("", 404) for number in NUMBERS}
    board.routes["/"] = Answer("", 500)
    again = desk.crawl("board")
    assert "offers of earlier runs were entered from the spool" in again.stderr
    assert "Ad number 1" in titles(desk)
    assert spooled(desk) == []


def test_nothing_is_doubled_where_part_of_it_was_stored(desk: Desk, board: Web) -> None:
    board.routes["/ads/1"] = lambda: filling(desk, ad(1), PICKY)
    assert desk.crawl("board").returncode == Exit.ABORTED
    command(desk.folder, "DROP TRIGGER full")
    board.routes["/ads/1"] = ad(1)
    assert desk.crawl("board").returncode == Exit.DONE
    assert titles(desk) == [f"Ad number {number}" for number in NUMBERS]
    with desk.store() as store:
        for known in store.index.search(Everything(), limit=100).offers:
            assert len(store.index.versions(known.offer.id)) == 1
            assert len(store.index.events(known.offer.id)) == 1


def test_the_run_that_could_not_be_closed_is_closed_by_the_next(desk: Desk, board: Web) -> None:
    broken = "CREATE TRIGGER full BEFORE INSERT ON run BEGIN SELECT RAISE(ABORT, 'full'); END"
    board.routes["/ads/1"] = lambda: filling(desk, ad(1), broken)
    failed = desk.crawl("board")
    assert failed.returncode == Exit.ABORTED
    assert "Traceback" not in failed.stderr
    command(desk.folder, "DROP TRIGGER full")
    board.routes["/ads/1"] = ad(1)
    assert desk.crawl("board").returncode == Exit.DONE
    ends = [run.end for run in desk.runs()]
    assert sorted(ends, key=str) == [End.ABORTED, End.OK]
