"""Shapes of one fact: salaries, places, employers and numbers as sites write them."""

import json
from contextlib import suppress
from datetime import UTC, datetime
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from offers.ad import Ad
from offers.page import Page
from offers.profile import FieldRule, Profile
from parsers.dom import NotRead
from parsers.readers import read_ads

URL = "https://board.example/jobs/17/mason?from=list"
SITE = Profile(site="board")


def page(body: str) -> Page:
    raw = body.encode("utf-8", "surrogatepass")
    return Page(asked=URL, url=URL, status=200, body=raw, fetched=datetime(2026, 11, 5, tzinfo=UTC))


def block(told: object) -> str:
    inside = json.dumps(told).replace("</", "<\\/")
    return f'<script type="application/ld+json">{inside}</script>'


def ad(profile: Profile = SITE, **told: Any) -> Ad:
    posting = {"@type": "JobPosting", "title": "Mason", "description": "Walls."} | told
    (found,) = read_ads(page(block(posting)), profile).ads
    return found


def amount(**told: Any) -> dict[str, Any]:
    return {"@type": "MonetaryAmount", "currency": "EUR"} | told


RANGE = {"@type": "QuantitativeValue", "minValue": 1500, "maxValue": 2000.50, "unitText": "MONTH"}


@pytest.mark.parametrize(
    ("salary", "price", "currency", "per"),
    [
        (1500, "1500", None, None),
        ("1 500 - 2 000 € monthly", "1 500 - 2 000 € monthly", None, None),
        (amount(value=RANGE), "1500-2000.5", "EUR", "MONTH"),
        (amount(value=RANGE | {"maxValue": 1500}), "1500", "EUR", "MONTH"),
        (amount(value={"value": "12.82", "unitText": "HOUR"}), "12.82", "EUR", "HOUR"),
        (amount(value=900), "900", "EUR", None),
        (amount(value="900"), "900", "EUR", None),
        (amount(minValue="10", maxValue="12", unitText="HOUR"), "10-12", "EUR", "HOUR"),
        (amount(minValue=2000, maxValue=1500.5), "1500.5-2000", "EUR", None),
        (amount(minValue="two", maxValue="1"), "two-1", "EUR", None),
        (amount(value={"minValue": 1500}), "1500", "EUR", None),
        (amount(value={"maxValue": 1500}), "1500", "EUR", None),
        ([amount(value=RANGE), amount(value=5)], "1500-2000.5", "EUR", "MONTH"),
        ({"@type": "PriceSpecification", "price": 7, "priceCurrency": "GBP"}, "7", "GBP", None),
        (amount(value={"minValue": 0, "maxValue": 0}), None, None, None),
        (amount(), None, None, None),
        ("", None, None, None),
        (None, None, None, None),
        (True, None, None, None),
        ([], None, None, None),
    ],
)
def test_salaries(salary: object, price: str | None, currency: str | None, per: str | None) -> None:
    said = ad(baseSalary=salary).said
    assert (said.get("price"), said.get("currency"), said.get("per")) == (price, currency, per)


def address(**told: Any) -> dict[str, Any]:
    return {"@type": "Place", "address": {"@type": "PostalAddress"} | told}


@pytest.mark.parametrize(
    ("location", "place", "country"),
    [
        ("Lund, Sweden", "Lund, Sweden", None),
        (["Lund", "Malmö"], "Lund; Malmö", None),
        ({"@type": "Place", "name": "Lund"}, "Lund", None),
        ({"@type": "Place", "address": "Lund, SE"}, "Lund, SE", None),
        (address(addressLocality="Lund", addressCountry="SE"), "Lund", "SE"),
        (address(addressLocality="Lund", addressRegion="Skåne"), "Lund, Skåne", None),
        (address(addressLocality="Lund", addressRegion="Lund"), "Lund", None),
        (address(addressCountry={"@type": "Country", "name": "Sverige"}), None, "Sverige"),
        ({"@type": "PostalAddress", "addressLocality": "Lund"}, "Lund", None),
        ([address(addressLocality="Lund"), address(addressLocality="Ystad")], "Lund; Ystad", None),
        ({"@type": "Place", "address": [{"addressLocality": "Lund"}]}, "Lund", None),
        ({"@type": "Place", "address": {"addressLocality": ["Lund", "Lund"]}}, "Lund", None),
        (None, None, None),
        ([], None, None),
        ({}, None, None),
        (7, "7", None),
    ],
)
def test_places(location: object, place: str | None, country: str | None) -> None:
    said = ad(jobLocation=location).said
    assert (said.get("place"), said.get("country")) == (place, country)


def test_a_street_makes_an_address_beside_the_place() -> None:
    said = ad(
        jobLocation=address(
            streetAddress="Storgatan 1", postalCode="222 22", addressLocality="Lund"
        )
    ).said
    assert (said["place"], said["address"]) == ("Lund", "Storgatan 1, 222 22, Lund")


@pytest.mark.parametrize(
    ("organisation", "employer"),
    [
        ("Walls & Co", "Walls & Co"),
        ("Walls &amp; Co", "Walls & Co"),
        ({"@type": "Organization", "name": "Walls"}, "Walls"),
        ([{"name": "Walls"}, {"name": "Bricks"}], "Walls, Bricks"),
        ({"@type": "Organization", "legalName": "Walls Ltd"}, "Walls Ltd"),
        ({"name": {"@value": "Walls"}}, None),
        ({"@type": "Organization"}, None),
        ("", None),
    ],
)
def test_employers(organisation: object, employer: str | None) -> None:
    assert ad(hiringOrganization=organisation).said.get("employer") == employer


@pytest.mark.parametrize(
    ("identifier", "key"),
    [
        ("M-2231", "M-2231"),
        (2231, "2231"),
        ({"@type": "PropertyValue", "name": "Walls", "value": "M-2231"}, "M-2231"),
        ({"@type": "PropertyValue", "name": "Walls", "value": 17}, "17"),
        ({"@type": "PropertyValue", "name": "Walls", "value": "9"}, "Walls 9"),
        ({"@type": "PropertyValue", "value": "9"}, "9"),
        ([{"value": "M-1"}, {"value": "M-2"}], "M-1"),
        ({"@type": "PropertyValue"}, None),
        (None, None),
        ("", None),
    ],
)
def test_numbers(identifier: object, key: str | None) -> None:
    assert ad(identifier=identifier).key == key


@pytest.mark.parametrize(
    ("description", "text"),
    [
        ("<p>one</p><p>two</p>", "one\n\ntwo"),
        ("one<br/>two &amp; three", "one\ntwo & three"),
        ("&lt;p&gt;one&lt;/p&gt;&lt;p&gt;R&amp;amp;D&lt;/p&gt;", "one\n\nR&D"),
        ("one\ntwo\n\nthree", "one\ntwo\n\nthree"),
        ("one\\ntwo\\n\\nthree", "one\ntwo\n\nthree"),
        ("<b>one</b>\ntwo", "one\ntwo"),
        ("<p>one\ntwo</p>", "one two"),
        ("5 < 7 & 7 > 5", "5 < 7 & 7 > 5"),
        ("caf&eacute; <3", "café <3"),
        ("<script>x()</script>only <nav>Home</nav>text", "only text"),
        (["one", "two"], "one\n\ntwo"),
        ({"@value": "one"}, "one"),
        ("a\x00b\ud800", "ab\ufffd"),
        ("😀 \ud83d\ude00", "😀 😀"),
    ],
)
def test_descriptions(description: object, text: str) -> None:
    assert ad(description=description).text == text


def test_parts_that_stand_beside_the_description() -> None:
    found = ad(responsibilities="<li>Lay bricks</li>", skills=["Trowel", "Level"], jobBenefits="")
    assert found.text == "Walls."
    assert found.said == {"responsibilities": "Lay bricks", "skills": "Trowel\n\nLevel"}
    assert ad(description=None, responsibilities="Lay", qualifications="None").text == "Lay\n\nNone"


def test_where_hidden_links_lead_is_said() -> None:
    text = (
        "<a href='https://wa.me/12025550100'>us</a> <a href='/a'>a</a> <a href='//b.example'>b</a>"
    )
    assert ad(description=text).said["links"] == "https://wa.me/12025550100\nhttps://b.example"


@pytest.mark.parametrize(
    ("own", "url"),
    [
        ("https://board.example/", URL),
        ("https://board.example/jobs", URL),
        ("https://www.board.example/jobs/17/mason", URL),
        ("https://elsewhere.example/17", URL),
        ("/job/17", "https://board.example/job/17"),
        ("javascript:1", URL),
        (None, URL),
    ],
)
def test_what_a_page_says_of_its_own_url(own: str | None, url: str) -> None:
    """All ads of a board that names its front page would else be one ad."""
    assert ad(url=own).url == url


def test_several_postings_have_urls_and_numbers_of_their_own() -> None:
    told = [
        {"@type": "JobPosting", "title": f"Mason {number}", "url": f"/{number}", "identifier": "x1"}
        for number in range(3)
    ]
    found = read_ads(page(block(told)), SITE).ads
    assert [one.url for one in found] == [f"https://board.example/{number}" for number in range(3)]
    assert [one.key for one in found] == [None, None, None]


def test_the_same_posting_twice_is_one_ad() -> None:
    short = {"@type": "JobPosting", "title": "Mason", "identifier": "M-2231"}
    long = short | {"description": "Walls."}
    (found,) = read_ads(page(block([short, long]) + block({"@graph": [long]})), SITE).ads
    assert found.text == "Walls."


def test_fields_of_the_site_file_fill_what_is_lacking() -> None:
    rules = (
        FieldRule(name="price", select=(".pay",)),
        FieldRule(name="employer", select=(".who",)),
        FieldRule(name="key", select=("[data-id]",), attribute="data-id"),
        FieldRule(name="country", constant="SE"),
    )
    posting = {"@type": "JobPosting", "title": "Mason", "hiringOrganization": "Walls"}
    body = block(posting) + "<i class=pay>9 EUR</i><i class=who>Other</i><b data-id=55>"
    (found,) = read_ads(page(body), Profile(site="board", fields=rules)).ads
    assert found.key == "55"
    assert found.said == {"price": "9 EUR", "employer": "Walls", "country": "SE"}


def test_fields_stand_in_where_the_data_is_gone() -> None:
    rules = (FieldRule(name="title", select=("h1",)), FieldRule(name="text", select=(".t",)))
    profile = Profile(site="board", fields=rules)
    found = read_ads(page("<h1>Mason</h1><div class=t>Walls.</div>"), profile)
    assert [(one.title, one.text) for one in found.ads] == [("Mason", "Walls.")]
    broken = '<script type="application/ld+json">{"@type":"JobPosting", "ti</script>'
    with_fault = read_ads(page(broken + "<h1>Mason</h1><div class=t>Walls.</div>"), profile)
    assert with_fault.ads == found.ads
    assert "JSON-LD block 1 is broken" in with_fault.warnings[0]


def test_only_items_inside_the_profiles_item_count() -> None:
    item = '<p itemscope itemtype="http://schema.org/JobPosting"><b itemprop=title>{}</b></p>'
    body = f"<main>{item.format('Mason')}</main><aside>{item.format('Advice')}</aside>"
    found = read_ads(page(body), Profile(site="board", item="main")).ads
    assert [one.title for one in found] == ["Mason"]


def test_a_page_that_lists_nothing_and_says_so() -> None:
    told = {"@type": "ItemList", "numberOfItems": 0, "itemListElement": []}
    assert read_ads(page(block(told)), SITE).ads == ()


VALUES: st.SearchStrategy[Any] = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=20),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(
            st.sampled_from(
                ["@type", "@id", "@graph", "name", "value", "address", "minValue", "x"]
            ),
            inner,
            max_size=4,
        )
    ),
    max_leaves=12,
)
POSTINGS = st.fixed_dictionaries(
    {"@type": st.sampled_from(["JobPosting", ["JobPosting"], "schema:JobPosting"])},
    optional=dict.fromkeys(
        [
            "title", "description", "identifier", "baseSalary", "jobLocation", "url",
            "hiringOrganization", "datePosted", "applicationContact", "mainEntityOfPage", "skills",
        ],
        VALUES,
    ),
)  # fmt: skip


@settings(deadline=None)
@given(POSTINGS)
def test_any_posting_is_an_ad_with_words_or_a_named_error(posting: dict[str, Any]) -> None:
    try:
        found = read_ads(page(block(posting)), SITE)
    except NotRead:
        return
    for one in found.ads:
        assert one.title or one.text
        assert all(isinstance(value, str) and value for value in one.said.values())
        json.dumps([one.title, one.text, one.key, dict(one.said)]).encode()
        assert one.url.startswith("https://")


@settings(deadline=None)
@given(st.data())
def test_mutilated_json_never_crashes(data: st.DataObject) -> None:
    sound = json.dumps({"@type": "JobPosting", "title": "Mason", "baseSalary": {"value": [1, 2]}})
    start = data.draw(st.integers(0, len(sound)))
    end = data.draw(st.integers(start, len(sound)))
    junk = data.draw(st.text("{}[]\"':,\\/*<!-x1 \n", max_size=6))
    body = sound[:start] + junk + sound[end:]
    with suppress(NotRead):
        read_ads(page(f'<script type="application/ld+json">{body}</script><h1>x</h1>y'), SITE)
