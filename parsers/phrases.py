"""Finds phrases of tables in the words of an ad, with where they stand."""

import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from offers.span import Span
from parsers.fold import fold
from parsers.wording import Written

STOP, QUESTION = ".", "?"
"""Ends of sentences and lines, as words of their own."""

GAP = 2
"""How many words `~` stands for at most."""

_GLUED = re.compile("([0-9]+)([^0-9]+)")
_DIGIT = re.compile("[0-9]")
_PARTS = re.compile("[0-9]+|[^0-9]+")
_KNOWN = 1 << 16
_ENDS = frozenset("\n.!;…|•·")
_SINGLE = frozenset("?+%")
_ALONE = (STOP, QUESTION, "+", "%", "$")
_UNSPACED = re.compile(
    "[\u0e01-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]"
)


@dataclass(frozen=True, slots=True)
class Words:
    """The folded words of one field. Ends of sentences, question marks, money signs, `+` and `%`
    are words of their own; `16летних` is two."""

    written: Written
    texts: tuple[str, ...]

    @classmethod
    def of(cls, written: Written) -> "Words":
        return cls(written, tuple(_cut(written.folded.text)))

    def places(self) -> list[tuple[int, int]]:
        """Where each word stands in the folded text."""
        found: list[tuple[int, int]] = []
        text, end = _plain(self.written.folded.text), 0
        for word in self.texts:
            start = text.index(word, end)
            end = start + len(word)
            found.append((start, end))
        return found

    def span(self, start: int, end: int) -> Span:
        """Where the words from `start` up to `end` were published."""
        places = self.places()
        return self.written.span(places[start][0], places[end - 1][1])

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
        elif char in _SINGLE or kind[0] in "LNM" or kind == "Sc":
            made = char
        else:
            made = " "
        self[point] = made
        return made


_SIGNS = _Signs()
_MONEY = re.compile(
    "[\u00a2-\u00a5\u058f\u060b\u09f2-\u09fb\u0af1\u0bf9\u0e3f\u17db\u20a0-\u20c0\ufdfc]"
)


def _plain(folded: str) -> str:
    """Every sign but those of words, money and sentences a space; length is kept."""
    return folded.translate(_SIGNS)


def _cut(folded: str) -> list[str]:
    """The words of folded text."""
    plain = _plain(folded)
    for sign in _ALONE:
        plain = plain.replace(sign, f" {sign} ")
    if not plain.isascii():
        plain = _MONEY.sub(r" \g<0> ", plain)
    words = plain.split()
    if not _DIGIT.search(folded):
        return words
    return [part for word in words for part in (_numbers(word) if _DIGIT.search(word) else (word,))]


def _numbers(word: str) -> Sequence[str]:
    """A number apart from what is glued behind it, or on both sides in scripts without spaces.
    Other digits in words, as in `b2b`, are no numbers."""
    if word.isdigit():
        return (word,)
    if _UNSPACED.search(word):
        return _PARTS.findall(word)
    glued = _GLUED.fullmatch(word)
    return glued.groups() if glued else (word,)


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


@dataclass(frozen=True, slots=True)
class _Starting:
    """Phrases that begin with one word: those of one word, those by their second word, and
    those whose second word may be many."""

    whole: tuple[Phrase, ...]
    followed: Mapping[str, tuple[Phrase, ...]]
    loose: tuple[Phrase, ...]

    @classmethod
    def of(cls, phrases: Sequence[Phrase]) -> "_Starting":
        followed: dict[str, tuple[Phrase, ...]] = {}
        whole = tuple(phrase for phrase in phrases if len(phrase.words) == 1)
        longer = [phrase for phrase in phrases if len(phrase.words) > 1]
        loose = tuple(one for one in longer if one.words[1] == "~" or one.words[1][-1] == "*")
        for phrase in longer:
            if phrase not in loose:
                second = phrase.words[1]
                followed[second] = (*followed.get(second, ()), phrase)
        return cls(whole, followed, loose)


class Lexicon:
    """Phrases, found by their first word: time grows with the text and not with the table."""

    def __init__(self, rows: Iterable[tuple[str, str, str]]) -> None:
        """Rows of what a phrase says, its languages parted by spaces, and its words: a star ends
        the beginning of a word, `~` stands for up to two words."""
        self._exact: dict[str, list[Phrase]] = {}
        self._begun: dict[str, list[Phrase]] = {}
        self._inside: list[tuple[str, Phrase]] = []
        for says, languages, text in rows:
            self._add(Phrase(says, frozenset(languages.split()), _phrase(text)))
        self._lengths = sorted({len(begin) for begin in self._begun})
        self._known: dict[str, _Starting | None] = {}

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
        texts, known = words.texts, self._known
        for at, word in enumerate(texts):
            starting = known[word] if word in known else self._remember(word)
            if starting is None:
                continue
            found.extend(Hit(phrase, at, at + 1) for phrase in starting.whole)
            follow = texts[at + 1] if at + 1 < len(texts) else STOP
            for phrase in (*starting.followed.get(follow, ()), *starting.loose):
                if end := _ends(phrase.words, texts, at):
                    found.append(Hit(phrase, at, end))  # noqa: PERF401 - the hot loop
        return _outer(found)

    def _remember(self, word: str) -> "_Starting | None":
        """The phrases that begin with a word. Ads share most of their words."""
        if len(self._known) >= _KNOWN:
            self._known.clear()
        phrases = tuple(self._starting(word))
        self._known[word] = _Starting.of(phrases) if phrases else None
        return self._known[word]

    def _starting(self, word: str) -> Iterator[Phrase]:
        yield from self._exact.get(word, ())
        for length in self._lengths:
            if length > len(word):
                break
            yield from self._begun.get(word[:length], ())
        if self._inside and _UNSPACED.search(word):
            yield from (phrase for part, phrase in self._inside if part in word)


def _phrase(text: str) -> tuple[str, ...]:
    """The words of a phrase, folded and cut as texts are."""
    pieces: list[str] = []
    for word in text.split():
        if word == "~":
            pieces.append(word)
            continue
        cut = _cut(fold(word.rstrip("*")).text)
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
