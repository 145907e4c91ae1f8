"""A site that keeps saying no is left alone, however it says it."""

from collections.abc import Mapping

import pytest

from crawlers.losses import PATIENCE
from crawlers.process import Exit
from crawlers.turns import MOST_BUSY
from offers.run import Coverage, End
from tests.crawlers.desk import Desk
from tests.crawlers.test_crawl import FIELDS, ad, listing
from tests.crawlers.web import Answer, Web

ADS = 20


@pytest.fixture
def board(desk: Desk, web: Web) -> Web:
    desk.site("board", web.url("/"), FIELDS)
    web.routes |= {f"/ads/{number}": ad(number) for number in range(ADS)}
    web.routes["/"] = listing(*range(ADS))
    return web


def refusing(web: Web, answer: Answer, first: int = 2) -> None:
    web.routes |= {f"/ads/{number}": answer for number in range(first, ADS)}


def assert_given_up(desk: Desk, board: Web) -> None:
    assert desk.crawl("board").returncode == Exit.BLOCKED
    (run,) = desk.runs()
    assert (run.end, run.coverage) == (End.BLOCKED, Coverage.PARTIAL)
    assert f"/ads/{ADS - 1}" not in board.asked
    assert len({path for path in board.asked if path.startswith("/ads/")}) <= 2 + PATIENCE + 2


@pytest.mark.parametrize("status", [401, 403, 451])
def test_refusals_in_a_row(desk: Desk, board: Web, status: int) -> None:
    refusing(board, Answer("no", status))
    assert_given_up(desk, board)


@pytest.mark.parametrize("status", [429, 503])
def test_refusals_with_second_tries(desk: Desk, board: Web, status: int) -> None:
    """Second tries come after all first ones, so it is answers that are counted here."""
    refusing(board, Answer("slower", status))
    assert desk.crawl("board").returncode == Exit.BLOCKED
    assert board.asked[2:4] == ["/ads/0", "/ads/1"]
    assert len(board.asked) == 4 + MOST_BUSY
    assert desk.runs()[0].reason == "127.0.0.1 said 10 times in a row that it has enough"


@pytest.mark.parametrize("headers", [{"Location": "/no"}, {"Location": "/hop"}])
def test_refusals_after_redirects(desk: Desk, board: Web, headers: Mapping[str, str]) -> None:
    """Each ad leads to a page of its own that says no, over one redirect or two."""
    for number in range(2, ADS):
        last = f"{headers['Location']}/{number}"
        board.routes[f"/ads/{number}"] = Answer(status=302, headers={"Location": last})
        board.routes[f"/no/{number}"] = Answer("no", 403)
        there = {"Location": f"/no/{number}"}
        board.routes[f"/hop/{number}"] = Answer(status=307, headers=there)
    assert_given_up(desk, board)


def test_pages_between_refusals_start_the_count_anew(desk: Desk, board: Web) -> None:
    for number in range(ADS):
        if number % PATIENCE:
            board.routes[f"/ads/{number}"] = Answer("no", 403)
    desk.crawl("board")
    assert f"/ads/{ADS - 1}" in board.asked
