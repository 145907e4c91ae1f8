"""A site without a single selector, crawled from end to end."""

from crawlers.process import Exit
from index.query.tree import Everything
from offers.run import Coverage, End
from tests.crawlers.desk import Desk
from tests.crawlers.web import Answer, Web

PAGES = {1: (1, 2, 3), 2: (4, 5)}
WORK = ("Mason", "Cook", "Driver", "Waiter", "Picker")


def listing(page: int, when: str) -> Answer:
    cards = "".join(
        f'<div class="css-{number}x"><h3><a href="/ad/{number}">{WORK[number - 1]} wanted at once'
        f"</a></h3><p>With housing and paid travel.</p><b>{number}00 EUR</b> <i>{when}</i></div>"
        for number in PAGES[page]
    )
    pager = '<a href="/?page=2">Next</a>' if page == 1 else '<a href="/">Back</a>'
    return Answer(f"<nav><a href=/login>Log in</a></nav><main>{cards}</main><p>{pager}</p>")


def ad(number: int, views: int) -> Answer:
    return Answer(
        f"<h1>{WORK[number - 1]} wanted at once</h1><p>Views: {views}</p><div class=text>"
        f"<p>With housing and paid travel, from Monday.</p><p>Ask for number {number}.</p></div>"
    )


def serve(web: Web, when: str, views: int) -> None:
    web.routes |= {"/": listing(1, when), "/?page=2": listing(2, when)}
    web.routes |= {f"/ad/{number}": ad(number, views) for number in range(1, 6)}


def test_lists_are_followed_and_ads_are_read_whole(desk: Desk, web: Web) -> None:
    desk.set_clock(0)
    desk.site("plain", web.url("/"), 'reader = "blocks"\n')
    serve(web, "2 hours ago", 3)
    done = desk.crawl("plain")
    assert done.returncode == Exit.DONE, done.stderr
    (run,) = desk.runs()
    assert (run.end, run.coverage) == (End.OK, Coverage.FULL)
    with desk.store() as store:
        offers = {one.offer.title: one.offer for one in store.index.search(Everything()).offers}
    assert offers.keys() == {f"{work} wanted at once" for work in WORK}
    mason = offers["Mason wanted at once"]
    assert mason.text == "With housing and paid travel, from Monday.\n\nAsk for number 1."
    assert mason.said["price"] == "100 EUR"
    assert mason.url == web.url("/ad/1")


def test_dates_and_views_are_no_news(desk: Desk, web: Web) -> None:
    desk.set_clock(0)
    desk.site("plain", web.url("/"), 'reader = "blocks"\n')
    serve(web, "2 hours ago", 3)
    desk.crawl("plain")
    asked = len(web.asked)
    desk.set_clock(0.2)
    serve(web, "7 hours ago", 40)
    desk.crawl("plain")
    assert [path for path in web.asked[asked:] if path.startswith("/ad/")] == []
    desk.set_clock(3)
    serve(web, "3 days ago", 500)
    desk.crawl("plain")
    counted = [(run.counts.get("new", 0), run.counts.get("edited", 0)) for run in desk.runs()]
    assert counted == [(5, 0), (0, 0), (0, 0)]
