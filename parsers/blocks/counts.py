"""Numbers that change by themselves, such as views: no part of what somebody published."""

import re

from parsers.blocks.cues import labelled

_NUMBER = re.compile(r"[\d\s.,\u00a0'()]+")
_SIGNS = re.compile(r"(\s*[·|•]\s*)")


def is_number(text: str) -> bool:
    """Whether a text is a whole number, its thousands parted in any way."""
    return bool(_NUMBER.fullmatch(text)) and any(char.isdigit() for char in text)


def is_count(text: str) -> bool:
    """Whether a text is nothing but a count of views: `Views: 130`, `130 просмотров`."""
    if len(text) > 60 or not any(char.isdigit() for char in text):
        return False
    words = _NUMBER.sub(" ", text).strip(" :：")
    return labelled(words) == "views"


def without_counts(text: str) -> str:
    """A text without lines, and parts of lines, that are such counts."""
    if not any(char.isdigit() for char in text):
        return text
    return "\n".join(line for line in map(_line, text.split("\n")) if line is not None).strip()


def _line(line: str) -> str | None:
    pieces = _SIGNS.split(line)
    kept = [piece for piece in pieces[::2] if not is_count(piece)]
    if len(kept) == len(pieces[::2]):
        return line
    return " · ".join(kept) if kept else None
