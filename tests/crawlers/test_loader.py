"""Site files and Python sites are spiders to Scrapy, and one bad file spoils nothing."""

import subprocess
import sys
from pathlib import Path

import pytest

from crawlers.process import Exit
from tests.crawlers.desk import ROOT, Desk
from tests.crawlers.test_crawl import FIELDS, ad, listing
from tests.crawlers.web import Answer, Web


@pytest.fixture
def board(desk: Desk, web: Web) -> Web:
    desk.site("board", web.url("/"), FIELDS)
    web.routes |= {"/": listing(1, 2), "/ads/1": ad(1), "/ads/2": ad(2)}
    return web


def test_scrapy_lists_the_sites_of_the_workspace(desk: Desk, board: Web) -> None:
    desk.site("another", board.url("/"), FIELDS)
    assert desk.scrapy("list").stdout.split() == ["another", "board"]


@pytest.mark.fresh
def test_scrapy_lists_the_demo_from_a_bare_checkout(tmp_path: Path) -> None:
    done = subprocess.run(
        [sys.executable, "-m", "scrapy", "list"],
        cwd=ROOT, capture_output=True, text=True, timeout=60, check=False,
    )  # fmt: skip
    assert {"bazaar", "oldboard", "telegram", "appjobs"} <= set(done.stdout.split()), done.stderr


@pytest.mark.fresh
def test_scrapy_crawl_does_what_our_own_command_does(desk: Desk, board: Web) -> None:
    done = desk.scrapy("crawl", "board")
    assert done.returncode == 0
    (run,) = desk.runs()
    assert run.counts["offers"] == 2
    assert desk.crawl("board").returncode == Exit.DONE
    assert desk.runs()[1].counts["not_due"] == 2


def test_a_faulty_file_is_named_and_the_others_run(desk: Desk, board: Web) -> None:
    (desk.folder / "sites/bad.toml").write_text('name = "bad"\nstart = 3\n')
    listed = desk.scrapy("list")
    assert listed.stdout.split() == ["board"]
    assert "bad.toml" in listed.stderr
    assert desk.crawl("board").returncode == Exit.DONE
    refused = desk.crawl("bad")
    assert refused.returncode == Exit.USAGE
    assert "bad.toml" in refused.stderr
    assert "Traceback" not in refused.stderr


@pytest.mark.parametrize("command", ["crawl", "scrapy"])
def test_a_site_that_is_not_there(desk: Desk, board: Web, command: str) -> None:
    done = desk.crawl("bord") if command == "crawl" else desk.scrapy("crawl", "bord")
    assert done.returncode == 2
    assert "there is no site 'bord'; there are: board" in done.stderr
    assert "Traceback" not in done.stderr


@pytest.mark.fresh
def test_no_workspace_is_one_line(tmp_path: Path) -> None:
    done = subprocess.run(
        [sys.executable, "-m", "crawlers", "board", "--workspace", str(tmp_path)],
        cwd=ROOT, capture_output=True, text=True, timeout=60, check=False,
    )  # fmt: skip
    assert done.returncode == Exit.USAGE
    assert "offerwatch init" in done.stderr
    assert "Traceback" not in done.stderr


OWN = """
from dataclasses import replace
from crawlers.spider import SiteSpider
from offers.ad import Ad, AdsFound
from parsers.links import Links, OfferLink

class Board(SiteSpider):
    name = "board"
    def links(self, page):
        return Links(offers=(OfferLink(page.url + "ads/1"),))
    def holds_ads(self):
        return False

def read(page, profile, listed):
    return AdsFound((Ad(url=page.url, title="Read by hand", text="Pickers wanted"),))
"""


@pytest.mark.fresh
def test_a_python_site_of_the_workspace(desk: Desk, board: Web) -> None:
    desk.site("board", board.url("/"), 'reader = "board"\n')
    (desk.folder / "sites/board.py").write_text(OWN)
    done = desk.crawl("board")
    assert done.returncode == Exit.DONE, done.stderr
    assert board.asked == ["/robots.txt", "/", "/ads/1"]
    assert desk.titles() == {"Read by hand"}


BAD = {
    "syntax": "def (",
    "import": "import no_such_module",
    "settings": "from crawlers.spider import SiteSpider\n"
    'class Board(SiteSpider):\n    name = "board"\n    custom_settings = {"ROBOTSTXT_OBEY": False}',
    "delay": "from crawlers.spider import SiteSpider\n"
    'class Board(SiteSpider):\n    name = "board"\n    download_delay = 0',
}


@pytest.mark.parametrize("fault", BAD)
def test_a_python_site_that_cannot_be_used(desk: Desk, board: Web, fault: str) -> None:
    (desk.folder / "sites/board.py").write_text(BAD[fault])
    desk.site("another", board.url("/"), FIELDS)
    done = desk.crawl("board")
    assert done.returncode == Exit.USAGE
    assert "board.py cannot be used" in done.stderr
    assert board.asked == []
    assert desk.crawl("another").returncode == Exit.DONE


FAILING = """
from crawlers.spider import SiteSpider
class Board(SiteSpider):
    name = "board"
    def read(self, page, listed={}):
        if page.url.endswith("/1"):
            raise ZeroDivisionError("call +1 202 555 0123")
        return super().read(page, listed)
"""


def test_a_reader_that_fails_costs_one_page(desk: Desk, board: Web) -> None:
    (desk.folder / "sites/board.py").write_text(FAILING)
    assert desk.crawl("board").returncode == Exit.DONE
    (problem,) = desk.problems()
    assert (problem.kind, problem.url) == ("reader", board.url("/ads/1"))
    assert "ZeroDivisionError" in problem.reason
    assert "555" not in problem.reason


GREEDY = """
from scrapy import Request
from crawlers.spider import SiteSpider
class Board(SiteSpider):
    name = "board"
    async def start(self):
        async for request in super().start():
            yield request
        for meta in ({"dont_obey_robotstxt": True}, {"proxy": "http://127.0.0.1:9"},
                     {"offerwatch_robots": object()}, {"allow_offsite": True}):
            yield Request(self.site.start[0] + "closed", meta=meta, dont_filter=True)
        yield Request(self.site.start[0] + "form", method="POST", body=b"a=1")
        yield Request("file:///etc/hostname")
"""


def test_a_python_site_cannot_ask_for_more(desk: Desk, board: Web) -> None:
    board.routes["/robots.txt"] = Answer("User-agent: *\nDisallow: /closed\n")
    (desk.folder / "sites/board.py").write_text(GREEDY)
    desk.crawl("board")
    assert set(board.asked) == {"/robots.txt", "/", "/ads/1", "/ads/2"}
