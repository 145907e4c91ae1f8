"""Finds amounts that are spelt out: `two thousand euros`, `пятьсот долларов`, `ألفين يورو`."""

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal
from functools import cache
from typing import NamedTuple

from parsers.fold import fold
from parsers.letters import table
from parsers.money_amounts import Amount, Price, behind
from parsers.money_words import currency_words
from parsers.words import Words, cut

LEAST = 2
"""`one dollar` is hardly ever a price."""


_LONGEST = 4
"""Words that say one part of a number."""

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
    done = 0
    for at in [at for at, word in enumerate(words.texts) if word in _first()]:
        if at < done:
            continue
        done = max(_run(words.texts, at), at + 1)
        if not _is_paid(words.texts, done) or not _begins(words.texts, at):
            continue
        if price := _price(words, at, done):
            yield price


def _run(texts: Sequence[str], start: int) -> int:
    """Where the words of a number end that begin here."""
    end = at = start
    while found := _word(texts, at):
        number, at = found
        if number.sort == _VAGUE:
            break
        if number.sort != _LINKS:
            end = at
    return end


def _word(texts: Sequence[str], at: int) -> tuple[_Number, int] | None:
    """A word of a number with where it ends; an apostrophe makes two of it (`п'ять`), and halves
    are said in several (`две с половиной тысячи`)."""
    if texts[at : at + 1] and texts[at] in _words_first():
        for size in range(min(_LONGEST, len(texts) - at), 0, -1):
            if number := _numbers().get(" ".join(texts[at : at + size])):
                return number, at + size
    return None


def _words(texts: Sequence[str], start: int, end: int) -> Iterator[_Number]:
    while start < end and (found := _word(texts, start)):
        number, start = found
        yield number


def _is_paid(texts: Sequence[str], end: int) -> bool:
    """Whether a currency may begin with the next word."""
    return end < len(texts) and texts[end] in currency_words()


def _begins(texts: Sequence[str], at: int) -> bool:
    """Whether nothing before a number is part of it or makes it vague."""
    before = texts[at - 1] if at else ""
    number = _numbers().get(before)
    return not (before[:1].isdigit() or (number and number.sort == _VAGUE))


def _price(words: Words, first: int, last: int) -> Price | None:
    start, end = words.places[first][0], words.places[last - 1][1]
    value = _value(_words(words.texts, first, last))
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
    numbers = _numbers().items()
    return frozenset(word.split()[0] for word, number in numbers if number.sort in _ALONE)


@cache
def _words_first() -> frozenset[str]:
    """The first words of all that stands in a number."""
    return frozenset(word.split()[0] for word in _numbers())


@cache
def _numbers() -> dict[str, _Number]:
    """By folded word, as texts are cut."""
    found: dict[str, _Number] = {}
    for sort, value, some, *_ in table("number_words.tsv"):
        for word in some.split("|"):
            found.setdefault(" ".join(cut(fold(word).text)), _Number(sort, int(value)))
    return found
