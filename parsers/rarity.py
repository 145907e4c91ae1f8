"""How rare words are in ads: what keys of an ad are made of, and what a common word weighs.

A word's share is its document frequency among ads, in the language in which it is the most
frequent: "die" is rare in English and stands in every German ad, and many ads mix languages or are
too short to tell theirs. A word that no table has is rare. `visa` and `telegram` are rare in
language at large and frequent in ads, which is why the tables are counted on ads: `start` are
those that come along, `parsers.counting.count` makes others of a store's offers.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import cache, lru_cache
from math import log
from zlib import crc32

from offers.family import Tables
from parsers.letters import table

START = "start"
"""The id of the tables that come along."""

MADE = datetime(2026, 11, 22, tzinfo=UTC)

PRIOR = 50
"""Ads without the word that are added to those counted of a language, so that three ads of one
author make none of their words frequent."""

RAREST = 1 / 5000
"""No word is rarer than this: what one ad more or less would change is no difference."""

LEAST_WEIGHT = 0.05
"""What a word weighs that stands in every ad."""


@dataclass(frozen=True, slots=True)
class Rarity:
    """Shares of words (0 to 1) and the weights of their hashes, made of one set of tables."""

    shares: Mapping[str, float]
    weights: Mapping[int, float]

    def share(self, word: str) -> float:
        return self.shares.get(word, 0.0)

    def weight(self, hashed: int) -> float:
        """What a word weighs when ads are compared, from `LEAST_WEIGHT` to 1 for rare ones."""
        return self.weights.get(hashed, 1.0)


def hashed(word: str) -> int:
    """32 bits that stand for a word, the same in every version of everything."""
    return crc32(word.encode("utf-8", "surrogatepass"))


def rarity(tables: Tables) -> Rarity:
    """The shares and weights of these tables; made once for each."""
    return _made(_Counts(tables.frequent, tables.counted))


@dataclass(frozen=True, slots=True, eq=False)
class _Counts:
    """Counts of frozen tables, equal if they are the same object: quick to look up."""

    frequent: Mapping[str, Mapping[str, int]]
    counted: Mapping[str, int]

    def __hash__(self) -> int:
        return id(self.frequent)

    def __eq__(self, other: object) -> bool:
        return (
            isinstance(other, _Counts)
            and self.frequent is other.frequent
            and self.counted is other.counted
        )


@lru_cache(maxsize=3)
def _made(counts: _Counts) -> Rarity:
    shares: dict[str, float] = {}
    for language, words in counts.frequent.items():
        ads = counts.counted.get(language, 0) + PRIOR
        for word, count in words.items():
            shares[word] = max(shares.get(word, 0.0), count / ads)
    weights: dict[int, float] = {}
    for word, share in shares.items():
        at = hashed(word)
        weights[at] = min(weights.get(at, 1.0), weight(share))
    return Rarity(shares, weights)


def weight(share: float) -> float:
    """What a word of this share weighs."""
    return max(LEAST_WEIGHT, log(1 / max(share, RAREST)) / log(1 / RAREST))


@cache
def start() -> Tables:
    """The tables that come along, read when first asked for; how they are made is told in their
    file and by `parsers.rarity_make`."""
    counted: dict[str, int] = {}
    frequent: dict[str, dict[str, int]] = {}
    for language, ads, count, words in table("rarity.tsv"):
        counted[language] = int(ads)
        of_language = frequent.setdefault(language, {})
        of_language.update(dict.fromkeys(words.split(" "), int(count)))
    return Tables(id=START, made=MADE, counted=counted, frequent=frequent)
