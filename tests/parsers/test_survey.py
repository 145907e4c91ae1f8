"""Surveys: the rules that they propose read what they should, on these pages and on others."""

import json
import re
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from offers.offer import Kind
from offers.page import Page
from offers.profile import FieldRule, Profile
from parsers.links import links
from parsers.readers import read_ads
from parsers.selectors import check
from parsers.survey import AdPages, Listing, survey_ads, survey_listing
from parsers.survey.about import zone_of
from parsers.survey.names import is_made_up

PAGES = Path(__file__).parents[1] / "pages" / "blocks"
CASES = sorted(truth.parent for truth in PAGES.glob("*/truth.json"))
BRITTLE = re.compile(r"nth-child|nth-of-type|css-|x91|\[\d+\]\[")


def page(body: str | bytes, url: str) -> Page:
    raw = body.encode("utf-8", "surrogatepass") if isinstance(body, str) else body
    return Page(
        asked=url, url=url, status=200, body=raw, fetched=datetime(2026, 11, 13, tzinfo=UTC)
    )


def recorded(folder: Path) -> tuple[Page, dict[str, Any]]:
    expected = json.loads((folder / "truth.json").read_text("utf-8"))
    return page((folder / "page.html").read_bytes(), expected["url"]), expected


def profile(listing: Listing) -> Profile:
    """The site file that would be written of a listing."""
    fields = tuple(field.rule for field in listing.fields)
    return Profile(
        site="board", reader=listing.reader, item=listing.item, links=listing.links, fields=fields
    )


@pytest.mark.parametrize("folder", CASES, ids=lambda path: path.name)
def test_the_rules_of_a_list_find_its_ads(folder: Path) -> None:
    listing, expected = recorded(folder)
    found = survey_listing(listing)
    assert [offer.url for offer in found.offers] == [lead["url"] for lead in expected["leads"]]
    if found.links.offer:
        read = links(listing, profile(found))
        assert {link.url for link in read.offers} == {lead["url"] for lead in expected["leads"]}
        assert read.next == ((expected["next"],) if expected["next"] else ())


@pytest.mark.parametrize("folder", CASES, ids=lambda path: path.name)
def test_selectors_are_such_as_people_write(folder: Path) -> None:
    found = survey_listing(recorded(folder)[0])
    rules = [one for field in found.fields for one in field.rule.select]
    rules += [*found.links.offer, *(found.links.next or ())]
    rules += [one for one in (found.links.entry, found.item) if one]
    assert [one for one in rules if check(one)] == []
    assert [one for one in rules if len(one) > 60] == []
    if folder.name != "es_table_with_head":  # cells without a class have nothing but their number
        assert [one for one in rules if BRITTLE.search(one)] == []


@pytest.mark.parametrize(
    "folder", [case for case in CASES if "listed" in recorded(case)[1]], ids=lambda path: path.name
)
def test_fields_worth_taking_from_a_list(folder: Path) -> None:
    listing, expected = recorded(folder)
    found = survey_listing(listing)
    suggested = {field.rule.name for field in found.fields}
    read = links(listing, profile(found)).offers
    for name in suggested & expected["listed"].keys():
        values = [" ".join((link.listed.get(name) or "").split()) for link in read]
        matching = [
            want in value for want, value in zip(expected["listed"][name], values, strict=True)
        ]
        assert sum(matching) >= 0.9 * len(values)


BASE = "https://board.example"
FRAME = """<html lang="pl-PL"><head><title>{title} - Board</title></head><body>
<nav><a href="/">Start</a></nav><main><p class="crumbs"><a href="/praca">Praca</a></p>
<div class="css-x8f2k1"><h1>{title}</h1><p class="meta">Dodano: <span class="when">{when}</span></p>
<table class="facts"><tr><th>Wynagrodzenie</th><td>{pay}</td></tr>{more}</table>
<div class="opis">{text}</div><p class="tel"><b>Telefon:</b> <span>{phone}</span></p></div>
<section class="tips"><h2>Uwaga</h2><p>Nie płać za pracę. Biuro: +48 22 012 34 00</p></section>
<ul class="similar"><li><a href="/o/8">Inna oferta</a> <span class="when">wczoraj</span></li>
<li><a href="/o/9">Jeszcze inna</a> <span class="when">wczoraj</span></li></ul></main>
</body></html>"""
TOLD = (
    ("Kucharz w hotelu", "dzisiaj", "5 000 zł", "Szukamy kucharza do hotelu.", "+48 22 012 34 01"),
    ("Murarz, Gdynia", "3 dni temu", "45 zł/h", "Budowa osiedla w Gdyni.", "+48 22 012 34 02"),
    ("Opiekunka", "wczoraj", "4 000 zł", "Opieka nad starszą panią.", "+48 22 012 34 03"),
)


def ad_page(number: int, *, where: bool = True) -> Page:
    title, when, pay, text, phone = TOLD[number]
    more = f"<tr><th>Miejsce pracy</th><td>Miasto {number}</td></tr>" if where else ""
    body = FRAME.format(
        title=title, when=when, pay=pay, text=f"<p>{text}</p>" * 4, phone=phone, more=more
    )
    return page(body, f"{BASE}/o/{number}")


def rules(found: AdPages) -> dict[str, FieldRule]:
    return {field.rule.name: field.rule for field in found.fields}


def test_ads_are_compared_and_rules_read_each_of_them() -> None:
    pages = [ad_page(0), ad_page(1)]
    found = survey_ads(pages)
    assert found.reader == "selectors"
    assert rules(found).keys() == {"title", "text", "published", "price", "place", "contact"}
    assert rules(found)["text"].select == (".opis",)
    assert rules(found)["price"].select == ("//tr[normalize-space(th)='Wynagrodzenie']/td",)
    site = Profile(site="x", reader="selectors", fields=tuple(rules(found).values()))
    for number in range(3):  # the third was not surveyed
        (ad,) = read_ads(ad_page(number), site).ads
        title, when, pay, text, phone = TOLD[number]
        assert (ad.title, ad.text) == (title, "\n\n".join([text] * 4))
        said = {"published": when, "price": pay, "place": f"Miasto {number}", "contact": phone}
        assert ad.said == said


def test_what_an_ad_lacks_is_not_read_from_elsewhere() -> None:
    found = survey_ads([ad_page(0), ad_page(1, where=False)])
    assert rules(found)["place"].select == ("//tr[normalize-space(th)='Miejsce pracy']/td",)
    whole = survey_ads([ad_page(0), ad_page(1)])
    assert {f.rule.name: f.confidence for f in found.fields}["place"] < {
        f.rule.name: f.confidence for f in whole.fields
    }["place"]


def test_one_page_shows_less_than_two() -> None:
    alone, both = survey_ads([ad_page(0)]), survey_ads([ad_page(0), ad_page(1)])
    assert alone.notes == (
        "One page only: what all ads have in common was not told from what differs.",
    )
    sure = {field.rule.name: field.confidence for field in both.fields}
    assert all(field.confidence < sure[field.rule.name] for field in alone.fields)


def test_what_is_the_same_on_every_page_is_furniture() -> None:
    pages = [ad_page(0), ad_page(1)]
    same = [replace(one, body=one.body.replace(b"34 02", b"34 01")) for one in pages]
    assert "contact" not in rules(survey_ads(same))


def test_a_survey_needs_a_page() -> None:
    with pytest.raises(ValueError, match="at least one page"):
        survey_ads([])


LD = (
    '<script type="application/ld+json">'
    '{"@type": "JobPosting", "title": "Mason", "description": "Walls"}'
)


def test_pages_that_describe_their_ad_as_data() -> None:
    found = survey_ads([page(f"{LD}</script><h1>Mason</h1>", f"{BASE}/1")])
    assert (found.reader, found.fields) == ("jobposting", ())
    assert found.notes == ("Each page describes its ad as JSON-LD: title 1, text 1.",)


def test_data_on_the_page_of_a_list() -> None:
    found = survey_listing(page(f"{LD}</script><p>One</p>", BASE))
    assert (found.reader, found.ads) == ("jobposting", 1)
    assert found.notes[0] == "1 job ads as JSON-LD: title 1, text 1."


RSS = "<rss version='2.0'><channel><item><title>Mason</title><link>/1</link></item></channel></rss>"
CHANNEL = "<div class='tgme_widget_message' data-post='a/1'>x</div>" * 3


@pytest.mark.parametrize(
    ("body", "reader", "ads"), [(RSS, "feed", 1), (CHANNEL, "telegram", 3), ("<p>x", "blocks", 0)]
)
def test_other_kinds_of_pages(body: str, reader: str, ads: int) -> None:
    found = survey_listing(page(body, BASE))
    assert (found.reader, found.ads) == (reader, ads)
    assert len(found.notes) == 1


def test_feeds_and_sitemaps_that_a_page_names() -> None:
    body = (
        "<link rel=alternate type='application/rss+xml' href='/all.rss'><a href=/jobs/feed/>RSS</a>"
        "<link rel=sitemap href=/sitemap.xml><a href=javascript:feed()>x</a><a href=/feeding>y</a>"
    )
    found = survey_listing(page(body, BASE))
    assert found.feeds == (f"{BASE}/all.rss", f"{BASE}/jobs/feed/")
    assert found.sitemaps == (f"{BASE}/sitemap.xml",)


def test_ads_of_other_sites_keep_their_addresses() -> None:
    listing, expected = recorded(PAGES / "en_aggregator")
    ads = read_ads(listing, profile(survey_listing(listing))).ads
    assert [ad.url for ad in ads] == [held["url"] for held in expected["held"]]
    assert [ad.title for ad in ads] == [held["title"] for held in expected["held"]]


def test_what_pages_give_away_of_their_site() -> None:
    about = survey_ads([ad_page(0), ad_page(1)]).about
    assert (about.country, about.timezone, about.languages) == ("PL", "Europe/Warsaw", ("pl",))
    assert about.kinds == {Kind.JOB}
    assert len(about.notes) == 4
    empty = survey_listing(page("<p>x", "https://board.io/")).about
    assert (empty.country, empty.timezone, empty.languages) == (None, None, ())


@pytest.mark.parametrize(
    ("country", "zone"),
    [("PL", "Europe/Warsaw"), ("DE", "Europe/Berlin"), ("US", None), ("XX", None)],
)
def test_time_zones_of_countries_that_have_one(country: str, zone: str | None) -> None:
    assert zone_of(country) == zone


@pytest.mark.parametrize(
    ("name", "made_up"),
    [
        ("price", False), ("job-title", False), ("job_title2", False), ("offerTitle", False),
        ("css-1q2w3e", True), ("sc-bdVaJa", True), ("_3kd9x", True), ("title__Xy3kQ", True),
        ("jsx-2871293847", True), ("e19uumca5", True), ("post-card-x91", True), ("ember421", True),
    ],
)  # fmt: skip
def test_names_that_a_program_made(name: str, made_up: bool) -> None:
    assert is_made_up(name) is made_up


PIECES = [
    "<li class=ad><a href=/o/1>", "<h1>", "</a>", "Mason in Lund", "12 EUR", "2026-11-05",
    "<table>", "<tr><td>", "Pay:", "<dl><dt>Place<dd>Lund", "<a rel=next href=?page=2>", "</li>",
    "<script>",
    "<div class='css-1x y'>", "<p>", "Wages: 5", "\x00", "<time datetime=x>", "<a href='//[",
    "<a href=/o/2 class=\"q'\">", "\ud800", "<div itemprop=price>",
]  # fmt: skip


@given(st.lists(st.sampled_from(PIECES), max_size=40).map("".join))
def test_any_page_can_be_surveyed(body: str) -> None:
    one = page(body, f"{BASE}/jobs")
    listing = survey_listing(one)
    found = survey_ads([one], listing)
    fields = (*listing.fields, *found.fields)
    selectors = [*listing.links.offer, *(one for f in fields for one in f.rule.select)]
    assert [selector for selector in selectors if check(selector)] == []
    assert all(0 < field.confidence <= 1 for field in fields)
    assert all(
        link.url.startswith(BASE) for link in links(one, Profile(site="x", reader="blocks")).offers
    )
