"""How characters fold, asked of our own folding, for analysers that cannot call it.

`tokens` is all that is known of it here: what becomes of a character is seen between two digits,
which no folding touches.
"""

import unicodedata
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import groupby

from index.base import Tokens

END = 0x30000
"""Planes that hold letters, as far as they are taught."""

_SAME = ((0x3400, 0x4DC0), (0x4E00, 0xA000), (0xAC00, 0xD7A4), (0x20000, 0x2F800))
"""Blocks of Han and Hangul, whose characters fold to themselves."""

_NOTHING = ("Cn", "Co", "Cs")
"""Categories of what no text holds, or none that can be stored."""


def rules(tokens: Tokens) -> list[str]:
    """Rules of a `mapping` character filter, one for each character that folding changes."""
    return [f"{spelt(char)} => {spelt(form)}" for char, form in forms(tokens).items()]


def forms(tokens: Tokens) -> Mapping[str, str]:
    """What is written for a character: nothing, a space for what parts words, other letters.

    Only what changes is there. Pieces that compose to a letter of its own (`и` and a breve) are
    there together, and so are the halves of flags.
    """
    table = {char: made for char in _characters() if (made := form(char, tokens)) != char}
    for char in _characters():
        pieces = unicodedata.normalize("NFD", char)
        apart = "".join(table.get(piece, piece) for piece in pieces)
        if pieces != char and apart != table.get(char, char):
            table[pieces] = table.get(char, char)
    flags = [char for char in table if tuple(tokens(char * 3)) == (char * 2, char)]
    return table | {one + other: f" {one}{other} " for one in flags for other in flags}


def form(char: str, tokens: Tokens) -> str:
    """One character as folding leaves it, with spaces around it where it is a word by itself."""
    *_, signed = tokens(f"c{char}")[:1] or ("",)
    if len(signed) == 2 and not signed[1].isalnum() and signed[1].isascii():
        return str(signed[1])
    between = " ".join(tokens(f"1{char}1"))[1:-1]
    alone = between.strip()
    return alone if alone and is_unspaced(alone, tokens) else between


def is_unspaced(text: str, tokens: Tokens) -> bool:
    """Whether it is of a script without spaces, where pairs of neighbours are words."""
    char = text[-1]
    return tuple(tokens(char * 3)) == (char * 2, char * 2)


def unspaced(tokens: Tokens) -> str:
    """Characters of such scripts, as a class of a regular expression."""
    points = (
        point
        for point in range(END)
        if unicodedata.category(chr(point)) not in _NOTHING
        and is_unspaced(chr(point), tokens)
        and tuple(tokens(chr(point))) == (chr(point),)
    )
    return f"[{''.join(_range(some) for some in _runs(points))}]"


def spelt(text: str) -> str:
    """Text as rules have it: what could be taken for a sign is spelt by number."""
    return "".join(
        char if char.isalnum() or unicodedata.category(char)[0] == "M" else _numbered(char)
        for char in text
    )


def _characters() -> Iterator[str]:
    """Characters that may change."""
    for point in range(END):
        if not any(first <= point < end for first, end in _SAME):
            char = chr(point)
            if unicodedata.category(char) not in _NOTHING:
                yield char


def _numbered(char: str) -> str:
    units = char.encode("utf-16-be")
    return "".join(f"\\u{units[at : at + 2].hex()}" for at in range(0, len(units), 2))


def _runs(points: Iterable[int]) -> Iterator[Sequence[int]]:
    numbered = enumerate(points)
    for _, run in groupby(numbered, key=lambda pair: pair[1] - pair[0]):
        yield [point for _, point in run]


def _range(points: Sequence[int]) -> str:
    first, last = points[0], points[-1]
    return chr(first) if first == last else f"{chr(first)}-{chr(last)}"
