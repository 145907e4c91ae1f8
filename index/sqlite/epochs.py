"""Tables that prints are made with: the current ones, those beside them, and what is left of old
ones."""

import sqlite3
from functools import lru_cache

from index.base import StoreError
from index.codec import decode, encode
from index.sqlite import kin
from index.sqlite.connection import Connections
from offers.family import Tables

SLICE = 500
"""Kin under old tables that are erased in one transaction, so that others write in between."""


def current(connection: sqlite3.Connection) -> Tables | None:
    row = connection.execute("SELECT document FROM print_tables WHERE current").fetchone()
    return _decoded(row[0]) if row else None


@lru_cache(maxsize=1)
def _decoded(document: str) -> Tables:
    """They are asked for again and again, and are large."""
    return decode(Tables, document)


def numbers(connection: sqlite3.Connection) -> dict[str, int]:
    """The numbers of all tables in use, by id."""
    asked = "SELECT id, n FROM print_tables WHERE NOT old"
    return dict(connection.execute(asked))


def add(connection: sqlite3.Connection, tables: Tables) -> None:
    """Beside the current ones; what was stored under the same id is replaced."""
    connection.execute(
        "INSERT INTO print_tables (id, current, old, document) VALUES (?, 0, 0, ?)"
        " ON CONFLICT (id) WHERE NOT old DO UPDATE SET document = excluded.document",
        (tables.id, encode(tables)),
    )


def use(connection: sqlite3.Connection, id_: str) -> None:
    """Raises `StoreError` if there are no such tables."""
    if id_ not in numbers(connection):
        raise StoreError(f"there are no tables {id_!r} to compare offers with")
    connection.execute("UPDATE print_tables SET current = (id = ?) WHERE NOT old", (id_,))
    connection.execute("UPDATE print_tables SET old = 1, document = '' WHERE NOT current")


def sweep(connections: Connections) -> None:
    """Erase the kin under tables that are no longer used, some at a time."""
    while True:
        with connections.write() as connection:
            old = connection.execute("SELECT n FROM print_tables WHERE old").fetchone()
            if old is None:
                return
            asked = f"{kin.KIN} WHERE kin.tables = ? LIMIT ?"
            rows = connection.execute(asked, (old[0], SLICE)).fetchall()
            kin.erase(connection, rows)
            if len(rows) < SLICE:
                connection.execute("DELETE FROM print_tables WHERE n = ?", old)
