"""What a text says of walls: sentence by sentence, and how much of it says something else."""

import re
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache

from parsers.letters import table
from parsers.lexicon import Lexicon
from parsers.phrases import Hit
from parsers.wording import Written
from parsers.words import QUESTION, STOP, UNSPACED, Words

FILLER = "filler"
CONTACT = "contact"
PART = "part"
DENSE = 3
"""Letters that a sign of a script without spaces stands for."""

NEARLY_ALL = 0.7
"""A share of the characters of a sentence, or of all text."""

FIFTH = 0.2
SHORT = 120
"""A sentence of more characters is about a wall only if phrases are a fifth of it."""

HEADLINE, REMEMBERED = 300, 64
"""Characters of a text whose words are remembered, and how many texts: a page's heading is often
its title as well, and part of each title is the same on all pages of a site."""

STOPS = str.maketrans("。！？؟।۔።，；", ".!??.....")
DENSE_COMMA = re.compile("(?<=[\u3040-\u9fff]), ?")
TITLE_PARTS = re.compile(r"\s+[-–—]+\s+|\s*[|·»«•]\s*|:\s+")


@dataclass(frozen=True, slots=True)
class Voice:
    """Characters of the sentences `spoken` by kind of wall, of the phrases that they were told by
    (`covered`), and of the `rest`, which says something else. `told` has the phrase, from our
    table, that told a kind; kinds in `plainly` have one that cannot be the heading of something
    else."""

    spoken: Mapping[str, int]
    covered: Mapping[str, int]
    rest: int
    told: Mapping[str, str]
    plainly: frozenset[str]

    @property
    def kind(self) -> str | None:
        """What nearly all of it is about, if that is a wall."""
        if self.rest > (1 - NEARLY_ALL) * (self.rest + sum(self.spoken.values())):
            return None
        return max(self.told, key=lambda kind: self.spoken.get(kind, 0), default=None)


@cache
def _lexicon() -> Lexicon:
    rows = (
        (f"{kind} {reach}", languages, phrase)
        for kind, reach, languages, phrases in table("wall_phrases.tsv")
        for phrase in phrases.split("|")
    )
    return Lexicon.of(rows)


class _Listener:
    def __init__(self, size: Callable[[str], int]) -> None:
        self.size = size
        self.spoken: Counter[str] = Counter()
        self.covered: Counter[str] = Counter()
        self.rest = 0
        self.told: dict[str, str] = {}
        self.plainly: set[str] = set()

    def take(self, said: Sequence[str], hits: Sequence[Hit]) -> None:
        """One sentence. It speaks of every kind that it has phrases enough of."""
        size = sum(map(self.size, said))
        if not hits:
            self.rest += size
            return
        covered = _covered(hits)
        if covered.pop(CONTACT, 0):
            covered.pop("login", 0)
        speaks = [kind for kind in covered if _speaks(kind, covered, hits, size)]
        for kind in speaks:
            self.spoken[kind] += size
            self.covered[kind] += covered[kind]
            if kind != FILLER:
                self._quote(kind, hits)
        if not speaks and sum(covered.values()) < NEARLY_ALL * size:
            self.rest += size

    def _quote(self, kind: str, hits: Sequence[Hit]) -> None:
        of_kind = [hit.phrase for hit in hits if hit.phrase.says.startswith(kind)]
        plain = [phrase for phrase in of_kind if phrase.says.endswith(PART)]
        phrase = max(plain or of_kind, key=lambda phrase: len(phrase.words))
        if plain and kind not in self.plainly:
            self.told[kind] = " ".join(phrase.words)
            self.plainly.add(kind)
        self.told.setdefault(kind, " ".join(phrase.words))


def hear(text: str, ignoring: frozenset[str] = frozenset()) -> Voice:
    """What a text says; sentences that are one of `ignoring`, folded, are passed over."""
    words = _words(text)
    hits = _lexicon().find(words)
    listener = _Listener(_size if UNSPACED.search(words.written.folded.text) else len)
    for start, end in _sentences(words):
        said = words.texts[start:end]
        if not ignoring or " ".join(said) not in ignoring:
            listener.take(said, [hit for hit in hits if start <= hit.start < end])
    plainly = frozenset(listener.plainly)
    spoken, covered = dict(listener.spoken), dict(listener.covered)
    return Voice(spoken, covered, listener.rest, listener.told, plainly)


def sentence(text: str) -> str:
    """A text as `hear` compares sentences."""
    return " ".join(word for word in _words(text).texts if word not in (STOP, QUESTION))


def parts_of_title(title: str) -> Sequence[str]:
    """The first and the last part: what a page is called, and the site, in either order."""
    parts = [part for part in TITLE_PARTS.split(title) if part.strip()]
    return parts[:1] + parts[1:][-1:]


def _words(text: str) -> Words:
    return _remembered(text) if len(text) <= HEADLINE else _cut(text)


def _cut(text: str) -> Words:
    plain = DENSE_COMMA.sub(". ", text.translate(STOPS))
    return Words.of(Written("text", plain))


_remembered = lru_cache(maxsize=REMEMBERED)(_cut)


def _size(word: str) -> int:
    return len(word) * (DENSE if UNSPACED.search(word) else 1)


def _sentences(words: Words) -> Iterator[tuple[int, int]]:
    start = 0
    for stop in (*words.stops, len(words.texts)):
        if stop > start:
            yield start, stop
        start = stop + 1


def _covered(hits: Sequence[Hit]) -> Counter[str]:
    """Characters by kind."""
    covered: Counter[str] = Counter()
    # Some phrases of neighbouring languages are spelt alike.
    alike = {(hit.phrase.says.partition(" ")[0], hit.start): hit for hit in hits}
    for (kind, _), hit in alike.items():
        covered[kind] += sum(map(_size, hit.phrase.words))
    return covered


def _speaks(kind: str, covered: Mapping[str, int], hits: Sequence[Hit], size: int) -> bool:
    plain = any(hit.phrase.says == f"{kind} {PART}" for hit in hits)
    enough = covered[kind] >= FIFTH * size or size <= SHORT
    return (plain and enough) or covered[kind] >= NEARLY_ALL * size
