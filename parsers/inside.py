"""Phrases of scripts without spaces, found wherever they stand in a run of letters."""

from collections.abc import Iterable, Iterator, Sequence
from functools import cached_property
from typing import Generic, TypeVar

from parsers.automaton import Strings

CLOSE = 4
"""How many characters may stand between two parts of a phrase."""

_Value = TypeVar("_Value")


class Inside(Generic[_Value]):
    """Phrases of one part, or of several that follow one another closely, with what each means."""

    def __init__(self) -> None:
        self._known: dict[str, list[tuple[_Value, Sequence[str]]]] = {}

    def __bool__(self) -> bool:
        return bool(self._known)

    def add(self, parts: Sequence[str], value: _Value) -> None:
        """Before the first search."""
        self._known.setdefault(parts[0], []).append((value, parts[1:]))

    @cached_property
    def _firsts(self) -> Strings:
        return Strings(self._known)

    def within(self, run: str) -> Iterator[tuple[_Value, int, int]]:
        """What stands in a run of letters, with where it begins and ends."""
        for part, begin in self._firsts.within(run):
            for value, rest in self._known[part]:
                if end := _continued(run, begin + len(part), rest):
                    yield value, begin, end


def _continued(run: str, place: int, rest: Iterable[str]) -> int:
    """Where the last part ends, or 0 if one is not there."""
    for part in rest:
        found = run.find(part, place, place + CLOSE + len(part))
        if found < 0:
            return 0
        place = found + len(part)
    return place
