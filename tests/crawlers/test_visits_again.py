"""The second crawl of a site asks for what is due, and no more, and loses nothing by it."""

from collections.abc import Mapping
from dataclasses import replace

import pytest
from warcio.archiveiterator import ArchiveIterator

from crawlers.process import Exit
from evidence.warc import read_capture
from index.query.tree import Everything
from offers.life import EventKind, How, Known, Sighting, Status
from offers.run import Coverage, End, Look, Run
from tests.crawlers.desk import Desk
from tests.crawlers.test_crawl import FIELDS, ad, listing
from tests.crawlers.web import Answer, Web

HOUR = 1 / 24
NOTHING_NEW = "its lists were read until a page of them brought nothing new"


def tagged(answer: Answer) -> Answer:
    return replace(answer, tagged=True)


@pytest.fixture
def board(desk: Desk, web: Web) -> Web:
    """Three pages with two ads each, all of them with an ETag; the time stands still."""
    desk.set_clock(0)
    desk.site("board", web.url("/"), FIELDS)
    web.routes |= {f"/ads/{number}": tagged(ad(number)) for number in range(1, 9)}
    web.routes["/"] = tagged(listing(1, 2, more="/?page=2"))
    web.routes["/?page=2"] = tagged(listing(3, 4, more="/?page=3"))
    web.routes["/?page=3"] = tagged(listing(5, 6))
    return web


def crawled(desk: Desk, days: float) -> Run:
    """The run of a crawl at that time, which ends well."""
    desk.set_clock(days)
    done = desk.crawl("board")
    assert done.returncode == Exit.DONE, done.stderr
    return desk.runs()[-1]


def asked_since(web: Web, earlier: int) -> list[str]:
    return [path for path in web.asked[earlier:] if path != "/robots.txt"]


def known(desk: Desk) -> Mapping[str, Known]:
    """What is known of each ad, by its path."""
    with desk.store() as store:
        found = store.index.search(Everything(), limit=100).offers
    return {"/" + (one.offer.url or "").split("/", 3)[3]: one for one in found}


def sightings(desk: Desk, path: str) -> list[Sighting]:
    with desk.store() as store:
        return list(store.index.sightings(known(desk)[path].offer.id))


def test_an_hour_later_one_page_is_asked_for(desk: Desk, board: Web) -> None:
    first = crawled(desk, 0)
    assert (first.look, first.coverage, first.counts["requests"]) == (Look.FULL, Coverage.FULL, 10)
    before = len(board.asked)
    second = crawled(desk, HOUR)
    assert asked_since(board, before) == ["/"]
    assert (second.end, second.coverage, second.look) == (End.OK, Coverage.PARTIAL, Look.NEWS)
    assert second.reason == NOTHING_NEW
    counts = {"requests": 2, "not_modified": 1, "not_due": 2, "listed": 2, "offers": 2}
    assert counts.items() <= second.counts.items()
    assert not {"pages", "new", "gone", "unchanged"} & second.counts.keys()
    assert second.counts.get("bytes", 0) < first.counts["bytes"] / 10
    assert [one.how for one in sightings(desk, "/ads/1")] == [How.READ, How.LISTED]
    assert [one.how for one in sightings(desk, "/ads/5")] == [How.READ]
    assert {one.status for one in known(desk).values()} == {Status.ONLINE}


def test_a_day_later_everything_is_asked_for_and_nothing_sent(desk: Desk, board: Web) -> None:
    first = crawled(desk, 0)
    before = len(board.asked)
    second = crawled(desk, 1)
    assert len(asked_since(board, before)) == 9
    assert (second.end, second.coverage, second.look) == (End.OK, Coverage.FULL, Look.FULL)
    assert {"not_modified": 9, "unchanged": 6, "offers": 6}.items() <= second.counts.items()
    assert second.counts.get("bytes", 0) < first.counts["bytes"] / 10
    for one in known(desk).values():
        assert (one.last_run, one.status) == (second.id, Status.ONLINE)
        assert (one.expires - one.last_seen).days == 365
    assert [one.how for one in sightings(desk, "/ads/5")] == [How.READ, How.UNCHANGED]


def test_what_is_new_is_found_on_as_many_pages_as_bring_some(desk: Desk, board: Web) -> None:
    crawled(desk, 0)
    board.routes["/"] = tagged(listing(7, 1, more="/?page=2"))
    before = len(board.asked)
    second = crawled(desk, HOUR)
    assert asked_since(board, before) == ["/", "/ads/7", "/?page=2"]
    assert (second.coverage, second.counts["new"]) == (Coverage.PARTIAL, 1)
    third = crawled(desk, 2 * HOUR)
    assert asked_since(board, before)[3:] == ["/"]
    assert "new" not in third.counts


def test_only_a_full_look_marks_gone(desk: Desk, board: Web) -> None:
    crawled(desk, 0)
    board.routes["/?page=3"] = tagged(listing(5))
    assert "gone" not in crawled(desk, HOUR).counts
    assert known(desk)["/ads/6"].status is Status.ONLINE
    third = crawled(desk, 1)
    assert (third.coverage, third.counts["gone"]) == (Coverage.FULL, 1)
    assert known(desk)["/ads/6"].status is Status.GONE


def test_an_ad_that_is_listed_again_is_looked_at_and_back(desk: Desk, board: Web) -> None:
    crawled(desk, 0)
    board.routes["/"] = tagged(listing(2, more="/?page=2"))
    assert crawled(desk, 1).counts["gone"] == 1
    board.routes["/"] = tagged(listing(2, 1, more="/?page=2"))
    before = len(board.asked)
    third = crawled(desk, 1 + HOUR)
    assert asked_since(board, before) == ["/", "/ads/1", "/?page=2"]
    assert third.counts["back"] == 1
    with desk.store() as store:
        events = store.index.events(known(desk)["/ads/1"].offer.id)
    assert [event.kind for event in events] == [EventKind.NEW, EventKind.GONE, EventKind.BACK]


def test_one_page_that_was_read_whole_is_no_part(desk: Desk, board: Web) -> None:
    """A list of one page is read to its end each time, so absence counts each time."""
    board.routes["/"] = tagged(listing(1, 2))
    crawled(desk, 0)
    board.routes["/"] = tagged(listing(1))
    second = crawled(desk, HOUR)
    assert (second.coverage, second.counts["gone"]) == (Coverage.FULL, 1)


def test_a_changed_ad_is_read_when_it_is_due(desk: Desk, board: Web) -> None:
    crawled(desk, 0)
    board.routes["/ads/1"] = tagged(ad(1, "Now with free housing"))
    assert "edited" not in crawled(desk, HOUR).counts
    second = crawled(desk, 1)
    assert {"edited": 1, "unchanged": 5, "pages": 1}.items() <= second.counts.items()


def test_recheck_and_full_look_are_the_site_files(desk: Desk, board: Web) -> None:
    desk.site("board", board.url("/"), 'recheck = "2d"\nfull_look = "3h"\n' + FIELDS)
    crawled(desk, 0)
    before = len(board.asked)
    assert crawled(desk, 3 * HOUR).coverage is Coverage.FULL
    assert asked_since(board, before) == ["/", "/?page=2", "/?page=3"]
    assert crawled(desk, 1).counts["not_due"] == 6
    assert crawled(desk, 2).counts["not_modified"] == 9


def test_a_site_file_that_reads_otherwise_reads_anew(desk: Desk, board: Web) -> None:
    crawled(desk, 0)
    desk.site("board", board.url("/"), FIELDS + 'price = "p.price"\n')
    board.routes |= {
        f"/ads/{n}": tagged(replace(ad(n), body=f"{ad(n).body!s}<p class=price>5 EUR"))
        for n in (1,)
    }
    second = crawled(desk, HOUR)
    # Pages further down have nothing new, so they wait for the next full look.
    assert {"pages": 3, "unchanged": 1, "edited": 1}.items() <= second.counts.items()
    assert "not_modified" not in second.counts
    assert known(desk)["/ads/1"].offer.said == {"price": "5 EUR"}


def test_a_run_that_failed_is_no_full_look(desk: Desk, board: Web) -> None:
    board.routes["/?page=2"] = Answer("broken", status=500)
    first = crawled(desk, 0)
    assert (first.coverage, first.look) == (Coverage.PARTIAL, Look.CUT)
    board.routes["/?page=2"] = tagged(listing(3, 4, more="/?page=3"))
    second = crawled(desk, HOUR)
    assert (second.coverage, second.look, second.counts["new"]) == (Coverage.FULL, Look.FULL, 4)


def test_a_cap_is_reached_later_each_time(desk: Desk, board: Web) -> None:
    desk.site("board", board.url("/"), "max_pages = 5\n" + FIELDS)
    looks = [crawled(desk, hours * HOUR) for hours in range(4)]
    assert [run.look for run in looks[:2]] == [Look.CUT, Look.CUT]
    assert looks[2].coverage is Coverage.FULL
    assert len(known(desk)) == 6
    assert looks[3].look is Look.NEWS


def test_a_short_answer_is_kept_as_proof(desk: Desk, board: Web) -> None:
    crawled(desk, 0)
    first = known(desk)["/ads/1"].offer.capture
    run = crawled(desk, 1)
    assert known(desk)["/ads/1"].offer.capture == first
    assert first
    assert b"Ad number 1" in read_capture(desk.folder / "captures", first).body
    file = desk.folder / f"captures/board/{run.id}.warc.gz"
    assert desk.warc_check(file) == 0
    with file.open("rb") as raw:
        kept = [
            (record.rec_headers["WARC-Profile"], record.http_headers.get_statuscode())
            for record in ArchiveIterator(raw)
            if record.rec_type == "revisit"
        ]
    profile = "http://netpreserve.org/warc/1.1/revisit/server-not-modified"
    assert kept == [(profile, "304")] * 6
    board.routes["/ads/1"] = tagged(ad(1, "other"))
    crawled(desk, 2)
    again = known(desk)["/ads/1"].offer.capture
    assert again
    assert again != first


def test_what_was_forgotten_is_not_seen_by_a_short_answer(desk: Desk, board: Web) -> None:
    crawled(desk, 0)
    offer = known(desk)["/ads/1"].offer
    with desk.store() as store:
        store.journal.forget([offer.id])
        store.index.delete([offer.id], offer.seen)
        assert store.journal.visits("board", [board.url("/ads/1"), board.url("/")]) == {}
    second = crawled(desk, 1)
    assert {"forgotten": 1, "unchanged": 5, "not_modified": 7}.items() <= second.counts.items()
    assert "/ads/1" not in known(desk)
    with desk.store() as store:
        assert store.journal.visit("board", board.url("/ads/1")) is None


def test_an_ad_that_moved(desk: Desk, board: Web) -> None:
    """What was said of the new address is not sent to the old one."""
    board.routes["/ads/1"] = Answer(status=302, headers={"Location": "/moved/1"})
    board.routes["/moved/1"] = tagged(ad(1))
    crawled(desk, 0)
    before = len(board.asked)
    assert asked_since(board, before) == []
    assert crawled(desk, HOUR).counts["not_due"] == 2
    second = crawled(desk, 1)
    assert second.counts["unchanged"] == 6
    told = dict(zip(board.asked[before:], board.headers[before:], strict=True))
    assert "If-None-Match" not in told["/ads/1"]
    assert "If-None-Match" in told["/moved/1"]


def test_dates_will_do_where_there_are_no_tags(desk: Desk, board: Web) -> None:
    when = "Mon, 02 Mar 2026 07:00:00 GMT"
    board.routes["/ads/1"] = replace(ad(1), headers={"Last-Modified": when})
    crawled(desk, 0)
    before = len(board.asked)
    board.routes["/ads/1"] = Answer(status=304)
    assert crawled(desk, 1).counts["unchanged"] == 6
    told = dict(zip(board.asked[before:], board.headers[before:], strict=True))
    assert told["/ads/1"]["If-Modified-Since"] == when
    assert "If-None-Match" not in told["/ads/1"]


def test_a_short_answer_that_nobody_asked_for(desk: Desk, board: Web) -> None:
    board.routes["/ads/1"] = Answer(status=304)
    first = crawled(desk, 0)
    assert (first.counts["new"], first.counts["problems"]) == (5, 1)
    assert "304" in desk.problems()[0].reason


def test_pages_without_tags_are_read_as_ever(desk: Desk, board: Web) -> None:
    board.routes = {
        path: replace(answer, tagged=False)
        for path, answer in board.routes.items()
        if isinstance(answer, Answer)
    }
    crawled(desk, 0)
    second = crawled(desk, 1)
    assert {"pages": 9, "unchanged": 6}.items() <= second.counts.items()
    assert "not_modified" not in second.counts


def test_an_ad_that_lost_its_words_is_not_seen_any_more(desk: Desk, board: Web) -> None:
    """A page that no longer has an ad must not be taken for the one it was."""
    crawled(desk, 0)
    board.routes["/ads/1"] = tagged(Answer("<h1>Gone fishing</h1>"))
    second = crawled(desk, 1)
    assert second.counts["problems"] == 1
    assert known(desk)["/ads/1"].last_run != second.id
    assert desk.problems()[0].kind == "layout"
    assert crawled(desk, 2).counts["problems"] == 1
    assert known(desk)["/ads/1"].last_run not in {run.id for run in desk.runs()[1:]}


def test_a_dead_link_is_no_news(desk: Desk, board: Web) -> None:
    board.routes["/"] = tagged(listing(1, 99, more="/?page=2"))
    crawled(desk, 0)
    before = len(board.asked)
    assert crawled(desk, HOUR).reason == NOTHING_NEW
    assert asked_since(board, before) == ["/", "/ads/99"]


def test_one_bad_page_among_many_that_need_no_look_is_no_broken_site(
    desk: Desk, board: Web
) -> None:
    crawled(desk, 0)
    board.routes["/"] = tagged(listing(7, 1, more="/?page=2"))
    board.routes["/ads/7"] = Answer("broken", status=500)
    second = crawled(desk, HOUR)
    assert (second.end, second.counts["problems"]) == (End.OK, 1)


LISTED = FIELDS.replace('offer = "a.ad"', 'offer = "a.ad"\nentry = "li"') + (
    'place = { select = "b", listed = true }\n'
)


def places(*said: str) -> Answer:
    items = "".join(
        f'<li><a class=ad href="/ads/{number}">{number}</a><b>{place}</b>'
        for number, place in enumerate(said, 1)
    )
    return tagged(Answer(f"<ul>{items}</ul>"))


def test_what_the_list_says_otherwise_is_due_at_once(desk: Desk, board: Web) -> None:
    desk.site("board", board.url("/"), LISTED)
    board.routes["/"] = places("Lille", "Lyon")
    crawled(desk, 0)
    before = len(board.asked)
    assert crawled(desk, HOUR).counts["listed"] == 2
    board.routes["/"] = places("Lille", "Metz")
    third = crawled(desk, 2 * HOUR)
    assert asked_since(board, before) == ["/", "/", "/ads/2"]
    assert third.counts["edited"] == 1
    assert known(desk)["/ads/2"].offer.said["place"] == "Metz"
    with desk.store() as store:
        found = store.journal.visit("board", board.url("/"))
    # What stands beside a link may be what must not lie open.
    assert "Metz" not in str(found)


def test_numbered_pages(desk: Desk, board: Web) -> None:
    pages = f'pages = {{ url = "{board.url("/list/{page}")}", first = 1, last = 9 }}\n'
    desk.site("board", board.url("/list/1"), FIELDS.replace("next =", pages + "next ="))
    for number in range(1, 4):
        board.routes[f"/list/{number}"] = tagged(listing(2 * number - 1, 2 * number))
    assert crawled(desk, 0).coverage is Coverage.FULL
    before = len(board.asked)
    second = crawled(desk, HOUR)
    assert asked_since(board, before) == ["/list/1"]
    assert (second.reason, second.look) == (NOTHING_NEW, Look.NEWS)
    before = len(board.asked)
    third = crawled(desk, 1)
    assert (third.coverage, third.counts["unchanged"]) == (Coverage.FULL, 6)
    assert len(asked_since(board, before)) == 10
    assert third.counts["not_modified"] == 9


ITEMS = """
reader = "selectors"
item = "article"
[links]
next = "a[rel=next]"
[fields]
title = "h1"
"""


def page_of_ads(*numbers: int, more: str = "") -> Answer:
    ads = "".join(f"<article id=a{n}><h1>Ad {n}</h1></article>" for n in numbers)
    return tagged(Answer(ads + (f'<a rel=next href="{more}">more</a>' if more else "")))


def test_lists_that_hold_the_ads(desk: Desk, board: Web) -> None:
    desk.site("board", board.url("/"), ITEMS)
    board.routes["/"] = page_of_ads(1, 2, more="/2")
    board.routes["/2"] = page_of_ads(3, 4, more="/3")
    board.routes["/3"] = page_of_ads(5, 6)
    assert crawled(desk, 0).counts["new"] == 6
    before = len(board.asked)
    second = crawled(desk, HOUR)
    assert asked_since(board, before) == ["/"]
    assert {"not_modified": 1, "unchanged": 2}.items() <= second.counts.items()
    board.routes["/"] = page_of_ads(7, 1, more="/2")
    assert crawled(desk, 2 * HOUR).counts["new"] == 1
    assert asked_since(board, before)[1:] == ["/", "/2"]
    last = crawled(desk, 1)
    assert (last.coverage, last.counts["gone"], last.counts["unchanged"]) == (Coverage.FULL, 1, 6)


def sitemap(web: Web, *entries: tuple[int, str]) -> Answer:
    urls = "".join(
        f"<url><loc>{web.url(f'/ads/{number}')}</loc><lastmod>{when}</lastmod></url>"
        for number, when in entries
    )
    return tagged(Answer(f"<urlset>{urls}</urlset>", type="application/xml"))


def test_sitemaps_say_what_changed(desk: Desk, board: Web) -> None:
    fields = FIELDS.replace('offer = "a.ad"\nnext = "a[rel=next]"', "")
    desk.site("board", board.url("/"), f'sitemaps = ["{board.url("/map.xml")}"]\n{fields}')
    index = f"<sitemapindex><sitemap><loc>{board.url('/one.xml')}</loc></sitemap></sitemapindex>"
    board.routes["/map.xml"] = tagged(Answer(index, type="application/xml"))
    early = "2026-03-01T10:00:00Z"
    board.routes["/one.xml"] = sitemap(board, (1, early), (2, early))
    assert crawled(desk, 0).counts["new"] == 2
    before = len(board.asked)
    second = crawled(desk, HOUR)
    assert asked_since(board, before) == ["/map.xml", "/one.xml"]
    assert (second.coverage, second.counts["listed"]) == (Coverage.FULL, 2)
    board.routes["/ads/1"] = tagged(ad(1, "now with housing"))
    board.routes["/one.xml"] = sitemap(board, (1, "2026-03-02T09:30:00Z"), (2, early))
    third = crawled(desk, 2 * HOUR)
    assert asked_since(board, before)[2:] == ["/map.xml", "/one.xml", "/ads/1"]
    assert {"edited": 1, "listed": 1}.items() <= third.counts.items()
    # It says that nothing changed, so a day alone is no reason to look.
    assert crawled(desk, 2).counts["not_due"] == 2
    board.routes["/one.xml"] = sitemap(board, (1, "2026-03-02T09:30:00Z"))
    fifth = crawled(desk, 2 + HOUR)
    assert (fifth.counts["gone"], fifth.counts["listed"]) == (1, 1)


def test_only_our_own_conditions_are_set(desk: Desk, board: Web) -> None:
    (desk.folder / "sites/board.py").write_text(
        "from crawlers.spider import SiteSpider\n"
        "class Board(SiteSpider):\n"
        "    name = 'board'\n"
        "    async def start(self):\n"
        "        async for request in super().start():\n"
        "            yield request.replace(headers={'If-None-Match': '*'})\n"
    )
    crawled(desk, 0)
    assert "*" not in {told.get("If-None-Match") for told in board.headers}
