"""Readers by name, and any bytes for any of them."""

from contextlib import suppress
from datetime import UTC, datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from offers.ad import Ad, AdsFound
from offers.page import Page
from offers.profile import FieldRule, Profile
from parsers.dom import NotRead
from parsers.readers import READERS, NoReader, find_reader, read_ads, site_readers

URL = "https://board.example/ads"
RULES = (
    FieldRule(name="title", select=("h1", "//title")),
    FieldRule(name="text", select=("p", "body")),
    FieldRule(name="url", select=("a",), attribute="href"),
)


def page(body: bytes) -> Page:
    seen = datetime(2026, 11, 5, tzinfo=UTC)
    return Page(asked=URL, url=URL, status=200, body=body, fetched=seen)


def test_readers_are_found_by_name() -> None:
    assert find_reader("feed") is READERS["feed"]
    assert "oldboard" in site_readers()
    assert find_reader("oldboard").__module__ == "parsers.sites.oldboard"


@pytest.mark.parametrize("name", ["nothing", "", "oldboard.read", "../oldboard", "__init__"])
def test_an_unknown_reader_names_those_there_are(name: str) -> None:
    with pytest.raises(NoReader, match="jobposting, selectors, feed, telegram, blocks, oldboard"):
        find_reader(name)


def test_a_reader_may_be_handed_in() -> None:
    found = AdsFound((Ad(url=URL, title="Mason"),))
    assert read_ads(page(b""), Profile(site="x", reader="?"), reader=lambda *_: found) is found


MARKUP = st.lists(
    st.sampled_from(
        [
            b"<h1>", b"<p>", b"</p>", b"<a href=/x>", b"<div class=ad>", b"text", b"&amp;", b"<",
            b"<item>", b"<rss version='2.0'><channel>", b"<title>", b"</title>", b"<![CDATA[",
            b"<div itemscope itemtype='http://schema.org/JobPosting'>", b"<b itemprop=title>",
            b"<script type='application/ld+json'>", b'{"@type":"JobPosting","title":"x"', b"}",
            b"</script>", b"<table border=1><tr><td>a<td>b", b"\xff\xfe", b"\x00", b"]]>", b"\xd0",
            b"<div class='tgme_widget_message' data-post='a/1'>", b"<div class=tgme_page>",
            b"<div class='tgme_widget_message_text'>", b'{"items":[{"id":1}', b"]",
        ]
    )
    | st.binary(max_size=8),
    max_size=25,
).map(b"".join)  # fmt: skip


@pytest.mark.parametrize("reader", [*READERS, "oldboard"])
@pytest.mark.parametrize("item", [None, "div", "//div"])
@settings(deadline=None, max_examples=60)
@given(body=MARKUP)
def test_any_page_gives_ads_with_words_or_a_named_error(
    reader: str, item: str | None, body: bytes
) -> None:
    profile = Profile(site="x", reader=reader, item=item, fields=RULES)
    found = AdsFound(())
    with suppress(NotRead):
        found = read_ads(page(body), profile)
    for ad in found.ads:
        assert ad.title or ad.text
        assert ad.url.startswith(("http://", "https://"))
        "".join([ad.title or "", ad.text or "", *ad.said.values()]).encode()


ITEM = "<div itemscope itemtype='http://schema.org/JobPosting'>"
LD = "<script type='application/ld+json'>"
LARGE = {
    "menus in menus": "<div class=menu>" * 1_900 + "<p>x" * 20_000,
    "items in items": ITEM * 1_900 + "<b itemprop=title>x</b>" * 2_000,
    "many items": (ITEM + "<b itemprop=title>x</b></div>") * 5_000,
    "sections never closed": "<![CDATA[" * 100_000,
    "an array never closed": LD + "[" * 200_000,
    "a comment never closed": LD + "/*" * 100_000,
    "quotes": LD + '{"@type":"JobPosting","title":"' + '" ' * 100_000,
    "markup in a description": LD + '{"@type":"JobPosting","description":"' + "<i>" * 50_000 + '"}',
    "broken blocks": (LD + '{"@type":"JobPosting"</script>') * 5_000,
    "ampersands": "<rss version='2.0'><channel><item><title>" + "&" * 300_000,
    "messages in messages": "<div class=tgme_widget_message data-post='a/1'>" * 1_900,
    "blanks": "<p style='display" + " " * 500_000 + "'>" + " " * 500_000,
}


@pytest.mark.parametrize("reader", [*READERS, "oldboard"])
@pytest.mark.parametrize("name", LARGE)
def test_large_hostile_pages_take_no_longer_than_their_size(reader: str, name: str) -> None:
    """Each of these took minutes or gigabytes in some reader before it was thought of."""
    profile = Profile(site="x", reader=reader, item="div, p", fields=RULES)
    with suppress(NotRead):
        assert len(read_ads(page(LARGE[name].encode()), profile).ads) <= 5_000
