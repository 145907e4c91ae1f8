"""The hashes by which prints are found.

A hash may fall on any page of its table, so that each costs a page to write where that is large.
New ones come into small tables, which are poured into larger ones when they are full: then many
fall on the same page. (An ad of 14 among 100,000, in batches of 100: 35 us instead of 148.)
"""

# Names of tables and columns are our own; every value is a parameter.
# ruff: noqa: S608

import sqlite3
from collections.abc import Collection, Iterable, Mapping

from index.sqlite.prints import keys, marks
from offers.family import Print

FULL = (25_000, 400_000)
"""Hashes in the tables of each level after which these are poured into those of the next: of some
1,800 and 28,000 ads, 500 kB and 8 MB. The last level is never full."""

HASHES = {"key": "print_key", "mark": "print_mark"}
"""What is hashed, and the tables of each as they are called; those of the last level are called so,
those before it with a number behind that."""

LEVELS = ("_0", "_1", "")

_COUNTING = " UNION ALL ".join(
    f"SELECT n, {told} AS told FROM {HASHES[name]}{level} WHERE {name} IN ({{{name}}})"
    for name, told in (("key", 1), ("mark", 2))
    for level in LEVELS
)
_SHARING = f"SELECT n, sum(told) FROM ({_COUNTING}) GROUP BY n HAVING sum(told) >= 2"


def sharing(connection: sqlite3.Connection, one: Print) -> dict[int, int]:
    """Rows of kin, its own among them, with which a print has at least two keys or one mark in
    common, and how much: each key counts once, each mark twice."""
    shared, told = keys(one), marks(one)
    places = {"key": _places(1, shared), "mark": _places(1 + len(shared), told)}
    return dict(connection.execute(_SHARING.format(**places), (*shared, *told)))


def _places(begin: int, values: Collection[int]) -> str:
    return ", ".join(f"?{number}" for number in range(begin, begin + len(values)))


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
    return {"key": keys(one), "mark": marks(one)}


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
