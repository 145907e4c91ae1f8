"""What a crawl never does, whatever pages, settings and site files say."""

import gzip
import ssl
from collections.abc import Iterator
from pathlib import Path
from threading import Event

import pytest
import trustme

from crawlers.process import Exit
from offers.run import End
from tests.crawlers.desk import Desk
from tests.crawlers.test_crawl import FIELDS, ad, listing
from tests.crawlers.web import Answer, Web

ROBOTS = Answer("User-agent: *\nDisallow: /ads/2\n")


@pytest.fixture
def board(desk: Desk, web: Web) -> Web:
    desk.site("board", web.url("/"), FIELDS)
    web.routes |= {f"/ads/{number}": ad(number) for number in range(1, 4)}
    web.routes["/"] = listing(1, 2, 3)
    return web


def leads(*urls: str) -> Answer:
    return Answer("".join(f'<a class=ad href="{url}">x</a>' for url in urls))


def redirect(target: str) -> Answer:
    return Answer(status=302, headers={"Location": target})


@pytest.mark.parametrize(
    "settings",
    [
        ("ROBOTSTXT_OBEY=False",),
        ("DOWNLOADER_MIDDLEWARES={}",),
        ('DOWNLOADER_MIDDLEWARES={"crawlers.robots.Robots": null}',),
        ("DOWNLOADER_MIDDLEWARES_BASE={}",),
        ("EXTENSIONS={}", "ITEM_PIPELINES={}", "ROBOTSTXT_OBEY=0"),
        ("ADDONS={}", "DOWNLOADER=scrapy.core.downloader.Downloader", "ROBOTSTXT_OBEY=False"),
    ],
)
def test_no_setting_switches_robots_off(desk: Desk, board: Web, settings: tuple[str, ...]) -> None:
    board.routes["/robots.txt"] = ROBOTS
    told = [part for setting in settings for part in ("-s", setting)]
    done = desk.scrapy("crawl", "board", *told)
    assert "/ads/2" not in board.asked, done.stderr
    assert "/ads/3" in board.asked, done.stderr
    assert "cannot be changed" in done.stderr
    assert [problem.kind for problem in desk.problems()] == ["robots"]


def test_no_setting_makes_a_crawl_faster(desk: Desk, board: Web) -> None:
    """Crawl-delay holds on loopback too, and no request is sent before its time."""
    board.routes["/robots.txt"] = Answer("User-agent: *\nCrawl-delay: 0.4\n")
    faster = ("DOWNLOAD_DELAY=0", "AUTOTHROTTLE_ENABLED=False", "CONCURRENT_REQUESTS=32",
              "CONCURRENT_REQUESTS_PER_DOMAIN=32", "CONCURRENT_REQUESTS_PER_IP=32",
              "DOWNLOAD_DELAY_JITTER=1", "RANDOMIZE_DOWNLOAD_DELAY=True",
              'DOWNLOAD_SLOTS={"127.0.0.1": {"delay": 0, "concurrency": 32}}')  # fmt: skip
    told = [part for setting in faster for part in ("-s", setting)]
    done = desk.scrapy("crawl", "board", *told)
    assert len(board.asked) == 5, done.stderr
    gaps = [later - earlier for earlier, later in zip(board.times, board.times[1:], strict=False)]
    assert min(gaps) > 0.35


def test_a_site_asked_to_wait_is_given_time(desk: Desk, board: Web) -> None:
    answers = iter([Answer("slow down", status=429, headers={"Retry-After": "1"})])
    board.routes["/ads/1"] = lambda: next(answers, ad(1))
    desk.crawl("board")
    assert board.asked.count("/ads/1") == 2
    refused = board.asked.index("/ads/1")
    assert board.times[refused + 1] - board.times[refused] > 0.95
    assert desk.runs()[0].end is End.OK


def test_a_site_that_wants_to_be_left_alone_is(desk: Desk, board: Web) -> None:
    board.routes["/"] = Answer("later", status=429, headers={"Retry-After": "3600"})
    assert desk.crawl("board").returncode == Exit.BLOCKED
    assert board.asked == ["/robots.txt", "/"]


def test_other_sites_are_not_asked_and_that_is_told(desk: Desk, board: Web) -> None:
    """In links, redirects and pages that move by themselves."""
    elsewhere = "https://elsewhere.example/ads"
    board.routes["/"] = leads("/ads/1", f"{elsewhere}/9", "/ads/2", "/ads/3")
    board.routes["/ads/2"] = redirect(f"{elsewhere}/2")
    refresh = f'<meta http-equiv=refresh content="0;url={elsewhere}/3">'
    board.routes["/ads/3"] = Answer(refresh)
    desk.crawl("board")
    assert [(problem.url, problem.kind) for problem in desk.problems()] == [
        (f"{elsewhere}/9", "off-site"),
        (board.url("/ads/2"), "off-site"),
        (board.url("/ads/3"), "off-site"),
    ]
    assert 'hosts = ["elsewhere.example"]' in desk.problems()[0].reason
    assert desk.runs()[0].end is End.OK


@pytest.mark.parametrize("tag", ["noscript", "script", "template", "textarea"])
def test_what_a_page_only_speaks_of_does_not_move_it(desk: Desk, board: Web, tag: str) -> None:
    refresh = f'<meta http-equiv=refresh content="0;url={board.url("/elsewhere")}">'
    board.routes["/ads/2"] = Answer(f"<{tag}>{refresh}</{tag}><h1>Two</h1><article>Ad</article>")
    desk.crawl("board")
    assert "/elsewhere" not in board.asked
    assert desk.runs()[0].end is End.OK


def test_a_second_host_of_the_site_is_asked(desk: Desk, board: Web, other: Web) -> None:
    hosts = 'private_hosts = ["127.0.0.1", "127.0.0.2"]\n'
    desk.site("board", board.url("/"), hosts + FIELDS, loopback=False)
    board.routes["/"] = leads("/ads/1", other.url("/ads/9"))
    other.routes["/ads/9"] = ad(9)
    desk.crawl("board")
    assert other.asked == ["/robots.txt", "/ads/9"]


INNER = [
    "http://127.0.0.2:{port}/ads/2", "http://127.1:{port}/ads/2", "http://2130706433:{port}/",
    "http://0x7f.0.0.2:{port}/", "http://0177.0.0.2/", "http://[::1]:{port}/",
    "http://[::ffff:127.0.0.2]:{port}/", "http://169.254.169.254/latest/meta-data/",
    "http://localhost:{port}/ads/2", "http://127.0.0.2.:{port}/", "http://0:{port}/",
    "http://user:pw@127.0.0.2:{port}/",
]  # fmt: skip


def test_private_addresses_are_refused_after_redirects(desk: Desk, board: Web, other: Web) -> None:
    numbers = range(10, 10 + len(INNER))
    for number, target in zip(numbers, INNER, strict=True):
        board.routes[f"/ads/{number}"] = redirect(target.format(port=other.port))
    board.routes["/"] = listing(1, *numbers)
    desk.crawl("board")
    assert other.asked == []
    told = {problem.url: problem.kind for problem in desk.problems()}
    assert told == {board.url(f"/ads/{number}"): "address" for number in numbers}
    # A page does not choose what an operator is advised to allow.
    assert not any("add private_hosts" in problem.reason for problem in desk.problems())
    assert desk.runs()[0].end is End.OK


def test_private_addresses_are_refused_in_links(desk: Desk, board: Web, other: Web) -> None:
    targets = [target.format(port=other.port) for target in INNER]
    board.routes["/"] = leads("/ads/1", *targets)
    desk.crawl("board")
    assert other.asked == []
    assert {problem.kind for problem in desk.problems()} == {"address"}
    assert len(desk.problems()) == len(set(targets))


NAME_SERVER = """
import socket
real = socket.gethostbyname
socket.gethostbyname = lambda name: "127.0.0.1" if name == "board.example" else real(name)
"""
"""Stands in for a name server that answers with an address of the inner network."""


@pytest.fixture
def name_server(tmp_path: Path) -> str:
    (tmp_path / "sitecustomize.py").write_text(NAME_SERVER)
    return str(tmp_path)


def test_a_public_name_with_a_private_address_is_refused(
    desk: Desk, web: Web, name_server: str
) -> None:
    start = f"http://board.example:{web.port}/"
    desk.site("board", start, FIELDS, loopback=False, delay=1)
    assert desk.crawl("board", PYTHONPATH=name_server).returncode == Exit.BROKEN
    assert web.asked == []
    assert [problem.kind for problem in desk.problems()] == ["address"]
    assert "127.0.0.1" in desk.problems()[0].reason


def test_unless_the_site_file_says_so(desk: Desk, web: Web, name_server: str) -> None:
    start = f"http://board.example:{web.port}/"
    leave = 'private_hosts = ["board.example"]\n'
    desk.site("board", start, leave + FIELDS, loopback=False, delay=1)
    web.routes |= {"/": listing(1), "/ads/1": ad(1)}
    assert desk.crawl("board", PYTHONPATH=name_server).returncode == Exit.DONE
    assert web.asked == ["/robots.txt", "/", "/ads/1"]
    gaps = [later - earlier for earlier, later in zip(web.times, web.times[1:], strict=False)]
    assert min(gaps) > 0.95


def test_media_are_never_fetched(desk: Desk, board: Web) -> None:
    """By name nothing is asked; by type and by content the answer is broken off."""
    board.routes["/"] = leads("/photo.jpg", "/video", "/disguised", "/ads/1")
    board.routes["/photo.jpg"] = Answer(b"\xff\xd8\xff" * 9, type="image/jpeg")
    board.routes["/video"] = Answer(b"\0" * 2_000_000, type="video/mp4")
    board.routes["/disguised"] = Answer(b"\x89PNG\r\n\x1a\n" + b"\0" * 2_000_000)
    desk.crawl("board")
    assert "/photo.jpg" not in board.asked
    assert [(problem.kind) for problem in desk.problems()] == ["media"] * 3
    assert desk.runs()[0].end is End.OK
    kept = b"".join(map(desk.unpacked, desk.folder.rglob("*.warc.gz")))
    assert b"\x89PNG" not in kept
    assert b"video/mp4" not in kept


def test_pages_that_show_pictures_fetch_none(desk: Desk, board: Web) -> None:
    shown = '<img src="/a.png"><video src="/b.mp4"></video><link rel=stylesheet href="/c.css">'
    board.routes["/ads/1"] = Answer(f"<h1>Ad</h1>{shown}<p class=text>Pickers wanted")
    desk.crawl("board")
    assert set(board.asked) == {"/robots.txt", "/", "/ads/1", "/ads/2", "/ads/3"}


@pytest.mark.parametrize("when", ["hold", "stall"])
def test_a_page_that_never_comes(desk: Desk, board: Web, when: str) -> None:
    """Before it answers, or in the middle of its answer."""
    never = Event()
    board.routes["/ads/2"] = Answer("<h1>Ad", cut=3, **{when: never})  # type: ignore[arg-type]
    told = ("-s", "DOWNLOAD_TIMEOUT=1", "-s", "RETRY_TIMES=0")
    done = desk.scrapy("crawl", "board", *told)
    never.set()
    assert [(problem.url, problem.kind) for problem in desk.problems()] == [
        (board.url("/ads/2"), "time-out")
    ], done.stderr
    assert desk.runs()[0].end is End.OK


def test_redirects_in_a_ring_come_to_an_end(desk: Desk, board: Web) -> None:
    for number in range(20):
        board.routes[f"/ring/{number}"] = redirect(f"/ring/{number + 1}")
    board.routes["/ads/2"] = redirect("/ring/0")
    desk.crawl("board")
    assert [(problem.url, problem.kind) for problem in desk.problems()] == [
        (board.url("/ads/2"), "http")
    ]
    assert "/ring/6" not in board.asked


def test_a_redirect_to_where_the_crawl_has_been_is_told(desk: Desk, board: Web) -> None:
    board.routes["/ads/2"] = redirect("/ads/1")
    desk.crawl("board")
    (problem,) = desk.problems()
    assert (problem.url, problem.kind) == (board.url("/ads/2"), "http")
    assert board.url("/ads/1") in problem.reason


def test_archives_that_burst_when_unpacked(desk: Desk, board: Web) -> None:
    bomb = gzip.compress(b"x" * 200_000_000, 9)
    board.routes["/ads/2"] = Answer(bomb, headers={"Content-Encoding": "gzip"})
    desk.crawl("board")
    assert [problem.kind for problem in desk.problems()] == ["too-large"]


@pytest.fixture
def secure() -> Iterator[Web]:
    """A site whose certificate nobody vouches for."""
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    trustme.CA().issue_cert("127.0.0.1").configure_cert(context)
    made = Web(tls=context)
    made.routes |= {"/": listing(1), "/ads/1": ad(1)}
    yield made
    made.close()


def test_certificates_are_checked(desk: Desk, secure: Web) -> None:
    desk.site("board", secure.url("/"), FIELDS)
    assert desk.crawl("board").returncode == Exit.BROKEN
    assert secure.asked == []
    assert [problem.kind for problem in desk.problems()] == ["tls"]
    assert "certificate" in desk.problems()[0].reason


def test_unless_the_site_file_says_not_to(desk: Desk, secure: Web) -> None:
    desk.site("board", secure.url("/"), "insecure_tls = true\n" + FIELDS)
    assert desk.crawl("board").returncode == Exit.DONE
    assert secure.asked == ["/robots.txt", "/", "/ads/1"]


def test_nothing_listens_for_commands(desk: Desk, board: Web) -> None:
    done = desk.scrapy("crawl", "board", "-s", "REMOTE_CONTROL_ENABLED=True", "-s",
                       "TELNETCONSOLE_ENABLED=1", "-L", "DEBUG")  # fmt: skip
    assert "telnet" not in done.stderr.lower().replace("telnetconsole_enabled", "")
    assert "remote control" not in done.stderr.lower()
