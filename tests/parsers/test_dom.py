"""The door to markup: typed reads, two kinds of selectors over one tree, hostile pages."""

from contextlib import suppress
from datetime import UTC, datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from offers.page import Page
from parsers.dom import Dom, LayoutChanged, NotRead, Unreadable, fragment, soup, xml

URL = "https://board.example/ads/1"


def page(body: str | bytes, url: str = URL) -> Page:
    raw = body.encode() if isinstance(body, str) else body
    return Page(asked=url, url=url, status=200, body=raw, fetched=datetime(2026, 11, 5, tzinfo=UTC))


def test_exactly_one_or_the_layout_has_changed() -> None:
    dom = Dom(page("<h1>Welder</h1><p>one<p>two"))
    assert dom.text("h1") == "Welder"
    with pytest.raises(LayoutChanged) as none:
        dom.text("h2")
    with pytest.raises(LayoutChanged) as several:
        dom.text("//p")
    assert (none.value.url, none.value.selector, none.value.found) == (URL, "h2", 0)
    assert several.value.found == 2
    assert "https://board.example/ads/1" in str(none.value)
    assert "'h2'" in str(none.value)


def test_what_may_be_missing_is_asked_for_as_such() -> None:
    dom = Dom(page("<p class=a>one</p><p class=b>two</p>"))
    assert dom.maybe(".price") is None
    assert dom.maybe(".a") == "one"
    with pytest.raises(LayoutChanged):
        dom.maybe("p")


def test_attributes() -> None:
    dom = Dom(page("<a href='/x' disabled>go</a>"))
    assert dom.attribute("a", "href") == "/x"
    assert dom.one("a").get("disabled") == ""
    assert dom.one("a").get("title") is None
    with pytest.raises(LayoutChanged, match="a @title"):
        dom.attribute("a", "title")


def test_first_takes_the_first_selector_that_finds_anything() -> None:
    dom = Dom(page("<h2>second</h2><h3>third</h3>"))
    found = dom.first(["h1", "//h3", "h2"])
    assert found is not None
    assert found.said() == "third"
    assert dom.first("h1") is None


def test_css_and_xpath_see_the_same_elements() -> None:
    dom = Dom(page("<table><tr><td>a<td>b</table><p>c<p>d<svg><g/></svg>"))
    for css, xpath in [("td", "//td"), ("tbody tr", "//tbody/tr"), ("p", "/html/body/p")]:
        assert [e.id for e in dom.all(css)] == [e.id for e in dom.all(xpath)] != []


def test_selectors_look_inside_an_element() -> None:
    dom = Dom(page("<ul><li>a<b>1</b><li>c<b>2</b></ul><b>3</b>"))
    second = dom.all("li")[1]
    assert second.text("b") == "2"
    assert second.text("./b") == "2"
    assert second.text("./preceding-sibling::li/b") == "1"
    assert [e.said() for e in dom.all("//li/text()")] == ["a", "c"]


@pytest.mark.parametrize("selector", ["a[", "", "a::text", "//a[", "//x:a", "/html/[1]"])
def test_a_bad_selector_is_an_error_of_its_own(selector: str) -> None:
    with pytest.raises(ValueError, match="is no "):
        Dom(page("<a>x</a>")).all(selector)


def test_xpath_may_select_strings() -> None:
    dom = Dom(page("<a href='/x y'>one  two</a>"))
    (href,) = dom.all("//a/@href")
    assert (href.said(), href.tag, href.get("href"), href.all("a")) == ("/x y", "", None, ())


def test_attributes_and_text_that_xml_does_not_know() -> None:
    dom = Dom(page("<div @click='go' :x='y' title='a\x01b'>one\x02<foo\"bar>two</div>"))
    assert dom.attribute("//div[@title='ab']", "@click") == "go"
    assert [e.tag for e in dom.all("//unknown")] == ['foo"bar']


def test_base_of_links() -> None:
    assert Dom(page("<p>")).base == URL
    assert Dom(page("<base href='/jobs/'>")).base == "https://board.example/jobs/"
    assert Dom(page("<base href='javascript:1'>")).base == URL


def test_a_fragment_is_its_own_small_page() -> None:
    element = fragment("<p>one</p>two", URL)
    assert element.said() == "one\n\ntwo"
    assert element.tag == "body"


def test_soup_for_readers_written_by_hand() -> None:
    raw = '<meta http-equiv=Content-Type content="text/html; charset=windows-1251"><b>Рига</b>'
    found = soup(page(raw.encode("cp1251"))).select_one("b")
    assert found is not None
    assert found.get_text() == "Рига"


@pytest.mark.parametrize(
    "body",
    [
        "<div>" * 20_001,
        "<div></nothing>" * 20_000,
        "<div " + " ".join(f"a{n}" for n in range(70_000)) + ">",
        "".join(f"<b a={n}>" for n in range(1_500)) + "<p>x" * 3_000,
    ],
    ids=["nested", "nested with stray ends", "attributes", "formatting left open"],
)
def test_what_would_stall_the_parser_is_refused(body: str) -> None:
    with pytest.raises(Unreadable):
        Dom(page(body))
    with pytest.raises(Unreadable):
        soup(page(body))


def test_long_honest_pages_are_read() -> None:
    rows = "<tr><td><a href=/x>ad</a><br><b>bold</b><li>x<p>y</td></tr>" * 5_000
    assert len(Dom(page(f"<table>{rows}</table>")).all("td")) == 5_000


def test_deep_pages_within_bounds_are_walked_without_recursion() -> None:
    dom = Dom(page("<div>" * 1_900 + "<p>deep" + "</div>" * 1_900))
    assert dom.said() == "deep"
    assert dom.text("//p") == "deep"


@pytest.mark.parametrize(
    ("body", "why"),
    [
        ("", "no XML"),
        ("just text", "no"),
        ("<a><b>", "Premature end"),
        ("<a>" * 300, "depth"),
        ('<!DOCTYPE a [<!ENTITY x SYSTEM "file:///etc/hostname">]><a>&x;</a>', "entities"),
        ("<a>" + "x" * 11_000_000 + "</a>", "limit"),
    ],
)
def test_xml_that_is_refused(body: str, why: str) -> None:
    with pytest.raises(Unreadable, match=why):
        xml(page(body))


def test_small_faults_of_xml_are_mended() -> None:
    root = xml(page('\ufeff <?xml version="1.0" encoding="latin-1"?><a><b>x?a=1&b=2\x00</b></a>'))
    assert root.findtext("b") == "x?a=1&b=2"


def test_external_dtd_is_not_fetched() -> None:
    root = xml(page('<!DOCTYPE a SYSTEM "http://127.0.0.1:9/x.dtd"><a>&x;b</a>'))
    assert root.tag == "a"


@settings(deadline=None)
@given(st.binary(max_size=400))
def test_any_bytes_are_a_page(body: bytes) -> None:
    dom = Dom(page(body))
    assert isinstance(dom.said(), str)
    assert isinstance(dom.main_text(), str)
    assert len(dom.all("*")) == len(dom.all("//*"))


@settings(deadline=None)
@given(st.binary(max_size=200).map(lambda raw: b"<a>" + raw + b"</a>"))
def test_any_bytes_are_xml_or_unreadable(body: bytes) -> None:
    with suppress(NotRead):
        assert xml(page(body)).tag is not None


def test_a_page_is_parsed_once_for_all_who_ask_in_turn() -> None:
    first, other = page("<p>one</p>"), page("<p>two</p>")
    assert Dom(first).one("p").id == Dom(first).one("p").id
    assert [Dom(one).text("p") for one in (first, other, first)] == ["one", "two", "one"]
    assert Dom(page("<p>one</p>", url="https://other.example/")).url == "https://other.example/"
