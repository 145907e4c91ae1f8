"""What was found out about a word, kept: ads share most of their words."""

from collections.abc import Callable
from typing import TypeVar

_KNOWN = 1 << 16
"""So many words are kept, and then all are forgotten."""

_Value = TypeVar("_Value")


class Remembered(dict[str, _Value]):
    """Answers by word, each found out once."""

    def __init__(self, find: Callable[[str], _Value]) -> None:
        super().__init__()
        self._find = find

    def __missing__(self, word: str) -> _Value:
        if len(self) >= _KNOWN:
            self.clear()
        self[word] = self._find(word)
        return self[word]
