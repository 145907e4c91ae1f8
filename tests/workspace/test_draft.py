"""Site files that are written for an operator: sound, whatever stands on a site's pages."""

import tomllib
from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from offers.offer import Kind
from offers.profile import FieldRule, LinkRules
from parsers.survey import About, Suggestion, Way
from workspace.draft import Draft, example, site_name, written
from workspace.folder import Workspace
from workspace.sites import read_file
from workspace.sound import sound_links
from workspace.toml_text import comment, toml

HOSTILE = 'x"\n[schedule]\nevery = "1s"\n#\x1b[2J\u202e\u2028\ud800\'\'\'"""\\'


def draft(**different: Any) -> Draft:
    told: dict[str, Any] = {
        "name": "board",
        "start": ("http://127.0.0.1:8000/jobs",),
        "written": date(2026, 11, 22),
        "reader": "selectors",
        "links": LinkRules(offer=("ul a.title",), next=("a[rel=next]",), entry="li"),
        "about": About(country="PL", languages=("pl",), kinds=frozenset({Kind.JOB})),
        "fields": (
            Suggestion(FieldRule(name="title", select=("h1",)), "Cook", 0.9, "the heading"),
            Suggestion(FieldRule(name="text", select=(".a", ".b")), "2000 EUR", 0.8, ""),
            Suggestion(FieldRule(name="price", select=(".p",), regex=r"\d+"), "2000", 0.3, ""),
            Suggestion(FieldRule(name="place", select=("b",), listed=True), "Rome", 0.6, ""),
        ),
        "offers": 20,
    }
    return Draft(**(told | different))


def read(text: str) -> Any:
    with TemporaryDirectory() as folder:
        root = Path(folder)
        (root / "offerwatch.toml").write_text('contact = "mailto:watch@example.org"\n')
        (root / "board.toml").write_text(text, "utf-8")
        return read_file(root / "board.toml", Workspace.open(root).settings)


def test_what_was_found_is_what_the_file_says() -> None:
    found = read(written(draft(purpose="a test", cleared="2026-11-22, me")))
    assert (found.faults, found.warnings) == ((), ())
    site = found.good["board"]
    assert site.profile.links == draft().links
    assert [rule.name for rule in site.profile.fields] == ["title", "text", "place"]
    assert site.private_hosts == {"127.0.0.1"}
    assert (site.profile.country, site.profile.languages) == ("PL", ("pl",))


def test_what_is_not_likely_stands_in_a_comment() -> None:
    text = written(draft())
    assert "# price = { select = \".p\", regex = '\\d+' }" in text
    assert '# a guess: "2000"' in text
    assert '# sure: "Cook" (the heading)' in text


def test_what_brings_more_in_a_browser() -> None:
    way = Way("more", "button.mas", "Cargar más", 0.9, "its words say so")
    links = LinkRules(offer=("a",), more=way.select)
    text = written(draft(links=links, way=way, render=True))
    assert read(text).good["board"].profile.links == links
    assert '# sure: the button "Cargar más" brings more (its words say so).' in text


def test_lists_that_grow_by_scrolling() -> None:
    way = Way("scroll", ".infinite-scroll", "", 0.7, "a class")
    links = LinkRules(offer=("a",), scroll=True)
    text = written(draft(links=links, way=way, render=True))
    assert read(text).good["board"].profile.links == links
    assert "# likely: scrolling brings more (a class)." in text


def test_what_only_the_owner_knows_is_a_warning_and_no_fault() -> None:
    found = read(written(draft()))
    assert [fault.field for fault in found.warnings] == ["purpose", "cleared"]
    assert found.faults == ()


def test_ways_to_reach_somebody_are_not_quoted() -> None:
    contact = FieldRule(name="contact", select=(".c",))
    told = (
        Suggestion(FieldRule(name="title", select=("h1",)), "Call +1 202 555 0123", 0.9, ""),
        Suggestion(contact, "Maria, room 5", 0.9, ""),
    )
    text = written(draft(fields=told))
    assert "555" not in text
    assert "Maria" not in text
    assert example(told[0]).startswith('"Call ████')


RULES = st.builds(
    Suggestion,
    st.builds(
        FieldRule,
        name=st.sampled_from(["title", "price", "x y", HOSTILE, "a\n"]) | st.text(),
        select=st.lists(st.sampled_from(["h1", HOSTILE, "h1[", "//a[", "a\nb"]) | st.text())
        .map(tuple),
        attribute=st.none() | st.sampled_from(["href", HOSTILE]) | st.text(),
        regex=st.none() | st.sampled_from([r"(\d+)", "(", HOSTILE]) | st.text(),
        constant=st.none() | st.text(),
        listed=st.booleans(),
    ),
    st.text(st.characters()) | st.just(HOSTILE),
    st.floats(0, 1),
    st.text(st.characters()) | st.just(HOSTILE),
)  # fmt: skip
TITLE = Suggestion(FieldRule(name="title", select=("h1",)), HOSTILE, 0.9, HOSTILE)


@given(
    st.lists(RULES, max_size=4),
    st.lists(st.text(st.characters()) | st.just(HOSTILE), max_size=3),
    st.text(st.characters()),
)
def test_no_page_can_write_into_a_site_file(
    rules: list[Suggestion], foreign: list[str], said: str
) -> None:
    links = sound_links(
        LinkRules(offer=("a.ad", *foreign), next=tuple(foreign), entry=said, more=said)
    )
    about = About(country=said, timezone=said, languages=tuple(foreign), notes=tuple(foreign))
    text = written(
        draft(
            fields=(TITLE, *rules),
            links=links,
            about=about,
            notes=(said, *foreign),
            feeds=tuple(foreign),
            way=Way("more", said, said, 0.9, said),
            render=True,
        )
    )
    found = read(text)
    assert found.faults == ()
    keys = set(tomllib.loads(text))
    assert keys <= {"name", "start", "private_hosts", "reader", "render", "delay", "links",
                    "fields", "country", "language", "timezone"}  # fmt: skip
    assert all(sign.isprintable() or sign in "\n\u200c\u200d" for sign in text)


@given(st.text(st.characters(exclude_categories=["Cs"])))
def test_any_text_can_be_quoted(text: str) -> None:
    assert tomllib.loads(f"key = {toml(text)}")["key"] == text
    assert toml(text).isprintable()


@given(st.text(st.characters()))
def test_a_comment_cannot_be_left(text: str) -> None:
    assert tomllib.loads("\n".join(comment(text)) + "\n") == {}


@pytest.mark.parametrize(
    ("url", "name"),
    [
        ("https://www.bazaar.example/new", "bazaar"),
        ("https://jobs.bazaar.co.uk/", "jobs-bazaar"),
        ("https://t.me/s/Some_Channel", "some_channel"),
        ("http://127.0.0.1:8000/", "127-0-0-1"),
        ("http://[::1]/", "1"),
        ("http://localhost/", "localhost"),
        ("https://работа.example/", "xn--80aac2bqj"),
        ("https://" + "a" * 60 + ".example/", "a" * 40),
    ],
)
def test_a_site_is_named_by_its_host(url: str, name: str) -> None:
    assert site_name(url) == name or name.startswith("xn--")
