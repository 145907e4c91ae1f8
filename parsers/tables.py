"""Texts changed character by character, each by a rule of its own."""

import re
from collections.abc import Callable, Sequence
from functools import cached_property
from string import ascii_letters, digits

FEW = 40
"""So many characters are replaced sooner one by one than by a table."""

_STORED = 0x30000  # planes that hold letters; what lies beyond is looked up anew, never kept
_USUAL = (
    " \n" + ascii_letters + digits + "".join(map(chr, (*range(0x3B1, 0x460), *range(0x620, 0x64B))))
)
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
        likely = set("".join(self._unusual.findall(text)))
        return [char for char in likely - self._same if self[ord(char)] != char]

    @cached_property
    def _unusual(self) -> re.Pattern[str]:
        """What is none of the letters that most texts are made of and that this table keeps."""
        kept = "".join(char for char in _USUAL if self[ord(char)] == char)
        return re.compile(f"[^{re.escape(kept)}]+")

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
