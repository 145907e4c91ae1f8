"""Where each key of a TOML text stands: what tomllib does not tell."""

import re
import tomllib
from bisect import bisect_right
from collections.abc import Callable, Mapping
from contextlib import suppress

from workspace.fault import Keys

BLANK = re.compile(r"(?:[ \t\r\n]+|#[^\n]*)*")
BARE = re.compile(r"[A-Za-z0-9_-]+")
STRING = re.compile(
    r'"""(?:\\.|[^\\"]|"{1,2}(?!"))*"{3,5}'
    r"|'''(?:[^']|'{1,2}(?!'))*'{3,5}"
    r'|"(?:\\.|[^"\\\n])*"'
    r"|'[^'\n]*'",
    re.DOTALL,
)
SCALAR = re.compile(r"[^,\]}#\n]+")
DOT = re.compile(r"[ \t]*\.[ \t]*")
EQUALS = re.compile(r"[ \t]*=[ \t]*")


class Lost(Exception):
    """The text is not TOML as this scanner knows it."""


def lines(text: str) -> Mapping[Keys, int]:
    """The line, from 1, on which each key, table and list element of a TOML text begins.

    The text must be one that tomllib accepts. What comes after something that this scanner does
    not know has no line, so ask for the nearest key above it.
    """
    scanner = _Scanner(text)
    with suppress(Lost, RecursionError, tomllib.TOMLDecodeError):
        scanner.document()
    starts = [0] + [found.end() for found in re.finditer("\n", text)]
    return {keys: bisect_right(starts, at) for keys, at in scanner.places.items()}


class _Scanner:
    """Walks over the text once; `places` holds the offset of whatever was met first."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.at = 0
        self.places: dict[Keys, int] = {}
        self.lists: dict[Keys, int] = {}

    def document(self) -> None:
        table: Keys = ()
        self.skip(BLANK)
        while self.at < len(self.text):
            if self.sees("["):
                table = self.header()
            else:
                self.pair(table)
            self.skip(BLANK)

    def header(self) -> Keys:
        """`[a.b]` or `[[a.b]]`: the table that the following pairs are in."""
        start = self.at
        many = self.sees("[[")
        self.at += 2 if many else 1
        self.skip(BLANK)
        path: Keys = ()
        keys = self.key()
        for number, key in enumerate(keys, 1):
            path = (*path, key)
            self.places.setdefault(path, start)
            if many and number == len(keys):
                self.lists[path] = self.lists.get(path, 0) + 1
            if path in self.lists:
                path = (*path, self.lists[path] - 1)
                self.places.setdefault(path, start)
        self.skip(BLANK)
        self.at += 2 if many else 1
        return path

    def pair(self, table: Keys) -> None:
        """`a.b = value` inside a table."""
        start = self.at
        path = table
        for key in self.key():
            path = (*path, key)
            self.places.setdefault(path, start)
        self.take(EQUALS)
        self.value(path)

    def key(self) -> list[str]:
        names = [self.name()]
        while DOT.match(self.text, self.at):
            self.take(DOT)
            names.append(self.name())
        return names

    def name(self) -> str:
        if not self.sees('"') and not self.sees("'"):
            return self.take(BARE)
        quoted = self.take(STRING)
        return str(tomllib.loads(f"name = {quoted}")["name"])

    def value(self, path: Keys) -> None:
        if self.sees("["):
            self.several("]", lambda number: self.element((*path, number)))
        elif self.sees("{"):
            self.several("}", lambda _: self.pair(path))
        elif self.sees('"') or self.sees("'"):
            self.take(STRING)
        else:
            self.take(SCALAR)

    def element(self, path: Keys) -> None:
        self.places.setdefault(path, self.at)
        self.value(path)

    def several(self, closing: str, each: Callable[[int], None]) -> None:
        """What stands between brackets, parted by commas, perhaps over many lines."""
        number = 0
        self.at += 1
        self.skip(BLANK)
        while not self.sees(closing):
            each(number)
            number += 1
            self.skip(BLANK)
            if self.sees(","):
                self.at += 1
                self.skip(BLANK)
            elif not self.sees(closing):
                raise Lost
        self.at += 1

    def sees(self, sign: str) -> bool:
        return self.text.startswith(sign, self.at)

    def skip(self, pattern: re.Pattern[str]) -> None:
        found = pattern.match(self.text, self.at)
        self.at = found.end() if found else self.at

    def take(self, pattern: re.Pattern[str]) -> str:
        found = pattern.match(self.text, self.at)
        if not found:
            raise Lost
        self.at = found.end()
        return found.group()
