"""Finds amounts without a currency, where a word right before them says that they are money."""

import re
from collections.abc import Collection, Iterator
from functools import cache

from parsers.fold import fold
from parsers.letters import table
from parsers.money_amounts import Price, price_at
from parsers.money_cues import cues
from parsers.money_periods import follows
from parsers.money_roles import MEANT
from parsers.words import Words

FILLERS = 3
"""Words such as `is about` between the word and the amount."""

FEW = 12
"""More numbers are not looked at one by one."""

LONGEST = 4
"""Words of a phrase that announces an amount."""

LEAST = 100
"""Smaller ones are money only by the hour or the like."""

MOST = 50_000_000
"""Longer ones are telephone numbers."""

YEARS = range(1950, 2051)
"""What may be a year is no amount, unless it is round."""

_DATES = frozenset("日号號月年天周")
"""Behind a bare number mostly a date: `15日`."""

GOES_ON = re.compile(r"\s?[\d%/°@#:+]|\s?-\s?\d|\s*[^\W\d_]|[.,:]\d")
"""Behind a number that counts something, or is part of more."""

_MORE = re.compile(
    r"\s*(?:net|netto|neto|netos|gross|brutto|brut|bruto|na reke|на руки|чистыми|нетто|брутто|plus"
    r"|and up|and more|и выше|i wiecej|ve uzeri|y mas|et plus|صافي|خالص|per|a|an)(?![^\W\d_])"
)


def bare(words: Words, language: str | None) -> Iterator[Price]:
    """The amounts of a field that `salary`, `fee`, `цена` and the like announce."""
    behind = {at: _behind_fillers(words, at) for at in words.figures}
    announced = _announced(words, behind.values(), language)
    text = words.written.folded.text
    for at, end in behind.items():
        if end not in announced:
            continue
        start = words.places[at][0]
        price = price_at(text, start)
        if "," in text[words.places[end - 1][1] : start] or price is None or price.currency:
            continue
        if _is_money(text, price, language):
            yield price


def _behind_fillers(words: Words, at: int) -> int:
    """Where the word ends that stands before a number, but for fillers."""
    end = at
    while end and at - end < FILLERS and words.texts[end - 1] in _fillers():
        end -= 1
    return end


def _announced(words: Words, ends: Collection[int], language: str | None) -> frozenset[int]:
    """Where words end that say that an amount follows. A few places are looked at one by one."""
    windows = [(max(0, end - LONGEST), end) for end in ends]
    if len(windows) > FEW:
        windows = [(0, len(words.texts))]
    found = (cue for start, end in windows for cue in cues(words, language, start, end))
    return frozenset(cue.end for cue in found if cue.says in MEANT and not cue.foreign)


@cache
def _fillers() -> frozenset[str]:
    rows = table("money_fillers.tsv")
    return frozenset(fold(word).text for row in rows for word in row[0].split("|"))


def _is_money(text: str, price: Price, language: str | None) -> bool:
    """Whether no unit, date or longer number makes something else of it."""
    dated = text[price.end : price.end + 1] in _DATES
    if price.multiplied or (not dated and follows(text, price.end, language)):
        return True
    number = price.high or price.low
    value = number.full if number.times == 1 else 0
    if not LEAST <= value <= MOST or (value in YEARS and value % LEAST):
        return False
    return _MORE.match(text, price.end) is not None or not GOES_ON.match(text, price.end)
