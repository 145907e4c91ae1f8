"""Finds phrases of tables in the words of an ad, with where they stand."""

import re
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from offers.span import Span
from parsers.fold import fold
from parsers.wording import Written

STOP, QUESTION = ".", "?"
"""Ends of sentences and lines, as words of their own."""

GAP = 2
"""How many words `~` stands for at most."""

# Digits inside a word, as in the name of a file, are no number; `16летних` are sixteen.
_SPLIT = re.compile(
    r"(?<![0-9a-z\u00aa-\u0dff])[0-9]+(?![a-z\u00aa-\u0dff]+[0-9])|[.?]|[+%\u20a0-\u20cf$£¥]|[^\s.?+%\u20a0-\u20cf$£¥0-9]+"
)
_ENDS = frozenset("\n.!;…|•·")
_UNSPACED = re.compile(
    "[\u0e01-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]"
)


@dataclass(frozen=True, slots=True)
class Words:
    """The folded words of one field and their places in its folded text."""

    written: Written
    texts: tuple[str, ...]
    places: tuple[tuple[int, int], ...]

    @classmethod
    def of(cls, written: Written) -> "Words":
        found = list(_SPLIT.finditer(_plain(written.folded.text)))
        return cls(written, tuple(one[0] for one in found), tuple(one.span() for one in found))

    def span(self, start: int, end: int) -> Span:
        """Where the words from `start` up to `end` were published."""
        return self.written.span(self.places[start][0], self.places[end - 1][1])

    def sentence(self, at: int) -> tuple[int, int]:
        """The bounds of the sentence that a word stands in, its end not inside."""
        start, end = at, at
        while start > 0 and self.texts[start - 1] not in (STOP, QUESTION):
            start -= 1
        while end < len(self.texts) and self.texts[end] not in (STOP, QUESTION):
            end += 1
        return start, end


class _Signs(dict[int, str]):
    """A table for `str.translate` that keeps words and money signs and the ends of sentences."""

    def __missing__(self, point: int) -> str:
        char = chr(point)
        kind = unicodedata.category(char)
        if char in _ENDS:
            made = STOP
        elif char in "?+%" or kind[0] in "LNM" or kind == "Sc":
            made = char
        else:
            made = " "
        self[point] = made
        return made


_SIGNS = _Signs()


def _plain(folded: str) -> str:
    """Every sign but those of words, money and sentences a space; length is kept."""
    return folded.translate(_SIGNS)


@dataclass(frozen=True, slots=True)
class Phrase:
    """One phrase of a table: what it says, in which languages, and its words."""

    says: str
    languages: frozenset[str]
    words: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Hit:
    """A phrase found from word `start` up to word `end`."""

    phrase: Phrase
    start: int
    end: int


class Lexicon:
    """Phrases, found by their first word: time grows with the text and not with the table."""

    def __init__(self, rows: Iterable[tuple[str, str, str]]) -> None:
        """Rows of what a phrase says, its languages parted by spaces, and its words: a star ends
        the beginning of a word, `~` stands for up to two words."""
        self._exact: dict[str, list[Phrase]] = {}
        self._begun: dict[str, list[Phrase]] = {}
        self._inside: list[tuple[str, Phrase]] = []
        for says, languages, text in rows:
            phrase = Phrase(says, frozenset(languages.split()), _cut(text))
            self._add(phrase)
        self._lengths = sorted({len(begin) for begin in self._begun})

    def _add(self, phrase: Phrase) -> None:
        first = phrase.words[0]
        if len(phrase.words) == 1 and _UNSPACED.search(first):
            self._inside.append((first.rstrip("*"), phrase))
        elif first.endswith("*"):
            self._begun.setdefault(first[:-1], []).append(phrase)
        else:
            self._exact.setdefault(first, []).append(phrase)

    def find(self, words: Words) -> list[Hit]:
        """Every phrase in the words, in order; none that lies inside a longer one."""
        found: list[Hit] = []
        texts = words.texts
        for at, word in enumerate(texts):
            found.extend(
                Hit(phrase, at, end)
                for phrase in self._starting(word)
                if (end := _ends(phrase.words, texts, at))
            )
        return _outer(found)

    def _starting(self, word: str) -> Iterator[Phrase]:
        yield from self._exact.get(word, ())
        for length in self._lengths:
            if length > len(word):
                break
            yield from self._begun.get(word[:length], ())
        if self._inside and _UNSPACED.search(word):
            yield from (phrase for part, phrase in self._inside if part in word)


def _cut(text: str) -> tuple[str, ...]:
    """The words of a phrase, folded as texts are."""
    pieces: list[str] = []
    for word in text.split():
        if word == "~":
            pieces.append(word)
            continue
        cut = _SPLIT.findall(_plain(fold(word.rstrip("*")).text))
        pieces.extend([*cut[:-1], cut[-1] + "*"] if word.endswith("*") else cut)
    return tuple(pieces)


def _ends(phrase: Sequence[str], texts: Sequence[str], at: int) -> int:
    """Where the phrase ends if it begins with the word at that place, else 0."""
    if len(phrase) == 1:
        return at + 1
    position = at + 1
    for step, wanted in enumerate(phrase[1:], 1):
        if wanted == "~":
            rest = ("", *phrase[step + 1 :])
            tries = (_ends(rest, texts, position + skip - 1) for skip in range(GAP + 1))
            return next((end for end in tries if end), 0)
        if position >= len(texts) or not _fits(wanted, texts[position]):
            return 0
        position += 1
    return position


def _fits(wanted: str, word: str) -> bool:
    return word.startswith(wanted[:-1]) if wanted.endswith("*") else word == wanted


def _outer(found: list[Hit]) -> list[Hit]:
    kept: list[Hit] = []
    for hit in sorted(found, key=lambda one: (one.start, -one.end)):
        if (
            not kept
            or hit.end > kept[-1].end
            or (hit.start, hit.end) == (kept[-1].start, kept[-1].end)
        ):
            kept.append(hit)
    return kept
