"""Single pages, asked for by a process that is told line by line what to fetch."""

import os
import signal
from collections.abc import Iterator
from threading import Event

import pytest

from crawlers.talk import Silent, Talk, page_heard
from tests.crawlers.desk import Desk
from tests.crawlers.web import Answer, Web

RULES = """User-agent: *
Disallow: /private
Allow: /private/open
Crawl-delay: 3
Sitemap: https://board.example/sitemap.xml

User-agent: Offerwatch
Disallow: /closed   # not for us
"""


@pytest.fixture
def talk(web: Web, desk: Desk) -> Iterator[Talk]:
    desk.site("board", web.url("/"))
    with to(desk) as opened:
        yield opened


def to(desk: Desk, seconds: float = 60) -> Talk:
    file = str(desk.folder / "sites" / "board.toml")
    return Talk("crawlers.peek", file, "--workspace", str(desk.folder), seconds=seconds)


def test_pages_come_one_after_the_other(web: Web, talk: Talk) -> None:
    web.routes["/a"] = Answer("<h1>A</h1>".encode("utf-16"), headers={"X-B": "c"})
    page = page_heard(talk.ask(page=web.url("/a"))["page"])
    assert (page.url, page.status) == (web.url("/a"), 200)
    assert page.body == "<h1>A</h1>".encode("utf-16")
    assert page.header("x-b") == "c"
    assert web.asked == ["/robots.txt", "/a"]
    web.routes["/b"] = Answer("", 302, headers={"Location": "/a"})
    moved = page_heard(talk.ask(page=web.url("/b"))["page"])
    assert (moved.asked, moved.url) == (web.url("/b"), web.url("/a"))
    assert web.asked == ["/robots.txt", "/a", "/b", "/a"]


def test_what_cannot_be_had_has_a_kind_and_stops_nothing(web: Web, other: Web, talk: Talk) -> None:
    web.routes["/robots.txt"] = Answer(RULES, type="text/plain")
    web.routes["/away"] = Answer("", 302, headers={"Location": other.url("/x")})
    web.routes["/a"] = Answer("<h1>A</h1>")
    missing = talk.ask(page=web.url("/none"))["fault"]
    assert (missing["kind"], missing["status"]) == ("missing", 404)
    assert page_heard(missing["page"]).body == b"not here"
    assert talk.ask(page=web.url("/closed/1"))["fault"]["kind"] == "robots"
    away = talk.ask(page=web.url("/away"))["fault"]
    assert away["kind"] == "address"
    assert away["led"] == other.url("/x")
    assert "page" in talk.ask(page=web.url("/a"))
    assert other.asked == []
    assert "/closed/1" not in web.asked


def test_rules_are_told_without_fetching_any_page(web: Web, talk: Talk) -> None:
    web.routes["/robots.txt"] = Answer(RULES, type="text/plain")
    told = talk.ask(rules=web.url("/closed/1"))
    assert (told["allowed"], told["reason"]) == (False, "Disallow: /closed (line 8)")
    assert told["sitemaps"] == ["https://board.example/sitemap.xml"]
    open_to_us = talk.ask(rules=web.url("/private"))
    assert open_to_us["allowed"]
    assert open_to_us["reason"] == "no rule of robots.txt speaks of it"
    assert web.asked == ["/robots.txt"]


def test_nothing_of_it_is_kept_in_the_workspace(web: Web, desk: Desk, talk: Talk) -> None:
    web.routes["/a"] = Answer("<h1>A</h1>")
    talk.ask(page=web.url("/a"))
    assert desk.runs() == []
    assert not (desk.folder / "captures").exists()
    scratch = talk.scratch
    assert scratch.is_dir()
    talk.__exit__(None, None, None)
    assert not scratch.exists()
    talk.__enter__()


def test_its_last_words_are_told(desk: Desk) -> None:
    (desk.folder / "sites" / "board.toml").write_text('name = "board"\n')
    with to(desk) as talk, pytest.raises(Silent, match="start: is missing"):
        talk.ask(page="http://127.0.0.1/")


def test_it_ends_when_its_parent_does(web: Web, desk: Desk) -> None:
    web.routes["/slow"] = Answer("x", hold=Event())
    desk.site("board", web.url("/"))
    talk = to(desk).__enter__()
    process = talk.pid
    talk.__exit__(KeyboardInterrupt, KeyboardInterrupt(), None)
    with pytest.raises(ProcessLookupError):
        os.kill(process, 0)


def test_its_time_is_bounded(web: Web, desk: Desk) -> None:
    desk.site("board", web.url("/"))
    held = Event()
    web.routes["/slow"] = Answer("x", hold=held)
    with to(desk, seconds=2) as talk:
        assert talk.ask(page=web.url("/slow"))["fault"]["reason"] == "the time for it was over"
        held.set()
        with pytest.raises(Silent):
            talk.ask(page=web.url("/"))


def test_a_process_that_was_killed_is_told_of(web: Web, desk: Desk) -> None:
    desk.site("board", web.url("/"))
    with to(desk) as talk:
        os.kill(talk.pid, signal.SIGKILL)
        with pytest.raises(Silent):
            talk.ask(page=web.url("/"))
