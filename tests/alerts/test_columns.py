"""Plain text keeps to its columns in every script."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from alerts import columns


@pytest.mark.parametrize(
    ("text", "width"), [("abc", 3), ("中文", 4), ("e\u0301", 1), ("می\u200cت", 3), ("", 0)]
)
def test_width(text: str, width: int) -> None:
    assert columns.width(text) == width


@pytest.mark.parametrize(
    ("text", "rows"),
    [
        ("one two three", ["one two", "three"]),
        ("中文沒有空格的", ["中文沒有", "空格的"]),
        ("abc中文 def", ["abc中文", "def"]),
        ("averyveryverylongword", ["averyver", "yverylon", "gword"]),
        ("", [""]),
    ],
)
def test_wrap(text: str, rows: list[str]) -> None:
    assert columns.wrap(text, 8) == rows


@given(st.text(st.characters(exclude_categories=["Cs"])), st.integers(2, 40))
def test_wrap_loses_nothing_and_is_never_too_wide(text: str, most: int) -> None:
    rows = columns.wrap(text, most)
    assert "".join("".join(rows).split()) == "".join(text.split())
    assert all(columns.width(row) <= most for row in rows)


def test_other_directions_are_kept_inside() -> None:
    assert columns.isolated("عمل") == "\u2068عمل\u2069"
    assert columns.isolated("work") == "work"


def test_hanging() -> None:
    assert columns.hanging("Price", "one two three", 8, 16) == "Price   one two\n        three"


def test_quoted_lines_are_all_marked() -> None:
    assert columns.quoted("a\n\nTLP:CLEAR", "> ") == "> a\n>\n> TLP:CLEAR"
