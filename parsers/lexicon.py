"""Finds the phrases of a table in the words of an ad."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from parsers.fold import fold
from parsers.words import QUESTION, STOP, UNSPACED, Words, cut

GAP = 2
"""How many words `~` stands for at most."""

_KNOWN = 1 << 16
_AND = "و"
"""`and` in Arabic, written as part of the next word."""


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


class _Remembered(dict[str, _Starting | None]):
    """The phrases that begin with a word, found out once: ads share most of their words."""

    def __init__(self, find: Callable[[str], _Starting | None]) -> None:
        super().__init__()
        self._find = find

    def __missing__(self, word: str) -> _Starting | None:
        if len(self) >= _KNOWN:
            self.clear()
        self[word] = self._find(word)
        return self[word]


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
        self._known = _Remembered(self._phrases)

    def _add(self, phrase: Phrase) -> None:
        first = phrase.words[0]
        if len(phrase.words) == 1 and UNSPACED.search(first):
            self._inside.append((first.rstrip("*"), phrase))
        elif first.endswith("*"):
            self._begun.setdefault(first[:-1], []).append(phrase)
        else:
            self._exact.setdefault(first, []).append(phrase)

    def find(self, words: Words, start: int = 0, end: int | None = None) -> list[Hit]:
        """Every phrase that begins in a stretch of the words, in order; none that lies inside a
        longer one."""
        found: list[Hit] = []
        texts = words.texts
        some = texts[start:end] if start or end is not None else texts
        for at, starting in enumerate(map(self._known.__getitem__, some), start):
            if starting is None:
                continue
            found.extend(Hit(phrase, at, at + 1) for phrase in starting.whole)
            follow = texts[at + 1] if at + 1 < len(texts) else STOP
            for phrase in (*starting.followed.get(follow, ()), *starting.loose):
                if last := _ends(phrase.words, texts, at):
                    found.append(Hit(phrase, at, last))  # noqa: PERF401 - the hot loop
        return _outer(found)

    def _phrases(self, word: str) -> "_Starting | None":
        phrases = tuple(self._starting(word))
        return _Starting.of(phrases) if phrases else None

    def _starting(self, word: str) -> Iterator[Phrase]:
        yield from self._exact.get(word, ())
        if word[0] == _AND and len(word) > 3:
            yield from self._exact.get(word[1:], ())
        for length in self._lengths:
            if length > len(word):
                break
            yield from self._begun.get(word[:length], ())
        if self._inside and UNSPACED.search(word):
            yield from (phrase for part, phrase in self._inside if part in word)


def _phrase(text: str) -> tuple[str, ...]:
    """The words of a phrase, folded and cut as texts are."""
    pieces: list[str] = []
    for word in text.split():
        if word == "~":
            pieces.append(word)
            continue
        found = cut(fold(word.rstrip("*")).text)
        pieces.extend([*found[:-1], found[-1] + "*"] if word.endswith("*") else found)
    return tuple(pieces)


def _ends(phrase: Sequence[str], texts: Sequence[str], at: int) -> int:
    """Where the phrase ends if it begins with the word at that place, else 0."""
    if len(phrase) == 1:
        return at + 1
    position = at + 1
    for step, wanted in enumerate(phrase[1:], 1):
        if wanted == "~":
            rest = ("", *phrase[step + 1 :])
            inside = _unbroken(texts[position : position + GAP])
            tries = (_ends(rest, texts, position + skip - 1) for skip in range(inside + 1))
            return next((end for end in tries if end), 0)
        if position >= len(texts) or not _fits(wanted, texts[position]):
            return 0
        position += 1
    return position


def _unbroken(texts: Sequence[str]) -> int:
    """How many words there are before a sentence ends."""
    return next((at for at, word in enumerate(texts) if word in (STOP, QUESTION)), len(texts))


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
