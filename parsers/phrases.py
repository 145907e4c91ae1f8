"""Phrases of tables: how a table writes them, and where an ad says them."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from operator import itemgetter
from typing import NamedTuple

from offers.span import Span
from parsers.fold import spelt
from parsers.words import Words, cut

BEGUN, ANY = "*", "~"
"""The end of the beginning of a word, and what stands for a few words."""

PREFIXED = "+"
"""Before a word of a phrase that may carry prefixes in a text; no word begins so."""

_ARABIC = "ar"

Row = tuple[str, str, str]
"""What a phrase says, its languages parted by spaces, and its words."""


@dataclass(frozen=True, slots=True)
class Phrase:
    """One phrase of a table: what it says, in which languages, and its words."""

    says: str
    languages: frozenset[str]
    words: tuple[str, ...]

    @classmethod
    def every(cls, rows: Iterable[Row]) -> Iterator["Phrase"]:
        """Those of a table that have a word at all, folded in one go."""
        rows = tuple(rows)
        lines = [" ".join(text.split()) for _, _, text in rows]
        folded = spelt("\n".join(lines)).split("\n") if rows else []
        spoken: dict[str, frozenset[str]] = {}
        for (says, languages, _), text in zip(rows, folded, strict=True):
            if languages not in spoken:
                spoken[languages] = frozenset(languages.split())
            words = _cut(text)
            if any(map(str.isalnum, "".join(words))):
                yield cls(says, spoken[languages], words)

    @property
    def wanted(self) -> tuple[str, ...]:
        """Its words as texts may fit them: `работ*`, `+سفر`, `~`."""
        if _ARABIC not in self.languages:
            return self.words
        return tuple(one if one == ANY else PREFIXED + one for one in self.words)


class Hit(NamedTuple):
    """A phrase found from word `start` up to word `end`; `inside` are its characters where it is
    a part of the one word, in scripts without spaces."""

    phrase: Phrase
    start: int
    end: int
    inside: tuple[int, int] | None = None

    def span(self, words: Words) -> Span:
        """Where it was published, to the character."""
        if self.inside is None:
            return words.span(self.start, self.end)
        place = words.places[self.start][0]
        return words.written.span(place + self.inside[0], place + self.inside[1])


def _cut(folded: str) -> tuple[str, ...]:
    """The words of a folded phrase, cut as texts are."""
    if folded.replace(" ", "").isalpha():  # most are, and cutting costs more than all the rest
        return tuple(folded.split())
    pieces: list[str] = []
    for word in folded.split():
        begun = word.endswith(BEGUN)
        bare = word.rstrip(BEGUN)
        if word == ANY or bare.isalpha():
            pieces.append(bare + BEGUN * begun)
            continue
        found = cut(bare)
        begun = bool(found) and begun
        pieces.extend([*found[:-1], found[-1] + BEGUN] if begun else found)
    return tuple(pieces)


def outer(found: Sequence[Hit]) -> list[Hit]:
    """In order, without those that lie inside a longer one."""
    if len(found) < 2:
        return list(found)
    kept: list[Hit] = []
    last = (0, 0, 0, 0)
    for bounds, hit in sorted([(_bounds(hit), hit) for hit in found], key=itemgetter(0)):
        # Where it ends is told the other way round, so that of those that begin together the
        # longest comes first.
        if bounds[2:] < last[2:] or bounds == last:
            kept.append(hit)
            last = bounds
    return kept


def _bounds(hit: Hit) -> tuple[int, int, int, int]:
    _, start, end, inside = hit
    return (start, 0, -end, 0) if inside is None else (start, inside[0], -start, -inside[1])
