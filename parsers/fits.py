"""Which words of phrases a word of a text stands for."""

from bisect import bisect_right
from collections.abc import Mapping
from types import MappingProxyType

from parsers.disguises import PREFIXES, disguised, prefixed
from parsers.phrases import BEGUN, PREFIXED
from parsers.remembered import Remembered

Fitting = Mapping[str, int]
"""Words of phrases, each with the tables for which it is meant, a bit each."""

NOTHING: Fitting = MappingProxyType({})


class Fits(Remembered[Fitting]):
    """By the words of texts, each found out once. `wanted` are the words of phrases, as
    `Phrase.wanted` has them, with the tables they stand in."""

    def __init__(self, wanted: Mapping[str, int]) -> None:
        super().__init__(self._fitting)
        self._wanted = wanted
        begun = {one.lstrip(PREFIXED) for one in wanted if one[-1] == BEGUN}
        self._lengths = sorted({len(one) - 1 for one in begun})
        self._arabic = any(one[0] == PREFIXED for one in wanted)

    def _fitting(self, word: str) -> Fitting:
        """As it stands; in disguise for the tables that do not know it so."""
        found = {one: self._wanted[one] for one in self._plainly(word)}
        plain = 0
        for tables in found.values():
            plain |= tables
        for other in disguised(word):
            for one in self._plainly(other):
                if left := self._wanted[one] & ~plain:
                    found.setdefault(one, left)
        return found

    def _plainly(self, word: str) -> list[str]:
        found = self._spelt(word, "")
        if self._arabic:
            bares = prefixed(word) if word[0] in PREFIXES else (word,)
            found += [one for bare in bares for one in self._spelt(bare, PREFIXED)]
        return found

    def _spelt(self, word: str, mark: str) -> list[str]:
        lengths = self._lengths[: bisect_right(self._lengths, len(word))]
        begun = [f"{mark}{word[:length]}{BEGUN}" for length in lengths]
        return [one for one in (mark + word, *begun) if one in self._wanted]
