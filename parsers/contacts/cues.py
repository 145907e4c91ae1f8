"""Words that announce a contact: `тел.`, `WhatsApp`, `تلگرام`."""

import re
from functools import cache

from parsers.automaton import Strings
from parsers.fold import fold
from parsers.letters import table

NEAR = 24
"""Code points between which a cue and its contact belong together."""

_BEHIND = re.compile(r" ?[(\[/-] ?[^)\]\n]{2,}| [^\W\d_]+(?: [^\W\d_]+)?")
_OWN = re.compile("[:@+0-9]")
MESSENGERS = frozenset({"whatsapp", "viber", "telegram", "signal"})
"""Services on which a number is an address."""


@cache
def spelt(means: str) -> tuple[str, ...]:
    """The words of one meaning in folded spelling, the longest first."""
    rows = (row[1].split(",") for row in table("contact_cues.tsv") if row[0] == means)
    folded = {fold(word).text.strip() for row in rows for word in row}
    return tuple(sorted(folded - {""}, key=len, reverse=True))


@cache
def words(means: str) -> str:
    """A pattern for the words of one meaning, in folded text."""
    return "|".join(map(re.escape, spelt(means)))


@cache
def _meanings() -> dict[str, re.Pattern[str]]:
    means = dict.fromkeys(row[0] for row in table("contact_cues.tsv"))
    return {one: re.compile(rf"(?<![^\W\d_])(?:{words(one)})(?![^\W\d_])") for one in means}


@cache
def _strings() -> tuple[dict[str, frozenset[str]], Strings]:
    """What every cue may mean, and all of them to be looked for at once."""
    meant: dict[str, frozenset[str]] = {}
    for means in _meanings():
        for word in spelt(means):
            meant[word] = meant.get(word, frozenset()) | {means}
    return meant, Strings(meant)


def _said(text: str) -> frozenset[str]:
    """What the whole words of a piece of folded text announce."""
    meant, strings = _strings()
    likely = {means for word, _ in strings.within(text) for means in meant[word]}
    return frozenset(means for means in likely if _meanings()[means].search(text))


def said_near(text: str, start: int, end: int) -> frozenset[str]:
    """What the folded words just before a stretch announce, and those right behind it: in
    brackets, or alone unless something of their own follows (`... Telegram: @name`)."""
    before = text[max(0, start - NEAR) : start].rpartition("\n")[2]
    after = _BEHIND.match(text, end, end + NEAR)
    if after and not _OWN.search(after[0]):
        return _said(before) | _said(after[0])
    return _said(before)
