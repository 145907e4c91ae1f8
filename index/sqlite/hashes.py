"""The hashes by which prints are found.

A hash may fall on any page of its table, so that each costs a page to write where that is large.
New ones come into small tables, which are emptied into the large ones when they are full: then many
fall on the same page. (An ad of 14 among 100,000, in batches of 100: 37 us instead of 148.)
"""

# Names of tables and columns are our own; every value is a parameter.
# ruff: noqa: S608

import sqlite3
from collections.abc import Collection, Iterable

from index.sqlite.prints import keys, marks
from offers.family import Print

FULL = 50_000
"""Hashes in the small tables after which these are emptied: of some 4,000 ads, 1 MB."""

LARGE = {"print_key": "key", "print_mark": "mark"}
"""Each large table and its hash. The small one beside it is called the same and `_new`."""

_SHARING = """
    SELECT n, sum(told) FROM (
        SELECT n, 1 AS told FROM print_key WHERE key IN ({keys})
        UNION ALL SELECT n, 1 FROM print_key_new WHERE key IN ({keys})
        UNION ALL SELECT n, 2 FROM print_mark WHERE mark IN ({marks})
        UNION ALL SELECT n, 2 FROM print_mark_new WHERE mark IN ({marks})
    ) GROUP BY n HAVING sum(told) >= 2
"""


def sharing(connection: sqlite3.Connection, one: Print) -> dict[int, int]:
    """Rows of kin, its own among them, with which a print has at least two keys or one mark in
    common, and how much: each key counts once, each mark twice."""
    shared, told = keys(one), marks(one)
    places = {"keys": _places(1, shared), "marks": _places(1 + len(shared), told)}
    return dict(connection.execute(_SHARING.format(**places), (*shared, *told)))


def _places(begin: int, values: Collection[int]) -> str:
    return ", ".join(f"?{number}" for number in range(begin, begin + len(values)))


def add(connection: sqlite3.Connection, prints: Iterable[tuple[int, Print]]) -> None:
    """Enter the hashes of prints, each with the number of its row of kin."""
    rows: dict[str, list[tuple[int, int]]] = {table: [] for table in LARGE}
    for n, one in prints:
        rows["print_key"] += ((key, n) for key in keys(one))
        rows["print_mark"] += ((mark, n) for mark in marks(one))
    for table, some in rows.items():
        connection.executemany(f"INSERT INTO {table}_new VALUES (?, ?)", sorted(some))
    added = (sum(map(len, rows.values())),)
    connection.execute("UPDATE print_new SET hashes = hashes + ?", added)
    if connection.execute("SELECT 1 FROM print_new WHERE hashes >= ?", (FULL,)).fetchone():
        _empty(connection)


def _empty(connection: sqlite3.Connection) -> None:
    """Both are in the order of hashes, so that a large table is gone through once."""
    for table in LARGE:
        connection.execute(f"INSERT INTO {table} SELECT * FROM {table}_new")
        connection.execute(f"DELETE FROM {table}_new")
    connection.execute("UPDATE print_new SET hashes = 0")


def erase(connection: sqlite3.Connection, n: int, one: Print) -> None:
    """Erase the hashes of the print in row `n` of kin."""
    hashes = {"print_key": keys(one), "print_mark": marks(one)}
    for table, name in LARGE.items():
        for where in (table, f"{table}_new"):
            connection.executemany(
                f"DELETE FROM {where} WHERE {name} = ? AND n = ?",
                [(value, n) for value in hashes[table]],
            )
