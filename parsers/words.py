"""The words of an ad as phrases are found in them, with their places.

The index has a cut of its own (`parsers.fold.tokens`), as queries need it: pairs of neighbours in
scripts without spaces, signs in `c++`, no ends of sentences. Both cut the same folded text.
"""

import re
import unicodedata
from bisect import bisect_left
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from offers.span import Span
from parsers.tables import Table
from parsers.wording import Written

STOP, QUESTION = ".", "?"
"""Ends of sentences and lines, as words of their own."""

_STOPS = frozenset({STOP, QUESTION})

REACH = 60
"""Words; what is further away belongs to something else, and texts without full stops exist."""

_GLUED = re.compile("([0-9]+)([^0-9]+)")
_DIGIT = re.compile("[0-9]")
_PARTS = re.compile("[0-9]+|[^0-9]+")

# Letters apart, four or more: `p a s s p o r t`, `W.o.r.k`, `п - а - с`. What stands between them
# is the same throughout.
_APART = re.compile(
    r"(?<!\w)[^\W\d_](?=(?P<gap> ?[.\-_*·•|~] ?| {1,3})\w)(?:(?P=gap)[^\W\d_]){3,}(?!\w)"
)
_FOUR = bytes((1, 1, 1, 1))

_ENDS = frozenset("\n.!;…|•·")
_SINGLE = frozenset("?+%")
_ALONE = (STOP, QUESTION, "+", "%", "$")
UNSPACED = re.compile(
    "[\u0e01-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]"
)


def _sign(char: str) -> str:
    """What remains of a character: words, money signs and the ends of sentences do."""
    kind = unicodedata.category(char)
    if char in _ENDS:
        return STOP
    return char if char in _SINGLE or kind[0] in "LNM" or kind == "Sc" else " "


_SIGNS = Table(_sign)
_MONEY = re.compile(
    "[\u00a2-\u00a5\u058f\u060b\u09f2-\u09fb\u0af1\u0bf9\u0e3f\u17db\u20a0-\u20c0\ufdfc]"
)


@dataclass(frozen=True, slots=True)
class _Plain:
    """Folded text with a space for every sign but those of words, money and sentences, as long as
    before. Letters apart stand together in it; `ends` says by where they begin where they ended."""

    text: str
    ends: Mapping[int, int] = field(default_factory=dict)

    @classmethod
    def of(cls, folded: str) -> "_Plain":
        plain = _SIGNS.replaced(folded, _SIGNS.changed(folded))
        if not _maybe_apart(plain):
            return cls(plain)
        ends = {run.start(): run.end() for run in _APART.finditer(folded)}
        joined = _APART.sub(_together, folded)
        return cls(_SIGNS.replaced(joined, _SIGNS.changed(joined)), ends)


def _maybe_apart(plain: str) -> bool:
    """Whether four signs stand alone in a row: most texts have no letters apart."""
    return _FOUR in bytes([len(word) & 127 for word in plain.replace(STOP, " ").split()])


@dataclass(frozen=True, slots=True)
class Words:
    """The folded words of one field. Ends of sentences, question marks, money signs, `+` and `%`
    are words of their own; `16летних` is two, `W.o.r.k` is one."""

    written: Written
    texts: tuple[str, ...]
    stops: tuple[int, ...]
    """Which words end a sentence."""
    figures: tuple[int, ...]
    """Which words begin with a digit."""
    _plain: _Plain = field(compare=False, repr=False)
    looked: dict[object, object] = field(default_factory=dict, compare=False, repr=False)
    """What was found in them, by whoever looked, so that nobody looks twice."""
    _placed: list[tuple[int, int]] = field(default_factory=list, compare=False, repr=False)

    @classmethod
    def of(cls, written: Written) -> "Words":
        plain = _Plain.of(written.folded.text)
        texts = tuple(_parted(plain.text))
        stops = tuple([at for at, word in enumerate(texts) if word in _STOPS])
        figures: tuple[int, ...] = ()
        if _DIGIT.search(plain.text):
            figures = tuple([at for at, word in enumerate(texts) if "0" <= word[0] <= "9"])
        return cls(written, texts, stops, figures, plain)

    @property
    def places(self) -> Sequence[tuple[int, int]]:
        """Where each word stands in the folded text. Found out when first asked: most ads say
        nothing of which anybody wants to know where."""
        if not self._placed:
            find, ends, end = self._plain.text.index, self._plain.ends, 0
            for word in self.texts:
                start = find(word, end)
                end = ends.get(start, start + len(word)) if ends else start + len(word)
                self._placed.append((start, end))
        return self._placed

    def span(self, start: int, end: int) -> Span:
        """Where the words from `start` up to `end` were published."""
        return self.written.span(self.places[start][0], self.places[end - 1][1])

    def sentence(self, at: int) -> tuple[int, int]:
        """The bounds of the sentence that a word stands in, its end not inside; no further than
        `REACH` words away."""
        behind = bisect_left(self.stops, at)
        start = self.stops[behind - 1] + 1 if behind else 0
        end = self.stops[behind] if behind < len(self.stops) else len(self.texts)
        return max(start, at - REACH), min(end, at + REACH)


def _together(run: re.Match[str]) -> str:
    letters = run[0].replace(run["gap"], "")
    return letters.ljust(len(run[0]))


def cut(folded: str) -> list[str]:
    """The words of folded text."""
    return _parted(_Plain.of(folded).text)


def _parted(plain: str) -> list[str]:
    """The words of plain text: numbers and money stand apart from letters."""
    numbered = bool(_DIGIT.search(plain))
    while STOP * 2 in plain:
        plain = plain.replace(STOP * 2, STOP)
    for sign in _ALONE:
        plain = plain.replace(sign, f" {sign} ")
    if not plain.isascii():
        plain = _MONEY.sub(r" \g<0> ", plain)
    words = plain.split()
    if not numbered:
        return words
    parted: list[str] = []
    for word in words:
        if word.isalpha() or not _DIGIT.search(word):
            parted.append(word)
        else:
            parted.extend(_numbers(word))
    return parted


def _numbers(word: str) -> Sequence[str]:
    """A number apart from what is glued behind it, or on both sides in scripts without spaces.
    Other digits in words, as in `b2b`, are no numbers."""
    if word.isdigit():
        return (word,)
    if UNSPACED.search(word):
        return _PARTS.findall(word)
    glued = _GLUED.fullmatch(word)
    return glued.groups() if glued else (word,)
