"""Crawls from end to end: real processes, a real web on loopback, a real store."""

import gzip
from pathlib import Path
from threading import Event

import pytest

from crawlers.process import Exit
from evidence.warc import read_capture
from index.query.tree import Everything
from offers.life import EventKind, Known, Status
from offers.run import Coverage, End
from tests.crawlers.desk import Desk, eventually
from tests.crawlers.web import Answer, Web

FIELDS = """
reader = "selectors"
[links]
offer = "a.ad"
next = "a[rel=next]"
[fields]
title = "h1"
text = "p.text"
"""


def ad(number: int, text: str = "Pickers wanted, call us") -> Answer:
    return Answer(f"<h1>Ad number {number}</h1><p class=text>{text} ({number})</p>")


def listing(*numbers: int, more: str = "") -> Answer:
    links = "".join(f'<li><a class=ad href="/ads/{number}">{number}</a>' for number in numbers)
    next_page = f'<a rel=next href="{more}">more</a>' if more else ""
    return Answer(f"<ul>{links}</ul>{next_page}")


@pytest.fixture
def board(desk: Desk, web: Web) -> Web:
    """A board of two pages with five ads, the site file for it, and a time that stands still."""
    desk.set_clock(0)
    desk.site("board", web.url("/"), FIELDS)
    web.routes |= {f"/ads/{number}": ad(number) for number in range(1, 6)}
    web.routes["/"] = listing(1, 2, 3, more="/?page=2")
    web.routes["/?page=2"] = listing(4, 5)
    return web


def offers(desk: Desk) -> list[Known]:
    with desk.store() as store:
        return list(store.index.search(Everything(), limit=100).offers)


@pytest.mark.fresh
def test_a_board_is_read_whole(desk: Desk, board: Web) -> None:
    done = desk.crawl("board")
    assert done.returncode == Exit.DONE, done.stderr
    (run,) = desk.runs()
    assert (run.end, run.coverage, run.reason) == (End.OK, Coverage.FULL, None)
    assert {"pages": 7, "offers": 5, "new": 5}.items() <= run.counts.items()
    assert board.asked == [
        "/robots.txt", "/", "/ads/1", "/ads/2", "/ads/3", "/?page=2", "/ads/4", "/ads/5",
    ]  # fmt: skip
    assert {known.offer.title for known in offers(desk)} == {f"Ad number {n}" for n in range(1, 6)}


def test_the_agent_names_project_and_contact(desk: Desk, board: Web) -> None:
    desk.crawl("board")
    (agent,) = board.agents
    assert agent.startswith("Offerwatch/")
    assert "mailto:desk@example.org" in agent


def test_each_offer_can_show_what_it_was_read_from(desk: Desk, board: Web) -> None:
    desk.crawl("board")
    for known in offers(desk):
        capture = known.offer.capture
        assert capture
        kept = read_capture(desk.folder / "captures", capture)
        assert kept.url == known.offer.url
        assert kept.address == "127.0.0.1"
        assert kept.request.startswith(b"GET /ads/")
        assert kept.head.startswith(b"HTTP/1.1 200 OK\r\n")
        assert (known.offer.title or "").encode() in kept.decoded()


def test_files_of_captures_pass_the_check(desk: Desk, board: Web) -> None:
    desk.crawl("board")
    desk.set_clock(days=1)
    desk.crawl("board")
    files = sorted((desk.folder / "captures").rglob("*.warc.gz"))
    assert len(files) == 2
    for file in files:
        assert desk.warc_check(file) == 0


def test_an_unchanged_site_gives_no_new_version(desk: Desk, board: Web) -> None:
    desk.crawl("board")
    before = {known.offer.id: known.version for known in offers(desk)}
    desk.set_clock(days=1)
    desk.crawl("board")
    assert {known.offer.id: known.version for known in offers(desk)} == before
    second = desk.runs()[1]
    assert second.counts["unchanged"] == 5
    assert "new" not in second.counts
    _, second_file = sorted((desk.folder / "captures").rglob("*.warc.gz"))
    assert b"revisit" in desk.unpacked(second_file)
    assert b"WARC-Type: response" not in desk.unpacked(second_file)


def test_edited_and_gone(desk: Desk, board: Web) -> None:
    desk.crawl("board")
    board.routes["/?page=2"] = listing(4)
    board.routes["/ads/1"] = ad(1, "Now with free housing")
    desk.set_clock(days=1)
    desk.crawl("board")
    second = desk.runs()[1]
    assert (second.counts["edited"], second.counts["gone"]) == (1, 1)
    gone = [known for known in offers(desk) if known.status is Status.GONE]
    assert [known.offer.url for known in gone] == [board.url("/ads/5")]
    with desk.store() as store:
        events = store.index.events(gone[0].offer.id)
    assert [event.kind for event in events] == [EventKind.NEW, EventKind.GONE]


def test_one_bad_page_stops_nothing(desk: Desk, board: Web) -> None:
    board.routes["/ads/2"] = Answer("broken", status=500)
    board.routes["/ads/3"] = Answer("<h1>Another layout</h1>" * 2)
    board.routes["/ads/4"] = Answer("<h1>Ad</h1><p class=text>cut off here", cut=10)
    assert desk.crawl("board").returncode == Exit.BROKEN
    kinds = {problem.url: problem.kind for problem in desk.problems()}
    assert kinds == {
        board.url("/ads/2"): "http",
        board.url("/ads/3"): "layout",
        board.url("/ads/4"): "broken-data",
    }
    assert desk.runs()[0].counts["offers"] == 2


def test_what_could_not_be_read_is_not_gone(desk: Desk, board: Web) -> None:
    desk.crawl("board")
    board.routes["/ads/2"] = Answer("broken", status=500)
    desk.set_clock(days=1)
    desk.crawl("board")
    second = desk.runs()[1]
    assert (second.end, second.coverage) == (End.OK, Coverage.FULL)
    assert {known.status for known in offers(desk)} == {Status.ONLINE}


def test_what_moved_and_could_not_be_read_is_not_gone(desk: Desk, board: Web) -> None:
    """Its offer bears the address that it was redirected to, the problem the one of the link."""
    board.routes["/ads/2"] = Answer(status=302, headers={"Location": "/moved/2"})
    board.routes["/moved/2"] = ad(2)
    desk.crawl("board")
    assert board.url("/moved/2") in {known.offer.url for known in offers(desk)}
    board.routes["/ads/2"] = Answer("broken", status=500)
    desk.set_clock(days=1)
    desk.crawl("board")
    assert desk.runs()[1].coverage is Coverage.PARTIAL
    assert {known.status for known in offers(desk)} == {Status.ONLINE}


def test_the_way_to_a_page_is_kept_too(desk: Desk, board: Web) -> None:
    board.routes["/ads/2"] = Answer(status=301, headers={"Location": "/moved/2"})
    board.routes["/moved/2"] = Answer(status=302, headers={"Location": "/at/last"})
    board.routes["/at/last"] = ad(2)
    desk.crawl("board")
    (file,) = desk.folder.rglob("*.warc.gz")
    kept = desk.unpacked(file)
    for path, status in (("/ads/2", b"301"), ("/moved/2", b"302"), ("/at/last", b"200 OK")):
        assert f"WARC-Target-URI: {board.url(path)}\r\n".encode() in kept
        assert b"HTTP/1.1 " + status in kept
    assert board.url("/at/last") in {known.offer.url for known in offers(desk)}


def test_packed_pages_are_kept_packed(desk: Desk, board: Web) -> None:
    packed = gzip.compress(b"<h1>Ad number 2</h1><p class=text>Pickers wanted")
    board.routes["/ads/2"] = Answer(packed, headers={"Content-Encoding": "gzip"})
    desk.crawl("board")
    (known,) = [known for known in offers(desk) if known.offer.url == board.url("/ads/2")]
    assert known.offer.title == "Ad number 2"
    assert known.offer.capture
    kept = read_capture(desk.folder / "captures", known.offer.capture)
    assert kept.body == packed
    assert kept.header("Content-Encoding") == "gzip"


def test_a_listing_that_fails_makes_the_run_partial(desk: Desk, board: Web) -> None:
    desk.crawl("board")
    board.routes["/?page=2"] = Answer("broken", status=500)
    desk.set_clock(days=1)
    desk.crawl("board")
    second = desk.runs()[1]
    assert (second.end, second.coverage) == (End.OK, Coverage.PARTIAL)
    assert {known.status for known in offers(desk)} == {Status.ONLINE}


def test_max_pages_makes_the_run_partial(desk: Desk, board: Web) -> None:
    desk.site("board", board.url("/"), "max_pages = 4\n" + FIELDS)
    desk.crawl("board")
    (run,) = desk.runs()
    assert (run.coverage, run.reason) == (Coverage.PARTIAL, "max_pages = 4 was reached")
    assert len(board.asked) == 5


@pytest.mark.parametrize("status", [401, 403, 429])
def test_a_site_that_says_no(desk: Desk, board: Web, status: int) -> None:
    board.routes["/"] = Answer("no", status=status)
    assert desk.crawl("board").returncode == Exit.BLOCKED
    (run,) = desk.runs()
    assert run.end is End.BLOCKED
    assert str(status) in (run.reason or "")


def test_a_site_that_says_no_again_and_again_is_left_alone(desk: Desk, board: Web) -> None:
    board.routes["/"] = listing(*range(1, 40))
    board.routes |= {f"/ads/{number}": Answer("no", status=403) for number in range(2, 40)}
    desk.crawl("board")
    assert desk.runs()[0].end is End.BLOCKED
    assert len(board.asked) < 12


def test_a_challenge_is_no_empty_site(desk: Desk, board: Web) -> None:
    board.routes["/"] = Answer("<div class=g-recaptcha data-sitekey='x'></div>")
    assert desk.crawl("board").returncode == Exit.BLOCKED
    assert "captcha" in (desk.runs()[0].reason or "")


def test_a_site_without_offers_is_empty(desk: Desk, board: Web) -> None:
    board.routes["/"] = Answer("<h1>Nothing today</h1>")
    assert desk.crawl("board").returncode == Exit.DONE
    assert desk.runs()[0].end is End.EMPTY
    assert not (desk.folder / "captures/board").exists()


def test_a_robots_txt_that_closes_the_site(desk: Desk, board: Web) -> None:
    board.routes["/robots.txt"] = Answer("User-agent: *\nDisallow: /")
    assert desk.crawl("board").returncode == Exit.BLOCKED
    assert board.asked == ["/robots.txt"]
    assert [problem.kind for problem in desk.problems()] == ["robots"]


@pytest.mark.parametrize(("status", "end"), [(403, End.BLOCKED), (500, End.BROKEN)])
def test_a_robots_txt_that_cannot_be_had_closes_the_site(
    desk: Desk, board: Web, status: int, end: End
) -> None:
    board.routes["/robots.txt"] = Answer("?", status=status)
    desk.crawl("board")
    assert set(board.asked) == {"/robots.txt"}
    assert desk.runs()[0].end is end


def test_ads_that_robots_txt_closes_are_passed_over(desk: Desk, board: Web) -> None:
    board.routes["/robots.txt"] = Answer("User-agent: *\nDisallow: /ads/\nAllow: /ads/5\n")
    assert desk.crawl("board").returncode == Exit.DONE
    assert {problem.kind for problem in desk.problems()} == {"robots"}
    board.routes["/robots.txt"] = Answer("User-agent: *\nDisallow: /ads/\n")
    desk.set_clock(days=1)
    assert desk.crawl("board").returncode == Exit.BLOCKED
    assert "robots.txt disallows it" in (desk.runs()[1].reason or "")


def test_a_robots_txt_that_is_a_page_is_told(desk: Desk, board: Web) -> None:
    board.routes["/robots.txt"] = Answer("<!doctype html><title>Welcome</title>")
    assert desk.crawl("board").returncode == Exit.DONE
    assert [(problem.kind, problem.url) for problem in desk.problems()] == [
        ("robots", board.url("/robots.txt"))
    ]


def test_a_layout_that_changed_is_broken_not_empty(desk: Desk, board: Web) -> None:
    board.routes |= {f"/ads/{number}": Answer("<h2>New design</h2>") for number in range(1, 6)}
    assert desk.crawl("board").returncode == Exit.BROKEN
    (run,) = desk.runs()
    assert (run.end, run.coverage) == (End.BROKEN, Coverage.PARTIAL)
    assert "h1" in (run.reason or "")


def test_numbered_pages_end_where_nothing_new_comes(desk: Desk, web: Web) -> None:
    pages = f'pages = {{ url = "{web.url("/list/{page}")}", first = 1, last = 9 }}\n'
    desk.site("board", web.url("/list/1"), FIELDS.replace("next =", pages + "next ="))
    web.routes |= {f"/ads/{number}": ad(number) for number in range(1, 5)}
    web.routes |= {"/list/1": listing(1, 2), "/list/2": listing(3, 4)}
    desk.crawl("board")
    (run,) = desk.runs()
    assert (run.end, run.coverage, run.counts["offers"]) == (End.OK, Coverage.FULL, 4)
    assert "/list/3" in board_paths(web)
    assert "/list/4" not in board_paths(web)


def board_paths(web: Web) -> set[str]:
    return set(web.asked)


def test_numbered_pages_that_reach_their_cap(desk: Desk, web: Web) -> None:
    pages = f'pages = {{ url = "{web.url("/list/{page}")}", first = 1, last = 2 }}\n'
    desk.site("board", web.url("/list/1"), FIELDS.replace("next =", pages + "next ="))
    web.routes |= {f"/ads/{number}": ad(number) for number in range(1, 5)}
    web.routes |= {"/list/1": listing(1, 2), "/list/2": listing(3, 4)}
    desk.crawl("board")
    assert desk.runs()[0].coverage is Coverage.PARTIAL


def test_sitemaps(desk: Desk, web: Web) -> None:
    desk.site(
        "board",
        web.url("/"),
        f'sitemaps = ["{web.url("/map.xml")}"]\nmax_age = "30d"\n'
        + FIELDS.replace('offer = "a.ad"\nnext = "a[rel=next]"', ""),
    )
    urls = "".join(
        f"<url><loc>{web.url(f'/ads/{number}')}</loc><lastmod>{when}</lastmod></url>"
        for number, when in ((1, "2001-01-01"), (2, "2999-01-01"))
    )
    index = f"<sitemapindex><sitemap><loc>{web.url('/one.xml')}</loc></sitemap></sitemapindex>"
    web.routes |= {"/ads/1": ad(1), "/ads/2": ad(2)}
    web.routes["/map.xml"] = Answer(index, type="application/xml")
    web.routes["/one.xml"] = Answer(f"<urlset>{urls}</urlset>", type="application/octet-stream")
    desk.crawl("board")
    assert web.asked == ["/robots.txt", "/map.xml", "/one.xml", "/ads/2"]
    assert desk.runs()[0].end is End.OK


def test_a_cap_that_leaves_only_sitemaps_is_no_empty_site(desk: Desk, web: Web) -> None:
    rest = f'reader = "selectors"\nsitemaps = ["{web.url("/map.xml")}"]\nmax_pages = 2\n'
    desk.site("mapped", web.url("/"), rest + '[fields]\ntitle = "h1"\ntext = ".text"\n')
    web.routes["/1"] = ad(1)
    index = f"<sitemapindex><sitemap><loc>{web.url('/one.xml')}</loc></sitemap></sitemapindex>"
    web.routes["/map.xml"] = Answer(index, type="application/xml")
    named = f"<urlset><url><loc>{web.url('/1')}</loc></url></urlset>"
    web.routes["/one.xml"] = Answer(named, type="application/xml")
    desk.crawl("mapped")
    (run,) = desk.runs()
    assert (run.end, run.coverage) == (End.ABORTED, Coverage.PARTIAL)
    assert run.reason == "max_pages = 2 was reached before any ad was looked at"


def test_another_crawl_of_the_site_is_turned_away(desk: Desk, board: Web) -> None:
    hold = Event()
    board.routes["/ads/1"] = Answer("<h1>Ad number 1</h1><p class=text>x</p>", hold=hold)
    first = desk.started("board")
    eventually(lambda: "/ads/1" in board.asked)
    second = desk.crawl("board")
    hold.set()
    assert second.returncode == Exit.BUSY
    assert "taken by process" in second.stderr
    _, log = first.communicate(timeout=60)
    assert first.returncode == Exit.DONE, log
    assert len(desk.runs()) == 1


def test_a_page_that_is_too_large(desk: Desk, board: Web) -> None:
    board.routes["/ads/2"] = Answer(b"<h1>" + b"x" * (11 * 1024 * 1024))
    desk.crawl("board")
    assert [problem.kind for problem in desk.problems()] == ["too-large"]


def test_nothing_that_an_ad_says_stands_in_the_log(desk: Desk, board: Web, tmp_path: Path) -> None:
    board.routes["/ads/1"] = ad(1, "Seventeen secret words")
    done = desk.crawl("board", "--log-level", "DEBUG")
    assert "secret words" not in done.stderr
    assert "Ad number" not in done.stderr
