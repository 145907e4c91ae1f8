"""However a crawl is ended, the store is consistent and the run says what happened."""

import signal
from collections.abc import Iterator
from threading import Event

import pytest

from crawlers.process import Exit, start_crawl
from evidence.warc import read_capture
from index.query.tree import Everything
from offers.run import Coverage, End
from tests.crawlers.desk import Desk, eventually
from tests.crawlers.test_crawl import FIELDS, ad, listing
from tests.crawlers.web import Answer, Web


@pytest.fixture
def hold() -> Iterator[Event]:
    """What a board's slowest page waits for."""
    made = Event()
    yield made
    made.set()


@pytest.fixture
def board(desk: Desk, web: Web, hold: Event) -> Web:
    """Its third ad is not answered before `hold` is set."""
    desk.site("board", web.url("/"), FIELDS)
    web.routes |= {f"/ads/{number}": ad(number) for number in range(1, 6)}
    web.routes["/"] = listing(1, 2, 3, 4, 5)
    web.routes["/ads/3"] = Answer("<h1>Ad number 3</h1><p class=text>late", hold=hold)
    return web


def stored_and_kept(desk: Desk) -> int:
    """How many offers are stored; each has its capture, and the files pass the check."""
    with desk.store() as store:
        hits = store.index.search(Everything(), limit=100)
    for known in hits.offers:
        assert known.offer.capture
        assert read_capture(desk.folder / "captures", known.offer.capture).body
    for file in desk.folder.rglob("*.warc.gz"):
        assert desk.warc_check(file) == 0
    return hits.total


@pytest.mark.parametrize("sent", [signal.SIGINT, signal.SIGTERM])
def test_a_signal_ends_the_run_at_once(desk: Desk, board: Web, sent: signal.Signals) -> None:
    """The page that never comes does not keep it: nobody sets `hold` here."""
    crawl = desk.started("board")
    eventually(lambda: "/ads/3" in board.asked)
    crawl.send_signal(sent)
    _, log = crawl.communicate(timeout=20)
    assert crawl.returncode == Exit.ABORTED, log
    (run,) = desk.runs()
    assert (run.end, run.coverage) == (End.ABORTED, Coverage.PARTIAL)
    assert "signal" in (run.reason or "")
    assert run.counts["offers"] == 2
    assert stored_and_kept(desk) == 2
    assert list(desk.folder.rglob("*.open")) == []
    assert desk.problems() == []


def test_ctrl_c_in_scrapy_crawl_is_the_same(desk: Desk, board: Web) -> None:
    crawl = desk.started("board", by_scrapy=True)
    eventually(lambda: "/ads/3" in board.asked)
    crawl.send_signal(signal.SIGINT)
    crawl.communicate(timeout=20)
    assert desk.runs()[0].end is End.ABORTED
    assert stored_and_kept(desk) == 2


def test_kill_9_leaves_what_was_stored(desk: Desk, board: Web, hold: Event) -> None:
    crawl = desk.started("board")
    eventually(lambda: "/ads/3" in board.asked)
    eventually(lambda: desk.runs() and desk.runs()[0].counts.get("offers") == 2)
    crawl.kill()
    crawl.communicate(timeout=20)
    (run,) = desk.runs()
    assert run.end is None
    hold.set()
    assert desk.crawl("board").returncode == Exit.DONE
    first, second = desk.runs()
    assert (first.end, first.reason) == (End.ABORTED, "the process died before the run ended")
    assert (second.end, second.coverage) == (End.OK, Coverage.FULL)
    assert second.counts["new"] == 3
    assert second.counts["listed"] == 2
    assert stored_and_kept(desk) == 5
    assert list(desk.folder.rglob("*.open")) == []


@pytest.mark.parametrize("after", [0, 1, 2, 4])
def test_kill_9_at_any_time(desk: Desk, board: Web, hold: Event, after: int) -> None:
    hold.set()
    crawl = desk.started("board")
    eventually(lambda: len(board.asked) > after or crawl.poll() is not None)
    crawl.kill()
    crawl.communicate(timeout=20)
    assert desk.crawl("board").returncode == Exit.DONE
    assert stored_and_kept(desk) == 5
    assert [run.end for run in desk.runs() if run.end is not End.ABORTED] == [End.OK]


def test_the_time_limit(desk: Desk, board: Web) -> None:
    done = desk.crawl("board", "--seconds", "7")
    assert done.returncode == Exit.ABORTED
    assert desk.runs()[0].reason == "the time limit of 7 seconds was reached"
    assert stored_and_kept(desk) == 2


def test_a_crawl_that_is_watched_from_outside(desk: Desk, board: Web, hold: Event) -> None:
    crawl = start_crawl(desk.folder, "board", run_seconds=60)
    eventually(lambda: desk.runs() and desk.runs()[0].counts.get("offers") == 2)
    assert crawl.poll() is None
    with pytest.raises(TimeoutError):
        crawl.wait(0.01)
    hold.set()
    assert crawl.wait(60) == Exit.DONE
    assert crawl.poll() == Exit.DONE
    assert "ended ok" in crawl.log.read_text()
    assert crawl.log.stat().st_mode & 0o077 == 0


def test_a_crawl_that_is_stopped_from_outside(desk: Desk, board: Web) -> None:
    crawl = start_crawl(desk.folder, "board", run_seconds=60)
    eventually(lambda: "/ads/3" in board.asked)
    assert crawl.stop() == Exit.ABORTED
    assert desk.runs()[0].end is End.ABORTED


STUCK = """
import time
from crawlers.spider import SiteSpider
class Stuck(SiteSpider):
    name = "board"
    def links(self, page):
        (self.workspace.folder / "stuck").touch()
        while True:
            time.sleep(0.1)
"""


def test_a_crawl_that_hangs_is_killed_with_all_it_started(desk: Desk, board: Web) -> None:
    """A reader in an endless loop hears neither a signal nor the clock."""
    (desk.folder / "sites/board.py").write_text(STUCK)
    crawl = start_crawl(desk.folder, "board", run_seconds=1, grace=2)
    eventually((desk.folder / "stuck").exists)
    assert crawl.wait(60) == -signal.SIGKILL
    assert desk.runs()[0].end is None
    (desk.folder / "sites/board.py").unlink()


def test_a_full_disk_ends_the_run_honestly(desk: Desk, board: Web, hold: Event) -> None:
    """A limit on the size of files stands in for the disk."""
    hold.set()
    crawl = desk.started("board", file_limit=3_000_000)
    noise = f"<!-- {desk.noise(8_000_000)} -->"
    board.routes["/ads/2"] = Answer(f"<h1>Big</h1>{noise}<p class=text>Pickers wanted")
    _, log = crawl.communicate(timeout=60)
    assert crawl.returncode == Exit.ABORTED, log
    (run,) = desk.runs()
    assert "cannot keep a capture" in (run.reason or "")
    assert stored_and_kept(desk) == 1
