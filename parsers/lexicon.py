"""Finds the phrases of a table in the words of an ad."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from operator import itemgetter

from offers.span import Span
from parsers.disguises import disguised, prefixed
from parsers.fold import spelt
from parsers.inside import Inside
from parsers.remembered import Remembered
from parsers.words import QUESTION, STOP, UNSPACED, Words, cut

GAP = 2
"""How many words `~` stands for at most."""

_BEGUN, _ANY = "*", "~"
_ARABIC = "ar"
_PREFIXED = "+"
"""Before a word of a phrase that may carry prefixes in a text; no word begins so."""

_NONE: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Phrase:
    """One phrase of a table: what it says, in which languages, and its words."""

    says: str
    languages: frozenset[str]
    words: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Hit:
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


@dataclass(frozen=True, slots=True)
class _Pattern:
    """A phrase with its words as texts may fit them: `работ*`, `+سفر`, `~`."""

    phrase: Phrase
    wanted: tuple[str, ...]

    @classmethod
    def of(cls, phrase: Phrase) -> "_Pattern":
        mark = _PREFIXED if _ARABIC in phrase.languages else ""
        return cls(phrase, tuple(one if one == _ANY else mark + one for one in phrase.words))


@dataclass(frozen=True, slots=True)
class _Starting:
    """Phrases that begin with one word: those of one word, those by their second word, and
    those whose second word may be any."""

    whole: tuple[Phrase, ...]
    followed: Mapping[str, tuple[_Pattern, ...]]
    loose: tuple[_Pattern, ...]

    @classmethod
    def of(cls, patterns: Sequence[_Pattern]) -> "_Starting":
        followed: dict[str, list[_Pattern]] = {}
        for pattern in patterns:
            if len(pattern.wanted) > 1:
                followed.setdefault(pattern.wanted[1], []).append(pattern)
        loose = tuple(followed.pop(_ANY, ()))
        whole = tuple(pattern.phrase for pattern in patterns if len(pattern.wanted) == 1)
        return cls(whole, {second: tuple(some) for second, some in followed.items()}, loose)


class Lexicon:
    """Phrases, found by their first word: time grows with the text and not with the table."""

    def __init__(self, rows: Iterable[tuple[str, str, str]]) -> None:
        """Rows of what a phrase says, its languages parted by spaces, and its words: a star ends
        the beginning of a word, `~` stands for up to two words.

        Words are found in other dress, too: with a letter drawn out, digits for letters, or all
        letters apart. Words of Arabic phrases are found with what is written before them. A phrase
        without a word finds nothing.
        """
        self._first: dict[str, list[_Pattern]] = {}
        self._wanted: set[str] = set()
        self._inside: Inside[Phrase] = Inside()
        for says, languages, text in rows:
            words = _phrase(text)
            if any(char.isalnum() for word in words for char in word):
                self._add(_Pattern.of(Phrase(says, frozenset(languages.split()), words)))
        begun = {one.lstrip(_PREFIXED) for one in self._wanted if one[-1] == _BEGUN}
        self._lengths = sorted({len(one) - 1 for one in begun})
        self._arabic = any(one[0] == _PREFIXED for one in self._wanted)
        self._fitting = Remembered(self._fits)
        self._starting = Remembered(self._starts)

    def _add(self, pattern: _Pattern) -> None:
        first = pattern.wanted[0]
        parts = tuple(one.rstrip(_BEGUN) for one in pattern.wanted if one != _ANY)
        if (len(parts) == 1 or _ANY in pattern.wanted) and all(map(UNSPACED.search, parts)):
            self._inside.add(parts, pattern.phrase)
        if len(pattern.wanted) == 1 and UNSPACED.search(first):
            return
        self._first.setdefault(first, []).append(pattern)
        self._wanted.update(pattern.wanted)

    def find(self, words: Words, start: int = 0, end: int | None = None) -> list[Hit]:
        """Every phrase that begins in a stretch of the words, in order; none that lies inside a
        longer one."""
        return outer(self.every(words, start, end))

    def every(self, words: Words, start: int = 0, end: int | None = None) -> list[Hit]:
        """The same with those that lie inside a longer one, in no order: for who asks about
        several things at a time, and takes the `outer` ones of each."""
        found: list[Hit] = []
        texts = words.texts
        some = texts[start:end] if start or end is not None else texts
        for at, starting in enumerate(map(self._starting.__getitem__, some), start):
            if starting is None:
                continue
            if starting.whole:
                found.extend(Hit(phrase, at, at + 1) for phrase in starting.whole)
            follow = self._fitting[texts[at + 1]] if at + 1 < len(texts) else _NONE
            for second in follow:
                if second in starting.followed:
                    found.extend(self._longer(starting.followed[second], texts, at))
            if starting.loose:
                found.extend(self._longer(starting.loose, texts, at))
        if self._inside and UNSPACED.search(words.written.folded.text):
            found.extend(self._within(some, start))
        return found

    def _longer(self, patterns: Iterable[_Pattern], texts: Sequence[str], at: int) -> Iterator[Hit]:
        for pattern in patterns:
            if last := self._end(pattern.wanted, texts, at):
                yield Hit(pattern.phrase, at, last)

    def _end(self, wanted: Sequence[str], texts: Sequence[str], at: int) -> int:
        """Where a phrase ends whose first word stands at that place, else 0."""
        place = at + 1
        for step, one in enumerate(wanted[1:], 1):
            if one == _ANY:
                return self._loosely(wanted[step:], texts, place)
            if place >= len(texts) or one not in self._fitting[texts[place]]:
                return 0
            place += 1
        return place

    def _loosely(self, wanted: Sequence[str], texts: Sequence[str], place: int) -> int:
        """The same for the rest of a phrase from its first `~` on."""
        reached = {place}
        for one in wanted:
            if one == _ANY:
                reached = {end for begun in reached for end in _skipped(texts, begun)}
            else:
                reached = {
                    place + 1
                    for place in reached
                    if place < len(texts) and one in self._fitting[texts[place]]
                }
        return min(reached, default=0)

    def _within(self, texts: Iterable[str], start: int) -> Iterator[Hit]:
        """Phrases of scripts without spaces, anywhere in a word."""
        for at, word in enumerate(texts, start):
            if UNSPACED.search(word):
                for phrase, begin, end in self._inside.within(word):
                    yield Hit(phrase, at, at + 1, (begin, end))

    def _starts(self, word: str) -> _Starting | None:
        patterns = [one for wanted in self._fitting[word] for one in self._first.get(wanted, ())]
        return _Starting.of(patterns) if patterns else None

    def _fits(self, word: str) -> frozenset[str]:
        """The words of phrases that a word of a text stands for."""
        if found := frozenset(self._plainly(word)):
            return found
        return frozenset(fit for other in disguised(word) for fit in self._plainly(other))

    def _plainly(self, word: str) -> Iterator[str]:
        yield from self._spelt(word, "")
        if self._arabic:
            for bare in prefixed(word):
                yield from self._spelt(bare, _PREFIXED)

    def _spelt(self, word: str, mark: str) -> Iterator[str]:
        if mark + word in self._wanted:
            yield mark + word
        for length in self._lengths:
            if length > len(word):
                break
            begun = mark + word[:length] + _BEGUN
            if begun in self._wanted:
                yield begun


def _phrase(text: str) -> tuple[str, ...]:
    """The words of a phrase, folded and cut as texts are."""
    pieces: list[str] = []
    for word in spelt(text).split():
        begun = word.endswith(_BEGUN)
        bare = word.rstrip(_BEGUN)
        if word == _ANY or bare.isalpha():  # most are, and cutting costs more than all the rest
            pieces.append(bare + _BEGUN * begun)
            continue
        found = cut(bare)
        begun = bool(found) and begun
        pieces.extend([*found[:-1], found[-1] + _BEGUN] if begun else found)
    return tuple(pieces)


def _skipped(texts: Sequence[str], begun: int) -> Iterator[int]:
    """Where one stands after none, one or two words of the same sentence."""
    yield begun
    for place in range(begun, min(begun + GAP, len(texts))):
        if texts[place] in (STOP, QUESTION):
            return
        yield place + 1


def outer(found: Sequence[Hit]) -> list[Hit]:
    """In order, without those that lie inside a longer one."""
    if len(found) < 2:
        return list(found)
    kept: list[Hit] = []
    last = (0, 0, 0, 0)
    for bounds, hit in sorted(((_bounds(hit), hit) for hit in found), key=itemgetter(0)):
        # Where it ends is told the other way round, so that of those that begin together the
        # longest comes first.
        if bounds[2:] < last[2:] or bounds == last:
            kept.append(hit)
            last = bounds
    return kept


def _bounds(hit: Hit) -> tuple[int, int, int, int]:
    if hit.inside is None:
        return hit.start, 0, -hit.end, 0
    return hit.start, hit.inside[0], -hit.start, -hit.inside[1]
