"""Kin in the file: found by offer, by base and by what is like them, entered and erased."""

# Names of tables and columns are our own; every value is a parameter.
# ruff: noqa: S608

import json
import sqlite3
from collections.abc import Collection, Iterable, Mapping, Sequence

from index.sqlite import hashes
from index.sqlite.prints import Row, columns, kin_of
from offers.family import Kin

COLUMNS = "kin.n, offer, print_tables.id, base, family, print, keys, words"
KIN = f"SELECT {COLUMNS} FROM kin JOIN print_tables ON print_tables.n = kin.tables"
"""All kin, under tables that are no longer used, too."""

_LISTED = "IN (SELECT value FROM json_each(?))"
_IN_USE = f"{KIN} WHERE NOT old"
_CURRENT = "kin.tables = (SELECT n FROM print_tables WHERE current)"
_OF_OFFERS = f"{KIN} WHERE offer {_LISTED} AND {_CURRENT}"
_OF_BASES = f"{KIN} WHERE {_CURRENT} AND base {_LISTED} ORDER BY offer"
_NUMBERED = f"{KIN} WHERE kin.n {_LISTED}"


def of_offers(connection: sqlite3.Connection, offers: Collection[str]) -> Mapping[str, Kin]:
    """Under the current tables."""
    rows = connection.execute(_OF_OFFERS, (json.dumps(list(offers)),))
    return {row[1]: kin_of(row) for row in rows}


def numbered(connection: sqlite3.Connection, numbers: Collection[int]) -> Mapping[int, Kin]:
    """Those in these rows, by their number."""
    rows = connection.execute(_NUMBERED, (json.dumps(list(numbers)),))
    return {row[0]: kin_of(row) for row in rows}


def of_bases(connection: sqlite3.Connection, bases: Collection[str]) -> Sequence[Kin]:
    """Under the current tables, by the ids of their offers."""
    return [kin_of(row) for row in connection.execute(_OF_BASES, (json.dumps(list(bases)),))]


def enter(connection: sqlite3.Connection, kin: Iterable[Kin], tables: Mapping[str, int]) -> None:
    """Write these in place of what is stored of the same offers and tables. `tables` are numbers
    by id. Raises `ValueError` for a print that could not be read back."""
    given = {(one.print.offer, one.print.tables): one for one in kin}
    asked = (json.dumps([offer for offer, _ in given]),)
    stored = {row[1:3]: row for row in connection.execute(f"{_IN_USE} AND offer {_LISTED}", asked)}
    same = {id_ for id_ in stored if id_ in given and kin_of(stored[id_]).print == given[id_].print}
    erase(connection, [stored[id_] for id_ in given if id_ in stored and id_ not in same])
    connection.executemany(
        "UPDATE kin SET base = ?, family = ? WHERE n = ?",
        [(given[id_].base, given[id_].family, stored[id_][0]) for id_ in same],
    )
    _insert(connection, [given[id_] for id_ in given if id_ not in same], tables)


def _insert(connection: sqlite3.Connection, kin: Iterable[Kin], tables: Mapping[str, int]) -> None:
    rows = []
    for one in kin:
        written = connection.execute(
            "INSERT INTO kin (offer, tables, base, family, print, keys, words)"
            " VALUES (?, ?, ?, ?, ?, ?, ?)",
            (one.print.offer, tables[one.print.tables], *columns(one)),
        )
        rows.append((written.lastrowid or 0, one.print))
    hashes.add(connection, rows)


def erase(connection: sqlite3.Connection, rows: Iterable[Row]) -> None:
    """Erase these, with their hashes."""
    for row in rows:
        hashes.erase(connection, row[0], kin_of(row).print)
        connection.execute("DELETE FROM kin WHERE n = ?", (row[0],))
