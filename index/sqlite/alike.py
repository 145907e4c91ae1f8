"""Which kin may be like which prints."""

import json
import sqlite3
from collections.abc import Collection, Iterator, Mapping, Sequence
from itertools import groupby
from operator import itemgetter

from index.sqlite import epochs, hashes, kin
from offers.family import Kin, Print

_PLACED = "SELECT n, offer, tables, base FROM kin WHERE n IN (SELECT value FROM json_each(?))"

Place = tuple[str, int, str]
"""Of a row of kin: its offer, the number of its tables, its base."""


def alike(
    connection: sqlite3.Connection, prints: Sequence[Print], most: int | None = None
) -> Mapping[str, Sequence[Kin]]:
    """By offer, those that may be like it; with `most`, no more than so many of each base."""
    tables = epochs.numbers(connection)
    sharing = [hashes.sharing(connection, one) for one in prints]
    places = _places(connection, {n for some in sharing for n in some})
    chosen: dict[str, Sequence[int]] = {}
    for one, told in zip(prints, sharing, strict=True):
        there = {n: places[n] for n in told if _is_other(one, places[n], tables)}
        some = there if most is None else _most_alike(there, told, most)
        chosen[one.offer] = sorted(some, key=lambda n: places[n][0])
    found = kin.numbered(connection, {n for some in chosen.values() for n in some})
    return {offer: [found[n] for n in some] for offer, some in chosen.items()}


def _places(connection: sqlite3.Connection, numbers: Collection[int]) -> Mapping[int, Place]:
    rows = connection.execute(_PLACED, (json.dumps(list(numbers)),))
    return {n: (offer, tables, base) for n, offer, tables, base in rows}


def _is_other(one: Print, place: Place, tables: Mapping[str, int]) -> bool:
    """Whether it is another offer's, made with the same tables."""
    offer, number, _ = place
    return offer != one.offer and number == tables.get(one.tables)


def _most_alike(there: Mapping[int, Place], told: Mapping[int, int], most: int) -> Iterator[int]:
    """Of each base those with the most in common, ties by offer."""
    ordered = sorted((base, -told[n], offer, n) for n, (offer, _, base) in there.items())
    for _, some in groupby(ordered, key=itemgetter(0)):
        yield from [n for *_, n in some][:most]
