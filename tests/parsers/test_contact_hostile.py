"""Texts made to be slow to read for contacts: work grows as their length does."""

from itertools import count, islice

import pytest

from offers.ad import Ad
from parsers.contacts.find import contacts
from parsers.contacts.hints import Hints
from parsers.wording import Wording
from tests.parsers.counting import calls

HINTS = Hints(country="UA", languages=("uk", "ru"), home="board.example")
SOME = 1500
"""Code points of the shorter of two texts."""

ROWS = [
    "067 123 45 67\n", "0671234567 ", "0671234567 / ", "0671234567, -68 ", "12 34 ", "0.", "(1",
    "+1", "1 - 2 ", "01.02.2026-", "550e8400-", "1\u2764", "1\u200b", "1\ufe0f\u20e3", "\u0661 ",
    "067 123 45 67 ext 12 ", "whatsapp 067 123 45 67 viber ", "ref 0671234567 ", "tel nr no id ",
    "one ", "one double ", "сто сорок ", "خمسة و ", "一", "一a", "O0", "1 O ", "oo ", "plus dash ",
    "@", "a@", "a@a.", "a.", " at a", " dot a", "a[at]", "a[dot]", "a @ ", "@gmail ", " at gmail",
    "собака ", "abc艾特", "http://", "www.", "t.me/", "t . me ", "intent:", "http://x.de/?url=",
    "a=b&", "[(<{", "[.]", "tg ", "telegram: ", "tg @abcd ", "@abcd, ", "05", "a.com ", "a-", "_",
    "\u202ea@", "\U0001f1fa\U0001f1e6", "грн ", "\ud800",
]  # fmt: skip


def read(text: str) -> object:
    return contacts(Wording.of(Ad(url="u", text=text)), HINTS)


@pytest.mark.parametrize("row", ROWS)
def test_twice_the_text_is_at_most_about_twice_the_work(row: str) -> None:
    short, long = row * (SOME // len(row)), row * (2 * SOME // len(row))
    read(long + " 067 123 45 67")  # tables are read once
    assert calls(read, long + " 067 123 45 67") < 2.5 * calls(read, short + " 067 123 45 67") + 500


@pytest.mark.parametrize("char", ["a", "A", "a.", "7", "-", "(", "[", "@", "ж"])
def test_five_megabytes_without_a_space(char: str) -> None:
    text = char * (5_000_000 // len(char))
    assert read(text) == ()


def test_ten_thousand_numbers_are_all_found() -> None:
    written = "\n".join(islice((f"067 {number}" for number in count(1_000_001)), 10_000))
    found = contacts(Wording.of(Ad(url="u", text=written)), HINTS)
    assert len({one.value for one in found}) == 10_000
