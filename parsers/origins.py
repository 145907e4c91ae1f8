"""The way back from a changed text to the one it was made of."""

from bisect import bisect_right
from collections.abc import Iterable, Sequence
from typing import overload


class Origins(Sequence[int]):
    """Where each code point of a text comes from, and at its end the length of the original.

    Most come from the place next to that of the one before. So only the others are told: in order,
    each `place` of the original from which there are `width` code points, none or several.
    """

    __slots__ = ("_begins", "_first", "_size", "_steps")

    def __init__(self, size: int, odd: Iterable[tuple[int, int]]) -> None:
        """`size` is the length of the original."""
        self._begins, self._first, self._steps = [0], [0], [1]
        grown = 0
        for place, width in odd:
            if width:
                self._turn(place + grown, place, 0)
            grown += width - 1
            self._turn(place + 1 + grown, place + 1, 1)
        self._size = size + grown + 1

    def _turn(self, begin: int, first: int, step: int) -> None:
        self._begins.append(begin)
        self._first.append(first)
        self._steps.append(step)

    def __len__(self) -> int:
        return self._size

    @overload
    def __getitem__(self, at: int) -> int: ...
    @overload
    def __getitem__(self, at: slice) -> Sequence[int]: ...
    def __getitem__(self, at: int | slice) -> int | Sequence[int]:
        if isinstance(at, slice):
            return [self[one] for one in range(*at.indices(self._size))]
        if not -self._size <= at < self._size:
            raise IndexError(at)
        place = at if at >= 0 else at + self._size
        stretch = bisect_right(self._begins, place) - 1
        return self._first[stretch] + (place - self._begins[stretch]) * self._steps[stretch]
