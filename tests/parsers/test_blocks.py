"""Lists that nobody wrote selectors for: which of their blocks are ads, and how they go on.

`truth.json` beside a recorded page was written by hand with the page, before anything read it:
`leads` are its ads with a page of their own, `held` those without, `listed` what stands beside.
"""

import json
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from offers.page import Page
from offers.profile import FieldRule, Profile
from parsers.dom import NotRead
from parsers.links import links
from parsers.readers import read_ads

PAGES = Path(__file__).parents[1] / "pages" / "blocks"
CASES = sorted(truth.parent for truth in PAGES.glob("*/truth.json"))
SITE = Profile(site="board", reader="blocks")
URL = "https://board.example/list"


def page(body: str | bytes, url: str) -> Page:
    raw = body.encode() if isinstance(body, str) else body
    return Page(
        asked=url, url=url, status=200, body=raw, fetched=datetime(2026, 11, 13, tzinfo=UTC)
    )


def recorded(folder: Path) -> tuple[Page, dict[str, Any]]:
    expected = json.loads((folder / "truth.json").read_text("utf-8"))
    return page((folder / "page.html").read_bytes(), expected["url"]), expected


@pytest.mark.parametrize("folder", CASES, ids=lambda path: path.name)
def test_every_ad_of_a_list_and_nothing_else(folder: Path) -> None:
    listing, expected = recorded(folder)
    found = [
        {"url": link.url, "title": link.listed["title"]} for link in links(listing, SITE).offers
    ]
    assert found == expected["leads"]


@pytest.mark.parametrize("folder", CASES, ids=lambda path: path.name)
def test_the_next_page_and_no_other(folder: Path) -> None:
    listing, expected = recorded(folder)
    assert links(listing, SITE).next == ((expected["next"],) if expected["next"] else ())


@pytest.mark.parametrize(
    "folder", [case for case in CASES if "listed" in recorded(case)[1]], ids=lambda path: path.name
)
def test_fields_beside_the_links(folder: Path) -> None:
    listing, expected = recorded(folder)
    offers = links(listing, SITE).offers
    for name, values in expected["listed"].items():
        assert [link.listed.get(name) for link in offers] == values


@pytest.mark.parametrize(
    "folder", [case for case in CASES if "held" in recorded(case)[1]], ids=lambda path: path.name
)
def test_ads_that_stand_on_the_list_itself(folder: Path) -> None:
    listing, expected = recorded(folder)
    if isinstance(expected["held"], str):
        with pytest.raises(NotRead, match="layout has changed"):
            read_ads(listing, SITE)
        return
    ads = read_ads(listing, SITE).ads
    assert [ad.title for ad in ads] == [held["title"] for held in expected["held"]]
    for ad, held in zip(ads, expected["held"], strict=True):
        assert ad.anchor == held.get("anchor")
        assert ad.url == held.get("url", listing.url)
        assert all(words in (ad.text or "") for words in held["has"])
        assert ad.said.items() >= held.get("said", {}).items()


ADS = sorted(told.parent for told in PAGES.glob("*/ad.json"))


@pytest.mark.parametrize("folder", ADS, ids=lambda path: path.name)
def test_the_page_that_an_entry_leads_to(folder: Path) -> None:
    given = json.loads((folder / "expected.json").read_text("utf-8"))["given"]
    told = json.loads((folder / "ad.json").read_text("utf-8"))
    body = (folder / "page.html").read_bytes()
    (ad,) = read_ads(page(body, given["url"]), SITE, given.get("listed", {})).ads
    assert ad.title == told["title"]
    assert [words for words in told["has"] if words not in (ad.text or "")] == []
    assert [words for words in told["lacks"] if words in (ad.text or "")] == []
    assert {name: ad.said.get(name) for name in told["said"]} == told["said"]
    assert ad.sources.keys() >= {"title", "text", *told["said"]}


AD = """<main><h1>Mason in Lund</h1><p>Posted: <span>{when}</span> · Views: {views}</p>
<p>We build walls of brick and stone, with housing and travel.</p><p>Views: {views}</p></main>"""
CARDS = "".join(
    f"<div class=card id=c{n}><h2>Van number {n} to Lund</h2><p>Two seats, {n} EUR, no dogs.</p>"
    "<span>{when}</span> <i class=views>{views}</i></div>"
    for n in range(3)
)


@pytest.mark.parametrize("body", [AD, CARDS], ids=["ad", "list"])
def test_what_changes_by_itself_is_no_part_of_the_text(body: str) -> None:
    listed = {"title": "Mason in Lund"} if body is AD else {}
    days = [("2 hours ago", "130"), ("yesterday", "1 204")]
    texts = [
        [
            ad.text
            for ad in read_ads(page(body.format(when=when, views=views), URL), SITE, listed).ads
        ]
        for when, views in days
    ]
    assert texts[0] == texts[1]
    assert len(texts[0]) == (1 if body is AD else 3)


def test_rules_that_are_written_come_before_what_is_found() -> None:
    body = CARDS.format(when="today", views=3)
    rule = FieldRule(name="price", select=("p",), regex=r"(\d+ EUR)")
    told = Profile(site="x", reader="blocks", item="div.card", fields=(rule,))
    assert [ad.said["price"] for ad in read_ads(page(body, URL), told).ads] == [
        "0 EUR",
        "1 EUR",
        "2 EUR",
    ]
    single = Profile(site="x", reader="blocks", fields=(FieldRule(name="title", select=("h2",)),))
    (ad,) = read_ads(
        page(AD.format(when="", views=1) + "<h2>Other</h2>", URL), single, {"a": "b"}
    ).ads
    assert (ad.title, ad.said["a"], ad.sources["title"]) == ("Other", "b", "h2")


@pytest.mark.parametrize("blocks", [20, 2_000])
def test_long_lists_are_read_whole(blocks: int) -> None:
    rows = "".join(
        f"<li><a href=/ad/{n}>Picker wanted, farm {n}</a> <b>{n + 5} EUR</b>" for n in range(blocks)
    )
    body = f"<ul>{rows}</ul>"
    assert len(links(page(body, URL), SITE).offers) == blocks


def test_deep_pages_are_read() -> None:
    body = "<div>" * 1_500 + "".join(f"<p><a href=/ad/{n}>Picker, farm {n}</a>" for n in range(500))
    assert len(links(page(body, URL), SITE).offers) == 500
