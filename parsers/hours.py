"""Finds hours and days of work: `12 hours a day`, `по 10 часов`, `每天12小时`, `6 days a week`."""

import re
from collections.abc import Iterator
from functools import cache
from typing import NamedTuple

from offers.fact import Fact, FactKind
from parsers.letters import table
from parsers.money_words import bound, either, folded
from parsers.wording import Written

NEAR = 24
"""Code points before a number in which its period is looked for."""

MOST = {
    FactKind.HOURS: {"day": 23, "shift": 24, "week": 120, "month": 400},
    FactKind.DAYS: {"week": 7, "month": 31},
}
"""What is more is no term of work: `24 hours a day` is when a shop is open."""

_NUMBER = re.compile(r"(?<![0-9a-z.,:/_+$€£])(?<![0-9]-)[0-9]{1,3}(?:[.,]5)?(?![0-9])")
_UNITS = frozenset({"hours", "days"})
_DIGIT = re.compile("[0-9]+")


class _Term(NamedTuple):
    """A number or range of hours or days, from where to where in folded text."""

    kind: FactKind
    low: float
    high: float
    start: int
    end: int


def hours(written: Written) -> Iterator[Fact]:
    """Hours and days of work with what they are for: `12/day`, `40-50/week`, `6/week`."""
    text, done = written.folded.text, 0
    for digits in _DIGIT.finditer(text):
        number = _NUMBER.match(text, digits.start()) if digits.start() >= done else None
        term = _term(text, number) if number else None
        if term is None:
            continue
        done = term.end
        if fact := _fact(written, term):
            yield fact


def _term(text: str, number: re.Match[str]) -> _Term | None:
    low = high = float(number[0].replace(",", "."))
    end = number.end()
    follows = text[end : end + 4].lstrip(" +-")
    if not (follows[:1].isdigit() or follows[:2] in _follows() or follows[:1] in _follows()):
        return None
    link = bound("between").match(text, end)
    if other := _LAST.match(text, link.end()) if link else None:
        high, end = float(other[0].replace(",", ".")), other.end()
    unit = _unit().match(text, end)
    if unit is None or high < low:
        return None
    kind = FactKind.HOURS if unit["hours"] else FactKind.DAYS
    return _Term(kind, low, high, number.start(), unit.end())


_LAST = re.compile(r"[0-9]{1,3}(?:[.,]5)?(?![0-9])")


def _fact(written: Written, term: _Term) -> Fact | None:
    """What it says, if what the number is for is said as well and it may be true."""
    text, start, end = written.folded.text, term.start, term.end
    if behind := _behind().match(text, end):
        period, end = _named(behind), behind.end()
    elif before := _before().search(text, max(0, start - NEAR), start):
        period, start = _named(before), before.start()
    else:
        return None
    if not 1 <= term.low <= term.high <= MOST[term.kind].get(period, 0) or _open(text, term):
        return None
    span = written.span(start, end)
    low, high = f"{term.low:g}", f"{term.high:g}"
    value = f"{low if low == high else f'{low}-{high}'}/{period}"
    return Fact(kind=term.kind, value=value, raw=written.raw(span), span=span)


def _open(text: str, term: _Term) -> bool:
    """`24 hours, 7 days a week`: when something is open."""
    return term.high == 7 and "24" in text[max(0, term.start - NEAR) : term.start]


def _named(found: re.Match[str]) -> str:
    return next(name for name, said in found.groupdict().items() if said)


@cache
def _said(says: str) -> dict[str, str]:
    """By period, a pattern for its words; by the unit itself for those of units."""
    rows = (row for row in table("hour_words.tsv") if row[0] == says)
    return {row[1] or says: either(map(folded, row[2].split("|"))) for row in rows}


def _groups(says: str) -> str:
    return "|".join(f"(?P<{name}>{words})" for name, words in _said(says).items())


@cache
def _follows() -> frozenset[str]:
    """The first two signs of whatever may stand behind a number, and words of one."""
    rows = (row[2].split("|") for row in table("hour_words.tsv") if row[0] in _UNITS)
    links = (row[1].split("|") for row in table("bounds.tsv") if row[0] == "between")
    return frozenset(folded(word)[:2] for words in (*rows, *links) for word in words)


@cache
def _unit() -> re.Pattern[str]:
    return re.compile(rf"[\s+-]{{0,2}}(?:{_groups('hours')}|{_groups('days')})")


@cache
def _behind() -> re.Pattern[str]:
    return re.compile(
        rf"[\s.()/-]{{0,3}}(?:work(?:ing)? |of work |робочих |arbeit )?(?:{_groups('behind')})"
    )


@cache
def _before() -> re.Pattern[str]:
    """A period, and at most one word or sign between it and the number."""
    return re.compile(rf"(?<![^\W\d_])(?:{_groups('before')})[\s:,-]*(?:[^\W\d_]+\s)?$")
