"""The last level of keys: for each key one row, with the numbers of all kin that have it.

Among a million ads a key is held by some seventy, which are read at once where each had a row
of its own before, and take four bytes instead of some thirteen.
"""

# Names of tables and columns are our own; every value is a parameter.
# ruff: noqa: S608

import json
import sqlite3
from collections.abc import Collection, Iterable

from index.sqlite.prints import pack, unpack

TABLE = "print_key"

TOLD = f"SELECT key, rows FROM {TABLE}"

_ADD = (
    f"INSERT INTO {TABLE} VALUES (?, ?)"
    " ON CONFLICT DO UPDATE SET rows = CAST(rows || excluded.rows AS BLOB)"
)
_SIZE = 4


def numbers(rows: bytes) -> Iterable[int]:
    """Those in a row's column `rows`."""
    return unpack(_SIZE, rows)


def add(connection: sqlite3.Connection, more: Iterable[tuple[int, Iterable[int]]]) -> None:
    """Keys with the numbers of more kin that have them, none of which is there."""
    connection.executemany(_ADD, ((key, pack(_SIZE, some)) for key, some in more))


def erase(connection: sqlite3.Connection, n: int, keys: Collection[int]) -> None:
    """Number `n` is taken out of these keys."""
    asked = f"{TOLD} WHERE key IN (SELECT value FROM json_each(?))"
    found = connection.execute(asked, (json.dumps([*keys]),)).fetchall()
    left = [(key, [other for other in numbers(rows) if other != n]) for key, rows in found]
    connection.executemany(
        f"UPDATE {TABLE} SET rows = ? WHERE key = ?",
        [(pack(_SIZE, some), key) for key, some in left if some],
    )
    connection.executemany(
        f"DELETE FROM {TABLE} WHERE key = ?", [(key,) for key, some in left if not some]
    )
