"""Files as earlier versions of the program wrote them."""

import sqlite3
from pathlib import Path

from index.sqlite.connection import Connections
from index.sqlite.hashes import LEVELS
from index.sqlite.migrate import STEPS, check, migrate

SINCE_TABLES = 6
"""The first version that knows which offers are alike."""

SINCE_SHORT_KEYS = 7
BEYOND = 5 << 50
"""A part of a key that its table does without since then; two of a print may differ in it alone."""

SINCE_HELD_KEYS = 8
"""The first whose last level of keys has a row for each key."""

SINCE_NUMBERED = 9
"""The first that keeps histories by the number of the offer's row."""

HISTORIES = (
    """
    CREATE TEMP VIEW version AS SELECT id.id, offer.id AS offer, previous, run, seen, document
    FROM main.version AS id JOIN main.offer USING (n) ORDER BY number
    """,
    """
    CREATE TEMP VIEW event AS SELECT id.id, offer.id AS offer, version, run, kind, at, occasion,
    reason, confidence FROM main.event AS id JOIN main.offer USING (n)
    """,
    """
    CREATE TEMP VIEW name AS SELECT n, name FROM main.name
    UNION ALL SELECT number + 1000000, id FROM main.version
    """,
    """
    CREATE TEMP VIEW sighting AS SELECT n, at, run, version + 1000000 AS version, how
    FROM main.sighting
    """,
)
"""Histories as they were before."""

COMMON = """
    SELECT old.name, group_concat(quote(column.name)) FROM old.sqlite_master AS old
    JOIN pragma_table_info(old.name, 'old') AS column
    WHERE old.type = 'table' AND old.sql NOT LIKE '%VIRTUAL%' AND old.name NOT LIKE 'words%'
    AND column.name IN (SELECT name FROM pragma_table_info(old.name))
    GROUP BY old.name
"""
"""The tables of an older file and the columns of each that a new one has, too."""


def as_of(version: int, folder: Path, now: Path) -> None:
    """Make a file of an earlier version, with all of another that such a one can hold."""
    connections = Connections(folder / "store.db", check)
    migrate(connections, STEPS[:version])
    connections.close()
    connection = sqlite3.connect(now)
    connection.execute("ATTACH ? AS old", (str(folder / "store.db"),))
    for view in HISTORIES if version < SINCE_NUMBERED else ():
        connection.execute(view)
    with connection:
        for table, columns in connection.execute(COMMON).fetchall():
            names = columns.replace("'", '"')
            connection.execute(f"DELETE FROM old.{table}")
            connection.execute(f"INSERT INTO old.{table} ({names}) SELECT {names} FROM {table}")
        if SINCE_TABLES <= version < SINCE_HELD_KEYS:
            connection.execute(
                "INSERT INTO old.print_key SELECT * FROM old.print_key_0 WHERE n % 2"
            )
            connection.execute("DELETE FROM old.print_key_0 WHERE n % 2")
        for level in LEVELS if SINCE_TABLES <= version < SINCE_SHORT_KEYS else ():
            for beyond in (BEYOND, 2 * BEYOND):
                connection.execute(
                    f"INSERT INTO old.print_key{level} SELECT key | {beyond}, n"
                    f" FROM old.print_key{level} WHERE key < {BEYOND}"
                )
            connection.execute(f"DELETE FROM old.print_key{level} WHERE key < {BEYOND}")
        connection.execute("INSERT INTO old.words (words) VALUES ('rebuild')")
    connection.close()
