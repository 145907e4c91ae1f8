"""Finds amounts without a currency, where a word right before them says that they are money."""

import re
from collections.abc import Iterator

from offers.money import Role
from parsers.money_amounts import Price, price_at
from parsers.money_roles import Cue, Said
from parsers.money_words import follows

FILLERS = 3
"""Words such as `is about` between the word and the amount."""

LEAST = 100
"""Smaller ones are money only by the hour or the like."""

YEARS = range(1950, 2051)
"""What may be a year is no amount, unless it is round."""

_MONEY = frozenset(Role) | {"price", "payment"}
_SKIP = "skip"
_GOES_ON = re.compile(r"\s?[\d%/°@#:]|\s?-\s?\d|\s*[^\W\d_]|[.,:]\d")
_MORE = re.compile(
    r"\s*(?:net|netto|neto|netos|gross|brutto|brut|bruto|na reke|на руки|чистыми|нетто|брутто|plus"
    r"|and up|and more|и выше|i wiecej|ve uzeri|y mas|et plus|صافي|خالص|per|a|an)(?![^\W\d_])"
)


def bare(said: Said, language: str | None) -> Iterator[Price]:
    """The amounts of a field that `salary`, `fee`, `цена` and the like announce."""
    if not said.words.figures:
        return
    skipped = {cue.start for cue in said.cues if cue.says == _SKIP}
    for cue in said.cues:
        if cue.says not in _MONEY or cue.foreign:
            continue
        start = _announced(said, cue, skipped)
        price = price_at(said.words.written.folded.text, start) if start is not None else None
        if price and price.currency is None and _is_money(said, price, language):
            yield price


def _announced(said: Said, cue: Cue, skipped: set[int]) -> int | None:
    """Where the number begins that stands right behind a word, but for fillers."""
    texts, at = said.words.texts, cue.end
    while at in skipped and at < cue.end + FILLERS:
        at += 1
    if at >= len(texts) or not "0" <= texts[at][0] <= "9":
        return None
    return said.words.places[at][0]


def _is_money(said: Said, price: Price, language: str | None) -> bool:
    """Whether no unit, date or longer number makes something else of it."""
    text = said.words.written.folded.text
    if price.multiplied or follows(text, price.end, language):
        return True
    value = (price.high or price.low).full
    if value < LEAST or (value in YEARS and value % LEAST):
        return False
    return _MORE.match(text, price.end) is not None or not _GOES_ON.match(text, price.end)
