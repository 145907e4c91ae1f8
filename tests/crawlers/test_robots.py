"""robots.txt is obeyed from the first request on, and read with care."""

import subprocess
import sys
from threading import Event, Timer

import pytest

from crawlers.robots_rules import LONGEST_DELAY, read_rules, unreachable
from tests.crawlers.desk import ROOT
from tests.crawlers.web import Answer, Web

PLAIN = """
import sys
import scrapy
from scrapy.crawler import AsyncCrawlerProcess

class Plain(scrapy.Spider):
    name = "plain"
    async def start(self):
        for number in range(20):
            yield scrapy.Request(f"{sys.argv[1]}/closed/{number}")

process = AsyncCrawlerProcess({
    "CONCURRENT_REQUESTS": 32, "CONCURRENT_REQUESTS_PER_DOMAIN": 32, "ROBOTSTXT_OBEY": True,
    "TELNETCONSOLE_ENABLED": False, "REMOTE_CONTROL_ENABLED": False,
    "DOWNLOADER_MIDDLEWARES": {
        "scrapy.downloadermiddlewares.robotstxt.RobotsTxtMiddleware": None,
        sys.argv[2]: 100,
    },
})
process.crawl(Plain)
process.start()
"""
"""A spider of Scrapy's own, as fast as it can be: only the middleware stands in its way."""


def plain_crawl(web: Web, middleware: str) -> list[str]:
    command = [sys.executable, "-c", PLAIN, web.url("").rstrip("/"), middleware]
    subprocess.run(command, cwd=ROOT, check=True, capture_output=True, timeout=60)
    return web.asked


def test_no_first_request_slips_through(web: Web) -> None:
    """Scrapy's own middleware lets 13 of these 20 through (2.14 to 2.19)."""
    slow = Event()
    Timer(1.0, slow.set).start()
    web.routes["/robots.txt"] = Answer("User-agent: *\nDisallow: /closed/", hold=slow)
    assert plain_crawl(web, "crawlers.robots.Robots") == ["/robots.txt"]


def test_what_is_allowed_is_fetched(web: Web) -> None:
    web.routes["/robots.txt"] = Answer("User-agent: *\nDisallow: /other/")
    assert max(plain_crawl(web, "crawlers.robots.Robots")) == "/robots.txt"
    assert len(web.asked) == 21


@pytest.mark.parametrize("status", [301, 401, 403, 418, 429, 500, 503])
def test_a_site_that_refuses_its_rules_is_closed(status: int) -> None:
    rules = read_rules(status, b"")
    assert rules.forbids("https://a.example/") == f"robots.txt was answered with status {status}"


@pytest.mark.parametrize("status", [404, 410])
def test_a_site_without_rules_is_open(status: int) -> None:
    assert read_rules(status, b"<h1>Not found</h1>").forbids("https://a.example/") is None


def test_a_site_that_cannot_be_asked_is_closed() -> None:
    assert unreachable("time-out", "no answer in time").forbids("https://a.example/")


@pytest.mark.parametrize("body", [b"<!doctype html><title>Home</title>", b"\xef\xbb\xbf\n <html>"])
def test_a_web_page_holds_no_rules_and_is_worth_a_word(body: bytes) -> None:
    rules = read_rules(200, body)
    assert rules.forbids("https://a.example/") is None
    assert rules.warning


@pytest.mark.parametrize(
    ("text", "open_paths", "closed_paths"),
    [
        ("User-agent: *\nDisallow: /", "", "/ /a"),
        ("User-agent: *\nDisallow:", "/ /a", ""),
        ("User-agent: *\nDisallow: /\n\nUser-agent: Offerwatch\nDisallow: /b", "/a", "/b"),
        ("User-agent: offerwatch\nDisallow: /\n\nUser-agent: *\nDisallow:", "", "/ /a"),
        ("User-agent: *\nDisallow: /*?sort=", "/a?page=2", "/a?sort=new"),
        ("User-agent: *\nAllow: /jobs/\nDisallow: /", "/jobs/1", "/people/1"),
        ("\ufeffUser-agent: *\r\nDisallow: /a\r\n", "/b", "/a"),
        ("User-agent: *\nDisallow: /a\0b\n", "/b", "/ab"),
        ("", "/a", ""),
    ],
)  # fmt: skip
def test_rules_are_read(text: str, open_paths: str, closed_paths: str) -> None:
    rules = read_rules(200, text.encode())
    for path in open_paths.split():
        assert rules.forbids(f"https://a.example{path}") is None, path
    for path in closed_paths.split():
        assert rules.forbids(f"https://a.example{path}") == "robots.txt disallows it", path


@pytest.mark.parametrize(
    ("asked", "given"),
    [("Crawl-delay: 3", 3.0), ("Crawl-delay: 0.5", 0.5), ("", 0.0), ("Crawl-delay: x", 0.0),
     ("Crawl-delay: -4", 0.0), ("Crawl-delay: 86400", LONGEST_DELAY)],
)  # fmt: skip
def test_the_delay_that_a_site_asks_for(asked: str, given: float) -> None:
    assert read_rules(200, f"User-agent: *\n{asked}\n".encode()).delay == given
