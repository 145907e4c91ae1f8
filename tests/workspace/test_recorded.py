"""Recorded pages: their format, what is wrong in one that was edited by hand, what differs."""

import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from offers.profile import FieldRule, Profile
from workspace import told
from workspace.json_file import Json
from workspace.json_lines import lines
from workspace.recorded import BadCase, dumped, folders, read_case
from workspace.recording import accept
from workspace.replay import Reads, differences, replayed

TEXT = "We are looking for a cook for our kitchen. The pay is 2000 EUR a month"
PAGE = f"<html><title>t</title><h1>Cook</h1><p>{TEXT}</p><a class=ad href=/1>1</a></html>".encode()
PROFILE = Profile(
    site="board",
    reader="selectors",
    fields=(FieldRule(name="title", select=("h1",)), FieldRule(name="text", select=("p",))),
)
READS = Reads.by(PROFILE)
GIVEN = {"url": "https://board.example/ad", "fetched": "2026-11-20T10:00:00Z"}


def case(root: Path, content: Any, page: bytes | None = PAGE, name: str = "ad") -> Path:
    folder = root / "board" / name
    folder.mkdir(parents=True)
    text = content if isinstance(content, str) else json.dumps(content, indent=2)
    (folder / "expected.json").write_text(text, "utf-8")
    if page is not None:
        (folder / "page.html").write_bytes(page)
    return folder


def offer(**different: Any) -> dict[str, Any]:
    read = {
        "url": "https://board.example/ad",
        "title": "Cook",
        "text": TEXT,
        "kinds": ["job"],
        "speaker": "offers",
        "language": "en",
        "money": ["2000 EUR per month (pay)"],
    }
    return {key: value for key, value in {**read, **different}.items() if value is not None}


def found(root: Path, content: Any) -> list[tuple[str, Any, Any]]:
    read = read_case(case(root, content), root)
    wrong = differences(read, replayed(read, READS))
    return [(each.at, each.expected, each.found) for each in wrong]


def test_a_page_that_reads_as_expected(tmp_path: Path) -> None:
    assert found(tmp_path, {"given": GIVEN, "offers": [offer()]}) == []


def test_differences_name_field_and_line(tmp_path: Path) -> None:
    content = {"given": GIVEN, "offers": [offer(title="Waiter", places=["Rome"])]}
    folder = case(tmp_path, content)
    read = read_case(folder, tmp_path)
    told = {each.at: each for each in differences(read, replayed(read, READS))}
    title = told["offers[0].title"]
    assert (title.expected, title.found) == ("Waiter", "Cook")
    written = (folder / "expected.json").read_text().splitlines()
    assert '"title": "Waiter"' in written[title.line - 1]
    assert (told["offers[0].places"].expected, told["offers[0].places"].found) == (["Rome"], None)


def test_an_ad_too_many_and_one_too_few(tmp_path: Path) -> None:
    other = {"url": "https://board.example/gone", "title": "Gone"}
    content = {"given": GIVEN, "offers": [other]}
    told = {at: (bool(before), bool(now)) for at, before, now in found(tmp_path, content)}
    assert told == {"offers[0]": (True, False), "offers[1]": (False, True)}


def test_a_page_that_cannot_be_read_any_more(tmp_path: Path) -> None:
    root = tmp_path / "pages"
    read = read_case(case(root, {"given": GIVEN, "offers": [offer()]}, b"<p>new layout</p>"), root)
    told = {each.at: each for each in differences(read, replayed(read, READS))}
    assert told["raises"].found == {
        "error": "LayoutChanged",
        "reason": "the layout has changed: 'h1' matched nothing",
    }


def test_what_is_read_now_can_be_accepted(tmp_path: Path) -> None:
    folder = case(tmp_path, {"given": {**GIVEN, "offers": ["x"]}, "offers": [offer(title="Old")]})
    read = read_case(folder, tmp_path)
    accept(folder, tmp_path, replayed(read, READS))
    again = read_case(folder, tmp_path)
    assert differences(again, replayed(again, READS)) == ()
    assert again.ids == ("x",)
    assert again.page.url == GIVEN["url"]


WRONG = [
    ('{"given": {"url": "https://x.example"}, "offers": [\n{"url": "x",\n"titel": "A"}]}', 3,
     "offers[0].titel", 'did you mean "title"?'),
    ('{"given": {"url": "https://x.example"},\n"offers": [{"url": "x", "title": 5}]}', 2,
     "offers[0].title", "write it in quotes"),
    ('{"given": {"url": "https://x.example"},\n"offers": [{"url": "x",\n "money": "5 EUR"}]}', 3,
     "offers[0].money", "write it as [ ... ]"),
    ('{"given": {"url": "https://x.example"},\n"offers": [{"url": "x",\n "title": null}]}', 3,
     "offers[0].title", "leave out what is not there"),
    ('{"given": {"url": "https://x.example"},\n"offers": ["x"]}', 2, "offers[0]",
     "write it as { ... }"),
    ('{"given": {"url": "https://x.example",\n "fetched": "yesterday"}, "offers": []}', 2,
     "given.fetched", 'write "2026-11-05T12:00:00Z"'),
    ('{"given": {},\n "offers": []}', 1, "given.url", 'write "url": "https://..."'),
    ('{"given": {"url": "https://x.example"}}', 1, None, "write one of ads, offers, links"),
    ('{"given": {"url": "https://x.example"},\n "offers": [}', 2, None, "look at the line"),
    ("[]", 1, None, "begin the file with {"),
    ("", 1, None, "look at the line"),
]  # fmt: skip


@pytest.mark.parametrize(("text", "line", "field", "remedy"), WRONG)
def test_a_fault_has_file_line_field_and_remedy(
    tmp_path: Path, text: str, line: int, field: str | None, remedy: str
) -> None:
    with pytest.raises(BadCase) as bad:
        read_case(case(tmp_path, text), tmp_path)
    [fault] = bad.value.faults
    assert (fault.file, fault.line, fault.field) == ("board/ad/expected.json", line, field)
    assert remedy in fault.remedy


@pytest.mark.parametrize("pages", [0, 2])
def test_a_case_has_one_page(tmp_path: Path, pages: int) -> None:
    folder = case(tmp_path, {"given": GIVEN, "offers": []}, None)
    for number in range(pages):
        (folder / f"page.{number}").write_bytes(PAGE)
    with pytest.raises(BadCase, match=f"has {pages} pages beside it"):
        read_case(folder, tmp_path)


def test_a_case_without_expectation_is_a_fault(tmp_path: Path) -> None:
    folder = case(tmp_path, "{}")
    (folder / "expected.json").unlink()
    with pytest.raises(BadCase, match="is not a file"):
        read_case(folder, tmp_path)


def test_hidden_folders_are_nobodys_cases(tmp_path: Path) -> None:
    case(tmp_path, "{}")
    (tmp_path / "board" / ".half").mkdir()
    assert [each.name for each in folders(tmp_path)] == ["ad"]
    assert folders(tmp_path, "other") == ()


@pytest.mark.parametrize("name", ["/etc", "..", "../board", "*", "boar?", "board/ad", "", "a\0b"])
def test_what_is_no_name_of_a_site_has_no_cases(tmp_path: Path, name: str) -> None:
    case(tmp_path, {"given": GIVEN, "offers": []})
    assert folders(tmp_path, name) == ()


JSON = st.recursive(
    st.booleans() | st.integers() | st.text() | st.floats(allow_nan=False, allow_infinity=False),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(), inner, max_size=3),
    max_leaves=12,
)


@given(JSON, st.sampled_from([None, 0, 2]), st.booleans())
def test_every_key_has_the_line_on_which_it_stands(
    value: Any, indent: int | None, ascii_only: bool
) -> None:
    text = json.dumps(value, indent=indent, ensure_ascii=ascii_only)
    places = lines(text)
    rows = text.split("\n")

    def walk(value: Any, keys: tuple[Any, ...]) -> None:
        assert 1 <= places[keys] <= len(rows)
        if keys and isinstance(keys[-1], str):
            assert json.dumps(keys[-1], ensure_ascii=ascii_only) in rows[places[keys] - 1]
        if isinstance(value, dict | list):
            inner = value.items() if isinstance(value, dict) else enumerate(value)
            for key, each in inner:
                walk(each, (*keys, key))

    walk(value, ())


@given(st.text(st.characters()))
def test_any_text_can_be_expected(text: str) -> None:
    written = dumped({"title": text})
    assert json.loads(written.decode("utf-8"))["title"] == text


@pytest.mark.parametrize("name", told.LATER)
def test_what_older_versions_did_not_read_is_compared_where_it_is_expected(
    tmp_path: Path, name: str
) -> None:
    more: dict[str, Json] = {"offers": [{**offer(), name: ["something"]}]}
    silent = {"given": GIVEN, "offers": [offer()]}
    assert differences(read_case(case(tmp_path, silent), tmp_path), more) == ()
    none = {"given": GIVEN, "offers": [offer(**{name: []})]}
    read = read_case(case(tmp_path, none, name="none"), tmp_path)
    assert [each.found for each in differences(read, more)] == [["something"]]
    assert differences(read, {"offers": [offer()]}) == ()
