"""Numbers that share their beginning with the one before: `067 123 45 67 / 68`, `..., -68`."""

import re
from collections.abc import Iterator
from functools import cache

from parsers.contacts.conjunctions import and_or

MOST = 8
"""Digits that a number may have of its own."""

SHORT = 4
"""Digits of an ending that must have a mark before it."""


def tails(text: str, end: int, digits: str, last: int) -> Iterator[tuple[int, int, str]]:
    """Where the endings stand that follow a number of these digits, each with all its digits.
    `last` is the length of the number's last group: an ending behind a comma must be as long,
    have a dash, or be long enough to be a number within a city."""
    while found := _tail().match(text, end):
        own = re.sub("[^0-9]", "", found["tail"])
        marked = found["stroke"] or found["mark"] or found["dash"]
        if not marked and _word().match(text, found.end()):
            return
        if not (_fits(own, last, marked=bool(marked)) and len(own) < len(digits) - 1):
            return
        digits = digits[: -len(own)] + own
        yield found.start("tail"), found.end("tail"), digits
        end = found.end()


@cache
def _word() -> re.Pattern[str]:
    """A word of a sentence, and none that goes on with the list."""
    return re.compile(rf" ?(?!(?:{and_or()})(?![^\W_]))[^\W\d_]{{2}}")


@cache
def _tail() -> re.Pattern[str]:
    return re.compile(
        rf"(?: ?(?P<stroke>[/|\\]) ?| ?[,;] ?(?P<mark>[-\u2026.]{{1,3}} ?)?| (?:{and_or()}) )"
        r"(?P<dash>-)?(?P<tail>[0-9]{1,5}(?:[ -][0-9]{2,4}){0,2})"
        r"(?![0-9]|[ .,:-]?[0-9]|[.:/][0-9]| ?\([0-9]|%| ?[$\u20ac\u00a3\u20b4])"
    )


def _fits(own: str, last: int, *, marked: bool) -> bool:
    if len(own) <= SHORT:
        return marked or len(own) == last
    return 5 <= len(own) <= MOST
