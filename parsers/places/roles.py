"""What a place is to an ad: where the work is, or where people are sought."""

from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from operator import itemgetter

from offers.place import PlaceRole
from parsers.letters import table
from parsers.lexicon import AD
from parsers.phrases import Hit, Row
from parsers.places.mentions import Mention
from parsers.places.nearby import between
from parsers.serbian import both
from parsers.words import Words

NEAR = 10
"""Words from a place to the word for work that it belongs to."""

CLOSE = 4
"""Words from a place back to the people who come from it."""

_AT_WORK = frozenset({"in", "for", "to", "at"})


@dataclass(frozen=True)
class Roles:
    """The words of one field that give places their roles, found when first asked."""

    words: Words
    languages: frozenset[str]

    @cached_property
    def _hits(self) -> dict[str, tuple[Hit, ...]]:
        found: dict[str, list[Hit]] = {"work": [], "people": [], "seeking": []}
        for hit in _LEXICON.find(self.words):
            if not self.languages or not hit.phrase.languages.isdisjoint(self.languages):
                found[hit.phrase.says].append(hit)
        return {says: tuple(hits) for says, hits in found.items()}

    @property
    def works(self) -> bool:
        """Whether the field speaks of work at all."""
        return bool(self._hits["work"])

    def role(self, mention: Mention) -> PlaceRole | None:
        """The role of one place of this field, if the words around it give it one."""
        at = bisect_right(self.words.places, mention.name.start, key=itemgetter(0)) - 1
        first, last = self.words.sentence(max(0, at))
        people = between(self._hits["people"], first, at)
        if any(at - hit.end <= self._reach(mention) for hit in people[-CLOSE:]):
            return PlaceRole.SOUGHT
        if mention.behind and mention.says == "from":
            behind = between(self._hits["people"], at + 1, min(last, at + CLOSE + 1))
            return PlaceRole.SOUGHT if behind else None
        if "labelled" in mention.signs:
            return PlaceRole.WORK
        if mention.says not in _AT_WORK and not mention.within:
            return None
        start, end = max(first, at - NEAR), min(last, at + NEAR + 1)
        works = between(self._hits["work"], start, end) or between(people, start, at)
        return PlaceRole.WORK if works else None

    def _reach(self, mention: Mention) -> int:
        """How far people may stand before the place they come from; without a preposition they
        stand directly before it: `граждане Украины`."""
        return {"from": CLOSE, "of": 2, None: 0}.get(mention.says, -1)

    def sought(self, start: int) -> bool:
        """Whether the people whose name stands at a word are sought."""
        first, last = self.words.sentence(start)
        near = max(first, start - NEAR), min(last, start + NEAR + 1)
        return bool(between(self._hits["seeking"], *near))

    def people_beside(self, start: int, end: int) -> bool:
        """Whether a word for people stands within a word or two behind an adjective, or before."""
        near = between(self._hits["people"], end - 2, end + 2)
        return any(hit.start != start for hit in near)


def _rows() -> Iterator[Row]:
    for says, languages, words in table("place_roles.tsv"):
        yield from both((says, languages, word) for word in words.split("|"))


_LEXICON = AD.lexicon(_rows)
