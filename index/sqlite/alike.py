"""Which kin may be like which prints.

Keys are asked for once for all prints that have the same: near copies come by the hundred, and each
would count thousands of others.
"""

import json
import sqlite3
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import chain, groupby
from operator import itemgetter

from index.sqlite import epochs, hashes, kin
from index.sqlite.prints import keys, marks, unpacked_keys
from offers.family import Kin, Print

_PLACED = "SELECT n, offer, tables, base, keys FROM kin WHERE n IN (SELECT value FROM json_each(?))"

MARK = 2
"""A mark in common counts for as many keys."""

Place = tuple[str, int, str, bytes]
"""Of a row of kin: its offer, the number of its tables, its base, its keys."""


@dataclass(frozen=True, slots=True)
class _Asked:
    """What all prints with the same keys, of the same tables, are asked with: rows that have keys
    in common, and how many. `most` and `base` as in `alike`."""

    places: Mapping[int, Place]
    told: Mapping[int, int]
    tables: int | None
    base: str | None
    most: int | None

    def nearest(self) -> "_Asked":
        """With no more of each base than can be among the chosen: one may be the print's own."""
        if self.most is None:
            return self
        some = _most_alike(self._there(self.told), self.told, self.most + 1)
        return replace(self, told={n: self.told[n] for n in some})

    def chosen(self, one: Print, marked: Mapping[int, int]) -> Sequence[int]:
        """Rows that may be like one of the prints, by offer. `marked` are those that have marks in
        common with it, and how many."""
        told = {**self.told, **{n: self._told(one, n, count) for n, count in marked.items()}}
        there = {n: at for n, at in self._there(told).items() if at[0] != one.offer}
        some = there if self.most is None else _most_alike(there, told, self.most)
        return sorted(some, key=lambda n: there[n][0])

    def _there(self, rows: Iterable[int]) -> dict[int, Place]:
        """Those of the same tables, and of the base if one is asked for."""
        found = ((n, self.places[n]) for n in rows)
        return {n: at for n, at in found if at[1] == self.tables and self.base in (None, at[2])}

    def _told(self, one: Print, n: int, marked: int) -> int:
        """How much a row has in common that has marks in common."""
        shared = self.told.get(n)
        return (_shared(keys(one), self.places[n]) if shared is None else shared) + MARK * marked


def alike(
    connection: sqlite3.Connection,
    prints: Sequence[Print],
    most: int | None = None,
    base: str | None = None,
) -> Mapping[str, Sequence[Kin]]:
    """By offer, those that may be like it, of that base alone if one is given; with `most`, no more
    than so many of each base."""
    tables = epochs.numbers(connection)
    marked_so = [frozenset(marks(one)) for one in prints]
    keyed = hashes.by_keys(connection, {*map(_keys, prints)})
    marked = hashes.by_marks(connection, {*marked_so})
    places = _places(connection, {*chain(*keyed.values(), *marked.values())})
    told = {own: _counted(own, rows, places) for own, rows in keyed.items()}
    near = {
        (counted, own): _Asked(places, told[own], tables.get(counted), base, most).nearest()
        for counted, own in {(one.tables, _keys(one)) for one in prints}
    }
    chosen = {
        one.offer: near[one.tables, _keys(one)].chosen(one, marked[so])
        for one, so in zip(prints, marked_so, strict=True)
    }
    found = kin.numbered(connection, {n for some in chosen.values() for n in some})
    return {offer: [found[n] for n in some] for offer, some in chosen.items()}


def _keys(one: Print) -> frozenset[int]:
    return frozenset(keys(one))


def _counted(
    own: Collection[int], rows: Iterable[int], places: Mapping[int, Place]
) -> Mapping[int, int]:
    """Those of the rows that do have enough keys in common with these, and how many."""
    counts = ((n, _shared(own, places[n])) for n in rows)
    return {n: count for n, count in counts if count >= hashes.ENOUGH}


def _shared(own: Collection[int], place: Place) -> int:
    return len({*unpacked_keys(place[3])}.intersection(own))


def _places(connection: sqlite3.Connection, numbers: Collection[int]) -> Mapping[int, Place]:
    rows = connection.execute(_PLACED, (json.dumps(list(numbers)),))
    return {n: (offer, tables, base, packed) for n, offer, tables, base, packed in rows}


def _most_alike(there: Mapping[int, Place], told: Mapping[int, int], most: int) -> Iterator[int]:
    """Of each base those with the most in common, ties by offer."""
    ordered = sorted((base, -told[n], offer, n) for n, (offer, _, base, _) in there.items())
    for _, some in groupby(ordered, key=itemgetter(0)):
        yield from [n for *_, n in some][:most]
