"""Where listings and sitemaps lead on, whatever stands in their links."""

import gzip
from datetime import UTC, datetime, timedelta, timezone

import pytest
from hypothesis import given
from hypothesis import strategies as st

from offers.page import Page
from offers.profile import FieldRule, LinkRules, Profile
from parsers.dom import Unreadable
from parsers.links import Links, OfferLink, Sitemap, SitemapEntry, links, sitemap
from parsers.urls import absolute, host

URL = "https://board.example/jobs/list?p=1"


def page(body: str | bytes, url: str = URL) -> Page:
    raw = body.encode() if isinstance(body, str) else body
    return Page(asked=url, url=url, status=200, body=raw, fetched=datetime(2026, 11, 5, tzinfo=UTC))


def site(*fields: FieldRule, reader: str = "selectors", **rules: object) -> Profile:
    return Profile(site="board", reader=reader, fields=fields, links=LinkRules(**rules))  # type: ignore[arg-type]


def urls(found: Links) -> list[str]:
    return [link.url for link in found.offers]


LISTING = """
<ul><li class=ad><a class=t href="/ad/1#top">One</a> <i class=when>today</i> <b>5 EUR</b>
<li class=ad><a class=t href="ad/2?x=a b">Two</a>
<li class=ad><a class=t href="https://BOARD.example/ad/3">Three</a><a class=t href="/ad/1">again</a>
<li class=ad><a class=t href="//other.example/4">Four</a><i class=when>yesterday</i></ul>
<a class=t href="/ad/5">outside of all entries</a>
<a rel=next href="?p=2">Next</a><a rel=next href="?p=2#x">2</a><a rel=next href="?p=1">1</a>
"""


def test_links_of_a_listing_in_order_and_once() -> None:
    found = links(page(LISTING), site(offer=("a.t",), next=("a[rel=next]",)))
    assert urls(found) == [
        "https://board.example/ad/1",
        "https://board.example/jobs/ad/2?x=a%20b",
        "https://BOARD.example/ad/3",
        "https://other.example/4",
        "https://board.example/ad/5",
    ]
    assert found.next == ("https://board.example/jobs/list?p=2",)


def test_listed_fields_are_read_beside_the_link() -> None:
    when = FieldRule(name="published", select=("i.when",), listed=True)
    pay = FieldRule(name="price", select=(".//b",), regex=r"\d+", listed=True)
    title = FieldRule(name="title", select=("h1",))
    found = links(page(LISTING), site(when, pay, title, offer=("a.t",), entry="li.ad"))
    assert [dict(link.listed) for link in found.offers] == [
        {"published": "today", "price": "5"},
        {},
        {},
        {"published": "yesterday"},
        {},
    ]


def test_without_an_entry_the_link_itself_is_read() -> None:
    town = FieldRule(name="place", select=("small",), listed=True)
    found = links(page("<a href=/1>One <small>Lund</small></a>"), site(town, offer=("a",)))
    assert found.offers == (OfferLink("https://board.example/1", {"place": "Lund"}),)


def test_the_first_selector_with_a_link_counts() -> None:
    body = "<a class=x>no link</a><div class=y><a href=/1>in it</a></div><a class=z href=/2>"
    assert urls(links(page(body), site(offer=("a.x", ".y", ".z")))) == ["https://board.example/1"]
    assert urls(links(page(body), site(offer=("//a/@href",)))) == [
        "https://board.example/1",
        "https://board.example/2",
    ]


def test_base_href() -> None:
    body = "<base href='https://cdn.example/x/'><a href=1>"
    assert urls(links(page(body), site(offer=("a",)))) == ["https://cdn.example/x/1"]


def test_no_rules_no_links() -> None:
    assert links(page("<a href=/1>"), site()) == Links()


def test_readers_know_their_next_page() -> None:
    more = "<a class=tme_messages_more data-before=9 href='/s/x?before=9'></a>"
    telegram = links(page(more, "https://t.me/s/x"), site(reader="telegram"))
    assert telegram.next == ("https://t.me/s/x?before=9",)
    atom = "<feed xmlns='http://www.w3.org/2005/Atom'><link rel='next' href='?page=2'/></feed>"
    assert links(page(atom), site(reader="feed")).next == (
        "https://board.example/jobs/list?page=2",
    )


HOSTILE = [
    "javascript:alert(1)",
    " JavaScript:alert(1)",
    "java\nscript:alert(1)",
    "data:text/html,x",
    "mailto:a@board.example",
    "tel:+12025550100",
    "ftp://board.example/",
    "http://[::1",
    "http://a:99999/",
    "http://a:0/",
    "http:///x",
    "//",
    "#",
    "",
    "http://",
    "x" * 10_000,
]


@pytest.mark.parametrize("href", HOSTILE)
def test_links_that_lead_nowhere(href: str) -> None:
    assert absolute(URL, href) in {None, URL}
    body = f'<a href="{href}">x</a><a href=/2>y</a>'
    assert "https://board.example/2" in urls(links(page(body), site(offer=("a",))))


@given(st.text(max_size=60) | st.sampled_from(["http://", "//", "\\\\", "http://["]))
def test_any_href_is_a_web_address_or_nothing(href: str) -> None:
    found = absolute(URL, href)
    assert found is None or (found.startswith(("http://", "https://")) and host(found))


def test_a_hundred_thousand_links() -> None:
    body = "".join(f"<a href=/{number % 50}>x</a>" for number in range(100_000))
    assert len(links(page(body), site(offer=("a",))).offers) == 50


def test_deep_listings_with_entries() -> None:
    body = "<div class=e><a href=/x>" * 900
    rule = FieldRule(name="n", select=("a",), listed=True)
    assert len(links(page(body), site(rule, offer=("a",), entry=".e")).offers) == 1


NS = 'xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"'
MAP = f"""<?xml version="1.0" encoding="UTF-8"?>
<urlset {NS} xmlns:image="http://www.google.com/schemas/sitemap-image/1.1">
<url><loc> https://board.example/ad/1?a=1&amp;b=2 </loc><lastmod>2026-11-03</lastmod>
<image:image><image:loc>https://board.example/i.png</image:loc></image:image></url>
<url><loc>https://board.example/ad/2</loc><lastmod>2026-11-03T10:20:30+02:00</lastmod></url>
<url><loc>https://board.example/ad/3?a=1&b=2</loc><lastmod>yesterday</lastmod></url>
<url><loc>/ad/4</loc><lastmod>2026-11</lastmod></url>
<url><loc>https://board.example/ad/2</loc></url>
<url><loc>javascript:1</loc></url><url><lastmod>2026-11-03</lastmod></url>
</urlset>"""
ENTRIES = (
    SitemapEntry("https://board.example/ad/1?a=1&b=2", datetime(2026, 11, 3, tzinfo=UTC)),
    SitemapEntry(
        "https://board.example/ad/2",
        datetime(2026, 11, 3, 10, 20, 30, tzinfo=timezone(timedelta(hours=2))),
    ),
    SitemapEntry("https://board.example/ad/3?a=1&b=2"),
    SitemapEntry("https://board.example/ad/4", datetime(2026, 11, 1, tzinfo=UTC)),
)


def test_sitemap() -> None:
    assert sitemap(page(MAP)) == Sitemap(entries=ENTRIES)


def test_sitemap_packed() -> None:
    packed = gzip.compress(MAP.encode())
    assert sitemap(page(packed)) == Sitemap(entries=ENTRIES)
    halves = gzip.compress(MAP[:200].encode()) + gzip.compress(MAP[200:].encode())
    assert sitemap(page(halves)) == Sitemap(entries=ENTRIES)


def test_sitemap_index() -> None:
    body = (
        f"<sitemapindex {NS}><sitemap><loc>https://board.example/s1.xml.gz</loc><lastmod>2026"
        "</lastmod></sitemap><sitemap><loc>/s2.xml</loc></sitemap></sitemapindex>"
    )
    nested = ("https://board.example/s1.xml.gz", "https://board.example/s2.xml")
    assert sitemap(page(body)) == Sitemap(nested=nested)


def test_sitemap_as_a_list_of_lines() -> None:
    found = sitemap(page("https://board.example/1\r\n\r\nhttps://board.example/2\n"))
    assert [entry.url for entry in found.entries] == [
        "https://board.example/1",
        "https://board.example/2",
    ]


@pytest.mark.parametrize("body", [f"<urlset {NS}/>", "<urlset></urlset>"])
def test_an_empty_sitemap(body: str) -> None:
    assert sitemap(page(body)) == Sitemap()


@pytest.mark.parametrize(
    ("body", "why"),
    [
        (b"", "no XML"),
        (b"<!DOCTYPE html><html><body>404</body></html>", "root is <html>"),
        (b"Not found", "neither XML"),
        (MAP.encode()[:-30], "Premature end"),
        (gzip.compress(MAP.encode())[:-12], "cut off"),
        (b"\x1f\x8b\x08nonsense and more", "damaged gzip"),
        (gzip.compress(b" " * (51 * 1024 * 1024)), "unpacks to more than"),
        (b'<!DOCTYPE u [<!ENTITY a "b">]><urlset>&a;</urlset>', "entities"),
    ],
    ids=["empty", "page", "text", "cut", "cut gzip", "damaged", "bomb", "entities"],
)
def test_what_is_no_sitemap(body: bytes, why: str) -> None:
    with pytest.raises(Unreadable, match=why):
        sitemap(page(body))
