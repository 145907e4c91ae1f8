"""What changed from one wording of an ad to the next."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import Literal

from offers.offer import Offer

UNSPACED = "\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u9fff"
WORD = re.compile(f"[{UNSPACED}]|[^\\s{UNSPACED}]+|\\s+")
"""What is compared: words with their signs, runs of white space, and single letters of the scripts
that put no space between words (Thai, Lao, Burmese, Khmer, kana, Chinese)."""

LONGEST = 4000
"""Words of a field beyond which only whole lines are compared: the time grows with the square."""


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of text that stayed, went or came."""

    sign: Literal["=", "-", "+"]
    text: str


@dataclass(frozen=True, slots=True)
class FieldDiff:
    """The pieces of one field, in reading order."""

    field: str
    pieces: tuple[Piece, ...]


def changes(before: Offer, after: Offer) -> tuple[FieldDiff, ...]:
    """The fields that read differently. `before` and `after` are wordings of one offer."""
    names = dict.fromkeys(["title", "text", *sorted(before.said), *sorted(after.said)])
    return tuple(
        FieldDiff(name, tuple(pieces(before.field(name), after.field(name))))
        for name in names
        if before.field(name) != after.field(name)
    )


def pieces(before: str, after: str) -> Iterator[Piece]:
    """What stayed, went and came from one text to the other."""
    old, new = WORD.findall(before), WORD.findall(after)
    if max(len(old), len(new)) > LONGEST:
        old, new = before.splitlines(keepends=True), after.splitlines(keepends=True)
    matcher = SequenceMatcher(None, old, new, autojunk=False)
    for what, from_old, to_old, from_new, to_new in matcher.get_opcodes():
        if what == "equal":
            yield Piece("=", "".join(old[from_old:to_old]))
            continue
        if to_old > from_old:
            yield Piece("-", "".join(old[from_old:to_old]))
        if to_new > from_new:
            yield Piece("+", "".join(new[from_new:to_new]))


def shortened(pieces: Sequence[Piece], around: int = 40) -> Iterator[Piece]:
    """The pieces with long unchanged stretches cut to `around` characters next to a change."""
    for at, piece in enumerate(pieces):
        if piece.sign != "=" or len(piece.text) <= 2 * around:
            yield piece
            continue
        head = piece.text[:around] if at else ""
        tail = piece.text[-around:] if at < len(pieces) - 1 else ""
        yield Piece("=", f"{head} … {tail}")
