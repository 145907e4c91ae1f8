"""The words of journeys in one field."""

import re
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from operator import itemgetter
from types import MappingProxyType

from offers.place import Means
from parsers.characters import characters
from parsers.letters import table
from parsers.lexicon import AD
from parsers.phrases import Hit, Row
from parsers.places.nearby import between
from parsers.serbian import both
from parsers.words import Words

_EMOJI = MappingProxyType(
    {
        Means.BOAT: "🚤🛥🛶⛵🚣🌊",
        Means.SHIP: "🚢⛴🛳",
        Means.TRUCK: "🚚🚛",
        Means.CAR: "🚗🚕🚙🚖🚘🚐",
        Means.BUS: "🚌🚍🚎",
        Means.TRAIN: "🚂🚆🚄🚅🚉🚋",
        Means.PLANE: "✈🛩🛫🛬",
        Means.FOOT: "🚶🥾👣🏃",
    }
)
_SIGNS = frozenset("".join(_EMOJI.values()))
_SIGN = re.compile(f"[{''.join(sorted(_SIGNS))}]")
_NAMED = frozenset(str(means) for means in Means)
_GOING = _NAMED | {"travel"}


@dataclass(frozen=True)
class Speech:
    """What one field says of journeys, found when first asked. Languages: all if empty."""

    words: Words
    languages: frozenset[str]

    @cached_property
    def hits(self) -> tuple[Hit, ...]:
        return tuple(hit for hit in _LEXICON.find(self.words) if self._spoken(hit))

    def saying(self, what: str) -> tuple[Hit, ...]:
        """The hits that say this, in order."""
        return self._kinds.get(what, ())

    @cached_property
    def going(self) -> tuple[Hit, ...]:
        """The hits that speak of travel or of means to travel, in order."""
        return tuple(hit for hit in self.hits if hit.phrase.says in _GOING)

    @cached_property
    def _kinds(self) -> dict[str, tuple[Hit, ...]]:
        found: dict[str, list[Hit]] = defaultdict(list)
        for hit in self.hits:
            found[hit.phrase.says].append(hit)
        return {says: tuple(hits) for says, hits in found.items()}

    @property
    def travels(self) -> bool:
        """Whether the field speaks of travel at all."""
        return bool(self.going or self._signed)

    @cached_property
    def _signed(self) -> bool:
        """Whether there are pictures of means."""
        text = self.words.written.folded.text
        return not text.isascii() and not characters(text).isdisjoint(_SIGNS)

    def word_at(self, start: int) -> int:
        """The number of the word that stands at a place of the folded text, or behind it."""
        return bisect_left(self.words.places, start, key=itemgetter(0))

    def means(self, start: int, end: int) -> Iterator[Means]:
        """By what one travels, as said in a stretch of the folded text, in its order."""
        text = self.words.written.folded.text
        signs = _SIGN.finditer(text, start, end) if self._signed else ()
        found = [(sign.start(), _means_of(sign[0])) for sign in signs]
        first = max(0, self.word_at(start) - 1)
        for hit in between(self.going, first, self.word_at(end)):
            place = self.words.places[hit.start][0] + (hit.inside[0] if hit.inside else 0)
            if hit.phrase.says in _NAMED and start <= place < end:
                found.append((place, Means(hit.phrase.says)))
        yield from dict.fromkeys(means for _, means in sorted(found))

    def _spoken(self, hit: Hit) -> bool:
        languages = hit.phrase.languages
        return not self.languages or "*" in languages or not languages.isdisjoint(self.languages)


def _means_of(sign: str) -> Means:
    return next(means for means, signs in _EMOJI.items() if sign in signs)


def _rows() -> Iterator[Row]:
    for says, languages, words in table("travel_words.tsv"):
        yield from both((says, languages, word) for word in words.split("|"))


_LEXICON = AD.lexicon(_rows)
