"""Prints in memory, found by what they have in common: what a store does for many, for a few."""

from collections import Counter
from collections.abc import Iterator

from offers.family import Print

ENOUGH = 2
"""Keys in common that make two offers worth comparing; a mark counts for as many."""


def marks(one: Print) -> Iterator[tuple[str, str]]:
    """What makes two offers worth comparing by itself: equal words, a contact, stem or image."""
    if one.exact is not None:
        yield "exact", one.exact
    yield from (("contact", each) for each in one.contacts)
    yield from (("stem", each) for each in one.stems)
    yield from (("image", each) for each in one.images)


def worth(one: Print, other: Print) -> bool:
    """Whether two prints of the same tables are worth comparing."""
    if one.exact is not None and one.exact == other.exact:
        return True
    return common(one, other) >= ENOUGH


def common(one: Print, other: Print) -> int:
    """How much they have in common: each key counts once, all else twice."""
    told = len(set(marks(one)).intersection(marks(other)))
    return len(set(one.keys).intersection(other.keys)) + ENOUGH * told


class Neighbours:
    """Prints of the same tables, of which hubs were taken out."""

    def __init__(self) -> None:
        self._prints: list[Print] = []
        self._by_key: dict[int, list[int]] = {}
        self._by_mark: dict[tuple[str, str], list[int]] = {}

    def add(self, one: Print) -> None:
        number = len(self._prints)
        self._prints.append(one)
        for key in one.keys:
            self._by_key.setdefault(key, []).append(number)
        for mark in marks(one):
            self._by_mark.setdefault(mark, []).append(number)

    def of(self, one: Print) -> list[Print]:
        """Those worth comparing with it, who has most in common first, and then who was added
        first."""
        counts: Counter[int] = Counter()
        for key in one.keys:
            counts.update(self._by_key.get(key, ()))
        for mark in marks(one):
            for number in self._by_mark.get(mark, ()):
                counts[number] += ENOUGH
        found = sorted((-count, number) for number, count in counts.items() if count >= ENOUGH)
        return [self._prints[number] for _, number in found if self._prints[number] is not one]
