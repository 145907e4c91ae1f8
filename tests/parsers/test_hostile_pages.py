"""Every reader ends with ads or with a reason, whatever the page: nothing else is ever raised."""

from collections.abc import Mapping
from contextlib import suppress
from datetime import UTC, datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from offers.page import Page
from offers.profile import FieldRule, LinkRules, Profile
from parsers.dom import NotRead
from parsers.links import links
from parsers.offer import read_offers
from parsers.sitemaps import sitemap
from parsers.survey import survey_ads, survey_listing
from parsers.walls import wall
from tests.crawlers.hostile_pages import FEEDS, PAGES

FIELDS = (FieldRule(name="title", select=("h1",)), FieldRule(name="text", select=("body",)))
XPATHS = (FieldRule(name="title", select=("//h1",)), FieldRule(name="text", select=("//body",)))
LEADS = LinkRules(offer=("a[href]",), next=("a[rel=next]",))
PROFILES = {
    "css": Profile(site="b", reader="selectors", fields=FIELDS, links=LEADS),
    "xpath": Profile(site="b", reader="selectors", fields=XPATHS, links=LEADS),
    "items": Profile(site="b", reader="selectors", item="p, li, td", fields=FIELDS[1:]),
    "jobposting": Profile(site="b", reader="jobposting", links=LEADS),
    "blocks": Profile(site="b", reader="blocks"),
    "telegram": Profile(site="b", reader="telegram"),
    "feed": Profile(site="b", reader="feed"),
}


def page(body: bytes, kind: str = "text/html") -> Page:
    return Page(
        asked="https://board.example/",
        url="https://board.example/",
        status=200,
        body=body,
        fetched=datetime(2026, 11, 20, tzinfo=UTC),
        headers=(("Content-Type", kind),),
    )


def read(answer: Page, readers: Mapping[str, Profile] = PROFILES) -> None:
    """By everyone; what is found can be written down."""
    wall(answer)
    for profile in readers.values():
        with suppress(NotRead):
            for offer in read_offers(answer, profile).offers:
                f"{offer.title}{offer.text}{offer.said}{offer.key}{offer.url}".encode()
    with suppress(NotRead):
        links(answer, PROFILES["css"])
    with suppress(NotRead):
        sitemap(answer)


@pytest.mark.parametrize("name", PAGES)
def test_hostile_pages(name: str) -> None:
    kind, body = PAGES[name]
    few = ("css", "jobposting", "blocks", "feed")
    read(page(body, kind), {reader: PROFILES[reader] for reader in few})


@pytest.mark.parametrize("name", FEEDS)
def test_hostile_feeds(name: str) -> None:
    read(page(FEEDS[name], "application/xml"), {"feed": PROFILES["feed"]})


BROKEN = {
    "doctypes": (
        "<!DOCTYPE>", "<!DOCTYPE html PUBLIC '-//W3C//DTD HTML 4.0//EN' \"x", "<!doctype x SYSTEM>",
        "<!DOCTYPE html><!DOCTYPE html>", "x<!DOCTYPE html>", "<!DOCTYPE\0>", "<!", "<!x>", "<?x?>",
    ),
    "adoption": (
        "<a><b></a></b>", "<b>1<i>2<p>3</b>4</i>5", "<a>1<div>2<div>3</a>4</div>5</div>6",
        "<p><b><i><u></p><p>x", "<font><p>x</font>y", "<a href=1>x<a href=2>y</a>z",
        "<nobr>x<nobr>y</nobr>z", "<b><b><b><b>x</b></b></b></b></b>", "<a><table><a></table></a>",
    ),
    "foster": (
        "<table>x<tr>y<td>z</table>w", "<table><b>x<tr></b>y", "<table><p>x<td>y<p>z",
        "<table><form><input></table>", "<table><select><td>x", "<table><a>x</a><tr><a>y</a>",
        "<table><tr><table><tr>x", "<table><caption><table>x", "<table><col>x<colgroup>y",
        "<table><script>x</script><style>y</style>z", "<tr><td>x", "<tbody>x</tbody>",
    ),
    "foreign": (
        "<svg><p>x", "<svg><title><p>x</title></svg>y", "<svg><foreignObject><p>x",
        "<math><mi>x<p>y",
        "<math><annotation-xml encoding='text/html'><p>x", "<svg><![CDATA[x]]>y", "<svg/><p>x",
        "<math><mtext><svg><desc><table>x", "<svg><script>x</script>", "<svg><a xlink:href='y'>x",
        "<svg></p><p>x", "<math></br>x", "<svg><font color=x>y",
        "<svg viewbox='0' DefinitionURL=x>",
    ),
    "templates": (
        "<template><tr><td>x</template>y", "<template><template>x", "<table><template><td>x",
        "<template></body></html>x", "<select><template><option>x", "</template>x",
        "<template><col><p>x", "<template shadowrootmode=open><p>x",
    ),
    "raw text": (
        "<title><b>x</title>y", "<textarea><p>x</textarea>y", "<style><p>x</style>y",
        "<xmp><p>x</xmp>y", "<iframe><p>x</iframe>y", "<noembed><p>x</noembed>y",
        "<noframes><p>x</noframes>y", "<title>x</titlex>y", "<textarea>x</textarea/>y",
        "<script>x</script y>z", "<title>x", "<style>x</", "<plaintext>x</plaintext>y",
        "<noscript><p>x</noscript>y", "<head><noscript><p>x</noscript>y", "<listing>\n\nx",
    ),
    "scripts": (
        "<script><!--<script></script>--></script>x", "<script><!--<script>x</script>y",
        "<script><!-- </script>x", "<script>'<!--'</script>x", "<script></script</script>x",
        "<script><!--<SCRIPT/>x</script >y-->z", "<script><!--<scriptx></script>y",
    ),
    "references": (
        "&", "&#", "&#x", "&#0;", "&#x80;", "&#xD800;", "&#x110000;", "&notit;", "&notin;", "&amp",
        "&ampx", "<a href='?a&amp=b&lt&copy;=c'>x", "&#x1F600", "&NotEqualTilde;", "&#128;", "&;",
        "&#99999999999999999999;", "&aelig&AElig;x",
    ),
    "NUL": (
        "\0", "x\0y", "<p\0>x", "<p a\0=b>x", "<p a='\0'>x", "<!--\0-->", "<svg>\0", "<table>\0",
        "<select>\0", "<script>\0</script>", "<title>\0</title>", "<\0p>x", "</\0p>x", "&\0amp;",
    ),
    "select": (
        "<select><p>x", "<select><option>x<optgroup>y", "<select><select>x", "<select><input>x",
        "<select><table><td>x", "<table><tr><td><select><tr>x", "<select><textarea>x",
        "<select><script>x</script>", "<option>x<option>y", "<select><button><selectedcontent>x",
        "<select><hr>x", "<select><svg><p>x",
    ),
    "framesets": (
        "<frameset><frame></frameset>x", "x<frameset>", "<frameset><frameset><frame>x",
        "<head></head><frameset></frameset><noframes>x", "<frameset></frameset></html><p>x",
        "<body><frameset>x", "<p><frameset>x", "<frameset>x<p>y",
    ),
    "comments": (
        "<!-->x", "<!--->x", "<!---->x", "<!--x--!>y", "<!--x-->y", "<!--x", "<!-x->y",
        "<!--<!--x-->",
        "<!--x--", "<!--x--!", "</>x", "</ p>x", "<?php x ?>y", "<![CDATA[x]]>y", "<!x",
    ),
    "tags": (
        "<", "<a", "<a ", "<a b", "<a b=", "<a b='", "<a b=c", "<a/b/c>", "<a b=c/>x", "<a =b>x",
        "<a b b b>x", "<a 'b'>x", "<p <p>x", "<p></p x=y>z", "<3>x", "<p/>x", "<br/></br>x",
        "</p>x",
        "<a b=`c`>x", "<A B=C>x</a>", "<x-y.z:w>v", "<body a=1><body a=2 b=3>x",
        "<html x><html y>z",
    ),
    "places": (
        "<li>x<li>y", "<dd>x<dt>y<dd>z", "<ruby>a<rt>b<rp>c<rb>d", "<button><button>x",
        "<form><form>x",
        "<h1><h2>x</h1>y", "<p><ul>x</p>y", "<pre>\n\nx", "<image>x", "<isindex>x", "<hr></hr>x",
        "</body>x</html>y<p>z", "<head><p>x", "<body><head><title>x</title>y",
        "<marquee><p></marquee>",
        "<main><aside><p></main>x", "<details><summary>x", "<dialog open>x", "<search>x",
    ),
}  # fmt: skip
"""Markup of our own by the kinds of trees that the tests of HTML parsers are sorted by."""

PIECES = [piece for pieces in BROKEN.values() for piece in pieces]
AROUND = ("{}", "<h1>{}</h1>", "<ul><li>{}<li>{}</ul>", "<table><tr><td>{}</table>",
    "<svg>{}</svg>",
          "<div class='tgme_page'>{}</div>", "<template>{}</template>", "<select>{}</select>",
          "<p itemscope itemtype='http://schema.org/JobPosting'>{}</p>")  # fmt: skip


@pytest.mark.parametrize("kind", BROKEN)
@pytest.mark.parametrize("around", AROUND)
def test_markup_broken_in_every_way(kind: str, around: str) -> None:
    for piece in BROKEN[kind]:
        read(page(around.replace("{}", piece).encode()))


@settings(max_examples=150, deadline=None)
@given(st.lists(st.one_of(st.sampled_from(PIECES), st.text(max_size=9)), max_size=12))
def test_markup_broken_in_many_ways_at_once(pieces: list[str]) -> None:
    read(page("".join(pieces).encode("utf-8", "surrogatepass")))


@settings(max_examples=150, deadline=None)
@given(st.binary(max_size=300), st.sampled_from(["", "utf-16", "gb18030", "utf-7", "x"]))
def test_any_bytes(body: bytes, charset: str) -> None:
    read(page(body, f"text/html; charset={charset}"))


@settings(max_examples=100, deadline=None)
@given(st.lists(st.sampled_from(PIECES), max_size=8))
def test_surveys_of_broken_markup(pieces: list[str]) -> None:
    answer = page("".join(pieces).encode("utf-8", "surrogatepass"))
    with suppress(NotRead):
        survey_listing(answer)
    with suppress(NotRead):
        survey_ads([answer, answer], None)
