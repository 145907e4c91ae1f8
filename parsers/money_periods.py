"""The words around an amount that say what it is paid for: `an hour`, `monthly`."""

import re
from collections.abc import Mapping
from functools import cache

from offers.money import Per
from parsers.fold import spelt
from parsers.letters import table
from parsers.money_words import UNSAID, currency_after, either

NEAR = 30
"""Code points before an amount in which its period and its bound are looked for."""


@cache
def _words(column: int) -> frozenset[str]:
    """All words of a column, whatever they are paid for."""
    return frozenset(
        word for by in _written(column).values() for some in by.values() for word in some if word
    )


@cache
def _periods_begin() -> frozenset[str]:
    return frozenset(word[:3] for word in _words(2))


@cache
def _periods_end() -> frozenset[str]:
    return frozenset(word[-3:] for word in _words(3))


def may_stand(text: str, start: int, end: int) -> bool:
    """Whether what an amount is paid for may stand right behind it or before it: most numbers have
    nothing of it."""
    behind = end + text[end : end + 1].isspace()
    if any(text[behind : behind + size] in _periods_begin() for size in (3, 2, 1)):
        return True
    return text[max(0, start - 5) : start].rstrip(" :")[-3:] in _periods_end()


@cache
def period_after(language: str | None) -> tuple[tuple[Per, re.Pattern[str]], ...]:
    """What is paid for, said right behind an amount; words of one language count only in it."""
    return _patterns(language, 2, _BEHIND + r"({})")


@cache
def period_before(language: str | None) -> tuple[tuple[Per, re.Pattern[str]], ...]:
    """The same, said before an amount: `monthly salary`."""
    return _patterns(language, 3, r"(?<![^\W\d_])({})")


def follows(text: str, end: int, language: str | None) -> Per | None:
    """What an amount is paid for that ends here, if that is said right behind it."""
    periods = period_after(language)
    return next((per for per, behind in periods if behind.match(text, end)), None)


def said_per(text: str, end: int) -> bool:
    """Whether what an amount is paid for is said in two words, or behind a slash: `an hour`."""
    return _per().match(text, end) is not None


@cache
def _per() -> re.Pattern[str]:
    return re.compile(
        rf"\s?(?:{either(word for word in _words(2) if ' ' in word or word[0] == '/')})"
    )


def leads(text: str, start: int, language: str | None) -> Per | None:
    """What an amount is paid for that begins here, if that is said right before it."""
    line = text[max(0, start - NEAR) : start].rstrip(" :")
    for per, before in period_before(language):
        if any(found.end() == len(line) for found in before.finditer(line)):
            return per
    return None


def period(text: str, start: int, end: int, language: str | None) -> Per | None:
    """What an amount in folded text is paid for: said right behind it, or shortly before."""
    if per := follows(text, end, language):
        return per
    line = _own(re.split(r"[\n;!?]|\.\s", text[max(0, start - NEAR) : start])[-1], language)
    found = {per for per, before in period_before(language) if before.search(line)}
    return found.pop() if len(found) == 1 else None


def _own(line: str, language: str | None) -> str:
    """What stands before an amount, without the amount before it and what that one is paid for."""
    digits = [found.end() for found in re.finditer("[0-9]", line)]
    if not digits:
        return line
    sign = currency_after().match(line, digits[-1])
    end = sign.end() if sign else digits[-1]
    ends = (behind.match(line, end) for _, behind in period_after(language))
    return line[max((found.end() for found in ends if found), default=end) :]


_BEHIND = (
    r"(?!\s?,\s?[\u3040-\u9fff])[\s,.()+\-]*(?:(?:net|netto|neto|netos|nets|netti|gross|brutto|brut|bruto|brutos|lordo|liquido|liquidos|libres|neti|cash|hand|чистыми|нетто|"
    r"брутто|на руки|вiд|plus|and up|clear|bar)[\s,.()+\-]*)?"
)


def _patterns(
    language: str | None, column: int, shape: str
) -> tuple[tuple[Per, re.Pattern[str]], ...]:
    """Of each period the words of any language, and those of this one."""
    pairs = (
        (per, some)
        for per, by_language in _written(column).items()
        for some in (by_language.get(""), by_language.get(language or UNSAID))
    )
    return tuple((per, _shaped(shape, some)) for per, some in pairs if some)


@cache
def _shaped(shape: str, words: frozenset[str]) -> re.Pattern[str]:
    return re.compile(shape.format(either(words)))


@cache
def _written(column: int) -> Mapping[Per, Mapping[str, frozenset[str]]]:
    """The words of a column by period and language, folded in one go."""
    rows = [row for row in table("periods.tsv") if len(row) > column and row[column]]
    found: dict[Per, dict[str, frozenset[str]]] = {}
    lines = spelt("\n".join(row[column] for row in rows)).split("\n")
    for (per, language, *_), line in zip(rows, lines, strict=True):
        words = {word.strip() for word in line.split("|")}
        of_period = found.setdefault(Per(per), {})
        of_period[language] = of_period.get(language, frozenset()) | words
    return found
