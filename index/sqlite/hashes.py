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
from itertools import chain

from index.sqlite import held
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

_TOLD = {
    f"{table}{level}": f"SELECT {name}, group_concat(n) FROM {table}{level} {{}} GROUP BY {name}"
    for name, table in HASHES.items()
    for level in LEVELS
} | {held.TABLE: f"{held.TOLD} {{}}"}
"""The rows of each hash, by table, after a condition."""

_ASKED = {
    name: " UNION ALL ".join(
        _TOLD[table + level].format(f"WHERE {name} IN (SELECT value FROM json_each(?1))")
        for level in LEVELS
    )
    for name, table in HASHES.items()
}

ENOUGH = 2
"""Keys in common that let two prints be compared: what `_again` finds."""


def by_keys(
    connection: sqlite3.Connection, asked: Collection[frozenset[int]]
) -> Mapping[frozenset[int], Collection[int]]:
    """By keys that were asked for together: rows of kin that seem to have enough of them, for two
    keys may be alike in the bits that are looked at."""
    short = {keys: _short(keys) for keys in asked}
    rows = _rows(connection, "key", short.values())
    return {keys: _again(rows.get(key, ()) for key in some) for keys, some in short.items()}


def by_marks(
    connection: sqlite3.Connection, asked: Collection[frozenset[int]]
) -> Mapping[frozenset[int], Mapping[int, int]]:
    """By marks that were asked for together: rows of kin that have some of them, and how many."""
    rows = _rows(connection, "mark", asked)
    found = {marks: (rows.get(mark, ()) for mark in marks) for marks in asked}
    return {marks: Counter(chain.from_iterable(some)) for marks, some in found.items()}


def _rows(
    connection: sqlite3.Connection, name: str, asked: Iterable[Collection[int]]
) -> Mapping[int, Sequence[int]]:
    """The rows of each hash. Ads that come together have many hashes in common, and each is looked
    for once."""
    found: dict[int, list[int]] = {}
    for value, rows in connection.execute(_ASKED[name], (json.dumps(sorted({*chain(*asked)})),)):
        found.setdefault(value, []).extend(_numbers(rows))
    return found


def _numbers(rows: str | bytes) -> Iterable[int]:
    return held.numbers(rows) if isinstance(rows, bytes) else map(int, rows.split(","))


def _again(lists: Iterable[Sequence[int]]) -> Collection[int]:
    """What stands in more than one of them. Nine in ten stand in one alone, and are not counted:
    that takes half as long."""
    once: set[int] = set()
    again: set[int] = set()
    for some in lists:
        again |= once.intersection(some)
        once.update(some)
    return again


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
        for table in HASHES.values():
            _pour(connection, f"{table}{LEVELS[level]}", f"{table}{LEVELS[level + 1]}")
        connection.execute("UPDATE print_level SET hashes = 0 WHERE level = ?", (level,))
        _count(connection, level + 1, hashes)


def _pour(connection: sqlite3.Connection, full: str, next_: str) -> None:
    """Both are in the order of hashes, so that the larger table is gone through once."""
    if next_ == held.TABLE:
        told = connection.execute(_TOLD[full].format(""))
        held.add(connection, ((key, _numbers(rows)) for key, rows in told))
    else:
        connection.execute(f"INSERT INTO {next_} SELECT * FROM {full}")
    connection.execute(f"DELETE FROM {full}")


def erase(connection: sqlite3.Connection, n: int, one: Print) -> None:
    """Erase the hashes of the print in row `n` of kin."""
    for name, values in _hashes(one).items():
        for table in (f"{HASHES[name]}{level}" for level in LEVELS):
            if table == held.TABLE:
                held.erase(connection, n, values)
            else:
                gone = f"DELETE FROM {table} WHERE {name} = ? AND n = ?"
                connection.executemany(gone, [(value, n) for value in values])
