"""Prints in memory, found by what they have in common: what a store does for many, for a few."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence

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
    return common(one, other) >= ENOUGH


def common(one: Print, other: Print) -> int:
    """How much they have in common: each key counts once, all else twice."""
    return len(set(one.keys).intersection(other.keys)) + ENOUGH * told(one, other)


def told(one: Print, other: Print) -> int:
    """How many marks they have in common."""
    same = int(one.exact is not None and one.exact == other.exact)
    for mine, theirs in (
        (one.contacts, other.contacts),
        (one.stems, other.stems),
        (one.images, other.images),
    ):
        if mine and theirs:
            same += len(set(mine).intersection(theirs))
    return same


class Neighbours:
    """Prints of the same tables, of which hubs were taken out. Near copies have their keys in
    common: what has the same keys is counted together."""

    def __init__(self) -> None:
        self._prints: list[Print] = []
        self._alike: dict[tuple[int, ...], list[int]] = {}
        self._by_key: dict[int, list[tuple[int, ...]]] = {}
        self._by_mark: dict[tuple[str, str], list[int]] = {}

    def add(self, one: Print) -> None:
        number = len(self._prints)
        self._prints.append(one)
        if one.keys not in self._alike:
            self._alike[one.keys] = []
            for key in one.keys:
                self._by_key.setdefault(key, []).append(one.keys)
        self._alike[one.keys].append(number)
        for mark in marks(one):
            self._by_mark.setdefault(mark, []).append(number)

    def of(self, one: Print) -> Iterator[Print]:
        """Those worth comparing with it, who has most in common first, and then who was added
        first."""
        found = self._counted(one)
        for count in sorted(found, reverse=True):
            for number in sorted(found[count]):
                if self._prints[number] is not one:
                    yield self._prints[number]

    def _counted(self, one: Print) -> Mapping[int, Sequence[int]]:
        """Numbers of those worth comparing, by how much they have in common."""
        shared = Counter(keys for key in one.keys for keys in self._by_key.get(key, ()))
        marked = Counter(number for mark in marks(one) for number in self._by_mark.get(mark, ()))
        found: dict[int, list[int]] = {}
        for keys, count in shared.items():
            if count >= ENOUGH:
                some = self._alike[keys]
                found.setdefault(count, []).extend(
                    [each for each in some if each not in marked] if marked else some
                )
        for number, count in marked.items():
            both = shared[self._prints[number].keys] + ENOUGH * count
            found.setdefault(both, []).append(number)
        return found
