"""Plain text in columns: lines of a width that a reader's screen shows, in any script."""

import re
import unicodedata
from collections.abc import Iterator

COLUMNS = 78
"""As wide as a line of a mail should be (RFC 5322, section 2.1.1)."""

ISOLATE, END_ISOLATE = "\u2068", "\u2069"
PIECE = re.compile(r"\S+")


def width(text: str) -> int:
    """Columns that the text takes: East Asian wide signs take two, combining signs none."""
    return sum(map(_width, text))


def _width(sign: str) -> int:
    if unicodedata.east_asian_width(sign) in "WF":
        return 2
    return 0 if unicodedata.category(sign) in {"Mn", "Me", "Cf"} else 1


def wrap(text: str, columns: int = COLUMNS) -> list[str]:
    """The words of the text in lines of at most so many columns.

    A word breaks where its script breaks anywhere (Chinese, Japanese), or where it fits no line.
    """
    rows = [""]
    for word in PIECE.findall(text):
        for start, piece in _pieces(word, columns):
            gap = " " if start and rows[-1] else ""
            if width(rows[-1]) + len(gap) + width(piece) > columns and rows[-1]:
                rows.append(piece)
            else:
                rows[-1] += gap + piece
    return rows


def _pieces(word: str, columns: int) -> Iterator[tuple[bool, str]]:
    """The parts between which a word may break, the first of them marked."""
    held, taken, first = "", 0, True
    for sign in word:
        wide = _width(sign)
        if held and (wide == 2 or taken + wide > columns):
            yield first, held
            held, taken, first = "", 0, False
        held, taken = held + sign, taken + wide
    yield first, held


def isolated(text: str) -> str:
    """The text so that its direction cannot reach what stands around it on the line."""
    if any(unicodedata.bidirectional(sign) in {"R", "AL", "AN"} for sign in text):
        return f"{ISOLATE}{text}{END_ISOLATE}"
    return text


def hanging(label: str, text: str, indent: int, columns: int = COLUMNS) -> str:
    """The label, and beside it the text in a column of its own, `indent` columns from the left."""
    rows = map(isolated, wrap(text, columns - indent))
    return label.ljust(indent) + ("\n" + " " * indent).join(rows)


def quoted(text: str, mark: str = "> ", columns: int = COLUMNS) -> str:
    """Every line behind a mark, so that nothing quoted passes for one of our own lines."""
    rows = [row for part in text.split("\n") for row in wrap(part, columns - len(mark))]
    return "\n".join(f"{mark}{isolated(row)}".rstrip() for row in rows)
