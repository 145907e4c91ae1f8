"""Brings a file to the schema that this program knows, one version after another."""

import sqlite3
from collections.abc import Iterator, Sequence
from importlib.resources import files
from pathlib import Path

from index.base import StoreError
from index.sqlite.connection import Connections

OURS = 0x4F666677
"""`application_id` of our files: "Offw" in ASCII."""

STEPS = (
    "schema.sql", "flat.sql", "leases.sql", "visits.sql", "reading.sql", "families.sql",
    "keys.sql", "rows.sql", "numbered.sql",
)  # fmt: skip
"""The n-th brings a file from version n-1 to n. Written once, never changed after a release."""


def check(connection: sqlite3.Connection, path: Path) -> None:
    """Raises `StoreError` unless the file is empty, or ours and not newer than this program."""
    # In this order: another process may make the tables meanwhile, and the mark with them.
    tables = _tables(connection)
    mark = _pragma(connection, "application_id")
    if mark != OURS and (mark or tables):
        raise StoreError(
            f"{path} is a database of another program; choose another file in offerwatch.toml"
        )
    if (found := version(connection)) > len(STEPS):
        raise StoreError(
            f"{path} was written by a newer Offerwatch (schema {found}, this one knows "
            f"{len(STEPS)}); upgrade this one, or choose another file"
        )


def migrate(connections: Connections, steps: Sequence[str] = STEPS) -> None:
    """Take the steps that are missing, all or none. Others who open the file meanwhile wait."""
    with connections.read() as connection:
        if version(connection) == len(steps):
            return
    with connections.write() as connection:
        for step in steps[version(connection) :]:
            for statement in _statements(step):
                connection.execute(statement)
        connection.execute(f"PRAGMA application_id = {OURS}")
        connection.execute(f"PRAGMA user_version = {len(steps)}")


def version(connection: sqlite3.Connection) -> int:
    """The version of a file's schema, 0 for an empty file."""
    return _pragma(connection, "user_version")


def _statements(step: str) -> Iterator[str]:
    """One at a time: `executescript` would end the transaction first."""
    pending = ""
    for line in files("index.sqlite").joinpath(step).read_text("utf-8").splitlines():
        pending += line + "\n"
        if sqlite3.complete_statement(pending):
            yield pending
            pending = ""


def _pragma(connection: sqlite3.Connection, name: str) -> int:
    return int(connection.execute(f"PRAGMA {name}").fetchone()[0])


def _tables(connection: sqlite3.Connection) -> int:
    return int(connection.execute("SELECT count(*) FROM sqlite_master").fetchone()[0])
