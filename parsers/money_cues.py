"""The words of an ad that say something about money: what an amount is, when it is due."""

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from typing import NamedTuple

from parsers.letters import table
from parsers.lexicon import AD
from parsers.phrases import Row, outer
from parsers.words import Words

_COMMON = "en"
_BESIDE = {
    "az": ("tr", "ru"),
    "be": ("ru", "uk"),
    "bs": ("sr",),
    "ckb": ("ar",),
    "da": ("no", "sv"),
    "et": ("ru",),
    "hr": ("sr",),
    "hy": ("ru",),
    "ja": ("zh",),
    "ka": ("ru",),
    "kk": ("ru",),
    "ky": ("ru",),
    "lt": ("ru",),
    "lv": ("ru",),
    "mk": ("bg", "sr"),
    "ms": ("id",),
    "ne": ("hi",),
    "no": ("da", "sv"),
    "pa": ("hi",),
    "ps": ("fa",),
    "ru": ("uk",),
    "sk": ("cs",),
    "sv": ("da", "no"),
    "tg": ("ru",),
    "tl": ("es",),
    "uk": ("ru",),
    "uz": ("ru",),
}
"""Languages whose words are mixed in or are the same."""


class Cue(NamedTuple):
    """What words say, from word `start` up to word `end`; `foreign` if not in the ad's language."""

    says: str
    start: int
    end: int
    foreign: bool


def _nearer(some: Sequence[Cue]) -> Iterator[Cue]:
    """Of what the same words say in several languages: what they say in the ad's, if anything."""
    foreign = all(cue.foreign for cue in some)
    return (cue for cue in some if cue.foreign == foreign)


def _start(cue: Cue) -> int:
    return cue.start


@dataclass(frozen=True, slots=True)
class Said:
    """The words of a field with those that say something about money."""

    words: Words
    cues: tuple[Cue, ...]

    @classmethod
    def of(cls, words: Words, language: str | None) -> "Said":
        found: dict[tuple[int, int], list[Cue]] = {}
        for cue in cues(words, language):
            found.setdefault((cue.start, cue.end), []).append(cue)
        return cls(words, tuple(cue for some in found.values() for cue in _nearer(some)))

    def between(self, start: int, end: int) -> tuple[Cue, ...]:
        """What begins in a stretch of the words."""
        first = bisect_left(self.cues, start, key=_start)
        return self.cues[first : bisect_left(self.cues, end, first, key=_start)]

    def says(self, what: str) -> bool:
        """Whether it says so anywhere, in the ad's language."""
        return any(cue.says == what and not cue.foreign for cue in self.cues)


def cues(words: Words, language: str | None, start: int = 0, end: int | None = None) -> list[Cue]:
    """What a stretch of words says about money, in an ad in this language."""
    own = language if language in _languages() else None
    hits = _LEXICON.every(words, start, end)
    if own:
        meant = {own, _COMMON, *_BESIDE.get(own, ())}
        hits = [hit for hit in hits if not hit.phrase.languages.isdisjoint(meant)]
    return [
        Cue(hit.phrase.says, hit.start, hit.end, bool(own) and own not in hit.phrase.languages)
        for hit in outer(hits)
    ]


@cache
def _languages() -> frozenset[str]:
    return frozenset(row[1] for row in table("money_roles.tsv")) | _BESIDE.keys()


def _rows() -> Iterator[Row]:
    for says, language, _, phrases in table("money_roles.tsv"):
        yield from ((says, language, phrase) for phrase in phrases.split("|"))


_LEXICON = AD.lexicon(_rows)
