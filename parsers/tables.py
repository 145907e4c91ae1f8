"""Texts changed character by character, each by a rule of its own."""

import re
from collections.abc import Callable, Sequence

from parsers.characters import characters

FEW = 40
"""So many characters are replaced sooner one by one than by a table."""

_STORED = 0x30000  # planes that hold letters; what lies beyond is looked up anew, never kept
_FOREIGN = re.compile("[^\x00-\x7f]+")


class Table(dict[int, str]):
    """A table for `str.translate` that fills itself while it is used. What it gives stays as it is
    under it: nothing changes the second time."""

    def __init__(self, char: Callable[[str], str]) -> None:
        super().__init__()
        self._char = char
        self._same: set[str] = set()

    def __missing__(self, point: int) -> str:
        made = self._char(chr(point))
        if point < _STORED:
            self[point] = made
            if made == chr(point):
                self._same.add(made)
        return made

    def changed(self, text: str) -> list[str]:
        """The characters of a text that the table changes."""
        return [char for char in characters(text) - self._same if self[ord(char)] != char]

    def replaced(self, text: str, changed: Sequence[str]) -> str:
        """The text by the table, which changes these characters of it."""
        if len(changed) > FEW:
            return self._translated(text)
        for char in changed:
            text = text.replace(char, self[ord(char)])
        return text

    def _translated(self, text: str) -> str:
        """`str.translate`, quicker for texts that have little beyond ASCII."""
        if len(text.encode("utf-8", "surrogatepass")) < 1.1 * len(text):
            text = _FOREIGN.sub(lambda found: found[0].translate(self), text)
        return text.translate(self)
