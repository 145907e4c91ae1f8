"""Whoever follows a site file finds every ad of the day, and in it the words of the truth."""

import json
import re
from email.utils import parsedate_to_datetime
from typing import Any
from urllib.parse import urlsplit

import pytest
from lxml import etree, html

from demo.ads import DAYS, DemoAd, Wording, online
from demo.bazaar import OUTSIDE
from demo.souq import INSIDE
from demo.telegram import CHANNELS
from demo.web import DemoWeb
from tests.demo.walk import (
    document,
    fetch,
    listings,
    local,
    offers,
    select,
    site,
    sitemap,
    tree,
    words,
)

DAYS_TO_LOOK = range(1, DAYS + 1)
PAGED = ("bazaar", "souq", "sitemapboard")
"""Boards with a page for each ad, of which the site file selects fields."""

KEYS = {
    "bazaar": r"/ad/(\d+)-",
    "jobportal": r"-(\d+)$",
    "sitemapboard": r"/ilan/(\d+)$",
    "souq": r"/ilan/(\d+)$",
}


def squeezed(text: str | None) -> str:
    return " ".join((text or "").split())


def keys_of(name: str, urls: set[str]) -> dict[str, str]:
    found = ((re.search(KEYS[name], url), url) for url in urls)
    return {match[1]: url for match, url in found if match}


@pytest.mark.parametrize("day", DAYS_TO_LOOK)
@pytest.mark.parametrize("name", [*PAGED, "jobportal"])
def test_every_ad_page_is_linked_and_no_other(web: DemoWeb, name: str, day: int) -> None:
    web.day = day
    found = set(keys_of(name, offers(web, name))) - {"10999", "7999"}
    assert found == {ad.key for ad in online(name, day)}


@pytest.mark.parametrize("day", DAYS_TO_LOOK)
@pytest.mark.parametrize("name", PAGED)
def test_selected_fields_are_those_of_the_truth(web: DemoWeb, name: str, day: int) -> None:
    web.day = day
    urls = keys_of(name, offers(web, name))
    for ad in (ad for ad in online(name, day) if ad.readable(day)):
        said, page = ad.wording(day), tree(urls[ad.key])
        for wanted in ("title", "text", "price", "employer", "contact"):
            if getattr(said, wanted):
                assert field(page, name, wanted) == squeezed(getattr(said, wanted))


def field(page: Any, name: str, wanted: str) -> str | None:
    """What a site file's selector finds on a page; exactly one element or nothing."""
    found = select(page, site(name)["fields"][wanted])
    assert len(found) <= 1
    return words(found[0]) if found else None


def test_ads_with_a_fault_have_no_description_to_select(web: DemoWeb) -> None:
    urls = keys_of("bazaar", offers(web, "bazaar"))
    for key in ("10013", "10015"):
        assert field(tree(urls[key]), "bazaar", "text") is None


def test_the_place_stands_only_in_the_listing(web: DemoWeb) -> None:
    said = {ad.key: ad.wording(1).place for ad in online("souq", 1)}
    listed = {}
    for _, page in listings(web, "souq"):
        for entry in select(page, site("souq")["links"]["entry"]):
            (link,) = entry.cssselect("a.unwan")
            (place,) = entry.cssselect(site("souq")["fields"]["place"]["select"])
            listed[link.get("href").rpartition("/")[2]] = words(place)
    assert said.items() <= listed.items()


def test_pinned_ads_stand_on_every_page(web: DemoWeb) -> None:
    pages = [page for _, page in listings(web, "bazaar")]
    assert len(pages) >= 3
    firsts = {page.cssselect("ul.results a.title")[0].get("href") for page in pages}
    assert len(firsts) == 1


def test_pages_lead_to_private_addresses_and_away_from_robots(web: DemoWeb) -> None:
    traps = {"bazaar": ("/ad/10999-", "/promo/", OUTSIDE), "souq": ("/7999", "/vip/", INSIDE)}
    for name, (moved, hidden, target) in traps.items():
        urls = offers(web, name)
        (trap,) = (url for url in urls if moved in url)
        assert fetch(trap)[0] == 302
        assert fetch(trap)[2]["location"] == target
        assert [url for url in urls if hidden in url]
        disallowed = fetch(web.url(name, "/robots.txt"))[1].decode()
        assert f"Disallow: {hidden.rstrip('/')}" in disallowed


@pytest.mark.parametrize("day", DAYS_TO_LOOK)
def test_crossings_holds_whole_ads_in_its_listing(web: DemoWeb, day: int) -> None:
    web.day = day
    rules = site("crossings")["fields"]
    found = {}
    for _, page in listings(web, "crossings"):
        for item in select(page, site("crossings")["item"]):
            (key,) = select(item, rules["key"]["select"])
            (title,) = select(item, rules["title"]["select"])
            heading = re.search(rules["title"]["regex"], words(title))
            (text,) = select(item, rules["text"])
            assert heading is not None
            found[key.get(rules["key"]["attribute"])] = (heading[1], words(text))
    assert found == {
        ad.key: (squeezed(ad.wording(day).title), squeezed(ad.wording(day).text))
        for ad in online("crossings", day)
    }


def test_sitemaps_are_nested_packed_and_dated(web: DemoWeb) -> None:
    web.day = 2
    root = etree.fromstring(fetch(web.url("sitemapboard", "/sitemap.xml"))[1])
    parts = [element.text or "" for element in root.iter("{*}loc")]
    assert [part.endswith(".gz") for part in parts] == [True, False]
    urls = list(sitemap(web.url("sitemapboard", "/sitemap.xml")))
    assert len(urls) == len(online("sitemapboard", 2))
    plain = fetch(parts[1])[1].decode()
    edited = fetch(parts[0])[1]
    assert edited[:2] == b"\x1f\x8b"
    assert plain.count("<lastmod>") == plain.count("<loc>")
    home = tree(local(web, "sitemapboard", site("sitemapboard")["start"][0]))
    assert len(select(home, site("sitemapboard")["links"]["offer"])) == 3


@pytest.mark.parametrize("day", DAYS_TO_LOOK)
def test_feeds_hold_whole_ads(web: DemoWeb, day: int) -> None:
    web.day = day
    found: dict[str, tuple[str, str]] = {}
    rss = etree.fromstring(fetch(web.url("feedboard", "/anunturi.rss"))[1])
    for item in rss.iter("item"):
        body = item.findtext("{http://purl.org/rss/1.0/modules/content/}encoded")
        found |= entry(item.findtext("link"), item.findtext("title"), body)
    atom = etree.fromstring(fetch(web.url("feedboard", "/annonces.atom"))[1])
    for item in atom.iter("{*}entry"):
        found |= entry(
            item.findtext("{*}id"), item.findtext("{*}title"), item.findtext("{*}content")
        )
    for item in json.loads(fetch(web.url("feedboard", "/njoftime.json"))[1])["items"]:
        found |= entry(item["id"], item["title"], item["content_html"])
    assert found == {
        ad.key: (squeezed(ad.wording(day).title), squeezed(ad.wording(day).text))
        for ad in online("feedboard", day)
    }


def test_nothing_is_dated_after_the_morning_of_its_day(web: DemoWeb) -> None:
    for day in DAYS_TO_LOOK:
        web.day = day
        for path in ("/anunturi.rss", "/annonces.atom", "/njoftime.json"):
            text = fetch(web.url("feedboard", path))[1].decode()
            assert max(stamps(text)) < f"{web.today.isoformat()}T07:00"
        for name in CHANNELS:
            page = fetch(web.url("telegram", f"/{name}"))[1].decode()
            page += fetch(web.url("telegram", f"/s/{name}"))[1].decode()
            assert max(stamps(page), default="") < f"{web.today.isoformat()}T07:00"


def stamps(text: str) -> list[str]:
    """Moments of a feed or preview, in ISO form."""
    rss = (parsedate_to_datetime(said) for said in re.findall(r"<pubDate>(.+)</pubDate>", text))
    return [*re.findall(r"20\d\d-\d\d-\d\dT[\d:]+", text), *(at.isoformat() for at in rss)]


def entry(link: str | None, title: str | None, body: str | None) -> dict[str, tuple[str, str]]:
    key = urlsplit(link or "").path.rpartition("/")[2]
    return {key: (squeezed(title), words(html.fragment_fromstring(body or "", "div")))}


@pytest.mark.parametrize("day", DAYS_TO_LOOK)
def test_oldboard_is_tables_in_windows_1251(web: DemoWeb, day: int) -> None:
    web.day = day
    found = {}
    url: str | None = web.url("oldboard", "/list.cgi?p=1")
    while url:
        page = old(url)
        for link in page.xpath("//a[starts-with(@href, 'show.cgi?id=')]"):
            shown = web.url("oldboard", "/" + link.get("href"))
            rows = old(shown).xpath("//table[@border='1']//tr")
            cells = {words(row[0]): row[1] for row in rows}
            assert {words(row[0][0]) for row in rows} == cells.keys()
            found[shown.rpartition("=")[2]] = {label: words(cell) for label, cell in cells.items()}
        after = page.xpath("//a[text()='Далее']/@href")
        url = web.url("oldboard", after[0]) if after else None
    assert found == {ad.key: cells_of(ad, ad.wording(day)) for ad in online("oldboard", day)}


def old(url: str) -> Any:
    _, body, headers = fetch(url)
    assert headers["content-type"] == "text/html"
    assert b'content="text/html; charset=windows-1251"' in body
    return document(body.decode("windows-1251"))


def cells_of(ad: DemoAd, said: Wording) -> dict[str, str]:
    cells = {
        "Должность:": said.title,
        "Город:": said.place,
        "Оплата:": said.price,
        "Телефон:": said.contact,
        "Текст:": said.text,
        "Дата:": f"{ad.published:%d.%m.%Y}",
    }
    return {label: squeezed(value) for label, value in cells.items() if value}


def test_the_javascript_board_has_an_empty_shell_and_an_api(web: DemoWeb) -> None:
    shell = document(fetch(web.url("appjobs"))[1])
    assert not words(shell.get_element_by_id("app"))
    assert fetch(web.url("appjobs", "/empleo/31"))[1] == fetch(web.url("appjobs"))[1]
    found, page = {}, 1
    while page:
        listing = json.loads(fetch(web.url("appjobs", f"/api/empleos?page={page}"))[1])
        for job in listing["jobs"]:
            found[job["id"]] = json.loads(fetch(web.url("appjobs", f"/api/empleos/{job['id']}"))[1])
        page = listing["next"]
    assert {key: "\n\n".join(job["text"]) for key, job in found.items()} == {
        ad.key: ad.wording(1).text for ad in online("appjobs", 1)
    }
