"""Finds the phrases of tables in the words of an ad: one look at each word for all tables."""

from bisect import bisect_left
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from operator import itemgetter
from typing import NamedTuple

from parsers.fits import NOTHING, Fits, Fitting
from parsers.inside import Inside
from parsers.loading import loading
from parsers.phrases import ANY, BEGUN, Hit, Phrase, Row, outer
from parsers.remembered import Remembered
from parsers.words import QUESTION, STOP, UNSPACED, Words

GAP = 2
"""How many words `~` stands for at most."""

_MADE = tuple.__new__
"""Makes a `Hit` in half the time: words that are a phrase are what texts have most of."""

Wanted = tuple[str, ...]


class _Entry(NamedTuple):
    """A phrase of the lexicon of that number, with its words as texts may fit them."""

    number: int
    phrase: Phrase
    wanted: Wanted


@dataclass(frozen=True, slots=True)
class _Starting:
    """Phrases that begin with one word: those of one word, those by their second word, and those
    whose second word may be any. Each is meant for its own lexicon."""

    whole: tuple[_Entry, ...]
    followed: Mapping[str, Sequence[_Entry]]
    loose: Sequence[_Entry]

    @classmethod
    def of(cls, entries: Iterable[_Entry]) -> "_Starting":
        whole: list[_Entry] = []
        followed: dict[str, list[_Entry]] = {}
        for one in entries:
            if len(one.wanted) == 1:
                whole.append(one)
            else:
                followed.setdefault(one.wanted[1], []).append(one)
        loose = followed.pop(ANY, ())
        return cls(tuple(whole), followed, loose)


class _Found:
    """The phrases of one lexicon in one field in the order of their first words, and those that
    stand inside of words."""

    def __init__(self) -> None:
        self.hits: list[Hit] = []
        self.inside: list[Hit] = []

    def within(self, start: int, end: int | None) -> Sequence[Hit]:
        """Those that begin in a stretch of the words."""
        if not start and end is None:
            return self.hits + self.inside if self.inside else self.hits
        last = len(self.hits) if end is None else bisect_left(self.hits, end, key=_START)
        found = self.hits[bisect_left(self.hits, start, 0, last, key=_START) : last]
        inside = (hit for hit in self.inside if start <= hit.start and (not end or hit.start < end))
        return [*found, *inside]


_START = itemgetter(1)


class Shelf:
    """Lexicons that are looked up together. Each word of a text is looked at once for all of them:
    time grows with the text and not with the tables. They are made when first asked."""

    def __init__(self) -> None:
        self._rows: list[Callable[[], Iterable[Row]]] = []
        self._tables: _Tables | None = None

    def lexicon(self, rows: Callable[[], Iterable[Row]]) -> "Lexicon":
        """A lexicon of these rows on this shelf, see `Lexicon`."""
        self._rows.append(rows)
        self._tables = None
        return Lexicon(self, len(self._rows) - 1)

    @property
    def tables(self) -> "_Tables":
        if self._tables is None:
            with loading():
                self._tables = _Tables([rows() for rows in self._rows])
        return self._tables


AD = Shelf()
"""What every ad is looked up in."""


class Lexicon:
    """The phrases of one table.

    A table has rows of what a phrase says, its languages parted by spaces, and its words: a star
    ends the beginning of a word, `~` stands for up to two words.

    Words are found in other dress, too: with a letter drawn out, digits for letters, or all
    letters apart. Words of Arabic phrases are found with what is written before them. A phrase
    without a word finds nothing.
    """

    def __init__(self, shelf: Shelf, number: int) -> None:
        self._shelf = shelf
        self._number = number

    @classmethod
    def of(cls, rows: Iterable[Row]) -> "Lexicon":
        """One that stands alone."""
        kept = tuple(rows)
        return Shelf().lexicon(lambda: kept)

    def find(self, words: Words, start: int = 0, end: int | None = None) -> list[Hit]:
        """Every phrase that begins in a stretch of the words, in order; none that lies inside a
        longer one."""
        return outer(self.every(words, start, end))

    def every(self, words: Words, start: int = 0, end: int | None = None) -> Sequence[Hit]:
        """The same with those that lie inside a longer one, in no order: for who asks about
        several things at a time, and takes the `outer` ones of each."""
        tables = self._shelf.tables
        found = words.looked.get(tables)
        if found is None:
            found = words.looked[tables] = tables.look(words)
        assert isinstance(found, tuple)
        of_this: _Found = found[self._number]
        return of_this.within(start, end)


class _Tables:
    """The phrases of all lexicons of a shelf by the words that they begin with."""

    def __init__(self, tables: Sequence[Iterable[Row]]) -> None:
        self._count = len(tables)
        self._first: dict[str, list[_Entry]] = {}
        self._inside: Inside[tuple[int, Phrase]] = Inside()
        wanted: dict[str, int] = {}
        for number, rows in enumerate(tables):
            for phrase in Phrase.every(rows):
                for one in self._add(number, phrase):
                    wanted[one] = wanted.get(one, 0) | 1 << number
        self._fits = Fits(wanted)
        self._starting = Remembered(self._starts)

    def _add(self, number: int, phrase: Phrase) -> Wanted:
        """Enter a phrase. The words by which it is found from its first word on."""
        wanted = phrase.wanted
        if UNSPACED.search(wanted[0]):
            parts = tuple(one.rstrip(BEGUN) for one in wanted if one != ANY)
            if (len(parts) == 1 or ANY in wanted) and all(map(UNSPACED.search, parts)):
                self._inside.add(parts, (number, phrase))
            if len(wanted) == 1:
                return ()
        self._first.setdefault(wanted[0], []).append(_Entry(number, phrase, wanted))
        return wanted

    def _starts(self, word: str) -> _Starting | None:
        fitting = self._fits[word].items()
        entries = [(tables, entry) for one, tables in fitting for entry in self._first.get(one, ())]
        meant = [entry for tables, entry in entries if tables & 1 << entry.number]
        return _Starting.of(meant) if meant else None

    def look(self, words: Words) -> tuple[_Found, ...]:
        """The phrases of all lexicons in a field, by their numbers."""
        found = tuple(_Found() for _ in range(self._count))
        hits = [one.hits for one in found]
        texts, fits = words.texts, self._fits
        for at, starting in enumerate(map(self._starting.__getitem__, texts)):
            if starting is None:
                continue
            for number, phrase, _ in starting.whole:
                hits[number].append(_MADE(Hit, (phrase, at, at + 1, None)))
            if not (starting.followed or starting.loose):
                continue
            follow = fits[texts[at + 1]] if at + 1 < len(texts) else NOTHING
            if starting.loose or not starting.followed.keys().isdisjoint(follow):
                for number, hit in self._longer(starting, texts, at, follow):
                    hits[number].append(hit)
        if self._inside and UNSPACED.search(words.written.folded.text):
            for number, hit in self._within(texts):
                found[number].inside.append(hit)
        return found

    def _longer(
        self, starting: _Starting, texts: Sequence[str], at: int, follow: Fitting
    ) -> Iterator[tuple[int, Hit]]:
        """The phrases of several words that begin with one and go on as they should."""
        likely = [one for second in follow for one in starting.followed.get(second, ())]
        for number, phrase, wanted in (*likely, *starting.loose):
            if last := self._end(wanted, texts, at, 1 << number):
                yield number, Hit(phrase, at, last)

    def _within(self, texts: Sequence[str]) -> Iterator[tuple[int, Hit]]:
        """Phrases of scripts without spaces, anywhere in a word."""
        for at, word in enumerate(texts):
            if UNSPACED.search(word):
                for (number, phrase), begin, end in self._inside.within(word):
                    yield number, Hit(phrase, at, at + 1, (begin, end))

    def _end(self, wanted: Wanted, texts: Sequence[str], at: int, bit: int) -> int:
        """Where a phrase ends whose first word stands at that place, else 0."""
        place = at + 1
        for step, one in enumerate(wanted[1:], 1):
            if one == ANY:
                return self._loosely(wanted[step:], texts, place, bit)
            if place >= len(texts) or not self._fits[texts[place]].get(one, 0) & bit:
                return 0
            place += 1
        return place

    def _loosely(self, wanted: Wanted, texts: Sequence[str], place: int, bit: int) -> int:
        """The same for the rest of a phrase from its first `~` on."""
        reached = {place}
        for one in wanted:
            if one == ANY:
                reached = {end for begun in reached for end in _skipped(texts, begun)}
            else:
                reached = {
                    place + 1
                    for place in reached
                    if place < len(texts) and self._fits[texts[place]].get(one, 0) & bit
                }
        return min(reached, default=0)


def _skipped(texts: Sequence[str], begun: int) -> Iterator[int]:
    """Where one stands after none, one or two words of the same sentence."""
    yield begun
    for place in range(begun, min(begun + GAP, len(texts))):
        if texts[place] in (STOP, QUESTION):
            return
        yield place + 1
