"""What a label names, and lines that have their label in themselves."""

import re
from collections.abc import Callable

from parsers.blocks.cues import LABEL, is_date, is_price, labelled

MOST_WORDS = 4
"""Of a label that stands before its value without a sign between: `Posted on 5 October`."""

_DASHED = re.compile(r"\s*(\S[^\n]{1,30}?)\s+[-–—]\s+(\S.*)", re.DOTALL)
_REMARK = re.compile(r"\s*[(（][^()（）]*[)）]")
_EITHER = re.compile(r"\s*[/・|]\s*")


def field_of(label: str) -> str | None:
    """The field that a label names, perhaps in two ways at once, `WAGE / SALARY`, or with a remark:
    `Pay (gross)`."""
    found = labelled(label) or labelled(_REMARK.sub("", label))
    pieces = _EITHER.split(label) if found is None else ()
    return found or next((field for piece in pieces if (field := labelled(piece))), None)


def signed(line: str) -> tuple[str, str] | None:
    """Field and value of a line with its own label and a sign behind that."""
    found = LABEL.fullmatch(line) or _DASHED.fullmatch(line)
    field = field_of(found[1]) if found else None
    return (field, found[2].strip()) if found and field else None


def labelled_line(line: str) -> tuple[str, str] | None:
    """A line with its own label: `Salary: 1200`, or `Posted on 5 October`, `Salary $1,200`."""
    if found := signed(line):
        return found
    words = line.split()
    for count in range(min(MOST_WORDS, len(words) - 1), 0, -1):
        rest = " ".join(words[count:])
        field = labelled(" ".join(words[:count]))
        if field is not None and (looks := _LOOKS.get(field)) and looks(rest):
            return field, rest
    return None


_LOOKS: dict[str, Callable[[str], bool]] = {
    "published": is_date,
    "valid_until": is_date,
    "price": is_price,
}
"""Values that are known by what they look like, so that no sign need part them from a label."""
