"""Making recorded pages: what must not lie open is not recorded, and what is ends with its time."""

import json
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from offers.page import Page
from offers.profile import FieldRule, LinkRules, Profile
from workspace.erasing import erase
from workspace.recorded import read_case
from workspace.recording import Fresh, NotRecorded, case_name, record
from workspace.replay import Reads, differences, replayed

FETCHED = datetime(2026, 11, 20, 10, tzinfo=UTC)
KEEP = timedelta(days=30)
READS = Reads.by(
    Profile(
        site="board",
        reader="selectors",
        fields=(FieldRule(name="title", select=("h1",)), FieldRule(name="text", select=("p",))),
        links=LinkRules(offer=("a.ad",), next=()),
    )
)
AD = "<html><title>Cook</title><h1>Cook for a hotel</h1><p>2000 EUR a month.</p></html>"
SEEKER = "<html><h1>Ищу работу</h1><p>Ищу работу сварщиком, +1 202 555 0123</p></html>"
MINOR = "<html><h1>Hostess</h1><p>Girls 15-17 wanted for hostess work in Dubai.</p></html>"
LISTING = "<html><a class=ad href='/1'>Cook</a> <a class=ad href='/2'>Waiter</a></html>"


def fresh(body: str | bytes, *parts: str, url: str = "https://board.example/ad/1") -> Fresh:
    raw = body.encode() if isinstance(body, str) else body
    page = Page(
        asked=url,
        url=url,
        status=200,
        body=raw,
        fetched=FETCHED,
        headers=(("Content-Type", "text/html"), ("Set-Cookie", "who=you")),
    )
    return Fresh(page=page, parts=parts or ("offers",), keep=KEEP)


def test_a_page_is_kept_as_it_came_and_reads_as_recorded(tmp_path: Path) -> None:
    folder = tmp_path / "board" / "ad"
    found = record(folder.parent, "ad", fresh(AD), READS)
    case = read_case(folder, tmp_path)
    assert case.page.body == AD.encode()
    assert case.page.fetched == FETCHED
    assert case.expires == FETCHED + KEEP
    assert len(case.ids) == 1
    assert case.page.headers == (("Content-Type", "text/html"),)
    assert differences(case, found) == differences(case, replayed(case, READS)) == ()
    assert folder.stat().st_mode & 0o077 == 0


def test_where_a_listing_leads_is_kept(tmp_path: Path) -> None:
    folder = tmp_path / "board" / "list"
    record(folder.parent, "list", fresh(LISTING, "links"), READS)
    case = read_case(folder, tmp_path)
    assert case.urls[1:] == ("https://board.example/1", "https://board.example/2")


@pytest.mark.parametrize("body", [SEEKER, MINOR], ids=["seeker", "minor"])
def test_what_must_not_lie_open_is_not_recorded(tmp_path: Path, body: str) -> None:
    with pytest.raises(NotRecorded, match="kept sealed"):
        record(tmp_path / "board", "ad", fresh(body), READS)
    assert list(tmp_path.rglob("*")) == []


def a_list(second: str, rest: str = "") -> str:
    entries = (
        ("Cook in a hotel", "2000 EUR a month, room for two, from December on."),
        (second, f"{second}, call me on +1 202 555 0123, I have done it for years."),
        ("Waiter at the harbour", "1800 EUR a month, meals, from January on."),
    )
    blocks = "".join(
        f"<li class=ad><h2><a class=ad href='/{number}' title='{title}'>{title}</a></h2>"
        f"<p>{text}</p></li>"
        for number, (title, text) in enumerate(entries)
    )
    return f"<html><body><ul>{blocks}</ul>{rest}</body></html>"


def test_seekers_are_masked_in_a_list_that_leads_on(tmp_path: Path) -> None:
    script = f"<script>{json.dumps({'title': 'Ищу работу сварщиком'})}</script>"
    folder = tmp_path / "board" / "list"
    told = fresh(a_list("Ищу работу сварщиком", script), "links")
    record(folder.parent, "list", told, READS)
    kept = b"".join(file.read_bytes() for file in folder.iterdir()).decode()
    assert "Ищу" not in kept
    assert "\\u0418" not in kept
    assert "555" not in kept
    assert "Waiter at the harbour" in kept
    case = read_case(folder, tmp_path)
    assert case.urls[1:] == tuple(f"https://board.example/{number}" for number in range(3))
    assert differences(case, replayed(case, READS)) == ()


def test_a_list_that_speaks_of_minors_is_not_recorded(tmp_path: Path) -> None:
    told = fresh(a_list("Girls 15-17 wanted for hostess work in Dubai"), "links")
    with pytest.raises(NotRecorded, match="kept sealed"):
        record(tmp_path / "board", "list", told, READS)
    assert list(tmp_path.rglob("*")) == []


def test_a_list_that_needs_a_seekers_words_is_not_recorded(tmp_path: Path) -> None:
    by_words = Reads.by(
        Profile(
            site="board",
            links=LinkRules(offer=("//a[contains(., 'работу')]",), next=()),
        )
    )
    told = fresh(a_list("Ищу работу сварщиком"), "links")
    with pytest.raises(NotRecorded, match="would lead elsewhere"):
        record(tmp_path / "board", "list", told, by_words)


@pytest.mark.parametrize("charset", ["utf-8", "windows-1251"])
def test_cards_are_masked(tmp_path: Path, charset: str) -> None:
    body = AD.replace("<p>", "<p>Аванс на карту 4111 1111 1111 1111. ").encode(charset)
    folder = tmp_path / "board" / "ad"
    told = fresh(body)
    record(folder.parent, folder.name, told, READS)
    kept = b"".join(file.read_bytes() for file in folder.iterdir()).decode()
    assert "4111 1111" not in kept
    assert "Аванс на карту ████ ████ ████ 1111" in kept
    case = read_case(folder, tmp_path)
    assert differences(case, replayed(case, READS)) == ()


def test_no_case_is_written_over(tmp_path: Path) -> None:
    folder = tmp_path / "board" / "ad"
    record(folder.parent, folder.name, fresh(AD), READS)
    with pytest.raises(NotRecorded, match="--case NAME"):
        record(folder.parent, folder.name, fresh(AD.replace("Cook", "Other")), READS)
    assert (folder / "page.html").read_bytes() == AD.encode()
    assert [each.name for each in folder.parent.iterdir()] == ["ad"]


@pytest.mark.parametrize("name", ["..", "a/b", "../../x", "A", "", ".x", "x" * 61])
def test_names_of_cases_are_names(tmp_path: Path, name: str) -> None:
    with pytest.raises(NotRecorded, match="is no name for a case"):
        record(tmp_path / "board", name, fresh(AD), READS)
    assert list(tmp_path.rglob("*")) == []


@pytest.mark.parametrize(
    ("url", "name"),
    [
        ("https://x.example/ad/4711", "ad-4711"),
        ("https://x.example/list.cgi?p=1", "list-cgi-p-1"),
        ("https://x.example/", "page"),
        ("https://x.example/%2e%2e/%2Fetc%00passwd", "etc-passwd"),
        ("https://x.example/" + "a" * 100, "a" * 40),
        ("https://x.example/работа", "page"),
    ],
)
def test_a_case_is_named_by_its_address(url: str, name: str) -> None:
    assert case_name(url, ()) == name
    assert case_name(url, (name, f"{name}-2")) == f"{name}-3"


def test_the_body_says_what_the_page_is_called(tmp_path: Path) -> None:
    feed = b'<?xml version="1.0"?><rss version="2.0"><channel></channel></rss>'
    reads = Reads.by(Profile(site="board", reader="feed"))
    record(tmp_path / "board", "feed", fresh(feed), reads)
    assert (tmp_path / "board" / "feed" / "page.xml").read_bytes() == feed


def left(root: Path) -> list[str]:
    return sorted(each.name for each in (root / "board").iterdir())


def test_what_is_over_and_what_is_forgotten_is_erased(tmp_path: Path) -> None:
    for name in ("one", "two"):
        told = fresh(AD, url=f"https://board.example/{name}")
        record(tmp_path / "board", name, told, READS)
    record(tmp_path / "board", "list", fresh(LISTING, "links"), READS)
    (tmp_path / "board" / "bad").mkdir()
    ids = read_case(tmp_path / "board" / "one", tmp_path).ids
    assert erase(tmp_path, ids, (), FETCHED) == 1
    assert left(tmp_path) == ["bad", "list", "two"]
    assert erase(tmp_path, (), ("https://board.example/2",), FETCHED) == 1
    assert left(tmp_path) == ["bad", "two"]
    assert erase(tmp_path, (), (), FETCHED + KEEP) == 1
    assert left(tmp_path) == ["bad"]
