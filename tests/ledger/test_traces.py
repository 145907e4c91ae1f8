"""What a seeker wrote where no reader looks for contacts is found all the same."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ledger.traces import traces


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("London, call +44 20 7946 0123", ["+44 20 7946 0123"]),
        ("Ann ann@example.org", ["ann@example.org"]),
        ("ask for @ann_from_leeds", ["@ann_from_leeds"]),
        ("０２０ ７９４６ ０１２３", ["０２０ ７９４６ ０１２３"]),
        ("٠٢٠-٧٩٤٦-٠١٢٣", ["٠٢٠-٧٩٤٦-٠١٢٣"]),
        ("O2O 7946 O123", ["O2O 7946 O123"]),
        ("0\ufe0f\u20e32\ufe0f\u20e30 7946 0123", ["0\ufe0f\u20e32\ufe0f\u20e30 7946 0123"]),
    ],
)
def test_found(text: str, found: list[str]) -> None:
    assert [text[start:end] for start, end in traces(text)] == found


@pytest.mark.parametrize(
    "text",
    ["Lille", "2 rooms @ 300", "from 2026-03-02 08:00", "01.03.2026 - 05.04.2026", "Zoo, Oooooooo",
     "75001 Paris", ""],
)  # fmt: skip
def test_left(text: str) -> None:
    assert [*traces(text)] == []


def test_money_is_left() -> None:
    text = "1 500 000 UZS, 020 7946 0123"
    assert [text[start:end] for start, end in traces(text, [(0, 13)])] == ["020 7946 0123"]


@given(st.text(alphabet="0o1 +@a.\n٣９\u200b", max_size=60))
def test_what_is_found_lies_in_the_text(text: str) -> None:
    assert all(0 <= start < end <= len(text) for start, end in traces(text))


def test_long_texts_take_no_long() -> None:
    """Each of these would take hours if looks grew with the square of the length."""
    for unit in ("a", "@", "a.", "0 ", "o", "a@"):
        assert sum(end - start for start, end in traces(unit * 300_000)) >= 0
