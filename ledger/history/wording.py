"""One text and the next: what stayed, what went and what came, in words that can be read."""

import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import Literal

UNSPACED = "\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u9fff"
MARKS = (
    "\u0300-\u036f\u0e31\u0e33-\u0e3a\u0e45-\u0e4e\u0eb1\u0eb3-\u0ebc\u0ec8-\u0ece"
    "\u102b-\u103e\u1056-\u1059\u105e-\u1060\u1062-\u1064\u1067-\u106d\u1071-\u1074\u1082-\u108d"
    "\u108f\u109a-\u109d\u17b4-\u17d3\u17dd\u3099\u309a"
)
"""Vowels and tones of those scripts that are drawn on the letter before them (Unicode categories
Mn and Mc, and Thai and Lao vowels that never begin a syllable)."""

STOP = r"[.,;:!?)\u060c\u061b\u061f]"
WORD = re.compile(
    f"[{UNSPACED}][{MARKS}]*|\\s+|{STOP}+|[^\\s{UNSPACED}]+?(?={STOP}{{0,3}}(?:\\s|\\Z|[{UNSPACED}]))"
)
"""What is compared: words, the stops behind them, runs of white space, and single letters with
their marks of the scripts that put no space between words (Thai, Lao, Burmese, Khmer, kana,
Chinese). No cut falls between a letter and its mark, so that a piece reads alone in any script."""

SENTENCE = re.compile(
    r"(?:[^\n.!?\u061f\u06d4\u0964\u1362\u3002\uff01\uff1f]|[.!?\u061f\u06d4\u0964\u1362](?=\S))*"
    r"(?:[.!?\u061f\u06d4\u0964\u1362\u3002\uff01\uff1f]+\s*|\n\s*|\Z)"
)
"""Up to a full stop before a blank, in any script, or the end of the line, and the blanks after."""

GAP = 40_000
"""Pairs of words that are compared each with each, at most: beyond it, runs of words that stand
once in both texts part the stretch into shorter ones, and what has none is told as replaced. So the
time grows with the length of a text, and not with its square."""

RUN = 5
"""Words and blanks of such a run: three words, or five letters of a script without blanks."""

ALIKE = 0.3
"""A stretch of words of which less has stayed is told as replaced, for what two sentences on other
things have in common are small words."""


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of text that stayed, went or came, in logical order, whichever way its script
    runs."""

    sign: Literal["=", "-", "+"]
    text: str


Words = Sequence[str]
Stretch = tuple[Words, Words]
"""What stands between two places where both texts agree."""


def pieces(before: str, after: str) -> Iterator[Piece]:
    """What stayed, went and came from one text to the other, in reading order.

    The pieces that stayed or went are `before`, those that stayed or came are `after`.
    """
    yield from _merged(_sentences(SENTENCE.findall(before), SENTENCE.findall(after)))


def shortened(pieces: Sequence[Piece], around: int = 40) -> Iterator[Piece]:
    """The pieces with long unchanged stretches cut to `around` characters next to a change."""
    for at, piece in enumerate(pieces):
        if piece.sign != "=" or len(piece.text) <= 2 * around:
            yield piece
            continue
        head = piece.text[:around] if at else ""
        tail = piece.text[-around:] if at < len(pieces) - 1 else ""
        yield Piece("=", f"{head} … {tail}")


def _sentences(old: Words, new: Words) -> Iterator[Piece]:
    """Sentences that stand once in both texts, in the same order, are what stayed; the stretches
    between them are compared by words."""
    for same, (left, right) in _parted(old, new):
        yield Piece("=", same)
        yield from _words(_split(left), _split(right))


def _split(sentences: Words) -> Words:
    return WORD.findall("".join(sentences))


def _words(old: Words, new: Words) -> Iterator[Piece]:
    if len(old) * len(new) <= GAP:
        yield from _closely(old, new)
        return
    for same, (left, right) in _parted(old, new, RUN):
        yield Piece("=", same)
        if len(left) * len(right) <= GAP:
            yield from _closely(left, right)
        else:
            yield from _replaced(left, right)


def _closely(old: Words, new: Words) -> Iterator[Piece]:
    matcher = SequenceMatcher(None, old, new, autojunk=False)
    codes = matcher.get_opcodes()
    stayed = sum(
        len("".join(old[at:to]).strip()) for what, at, to, _, _ in codes if what == "equal"
    )
    whole = max(len("".join(old)), len("".join(new)))
    if stayed < ALIKE * whole:
        yield from _around(old, new)
        return
    for what, from_old, to_old, from_new, to_new in codes:
        if what == "equal":
            yield Piece("=", "".join(old[from_old:to_old]))
        else:
            yield from _replaced(old[from_old:to_old], new[from_new:to_new])


def _around(old: Words, new: Words) -> Iterator[Piece]:
    """Replaced, but for the same words at both ends."""
    head = _common(old, new)
    tail = _common(old[head:][::-1], new[head:][::-1])
    yield Piece("=", "".join(old[:head]))
    yield from _replaced(old[head : len(old) - tail], new[head : len(new) - tail])
    yield Piece("=", "".join(old[len(old) - tail :]))


def _common(old: Words, new: Words) -> int:
    """How many units both begin with."""
    pairs = zip(old, new, strict=False)
    return next((at for at, (a, b) in enumerate(pairs) if a != b), min(len(old), len(new)))


def _replaced(old: Words, new: Words) -> Iterator[Piece]:
    yield Piece("-", "".join(old))
    yield Piece("+", "".join(new))


def _parted(old: Words, new: Words, run: int = 1) -> Iterator[tuple[str, Stretch]]:
    """What stayed, and the stretch behind it, again and again, from the beginning of both texts.

    Both begin and end alike for a while; in between those units agree that begin a run which
    stands once on either side and keep their order (patience: Bram Cohen's way of comparing
    sources).
    """
    head = _common(old, new)
    tail = _common(old[head:][::-1], new[head:][::-1])
    last_old, last_new = len(old) - tail, len(new) - tail
    same, left, right = "".join(old[:head]), head, head
    for at, to in _anchors(old[head:last_old], new[head:last_new], run):
        yield same, (old[left : head + at], new[right : head + to])
        same, left, right = old[head + at], head + at + 1, head + to + 1
    yield same, (old[left:last_old], new[right:last_new])
    yield "".join(old[last_old:]), ((), ())


def _anchors(old: Words, new: Words, run: int) -> Sequence[tuple[int, int]]:
    """Where runs begin that stand once on either side, as many as keep their order."""
    left, right = (
        list(zip(*(side[at:] for at in range(run)), strict=False)) for side in (old, new)
    )
    here, there = Counter(left), Counter(right)
    where = {one: at for at, one in enumerate(left) if here[one] == 1 and there[one] == 1}
    pairs = [(where[one], to) for to, one in enumerate(right) if one in where]
    return _rising(pairs)


def _rising(pairs: Sequence[tuple[int, int]]) -> Sequence[tuple[int, int]]:
    """The longest sequence of pairs that rises on both sides (patience sorting, n log n)."""
    tops: list[int] = []
    lasts: list[int] = []
    before: list[int] = []
    for number, (at, _) in enumerate(pairs):
        pile = bisect_left(tops, at)
        before.append(lasts[pile - 1] if pile else -1)
        tops[pile : pile + 1] = [at]
        lasts[pile : pile + 1] = [number]
    found, number = [], lasts[-1] if lasts else -1
    while number >= 0:
        found.append(pairs[number])
        number = before[number]
    return found[::-1]


def _merged(pieces: Iterable[Piece]) -> Iterator[Piece]:
    """Pieces with text, changes next to each other as one that went and one that came. Blanks and
    a single sign between two changes belong to them: that letter is in both by chance."""
    went, came, stayed = "", "", ""
    for piece in pieces:
        if piece.sign == "=" or not piece.text:
            stayed += piece.text
            continue
        if len(stayed.strip()) > 1 or not (went or came):
            yield from _told(went, came, stayed)
            went, came, stayed = "", "", ""
        went, came, stayed = went + stayed, came + stayed, ""
        if piece.sign == "-":
            went += piece.text
        else:
            came += piece.text
    yield from _told(went, came, stayed)


def _told(went: str, came: str, stayed: str) -> Iterator[Piece]:
    told = (Piece("-", went), Piece("+", came), Piece("=", stayed))
    yield from (piece for piece in told if piece.text)
