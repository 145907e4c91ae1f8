"""All parts of the store in one SQLite file."""

from collections.abc import Collection, Iterable, Iterator
from contextlib import AbstractContextManager
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType
from typing import Self

from index.base import Index, Journal, Tokens
from index.entries import Entry
from index.families import Families
from index.sqlite import dumping, loading, quotes, visits
from index.sqlite.connection import Connections, require
from index.sqlite.families import SqliteFamilies
from index.sqlite.index import SqliteIndex
from index.sqlite.leases import Leases
from index.sqlite.mailings import Mailings
from index.sqlite.migrate import check, migrate
from index.sqlite.records import Records
from index.sqlite.reindex import reindex
from index.sqlite.runs import Runs
from index.sqlite.visits import Visits


class SqliteJournal(Runs, Visits, Mailings, Records, Leases):
    """The half of the store that knows what was done, as `index.base.Journal` asks for it."""

    def forget(self, offers: Collection[str]) -> None:
        with self.connections.write() as connection:
            visits.forget(connection, offers)
            for offer in offers:
                quotes.forget(connection, offer)


@dataclass(slots=True)
class SqliteStore:
    """May be used by several threads and processes at once, but not carried through `os.fork`."""

    index: Index
    journal: Journal
    families: Families
    connections: tuple[Connections, Connections]
    tokens: Tokens

    @classmethod
    def open(cls, path: Path, tokens: Tokens) -> Self:
        """Open the file, or make it. Raises `StoreError`."""
        require()
        connections = Connections(path, check)
        swift = Connections(path, check, durable=False)
        try:
            migrate(connections)
            reindex(connections, tokens)
        except BaseException:
            connections.close()
            raise
        journal = SqliteJournal(connections, swift)
        index, families = SqliteIndex(connections, tokens), SqliteFamilies(connections)
        return cls(index, journal, families, (connections, swift), tokens)

    def together(self) -> AbstractContextManager[None]:
        durable, _ = self.connections
        return durable.together()

    def dump(self) -> Iterator[Entry]:
        """As things stand at the start; what is written meanwhile makes the log grow."""
        return dumping.dump(self.connections[0])

    def load(self, entries: Iterable[Entry]) -> None:
        loading.load(self.connections[0], self.tokens, entries)

    def close(self) -> None:
        for connections in self.connections:
            connections.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()
