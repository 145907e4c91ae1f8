"""Whoever asks for less politeness: settings modules, arguments, Python sites."""

from itertools import pairwise

import pytest

from tests.crawlers.desk import ROOT, Desk
from tests.crawlers.test_crawl import FIELDS, ad, listing
from tests.crawlers.web import Answer, Web

MODULE = """
from crawlers.settings import *
from crawlers.settings import DOWNLOADER_MIDDLEWARES as ours
ROBOTSTXT_OBEY = False
AUTOTHROTTLE_ENABLED = False
DOWNLOADER_MIDDLEWARES = {**ours, "crawlers.robots.Robots": None}
DOWNLOAD_SLOTS = {"127.0.0.1": {"delay": 0, "concurrency": 32}}
TELNETCONSOLE_ENABLED = True
USER_AGENT = "Mozilla/5.0"
"""

SITE = """
from crawlers.spider import SiteSpider

HEADERS = {"User-Agent": "Mozilla/5.0", "Authorization": "Basic eHg=", "Cookie": "s=1",
           "X-Forwarded-For": "192.0.2.1", "Accept-Language": "pl"}

class Board(SiteSpider):
    name = "board"

    async def start(self):
        async for request in super().start():
            yield request.replace(headers=HEADERS)
"""


@pytest.fixture
def board(desk: Desk, web: Web) -> Web:
    desk.site("board", web.url("/"), FIELDS)
    web.routes |= {f"/ads/{number}": ad(number) for number in range(1, 4)}
    web.routes["/"] = listing(1, 2, 3)
    web.routes["/robots.txt"] = Answer("User-agent: *\nDisallow: /ads/2\nCrawl-delay: 0.4\n")
    return web


@pytest.mark.parametrize("by", ["scrapy.cfg", "environment"])
def test_another_settings_module(desk: Desk, board: Web, by: str) -> None:
    (desk.folder / "lax.py").write_text(MODULE)
    environment = {"PYTHONPATH": f"{ROOT}:{desk.folder}"}
    if by == "environment":
        environment["SCRAPY_SETTINGS_MODULE"] = "lax"
    else:
        (desk.folder / "scrapy.cfg").write_text("[settings]\ndefault = lax\n")
    done = desk.scrapy("crawl", "board", **environment)
    assert board.asked == ["/robots.txt", "/", "/ads/1", "/ads/3"], done.stderr
    gaps = [later - earlier for earlier, later in zip(board.times, board.times[1:], strict=False)]
    assert min(gaps) > 0.35
    assert all(agent.startswith("Offerwatch/") for agent in board.agents)
    assert "telnet console" not in done.stderr.lower()


def test_arguments(desk: Desk, board: Web) -> None:
    done = desk.scrapy("crawl", "board", "-a", "user_agent=Mozilla/5.0")
    assert "a crawl takes no arguments, so no user_agent" in done.stderr
    assert board.asked == []


def test_a_part_of_a_spider(desk: Desk, board: Web) -> None:
    """What a spider inherits counts as its own."""
    (desk.folder / "sites" / "board.py").write_text(
        "from crawlers.spider import SiteSpider\n"
        "class Fast:\n    user_agent = 'Mozilla/5.0'\n    custom_settings = {}\n"
        "class Board(Fast, SiteSpider):\n    name = 'board'\n"
    )
    done = desk.crawl("board")
    assert "Board cannot set custom_settings, user_agent" in done.stderr
    assert board.asked == []


def test_headers_of_a_python_site(desk: Desk, board: Web) -> None:
    """It cannot log in, nor be somebody else, and may say which language it reads."""
    (desk.folder / "sites" / "board.py").write_text(SITE)
    done = desk.crawl("board")
    said = {name: value for headers in board.headers for name, value in headers.items()}
    assert "/ads/3" in board.asked, done.stderr
    assert said.keys().isdisjoint({"Authorization", "Cookie", "X-Forwarded-For"})
    assert all(agent.startswith("Offerwatch/") for agent in board.agents)
    assert said["Accept-Language"] == "pl"


WISHING = """
from scrapy import Request

from crawlers.spider import SiteSpider

WISHES = {"offerwatch_robots": True, "offerwatch_robots_bytes": 0, "dont_obey_robotstxt": True,
          "dont_retry": True, "download_delay": 0, "download_latency": -1, "download_maxsize": 0}

class Board(SiteSpider):
    name = "board"

    async def start(self):
        for path in ("", "ads/1", "ads/2", "ads/3"):
            meta = {**WISHES, "download_slot": path}
            yield Request(self.site.start[0] + path, meta=meta, priority=99)

    def parse(self, response):
        return ()
"""


def test_wishes_of_a_python_site(desk: Desk, board: Web) -> None:
    """Neither robots.txt, nor the pace, nor the turn is a request's to choose."""
    (desk.folder / "sites" / "board.py").write_text(WISHING)
    desk.crawl("board")
    assert board.asked == ["/robots.txt", "/", "/ads/1", "/ads/3"]
    gaps = [later - earlier for earlier, later in pairwise(board.times)]
    assert min(gaps) >= 0.4


def test_nothing_in_the_environment(desk: Desk, board: Web) -> None:
    said = ("TURNS", "ROBOTS", "PACE", "LEASES", "DELAY", "MAX_REQUESTS", "MAX_PAGES")
    environment = {f"OFFERWATCH_{name}": "0" for name in said}
    scrapys = {f"SCRAPY_{name}": "0" for name in ("ROBOTSTXT_OBEY", "DOWNLOAD_DELAY")}
    done = desk.scrapy("crawl", "board", "-s", "OFFERWATCH_TURNS=0", **environment, **scrapys)
    assert board.asked == ["/robots.txt", "/", "/ads/1", "/ads/3"], done.stderr
    gaps = [later - earlier for earlier, later in pairwise(board.times)]
    assert min(gaps) >= 0.4
