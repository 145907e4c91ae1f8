"""The hashes by which prints are found.

A hash may fall on any page of its table, so that each costs a page to write where that is large.
New ones come into small tables, which are poured into larger ones when they are full: then many
fall on the same page. (An ad of 14 among 100,000, in batches of 100: 35 us instead of 148.)
"""

# Names of tables and columns are our own; every value is a parameter.
# ruff: noqa: S608

import json
import sqlite3
from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence
from itertools import chain, compress

from index.sqlite.prints import keys, marks
from offers.family import Print

FULL = (25_000, 400_000)
"""Hashes in the tables of each level after which these are poured into those of the next: of some
1,800 and 28,000 ads, 500 kB and 8 MB. The last level is never full."""

HASHES = {"key": "print_key", "mark": "print_mark"}
"""What is hashed, and the tables of each as they are called; those of the last level are called so,
those before it with a number behind that."""

LEVELS = ("_0", "_1", "")

SHORT = (1 << 47) - 1
"""The bits of a key that its table holds: they take six bytes. Where there are ten million keys it
is one to two that any two have those alike by chance; alike takes two keys."""

_ROWS = {
    name: " UNION ALL ".join(
        f"SELECT {name}, group_concat(n) FROM {table}{level}"
        f" WHERE {name} IN (SELECT value FROM json_each(?1)) GROUP BY {name}"
        for level in LEVELS
    )
    for name, table in HASHES.items()
}

Sharing = Mapping[frozenset[int], Mapping[int, int]]
"""By hashes that were asked for together: rows of kin that have enough of them, and how many."""


def by_keys(connection: sqlite3.Connection, asked: Collection[frozenset[int]]) -> Sharing:
    """Rows that have at least two of the same keys."""
    short = {keys: _short(keys) for keys in asked}
    rows = _rows(connection, "key", short.values())
    return {keys: _shared(rows, some, least=2) for keys, some in short.items()}


def by_marks(connection: sqlite3.Connection, asked: Collection[frozenset[int]]) -> Sharing:
    """Rows that have at least one of the same marks."""
    rows = _rows(connection, "mark", asked)
    return {marks: _shared(rows, marks, least=1) for marks in asked}


def _rows(
    connection: sqlite3.Connection, name: str, asked: Iterable[Collection[int]]
) -> Mapping[int, Sequence[str]]:
    """The rows of each hash, as SQLite writes their numbers: most are counted and never read. Ads
    that come together have many hashes in common, and each is looked for once. (500 ads among a
    million, which share keys with 960 rows each: 290 us an ad asked one by one, 165 us so.)"""
    found: dict[int, list[str]] = {}
    for value, numbers in connection.execute(_ROWS[name], (json.dumps(sorted({*chain(*asked)})),)):
        found.setdefault(value, []).extend(numbers.split(","))
    return found


def _shared(
    rows: Mapping[int, Sequence[str]], hashes: Iterable[int], *, least: int
) -> Mapping[int, int]:
    counts = Counter(chain.from_iterable(rows.get(value, ()) for value in hashes))
    enough = map(least.__le__, counts.values())
    return {int(n): counts[n] for n in compress(counts, enough)}


def add(connection: sqlite3.Connection, prints: Iterable[tuple[int, Print]]) -> None:
    """Enter the hashes of prints, each with the number of its row of kin."""
    rows: dict[str, list[tuple[int, int]]] = {name: [] for name in HASHES}
    for n, one in prints:
        for name, values in _hashes(one).items():
            rows[name] += ((value, n) for value in values)
    for name, some in rows.items():
        sql = f"INSERT INTO {HASHES[name]}{LEVELS[0]} VALUES (?, ?)"
        connection.executemany(sql, sorted(some))
    _count(connection, 0, sum(map(len, rows.values())))


def _hashes(one: Print) -> Mapping[str, Collection[int]]:
    return {"key": _short(keys(one)), "mark": marks(one)}


def _short(keys: Collection[int]) -> set[int]:
    return {key & SHORT for key in keys}


def _count(connection: sqlite3.Connection, level: int, more: int) -> None:
    """So many more are in the tables of a level; full ones are poured into those of the next."""
    if level == len(FULL):
        return
    connection.execute(
        "INSERT INTO print_level (level, hashes) VALUES (:level, :more)"
        " ON CONFLICT DO UPDATE SET hashes = hashes + :more",
        {"level": level, "more": more},
    )
    asked = "SELECT hashes FROM print_level WHERE level = ?"
    (hashes,) = connection.execute(asked, (level,)).fetchone()
    if hashes >= FULL[level]:
        _pour(connection, level)
        connection.execute("UPDATE print_level SET hashes = 0 WHERE level = ?", (level,))
        _count(connection, level + 1, hashes)


def _pour(connection: sqlite3.Connection, level: int) -> None:
    """Both are in the order of hashes, so that the larger table is gone through once."""
    for table in HASHES.values():
        full = f"{table}{LEVELS[level]}"
        connection.execute(f"INSERT INTO {table}{LEVELS[level + 1]} SELECT * FROM {full}")
        connection.execute(f"DELETE FROM {full}")


def erase(connection: sqlite3.Connection, n: int, one: Print) -> None:
    """Erase the hashes of the print in row `n` of kin."""
    for name, values in _hashes(one).items():
        for level in LEVELS:
            connection.executemany(
                f"DELETE FROM {HASHES[name]}{level} WHERE {name} = ? AND n = ?",
                [(value, n) for value in values],
            )
