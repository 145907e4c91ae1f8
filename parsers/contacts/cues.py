"""Words that announce a contact: `тел.`, `WhatsApp`, `تلگرام`."""

import re
from functools import cache

from parsers.fold import fold
from parsers.letters import table

NEAR = 24
"""Code points between which a cue and its contact belong together."""

_BEHIND = re.compile(r" ?[(\[/-] ?[^)\]\n]{2,}| [^\W\d_]+(?: [^\W\d_]+)?")
_OWN = re.compile("[:@+0-9]")
MESSENGERS = frozenset({"whatsapp", "viber", "telegram", "signal"})
"""Services on which a number is an address."""


@cache
def words(means: str) -> str:
    """A pattern for the words of one meaning, in folded text."""
    rows = (row[1].split(",") for row in table("contact_cues.tsv") if row[0] == means)
    folded = {fold(word).text.strip() for row in rows for word in row}
    return "|".join(re.escape(word) for word in sorted(folded - {""}, key=len, reverse=True))


@cache
def _meanings() -> tuple[tuple[str, re.Pattern[str]], ...]:
    means = dict.fromkeys(row[0] for row in table("contact_cues.tsv"))
    return tuple((one, re.compile(rf"(?<![^\W\d_])(?:{words(one)})(?![^\W\d_])")) for one in means)


def said_near(text: str, start: int, end: int) -> frozenset[str]:
    """What the folded words just before a stretch announce, and those right behind it: in
    brackets, or alone unless something of their own follows (`... Telegram: @name`)."""
    before = text[max(0, start - NEAR) : start].rpartition("\n")[2]
    found = {means for means, cue in _meanings() if cue.search(before)}
    after = _BEHIND.match(text, end, end + NEAR)
    if after and not _OWN.search(after[0]):
        found |= {means for means, cue in _meanings() if cue.search(after[0])}
    return frozenset(found)
