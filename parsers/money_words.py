"""The words around an amount: currencies, multipliers, bounds."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from functools import cache

from parsers.fold import fold
from parsers.letters import table
from parsers.words import cut

NONE, UNSAID = "-", "?"

LONGEST_WORD = 24
"""Code points of the longest name of a currency."""


@dataclass(frozen=True, slots=True)
class Currency:
    """`code` is ISO 4217, `?` if the word does not say which, `-` if the word is no money by
    itself; `abroad` says otherwise by country. Amounts are multiplied by `factor`."""

    code: str
    abroad: dict[str, str]
    factor: int
    capitals: bool

    def at(self, country: str | None) -> str:
        """The code where the ad stands."""
        return self.abroad.get(country or "", self.code)


def folded(word: str) -> str:
    """A word of a table as it stands in folded text."""
    return fold(word).text.strip()


def either(words: Iterable[str]) -> str:
    """A pattern for any of these folded words, the longest first, each ending where it ends:
    letters that go on make another word, except in scripts that do not part words."""
    ordered = sorted(set(words) - {""}, key=len, reverse=True)
    return "|".join(_spaced(word) + _boundary(word) for word in ordered)


def _spaced(word: str) -> str:
    """A slash may have a space behind it."""
    return re.escape(word).replace("/", r"/\s?", 1) if word.startswith("/") else re.escape(word)


def _boundary(word: str) -> str:
    last = word[-1]
    return r"(?![^\W\d_])" if last.isalpha() and last < "\u0e00" else ""


@cache
def currencies() -> dict[str, Currency]:
    """By folded word."""
    found: dict[str, Currency] = {}
    for code, abroad, factor, words, *_ in table("currencies.tsv"):
        by_country = dict(pair.split(":") for pair in abroad.split())
        for word in words.split("|"):
            currency = Currency(code, by_country, int(factor), word.startswith("!"))
            found.setdefault(folded(word.lstrip("!")), currency)
    return found


@cache
def currency_words() -> frozenset[str]:
    """The first words of currencies, as texts are cut into words."""
    return frozenset(found[0] for word in currencies() if (found := cut(word)))


@cache
def currency_after() -> re.Pattern[str]:
    return re.compile(rf"\+?\s?({either(currencies())})")


@cache
def _beginnings(*, linked: bool) -> frozenset[str]:
    """The first two signs of currencies and multipliers, and of what links the ends of a range if
    it is `linked`; of a word of one sign that sign."""
    links = _bounds("between") if linked else ()
    return frozenset(word[:2] for word in (*currencies(), *multipliers(), *links) if word)


def may_follow(text: str, end: int, *, linked: bool = False) -> bool:
    """Whether a currency or a multiplier, or else a link, may stand right behind an amount: most
    numbers have none of them."""
    start = end + (text[end : end + 1] == "+")
    start += text[start : start + 1].isspace()
    known = _beginnings(linked=linked)
    return text[start : start + 2] in known or text[start : start + 1] in known


@cache
def _ending() -> dict[str, tuple[str, ...]]:
    """Currencies by their last two signs, or their one sign, the longest first."""
    found: dict[str, tuple[str, ...]] = {}
    for word in sorted(currencies(), key=len, reverse=True):
        if len(word) <= LONGEST_WORD:
            found[word[-2:]] = (*found.get(word[-2:], ()), word)
    return found


def currency_before(text: str, start: int) -> tuple[str, int] | None:
    """The currency that ends right before a place in folded text, and where it begins."""
    window = text[max(0, start - LONGEST_WORD) : start]
    bare = window.rstrip(" :.")
    if len(window) - len(bare) > 2:
        return None
    for word in (*_ending().get(bare[-2:], ()), *_ending().get(bare[-1:], ())):
        at = len(bare) - len(word)
        glued = bare[at - 1 : at].isalpha() or bare[at - 1 : at] == "_"
        if bare.endswith(word) and not (word[0].isalpha() and glued):
            return word, start - len(window) + at
    return None


@cache
def multipliers() -> dict[str, Decimal]:
    """By folded word."""
    return {
        folded(word): Decimal(row[0])
        for row in table("multipliers.tsv")
        for word in row[1].split("|")
    }


@cache
def multiplier() -> re.Pattern[str]:
    return re.compile(rf"\s?({either(multipliers())})")


@cache
def multiplied() -> re.Pattern[str]:
    """A number with what multiplies it, at the end of a text."""
    some = "|".join(re.escape(word.rstrip(".")) for word in multipliers())
    return re.compile(rf"[0-9]\s?(?:{some})$")


def _bounds(means: str) -> Iterable[str]:
    rows = (row[1].split("|") for row in table("bounds.tsv") if row[0] == means)
    return (folded(word) for row in rows for word in row)


@cache
def bound(means: str) -> re.Pattern[str]:
    """Words that stand before the lowest (`least`) or the highest amount (`most`), and words
    between the two ends of a range (`between`)."""
    words = either(_bounds(means))
    shape = rf"\s?(?:{words})\s?" if means == "between" else rf"(?<![^\W\d_])(?:{words})\s?$"
    return re.compile(shape)
