"""A robots.txt that cannot be had at once, is moved, or is too long."""

import gzip
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path
from threading import Event

import pytest

from crawlers.process import Exit
from crawlers.robots import AGAIN
from crawlers.robots_rules import LARGEST, read_rules
from offers.run import Coverage, End
from tests.crawlers.desk import Desk
from tests.crawlers.test_crawl import FIELDS, ad, listing
from tests.crawlers.web import Answer, Route, Web

DELAY = 0.02
CLOSED = Answer("User-agent: *\nDisallow: /ads/2\n", type="text/plain")
READ = ["/", "/ads/1", "/ads/3"]
"""What is asked for where `CLOSED` holds."""


@pytest.fixture
def board(desk: Desk, web: Web) -> Web:
    desk.site("board", web.url("/"), FIELDS, delay=DELAY)
    web.routes |= {f"/ads/{number}": ad(number) for number in range(1, 4)}
    web.routes["/"] = listing(1, 2, 3)
    return web


def at_first(*answers: Answer) -> Route:
    """These answers, and after them the rules."""
    left: Iterator[Answer] = iter(answers)
    return lambda: next(left, CLOSED)


@pytest.mark.parametrize(
    "trouble",
    [Answer("oops", 500), Answer("later", 503), Answer("slower", 429), Answer("User-", cut=3)],
)
def test_the_run_goes_on_once_the_rules_are_had(desk: Desk, board: Web, trouble: Answer) -> None:
    """Requests wait meanwhile, and none is lost."""
    board.routes["/robots.txt"] = at_first(trouble, trouble)
    assert desk.crawl("board").returncode == Exit.DONE
    assert board.asked == ["/robots.txt"] * 3 + READ
    (run,) = desk.runs()
    assert (run.end, run.coverage) == (End.OK, Coverage.FULL)
    assert [problem.kind for problem in desk.problems()] == ["robots"]


def test_a_robots_txt_that_does_not_come(desk: Desk, board: Web) -> None:
    """Without a delay: a second's silence would make its pauses as long as that."""
    never = Event()
    desk.site("board", board.url("/"), FIELDS)
    board.routes["/robots.txt"] = at_first(Answer("", hold=never))
    done = desk.scrapy("crawl", "board", "-s", "DOWNLOAD_TIMEOUT=1")
    never.set()
    assert board.asked == ["/robots.txt"] * 2 + READ, done.stderr
    assert desk.runs()[0].end is End.OK


def test_it_is_asked_for_ever_more_slowly_and_not_for_ever(desk: Desk, board: Web) -> None:
    board.routes["/robots.txt"] = Answer("oops", 500)
    assert desk.crawl("board").returncode == Exit.BROKEN
    assert board.asked == ["/robots.txt"] * (len(AGAIN) + 1)
    gaps = [later - earlier for earlier, later in pairwise(board.times)]
    assert [gap >= DELAY * times for gap, times in zip(gaps, AGAIN, strict=True)] == [True] * 3
    (problem,) = desk.problems()
    assert problem.url == board.url("/")
    assert problem.reason == "robots.txt was answered with status 500"


def test_a_site_that_is_not_there(desk: Desk, web: Web) -> None:
    web.close()
    desk.site("board", web.url("/"), FIELDS)
    assert desk.crawl("board").returncode == Exit.BROKEN
    (problem,) = desk.problems()
    assert (problem.kind, "connection was refused" in problem.reason) == ("unreachable", True)


@pytest.mark.parametrize("status", [429, 503])
def test_it_may_ask_for_rest(desk: Desk, board: Web, status: int) -> None:
    busy = Answer("later", status, headers={"Retry-After": "2"})
    board.routes["/robots.txt"] = at_first(busy)
    desk.crawl("board")
    assert board.asked == ["/robots.txt"] * 2 + READ
    assert board.times[1] - board.times[0] >= 2


def test_a_date_says_when_too(desk: Desk, board: Web) -> None:
    """The server's clock stands at another day."""
    said = {"Date": "Tue, 03 Nov 2026 10:00:00 GMT", "Retry-After": "Tue, 03 Nov 2026 10:00:02 GMT"}
    board.routes["/robots.txt"] = at_first(Answer("later", 503, headers=said))
    desk.crawl("board")
    assert board.asked == ["/robots.txt"] * 2 + READ
    assert board.times[1] - board.times[0] >= 2


def test_a_long_rest_ends_the_run(desk: Desk, board: Web) -> None:
    board.routes["/robots.txt"] = Answer("later", 503, headers={"Retry-After": "9999"})
    assert desk.crawl("board").returncode == Exit.BLOCKED
    assert board.asked == ["/robots.txt"]
    assert desk.runs()[0].reason == "127.0.0.1 asks to be left alone for 9999 seconds"


def moved(web: Web, hops: int, status: int = 301) -> None:
    """robots.txt leads over so many redirects to the rules."""
    path = "/robots.txt"
    for hop in range(hops):
        web.routes[path] = Answer("moved", status, headers={"Location": f"/{hop}/robots.txt"})
        path = f"/{hop}/robots.txt"
    web.routes[path] = CLOSED


@pytest.mark.parametrize("status", [301, 302, 303, 307, 308])
def test_redirects_are_followed(desk: Desk, board: Web, status: int) -> None:
    moved(board, 5, status)
    assert desk.crawl("board").returncode == Exit.DONE
    assert board.asked[6:] == READ


def test_but_no_more_than_five(desk: Desk, board: Web) -> None:
    moved(board, 6)
    assert desk.crawl("board").returncode == Exit.BROKEN
    assert len(board.asked) == 6
    assert "it moved more than 5 times" in desk.problems()[0].reason


def test_a_redirect_to_another_host_of_the_site(desk: Desk, board: Web, other: Web) -> None:
    """Its rules hold for the host that was asked, and say nothing of its own."""
    hosts = 'private_hosts = ["127.0.0.1", "127.0.0.2"]\n'
    desk.site("board", board.url("/"), hosts + FIELDS, loopback=False, delay=DELAY)
    there = {"Location": other.url("/robots.txt")}
    board.routes["/robots.txt"] = Answer("moved", 301, headers=there)
    other.routes["/robots.txt"] = CLOSED
    assert desk.crawl("board").returncode == Exit.DONE
    assert board.asked == ["/robots.txt", *READ]


@pytest.mark.parametrize("target", ["https://elsewhere.example/robots.txt", "ftp://127.0.0.1/",
                                    "http://[::1", "http://127.0.0.2/robots.txt"])  # fmt: skip
def test_a_redirect_to_anywhere_else_closes_the_site(desk: Desk, board: Web, target: str) -> None:
    board.routes["/robots.txt"] = Answer("moved", 301, headers={"Location": target})
    desk.crawl("board")
    assert set(board.asked) == {"/robots.txt"}
    assert "robots.txt could not be fetched" in desk.problems()[0].reason


def test_a_page_in_its_place_leads_nowhere(desk: Desk, board: Web) -> None:
    refresh = '<meta http-equiv=refresh content="0;url=/ads/2">'
    board.routes["/robots.txt"] = Answer(f"<html>{refresh}</html>")
    desk.crawl("board")
    assert board.asked == ["/robots.txt", "/", "/ads/1", "/ads/2", "/ads/3"]


FILLER = "# nothing to see here, but a good many bytes of it\n"


def long_rules() -> str:
    many = FILLER * (2 * LARGEST // len(FILLER))
    return f"User-agent: *\nDisallow: /ads/2\n{many}Disallow: /ads/3\n"


@pytest.mark.parametrize("packed", [False, True])
def test_a_long_one_is_read_as_far_as_need_be(desk: Desk, board: Web, packed: bool) -> None:
    body = long_rules().encode()
    coding = {"Content-Encoding": "gzip"} if packed else {}
    board.routes["/robots.txt"] = Answer(
        gzip.compress(body) if packed else body, type="text/plain", headers=coding
    )
    desk.crawl("board")
    assert board.asked == ["/robots.txt", *READ]
    assert "longer than 500 KiB" in desk.problems()[0].reason


def test_the_limit_cuts_no_line_in_two() -> None:
    head = b"User-agent: *\nDisallow: /a\n"
    start = head + b"#" * (LARGEST - len(head) - 12) + b"\n"
    rules = read_rules(200, start + b"Allow: /abcdefghijk\nDisallow: /b\n")
    assert rules.forbids("https://a.example/abcdefghij")
    assert rules.forbids("https://a.example/b") is None


def test_one_of_many_megabytes_is_broken_off(desk: Desk, board: Web) -> None:
    """Beyond the size of any page: nobody waits for its end."""
    rules = b"User-agent: *\nDisallow: /ads/2\n" + FILLER.encode() * 400_000
    board.routes["/robots.txt"] = Answer(rules, type="text/plain")
    desk.crawl("board")
    assert board.asked == ["/robots.txt", *READ]


SITE = """
from pathlib import Path
from threading import Event

from crawlers.robots import Robots
from crawlers.spider import SiteSpider


class Board(SiteSpider):
    name = "board"

    async def start(self):
        robots = self.crawler.get_downloader_middleware(Robots)
        rules = await robots.rules(self.site.start[0])
        Path({told!r}).write_text(f"{{rules.closed}} {{rules.delay}} {{rules.parser is not None}}")
        async for request in super().start():
            yield request
"""


@pytest.mark.parametrize(
    ("answer", "told"),
    [(Answer("User-agent: *\nCrawl-delay: 0.2\n"), "None 0.2 True"),
     (Answer("", 404), "None 0.0 False"),
     (Answer("", 403), "robots.txt was answered with status 403 0.0 False")],
)  # fmt: skip
def test_a_spider_may_ask_for_the_rules(
    desk: Desk, board: Web, tmp_path: Path, answer: Answer, told: str
) -> None:
    """They are the same that its requests will be held to, and asked for once."""
    (desk.folder / "sites" / "board.py").write_text(SITE.format(told=str(tmp_path / "told")))
    board.routes["/robots.txt"] = answer
    done = desk.crawl("board")
    assert (tmp_path / "told").read_text() == told, done.stderr
    assert board.asked.count("/robots.txt") == 1
