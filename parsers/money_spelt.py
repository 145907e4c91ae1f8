"""Finds amounts that are spelt out: `two thousand euros`, `пятьсот долларов`, `ألفين يورو`."""

import re
from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal
from functools import cache
from itertools import count
from typing import NamedTuple

from parsers.fold import fold
from parsers.letters import table
from parsers.money_amounts import Amount, Price, behind
from parsers.money_words import currency_words
from parsers.words import Words

LEAST = 2
"""`one dollar` is hardly ever a price."""


_AMOUNT = re.compile(r"\s?[0-9]")
"""Behind a currency that belongs to it: `due USD 500`."""


class _Number(NamedTuple):
    """A word of a number. It `adds`, multiplies what stands before it in its thousand (`hundred`),
    or ends one (`thousand`; of some forms one may stand alone). `vague` words before a number make
    none of it, `links` stand inside."""

    sort: str
    value: int


_BIG, _ALONE = frozenset({"thousand", "alone"}), frozenset({"alone", "adds", "hundred"})
_LINKS, _VAGUE = "links", "vague"


def spelt(words: Words) -> Iterator[Price]:
    """Numbers in words that a currency follows."""
    known, done = _numbers(), 0
    for at in [at for at, word in enumerate(words.texts) if word in _first()]:
        if at < done:
            continue
        done = _run(words.texts, at, known)
        if not _is_paid(words.texts, done) or not _begins(words, at, known):
            continue
        if price := _price(words, at, done):
            yield price


def _run(texts: Sequence[str], start: int, known: Mapping[str, _Number]) -> int:
    """Where the words of a number end that begin here."""
    end = start
    for at in count(start):
        number = known.get(texts[at]) if at < len(texts) else None
        if number is None or number.sort == _VAGUE or (number.sort == _LINKS and at == start):
            return end
        if number.sort != _LINKS:
            end = at + 1
    return end


def _is_paid(texts: Sequence[str], end: int) -> bool:
    """Whether a currency may begin with the next word."""
    return end < len(texts) and texts[end] in currency_words()


def _begins(words: Words, at: int, known: Mapping[str, _Number]) -> bool:
    """Whether nothing before a number is part of it or makes it vague."""
    before = words.texts[at - 1] if at else ""
    return not (before[:1].isdigit() or (before in known and known[before].sort == _VAGUE))


def _price(words: Words, first: int, last: int) -> Price | None:
    start, end = words.places[first][0], words.places[last - 1][1]
    value = _value(_numbers()[word] for word in words.texts[first:last])
    currency = behind(words.written.folded.text, end)
    if currency is None or value < LEAST or _AMOUNT.match(currency.string, currency.end()):
        return None
    amount = Amount(Decimal(value), start, end, Decimal(1))
    return Price(amount, None, currency[1], start, currency.end())


def _value(numbers: Iterator[_Number]) -> int:
    total = current = 0
    for number in numbers:
        if number.sort in _BIG:
            total, current = total + max(current, 1) * number.value, 0
        elif number.sort == "hundred":
            current = max(current, 1) * number.value
        elif number.sort == "adds":
            current += number.value
    return total + current


@cache
def _first() -> frozenset[str]:
    """The words that a number may begin with."""
    return frozenset(word for word, number in _numbers().items() if number.sort in _ALONE)


@cache
def _numbers() -> dict[str, _Number]:
    """By folded word."""
    found: dict[str, _Number] = {}
    for sort, value, some, *_ in table("number_words.tsv"):
        for word in some.split("|"):
            found.setdefault(fold(word).text.strip(), _Number(sort, int(value)))
    return found
