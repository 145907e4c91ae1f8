"""Messengers on which a number is said to be an address once more: `067..., Viber: same number`,
`067... . Better write on Viber`."""

import re
from collections.abc import Mapping, Sequence

from parsers.contacts.cues import ALSO, BOTH, MESSENGERS, SAME, WRITE, Cue, repeating

REACH = 80
"""Code points behind a number in which it may be spoken of again."""

OWN = re.compile(
    r"[^\w\n]{0,4}(?:[@+0-9]|[a-z_]{2,}[._]?[0-9_]|https?:|(?:t|wa|m)\.me/"
    r"|[^\W\d_]{2,12}[^\w\n]{1,3}(?:https?:|(?:t|wa|m)\.me/))"
)
"""What belongs to the word for a service right before it."""

_OTHER = re.compile(r"@|[0-9](?:[^0-9\n]?[0-9]){4}|://|(?<![\w.])(?:t|wa|m)\.me/|[a-z]_[a-z0-9]")
"""The beginning of another address."""

_END = re.compile(r"[.!?;](?=\s)|\n\s*\n")
_FEW_WORDS = re.compile(r"[^\w\n]{0,3}(?:[^\W\d_]{1,6}[^\w\n]{1,2}){0,2}")
_GAPS: Mapping[str, re.Pattern[str]] = {
    SAME: re.compile(r"[^\n]{0,24}"),
    ALSO: _FEW_WORDS,
    WRITE: _FEW_WORDS,
    BOTH: _FEW_WORDS,
}
"""What may stand between a messenger and the word that speaks of the number."""

_MEANT = 48
"""Code points behind `write on Viber` within which another address is the one that is meant."""

_LINK = re.compile(r"[^\w]{0,4}(?:[^\W\d_]{1,5}[^\w]{1,3}){0,2}")


def repeated(text: str, end: int, *, of_all: bool = False) -> frozenset[str]:
    """Messengers that the words behind a number name together with words for that same number,
    within one sentence and before any other address, or for all numbers of a row; only the latter
    where `of_all`."""
    window = text[end : end + REACH]
    cues = repeating().within(window)
    found = [one for one in cues if not _leads(one) or not OWN.match(text, end + one.end)]
    other = _OTHER.search(window)
    near = other.start() if other else REACH
    words = [one for one in found if _speaks(one, near, parted=other is not None)]
    words = [one for one in words if BOTH in one.means or not of_all]
    said: set[str] = set()
    for word in words:
        there = [one for one in found if BOTH in word.means or one.end <= near]
        said.update(*(there[at].means & MESSENGERS for at in _beside(window, there, word)))
    return frozenset(said)


def _speaks(cue: Cue, near: int, *, parted: bool) -> bool:
    """Whether a word speaks of the number before it: of all of a row, or where no other address
    begins before it ends, nor soon behind `write`."""
    if _GAPS.keys().isdisjoint(cue.means):
        return False
    return BOTH in cue.means or cue.end <= near - _MEANT * (parted and WRITE in cue.means)


def _beside(text: str, cues: Sequence[Cue], word: Cue) -> set[int]:
    """The messengers beside such a word, and those listed with them."""
    gap = next(gap for means, gap in _GAPS.items() if means in word.means)
    near = {at for at, cue in enumerate(cues) if cue is not word and _meet(text, cue, word, gap)}
    for order in (range(1, len(cues)), range(len(cues) - 2, -1, -1)):
        step = order.step
        for at in order:
            if at - step in near and _listed(text, cues[at - step], cues[at]):
                near.add(at)
    return near


def _leads(cue: Cue) -> bool:
    return not cue.means.isdisjoint(MESSENGERS)


def _meet(text: str, cue: Cue, word: Cue, gap: re.Pattern[str]) -> bool:
    first, last = (cue, word) if cue.start < word.start else (word, cue)
    between = gap.fullmatch(text, first.end, last.start)
    return _leads(cue) and between is not None and not _END.search(between[0])


def _listed(text: str, one: Cue, other: Cue) -> bool:
    first, last = (one, other) if one.start < other.start else (other, one)
    return _leads(other) and bool(_LINK.fullmatch(text, first.end, last.start))
