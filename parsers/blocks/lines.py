"""Lines of one element, each with its own label: `<b>Pay</b> 900<br><b>Place</b> Lund`."""

from collections.abc import Iterator, Sequence
from itertools import islice

from parsers.blocks.columns import LONGEST
from parsers.blocks.cues import SHORT
from parsers.blocks.labels import field_of, signed
from parsers.blocks.outline import Part
from parsers.blocks.telling import NAMES, Fact, told_by_line

INLINE = frozenset(
    {"-text", "br", "b", "strong", "span", "label", "i", "em", "a", "small", "u", "font", "time"}
    | {"svg", "img", "wbr", "mark", "abbr"}
)
"""Elements that do not begin a line of their own."""

ROWS, BESIDE = 2, 40
"""Labelled lines beside each other that show what a label without a colon is, and of how many
elements beside one that is asked."""


def told_in_lines(part: Part) -> Iterator[Fact]:
    """What the lines of an element tell, if there is nothing but lines in it."""
    if any(inner.tag not in INLINE for inner in part.inner):
        return
    lines = [line for line in _lines(part) if sum(one.size for one in line) <= LONGEST]
    bare = sum(_labelled(line) is not None for line in lines) >= ROWS or _among_rows(part)
    for line in lines:
        field = _labelled(line) if bare else None
        found = signed(_words(line)) or (field and (field, _words(line[1:]).lstrip(" -–—:")))
        if found:
            yield from told_by_line(part, *found)


def _lines(part: Part) -> Iterator[Sequence[Part]]:
    """What stands between two `br`, without the pictures and signs before it."""
    line: list[Part] = []
    for one in part.inner:
        if one.tag == "br":
            yield line
            line = []
        elif one.size and (line or any(map(str.isalnum, one.words()))):
            line.append(one)
    yield line


def _labelled(line: Sequence[Part]) -> str | None:
    """The field that the first element of a line names, where more follows."""
    first = line[0] if len(line) > 1 else None
    if first is None or first.tag not in NAMES or first.size >= SHORT:
        return None
    return field_of(first.words())


def _words(line: Sequence[Part]) -> str:
    return " ".join(one.words() for one in line)


def _among_rows(part: Part) -> bool:
    """Whether what stands beside an element has labels as well."""
    rows = part.above.inner if part.above is not None else []
    some = (row for row in islice(rows, BESIDE) if row.tag == part.tag)
    return sum(_labelled(row.inner) is not None for row in some) >= ROWS
