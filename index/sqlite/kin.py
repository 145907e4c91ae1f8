"""Kin in the file: found by offer, by base and by what is like them, entered and erased."""

# Names of tables and columns are our own; every value is a parameter.
# ruff: noqa: S608

import json
import sqlite3
from collections.abc import Collection, Iterable, Mapping, Sequence

from index.sqlite.prints import Row, are_alike, columns, keys, kin_of, marks
from offers.family import Kin, Print

COLUMNS = "kin.n, offer, print_tables.id, base, family, print, keys, words"
KIN = f"SELECT {COLUMNS} FROM kin JOIN print_tables ON print_tables.n = kin.tables"

_LISTED = "IN (SELECT value FROM json_each(?))"
_CURRENT = "kin.tables = (SELECT n FROM print_tables WHERE current)"
_OF_OFFERS = f"{KIN} WHERE offer {_LISTED} AND {_CURRENT}"
_OF_BASES = f"{KIN} WHERE {_CURRENT} AND base {_LISTED} ORDER BY offer"
_NUMBERED = f"{KIN} WHERE kin.n {_LISTED}"


def of_offers(connection: sqlite3.Connection, offers: Collection[str]) -> Mapping[str, Kin]:
    """Under the current tables."""
    rows = connection.execute(_OF_OFFERS, (json.dumps(list(offers)),))
    return {row[1]: kin_of(row) for row in rows}


def of_bases(connection: sqlite3.Connection, bases: Collection[str]) -> Sequence[Kin]:
    """Under the current tables, by the ids of their offers."""
    return [kin_of(row) for row in connection.execute(_OF_BASES, (json.dumps(list(bases)),))]


def alike(connection: sqlite3.Connection, prints: Sequence[Print]) -> Mapping[str, Sequence[Kin]]:
    """By offer, those that may be like it."""
    numbers = [(one, _numbers(connection, one)) for one in prints]
    wanted = {n for _, some in numbers for n in some}
    rows = connection.execute(_NUMBERED, (json.dumps([*wanted]),))
    found = {row[0]: kin_of(row) for row in rows}
    return {
        one.offer: _chosen(one, (found[n] for n in some if n in found)) for one, some in numbers
    }


def _numbers(connection: sqlite3.Connection, one: Print) -> list[int]:
    """Rows of those whose hashes are alike."""
    shared, told = sorted(keys(one)), sorted(marks(one))
    rows = connection.execute(
        f"SELECT n FROM print_key WHERE key IN ({_marks(shared)})"
        " GROUP BY n HAVING count(*) >= 2"
        f" UNION SELECT n FROM print_mark WHERE mark IN ({_marks(told)})",
        (*shared, *told),
    )
    return [n for (n,) in rows]


def _marks(values: Sequence[int]) -> str:
    return ", ".join("?" * len(values))


def _chosen(one: Print, found: Iterable[Kin]) -> Sequence[Kin]:
    chosen = [kin for kin in found if are_alike(one, kin.print)]
    return sorted(chosen, key=lambda kin: kin.print.offer)


def enter(connection: sqlite3.Connection, kin: Iterable[Kin], tables: Mapping[str, int]) -> None:
    """Write these in place of what is stored of the same offers and tables. `tables` are numbers
    by id. Raises `ValueError` for a print that could not be read back."""
    for one in kin:
        number = tables[one.print.tables]
        stored = connection.execute(
            f"{KIN} WHERE offer = ? AND kin.tables = ?", (one.print.offer, number)
        ).fetchone()
        if stored is None:
            _insert(connection, one, number)
        elif kin_of(stored).print == one.print:
            connection.execute(
                "UPDATE kin SET base = ?, family = ? WHERE n = ?", (one.base, one.family, stored[0])
            )
        else:
            erase(connection, [stored])
            _insert(connection, one, number)


def _insert(connection: sqlite3.Connection, kin: Kin, tables: int) -> None:
    written = connection.execute(
        "INSERT INTO kin (offer, tables, base, family, print, keys, words)"
        " VALUES (?, ?, ?, ?, ?, ?, ?)",
        (kin.print.offer, tables, *columns(kin)),
    )
    n = written.lastrowid
    connection.executemany(
        "INSERT INTO print_key (key, n) VALUES (?, ?)", [(key, n) for key in keys(kin.print)]
    )
    connection.executemany(
        "INSERT INTO print_mark (mark, n) VALUES (?, ?)", [(mark, n) for mark in marks(kin.print)]
    )


def erase(connection: sqlite3.Connection, rows: Iterable[Row]) -> None:
    """Erase these, with their hashes."""
    for row in rows:
        of, n = kin_of(row).print, row[0]
        connection.executemany(
            "DELETE FROM print_key WHERE key = ? AND n = ?", [(key, n) for key in keys(of)]
        )
        connection.executemany(
            "DELETE FROM print_mark WHERE mark = ? AND n = ?", [(mark, n) for mark in marks(of)]
        )
        connection.execute("DELETE FROM kin WHERE n = ?", (n,))
