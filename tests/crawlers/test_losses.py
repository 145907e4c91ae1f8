"""No page is lost without a word, and no word quotes the page."""

from collections.abc import Mapping

import pytest

from offers.life import Status
from offers.run import Coverage, End
from tests.crawlers.desk import Desk
from tests.crawlers.test_crawl import FIELDS, ad, listing, offers
from tests.crawlers.web import Answer, Web

READER = """
from crawlers.spider import SiteSpider

class Board(SiteSpider):
    name = "board"

    def read(self, page, listed={}):
        if page.url.endswith("2"):
            raise KeyError("call +44 20 7946 0123 and ask for Ann")
        return super().read(page, listed)
"""


@pytest.fixture
def board(desk: Desk, web: Web) -> Web:
    desk.set_clock(0)
    desk.site("board", web.url("/"), FIELDS)
    web.routes |= {f"/ads/{number}": ad(number) for number in range(1, 4)}
    web.routes["/"] = listing(1, more="/?page=2")
    web.routes["/?page=2"] = listing(2, 3)
    return web


STUMBLES = [
    (200, {"Content-Encoding": "gzip"}),
    (200, {"Content-Encoding": "deflate"}),
    (302, {"Location": "http://[::1"}),
    (302, {"Location": "http://127.0.0.1:99999/"}),
    (302, {"Location": "http://127.0.0.1:x/"}),
]


@pytest.mark.parametrize(("status", "headers"), STUMBLES)
def test_a_listing_that_scrapy_stumbles_over(
    desk: Desk, board: Web, status: int, headers: Mapping[str, str]
) -> None:
    """What it would have led to is not gone."""
    desk.crawl("board")
    desk.set_clock(days=1)
    board.routes["/?page=2"] = Answer("no page", status, headers=headers)
    desk.crawl("board")
    (problem,) = desk.problems()
    assert (problem.url, problem.kind) == (board.url("/?page=2"), "broken-data")
    assert desk.runs()[1].coverage is Coverage.PARTIAL
    assert {known.status for known in offers(desk)} == {Status.ONLINE}


def test_challenges_in_a_row_end_the_run(desk: Desk, board: Web) -> None:
    """They come with status 200 as well, and look like pages that cannot be read."""
    board.routes["/"] = listing(*range(1, 10))
    challenge = Answer('<form id="challenge-form" data-sitekey="x">Are you human?</form>')
    board.routes |= {f"/ads/{number}": challenge for number in range(2, 10)}
    desk.crawl("board")
    # The seventh may be on its way already when the fifth challenge is read.
    assert "/ads/8" not in board.asked
    (run,) = desk.runs()
    assert (run.end, run.coverage) == (End.BLOCKED, Coverage.PARTIAL)


def test_challenges_with_pages_between_do_not(desk: Desk, board: Web) -> None:
    board.routes["/"] = listing(*range(1, 13))
    challenge = Answer('<form id="challenge-form" data-sitekey="x">Are you human?</form>')
    board.routes |= {
        f"/ads/{number}": ad(number) if number % 2 else challenge for number in range(1, 13)
    }
    desk.crawl("board")
    assert "/ads/12" in board.asked


def test_what_a_reader_failed_at_is_not_quoted(desk: Desk, board: Web) -> None:
    (desk.folder / "sites" / "board.py").write_text(READER)
    done = desk.crawl("board")
    (problem,) = desk.problems()
    assert (problem.url, problem.kind) == (board.url("/ads/2"), "reader")
    assert problem.reason == "the reader failed: KeyError in board.py, line 9"
    assert "20 7946" not in done.stderr
    assert {known.offer.title for known in offers(desk)} == {"Ad number 1", "Ad number 3"}
