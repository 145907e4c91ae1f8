"""Digits in languages that part no words: `一三八`, `ศูนย์แปด`."""

import re
from collections.abc import Iterator
from functools import cache

from parsers.contacts import numerals
from parsers.contacts.changes import Change

_KOREAN = re.compile("(?<![가-힣])[가-힣]{1,2}$")
"""Less of a word than somebody writes of a number."""


def sign_by_sign(text: str, fewest: int) -> Iterator[Change]:
    """What figures to read instead of rows of at least so many signs, in order."""
    for row in _rows(fewest).finditer(text):
        yield from _by_sign(row)


@cache
def _rows(fewest: int) -> re.Pattern[str]:
    """Rows of digits that are written as signs of Chinese, Japanese, Korean, Thai and others."""
    words = sorted(numerals.signs(), key=len, reverse=True)
    one = f"(?:[0-9]|{'|'.join(map(re.escape, words))})"
    return re.compile(rf"{one}(?:[ \-.,、，]{{0,2}}{one}){{{fewest - 1},}}")


@cache
def _sign() -> re.Pattern[str]:
    return re.compile("|".join(map(re.escape, sorted(numerals.signs(), key=len, reverse=True))))


def _end(row: re.Match[str]) -> int:
    """Where a row ends, without a word of Korean that only begins as one: `010-4718-3625 사장`."""
    begun = _KOREAN.search(row[0])
    goes_on = "가" <= row.string[row.end() : row.end() + 1] <= "힣"
    return row.start() + begun.start() if begun and goes_on else row.end()


def _by_sign(row: re.Match[str]) -> Iterator[Change]:
    for found in _sign().finditer(row.string, row.start(), _end(row)):
        yield Change(found.start(), found.end(), numerals.signs()[found[0]])
