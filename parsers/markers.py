"""Letters and words that give a language away where detectors take it for another."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from parsers.letters import table

_WORD = re.compile(r"[^\W\d_]+")


@dataclass(frozen=True, slots=True)
class _Marker:
    """A language, what it is taken for, and its signs: so many of them are `needed`, and none of
    the letters `against` it may be there."""

    language: str
    taken_for: frozenset[str]
    letters: frozenset[str]
    words: frozenset[str]
    needed: int
    against: frozenset[str]

    def fits(self, text: str, words: list[str]) -> bool:
        if not self.against.isdisjoint(text):
            return False
        signs = sum(map(text.count, self.letters))
        return signs + sum(1 for word in words if word in self.words) >= self.needed


def marked(text: str, taken: str) -> str | None:
    """The language whose markers a text shows that was taken for another, `?` if that cannot be."""
    likely = [marker for marker in _markers() if taken in marker.taken_for]
    if not likely:
        return None
    lowered = text.casefold()
    words = _WORD.findall(lowered)
    return next((marker.language for marker in likely if marker.fits(lowered, words)), None)


@cache
def _markers() -> tuple[_Marker, ...]:
    return tuple(_rows())


def _rows() -> Iterator[_Marker]:
    for code, taken_for, letters, words, needed, *against in table("language_markers.tsv"):
        yield _Marker(
            code,
            frozenset(taken_for.split()),
            frozenset(letters),
            frozenset(words.split()),
            int(needed),
            frozenset("".join(against)),
        )
