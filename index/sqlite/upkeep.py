"""The state of a file, and bringing it up to date."""

# Names of tables and columns are our own; every value is a parameter.
# ruff: noqa: S608

import sqlite3
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType
from typing import Self

from index.base import StoreError, Tokens
from index.codec import decode
from index.copying import MARK, unfinished
from index.fingerprint import fingerprint
from index.sqlite.connection import Connections, require
from index.sqlite.migrate import STEPS, check, migrate, version
from index.sqlite.reindex import reindex, stored
from index.upkeep import Standing, Told
from offers.lease import Lease

COUNTED: Mapping[str, str] = {
    "offers": "offer",
    "sealed": "sealed_offer",
    "erased": "tombstone",
    "versions": "version",
    "events": "event",
    "sightings": "sighting",
    "originals": "sealed_version",
    "runs": "run",
    "problems": "problem",
    "visits": "visit",
    "matches": "rule_match",
    "mailings": "mailing",
    "links": "link",
    "families": "family",
    "audit": "audit",
}
"""What is counted, and the table of each."""

BESIDE = ("", "-wal", "-shm")
"""What the names of the files of a store end with."""


@dataclass(frozen=True, slots=True)
class SqliteUpkeep:
    """Looks at a file as it is; opening the store itself would bring it up to date."""

    connections: Connections
    tokens: Tokens

    @classmethod
    def open(cls, path: Path, tokens: Tokens) -> Self:
        """Raises `StoreError` where there is no file."""
        require()
        if not path.exists():
            raise StoreError(f"{path} is not there yet; the first crawl makes it")
        return cls(Connections(path, check), tokens)

    def status(self) -> Standing:
        path = self.connections.path
        with self.connections.read() as connection:
            layout = version(connection)
            return Standing(
                home=f"SQLite {sqlite3.sqlite_version}, {path}",
                layout=layout,
                newest=len(STEPS),
                folding=stored(connection),
                current=fingerprint(self.tokens),
                counts=_counts(connection),
                size=sum(_size(path.with_name(path.name + end)) for end in BESIDE),
                notes=tuple(_notes(connection)),
            )

    def migrate(self, told: Told, *, keep: bool = False) -> bool:
        """A file is brought up to date where it is, all or nothing."""
        self._refuse(keep)
        was = self.status()
        migrate(self.connections)
        return reindex(self.connections, self.tokens, told) or not was.is_current

    def rebuild(self, told: Told, *, keep: bool = False) -> None:
        self._refuse(keep)
        migrate(self.connections)
        reindex(self.connections, self.tokens, told, anew=True)

    def _refuse(self, keep: bool) -> None:  # noqa: FBT001 - as it was asked for
        if keep:
            raise StoreError(
                f"{self.connections.path} is changed where it is, all or nothing, so there is no"
                " earlier one to keep; `offerwatch index copy` makes a copy first"
            )

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.connections.close()


def _tables(connection: sqlite3.Connection) -> set[str]:
    asked = "SELECT name FROM sqlite_master WHERE type = 'table'"
    return {name for (name,) in connection.execute(asked)}


def _notes(connection: sqlite3.Connection) -> Iterator[str]:
    if "lease" not in _tables(connection):
        return
    row = connection.execute("SELECT document FROM lease WHERE name = ?", (MARK,)).fetchone()
    if row and (note := unfinished(decode(Lease, row[0]))):
        yield note


def _counts(connection: sqlite3.Connection) -> dict[str, int]:
    """None for what an older schema has no table for."""
    tables = _tables(connection)
    return {
        name: connection.execute(f"SELECT count(*) FROM {table}").fetchone()[0]
        for name, table in COUNTED.items()
        if table in tables
    }


def _size(file: Path) -> int:
    try:
        return file.stat().st_size
    except FileNotFoundError:
        return 0
