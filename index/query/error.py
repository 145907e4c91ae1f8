"""What is wrong with a query, and where."""

import unicodedata

WINDOW = 60
"""Columns of the query shown on either side of the fault."""


class QueryError(ValueError):
    """A query cannot be understood. `position` counts code points of `query` from 0."""

    def __init__(self, message: str, position: int, query: str = "") -> None:
        super().__init__(f"{message} (at character {position + 1})")
        self.message = message
        self.position = position
        self.query = query

    def pointed(self) -> str:
        """The query, a caret under the fault and the message, for a terminal."""
        start = max(0, self.position - WINDOW)
        before = _shown(self.query[start : self.position])
        after = _shown(self.query[self.position : self.position + WINDOW])
        before = ("…" if start else "") + before
        after += "…" if len(self.query) > self.position + WINDOW else ""
        return f"{before}{after}\n{' ' * _columns(before)}^ {self.message}"


def _shown(text: str) -> str:
    """Nothing that a terminal would obey, or that would move the caret."""
    return "".join(char if char.isprintable() else " " for char in text)


def _columns(text: str) -> int:
    return sum(_width(char) for char in text)


def _width(char: str) -> int:
    if unicodedata.combining(char):
        return 0
    return 2 if unicodedata.east_asian_width(char) in "WF" else 1
