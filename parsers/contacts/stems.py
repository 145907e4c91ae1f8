"""What stays of a handle when its owner varies it: `crossing_eu`, `crossing.eu1`, `Cr0ssing_EU`.

A handle that was blocked comes back with another sign, another digit at its end, a doubled letter
or a look-alike. Stems tell nothing of short handles, of first names and of words that anybody
takes (`info`, `jobs24`, `work_europe`): those have none.
"""

import re
from functools import cache

from parsers.letters import table

SPARE = 2
"""Letters beside such words that tell nothing yet: `jobs_uk`, `a_work_eu`."""

NAMELESS = frozenset({"phone", "whatsapp", "website"})
"""Kinds of contact that have no name that could be varied."""

SHORTEST = 8
"""Letters that a stem must have. Shorter ones meet by chance: set by hand, with the words of
`stem_words.tsv` for the longer ones that do."""

_SIGNS = re.compile(r"[._\-]+")
_ENDS = re.compile(r"^[0-9]+|[0-9]+$")
_INSIDE = re.compile(r"(?<=[a-z])[0-9](?=[a-z])")
_SON_OF = re.compile(r"^(?:abou|ebou|abo|ebo|ebu)(?=[a-z])")
_TWICE = re.compile(r"([a-z])\1+")
_DIGITS = {"0": "o", "1": "i", "3": "e", "4": "a", "5": "s", "6": "b", "7": "t", "8": "b", "9": "g"}
_ALIKE = (("rn", "m"), ("vv", "w"), ("l", "i"), ("j", "i"))
"""Letters that look alike in small type, and `j` for `i`, which is how both are written in half
of the languages that ads come in."""


def stem(kind: str, value: str) -> str | None:
    """The stem of a canonical contact, `None` if it has none. Comparable across services."""
    name = _name(kind, value)
    if name is None:
        return None
    parts = [part for part in map(_plain, _SIGNS.split(name)) if part]
    joined = _SON_OF.sub("abu", "".join(parts))
    if not joined.isalpha() or len(joined) < SHORTEST or _is_anybodys(joined):
        return None
    return joined


def _name(kind: str, value: str) -> str | None:
    """The part that its owner chose, as far as letters beyond ASCII play no part in it."""
    if kind in NAMELESS or value.startswith("+"):
        return None
    name = value.partition("@")[0] if kind == "mail" else value
    name = name.removeprefix("profile/").lower()
    return name if name.isascii() and "/" not in name and not name.isdigit() else None


def _plain(part: str) -> str:
    """A part without digits at its ends, look-alikes as the letters they stand for."""
    return _level(_INSIDE.sub(lambda digit: _DIGITS.get(digit[0], ""), _ENDS.sub("", part)))


def _level(part: str) -> str:
    for written, plain in _ALIKE:
        part = part.replace(written, plain)
    return _TWICE.sub(r"\1", part)


def _is_anybodys(joined: str) -> bool:
    """Whether it is put together from words that anybody takes, and at most two letters more."""
    reached = {0: 0}
    for at in range(len(joined)):
        if at not in reached:
            continue
        for end in range(at + 1, min(len(joined), at + _longest()) + 1):
            spare = reached[at] + (0 if joined[at:end] in _anybodys() else end - at)
            if spare <= SPARE:
                reached[end] = min(spare, reached.get(end, SPARE))
    return len(joined) in reached


@cache
def _anybodys() -> frozenset[str]:
    return frozenset(_level(word) for row in table("stem_words.tsv") for word in row[1].split(" "))


@cache
def _longest() -> int:
    return max(map(len, _anybodys()))
