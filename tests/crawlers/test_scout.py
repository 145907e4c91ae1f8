"""Looking around on a site, with its pages handed in: what is fetched, and what is found."""

from datetime import UTC, datetime

import pytest

from crawlers.scout import ADS, Scouted, scout
from crawlers.upward import looks_single
from offers.page import Page
from offers.profile import LinkRules
from parsers.links import OfferLink
from parsers.survey import Listing

HOME = "https://board.example"


def ad(number: int) -> str:
    similar = "".join(
        f"<li><a class=ad href='/ad/{n}'>Ad {n}: cook in a hotel by the sea</a></li>"
        for n in (1, 2, 3, 4, 5)
        if n != number
    )
    return (
        f"<html><body><a href='/'>Home</a> <a href='/jobs'>All jobs</a><main>"
        f"<h1>Ad {number}: cook in a hotel by the sea</h1><span class=price>{number}000 EUR</span>"
        f"<div class=description><p>We look for cook {number} from December on, for a hotel with "
        f"forty rooms. Room and meals are free, two days off a week, papers are done by us.</p>"
        f"<p>Call +1 202 555 012{number} in the evening.</p></div></main>"
        f"<ul class=similar>{similar}</ul></body></html>"
    )


def listing(*numbers: int, more: str = "") -> str:
    entries = "".join(
        f"<li class=entry><a class=ad href='/ad/{n}'>Ad {n}: cook in a hotel by the sea</a>"
        f"<span class=price>{n}000 EUR</span><span class=when>2026-11-0{n}</span></li>"
        for n in numbers
    )
    return f"<html><body><h1>Jobs</h1><ul class=jobs>{entries}</ul>{more}</body></html>"


NEXT = "<a rel=next href='/jobs?page=2'>Next</a>"
SITEMAP = (
    "<?xml version='1.0'?><urlset xmlns='http://www.sitemaps.org/schemas/sitemap/0.9'>"
    + "".join(f"<url><loc>{HOME}/ad/{n}</loc></url>" for n in range(1, 6))
    + "</urlset>"
)
INDEX = (
    "<?xml version='1.0'?><sitemapindex xmlns='http://www.sitemaps.org/schemas/sitemap/0.9'>"
    f"<sitemap><loc>{HOME}/sitemap-1.xml</loc></sitemap></sitemapindex>"
)
FEED = (
    "<?xml version='1.0'?><rss version='2.0'><channel><title>t</title>"
    "<item><title>Cook</title><link>https://board.example/ad/1</link>"
    "<description>2000 EUR</description></item></channel></rss>"
)
NOTHING = "<html><body><h1>Welcome</h1><p>This is a page about us.</p></body></html>"


class Site:
    """Pages by path, and what was asked for."""

    def __init__(self, **pages: str) -> None:
        self.pages = {
            "/" + path.replace("__", "/").strip("_"): body for path, body in pages.items()
        }
        self.asked: list[str] = []

    def page(self, url: str) -> Page | None:
        self.asked.append(url.removeprefix(HOME))
        body = self.pages.get(url.removeprefix(HOME))
        return None if body is None else made(url, body)

    def scout(self, path: str, *sitemaps: str) -> Scouted:
        return scout(made(HOME + path, self.pages[path]), self.page, sitemaps)


def made(url: str, body: str) -> Page:
    at = datetime(2026, 11, 20, tzinfo=UTC)
    return Page(asked=url, url=url, status=200, body=body.encode(), fetched=at)


def board(**different: str) -> Site:
    site = Site(jobs=listing(1, 2, 3, 4, more=NEXT), **different)
    site.pages |= {f"/ad/{n}": ad(n) for n in range(1, 7)}
    site.pages["/jobs?page=2"] = listing(5, 6)
    return site


def test_a_list_its_next_page_and_three_ads() -> None:
    site = board()
    found = site.scout("/jobs")
    assert found.found
    assert site.asked == ["/jobs?page=2", "/ad/1", "/ad/3", "/ad/4"]
    assert (found.start, found.offers) == (f"{HOME}/jobs", 4)
    assert found.survey
    assert found.survey.links.offer
    assert found.survey.links.next
    assert "The next page of the list was found, and brings 2 more ads." in found.notes
    assert found.read
    assert {each.rule.name for each in found.read.fields} >= {"title", "text", "price"}


def test_an_ad_that_cannot_be_had_is_made_up_for() -> None:
    site = board()
    del site.pages["/ad/3"]
    assert len(site.scout("/jobs").ads) == ADS


def test_a_next_page_that_brings_nothing_new_is_told() -> None:
    site = board()
    site.pages["/jobs?page=2"] = listing(1, 2, 3)
    assert any("brings nothing new" in note for note in site.scout("/jobs").notes)


def test_the_page_of_an_ad_leads_to_its_list() -> None:
    found = board().scout("/ad/2")
    assert found.start == f"{HOME}/jobs"
    assert found.notes[0] == f"{HOME}/ad/2 is the page of one ad; {HOME}/jobs leads to such."


def test_an_ad_without_a_list_is_said_to_be_one() -> None:
    site = Site()
    site.pages = {f"/ad/{n}": ad(n) for n in range(1, 6)}
    assert "This looks like the page of one ad" in site.scout("/ad/1").notes[0]


@pytest.mark.parametrize("path", ["/sitemap.xml", "/index.xml"])
def test_a_sitemap_is_as_good(path: str) -> None:
    site = board()
    site.pages |= {"/sitemap.xml": SITEMAP, "/sitemap-1.xml": SITEMAP, "/index.xml": INDEX}
    found = site.scout(path)
    assert (found.start, found.sitemaps, found.offers) == (f"{HOME}/", (HOME + path,), 5)
    assert len(found.ads) == ADS
    assert found.read
    assert found.found


def test_where_nothing_is_listed_a_sitemap_of_robots_txt_helps() -> None:
    site = board(about=NOTHING)
    site.pages["/map.xml"] = SITEMAP
    found = site.scout("/about", f"{HOME}/map.xml", "https://elsewhere.example/map.xml")
    assert found.sitemaps == (f"{HOME}/map.xml",)
    assert not any("elsewhere" in path for path in site.asked)


def test_a_list_of_news_is_widened_by_the_sitemap_of_all() -> None:
    site = Site(jobs=listing(1, 2, 3))
    site.pages |= {f"/ad/{n}": ad(n) for n in range(1, 6)} | {"/map.xml": SITEMAP}
    found = site.scout("/jobs", f"{HOME}/map.xml")
    assert (found.start, found.sitemaps, found.offers) == (f"{HOME}/jobs", (f"{HOME}/map.xml",), 5)
    assert f"The sitemap {HOME}/map.xml lists 5 pages like the 3 ads of the list." in found.notes


@pytest.mark.parametrize(
    ("pages", "more"),
    [
        pytest.param(("/ad/1", "/ad/2", "/ad/3"), "", id="lists no more"),
        pytest.param(("/ad/1", "/ad/9", "/ad/8", "/ad/7", "/about"), "", id="lists others too"),
        pytest.param(("/ad/4", "/ad/5", "/ad/6", "/ad/7"), "", id="lists none of these"),
        pytest.param(("/ad/1", "/ad/2", "/ad/4", "/ad/5"), NEXT, id="the list leads on by itself"),
    ],
)
def test_other_sitemaps_are_left_alone(pages: tuple[str, ...], more: str) -> None:
    site = Site(jobs=listing(1, 2, 3, more=more))
    urls = "".join(f"<url><loc>{HOME}{path}</loc></url>" for path in pages)
    site.pages |= {f"/ad/{n}": ad(n) for n in range(1, 6)} | {
        "/map.xml": f"<urlset>{urls}</urlset>"
    }
    assert site.scout("/jobs", f"{HOME}/map.xml").sitemaps == ()


def test_where_nothing_is_listed_a_feed_helps() -> None:
    link = "<link rel=alternate type='application/rss+xml' href='/feed'>"
    site = Site(about=NOTHING.replace("<body>", f"<head>{link}</head><body>"), feed=FEED)
    found = site.scout("/about")
    assert (found.start, found.offers) == (f"{HOME}/feed", 1)
    assert found.survey
    assert found.survey.reader == "feed"
    assert found.found


def test_a_feed_by_its_address_needs_nothing_else() -> None:
    site = Site(feed=FEED)
    assert site.scout("/feed").found
    assert site.asked == []


def test_nothing_found_is_said() -> None:
    found = Site(about=NOTHING).scout("/about")
    assert not found.found
    assert found.notes


def test_ads_of_other_hosts_are_not_fetched() -> None:
    site = Site(jobs=listing(1, 2, 3, 4).replace("/ad/", "https://elsewhere.example/ad/"))
    site.scout("/jobs")
    assert site.asked == []


@pytest.mark.parametrize(
    ("url", "ads", "single"),
    [
        ("/ad/2", ("/ad/1", "/ad/3"), True),
        ("/ad/cook-2", ("/ad/waiter-in-rome-1", "/ad/3"), True),
        ("/jobs", ("/ad/1", "/ad/3"), False),
        ("/new", ("/cook", "/waiter"), False),
        ("/", ("/1", "/2"), False),
        ("/ad/2", (), False),
    ],
)
def test_an_ad_is_told_by_its_address(url: str, ads: tuple[str, ...], single: bool) -> None:
    links = tuple(OfferLink(HOME + each) for each in ads)
    found = Listing(reader="selectors", ads=len(ads), links=LinkRules(), offers=links)
    assert looks_single(HOME + url, found) is single
