"""Where each key of a JSON text stands: what the json module does not tell."""

import re
from collections.abc import Mapping
from contextlib import suppress
from json import JSONDecoder

from workspace.fault import Keys

BLANKS = re.compile(r"[ \t\r\n]*")
DECODER = JSONDecoder()


def lines(text: str) -> Mapping[Keys, int]:
    """The line, from 1, on which each key and list element of a JSON text begins.

    The text must be one that the json module accepts. What is nested too deeply has no line, so
    ask for the nearest key above it.
    """
    scanner = _Scanner(text)
    with suppress(RecursionError, ValueError, IndexError):
        scanner.value(())
    return scanner.places


class _Scanner:
    """Walks over the text once; `line` is that of `at`, reckoned as it goes."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.at = 0
        self.line = 1
        self.places: dict[Keys, int] = {}

    def value(self, path: Keys) -> None:
        self.skip()
        self.places.setdefault(path, self.line)
        match self.text[self.at]:
            case "{":
                self.several("}", path, keyed=True)
            case "[":
                self.several("]", path, keyed=False)
            case _:
                self.scalar()

    def several(self, closing: str, path: Keys, *, keyed: bool) -> None:
        """What stands between brackets, parted by commas."""
        number = 0
        self.go(self.at + 1)
        self.skip()
        while self.text[self.at] != closing:
            self.value((*path, self.key(path) if keyed else number))
            number += 1
            self.skip()
            if self.text[self.at] == ",":
                self.go(self.at + 1)
                self.skip()
        self.go(self.at + 1)

    def key(self, path: Keys) -> str:
        """A key and its colon; its place is where the key stands, not its value."""
        line = self.line
        name = str(self.scalar())
        self.places.setdefault((*path, name), line)
        self.skip()
        self.go(self.at + 1)
        return name

    def scalar(self) -> object:
        """A string, a number or a word, and what it means."""
        said, end = DECODER.raw_decode(self.text, self.at)
        self.go(end)
        return said

    def skip(self) -> None:
        found = BLANKS.match(self.text, self.at)
        self.go(found.end() if found else self.at)

    def go(self, end: int) -> None:
        self.line += self.text.count("\n", self.at, end)
        self.at = end
