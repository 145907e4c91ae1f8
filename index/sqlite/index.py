"""The half of the store that knows offers, as `index.base.Index` asks for it."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from index.asked import PATIENCE, Page
from index.base import Hits, Look, Order, Tokens
from index.query.tree import Node
from index.sqlite import (
    erasing,
    glances,
    linking,
    quotes,
    reading,
    sealing,
    search,
    visits,
    walk,
)
from index.sqlite.connection import Connections
from index.sqlite.writing import Writer
from index.times import stamp
from offers.life import Change, Event, Glance, Known, Sighting, Version
from offers.offer import Protects


@dataclass(frozen=True, slots=True)
class SqliteIndex:
    """May be used by several threads at once. `patience`: seconds that a search may take."""

    connections: Connections
    tokens: Tokens
    patience: float = PATIENCE

    def look(self, ids: Collection[str]) -> Look:
        with self.connections.read() as connection:
            return Look(reading.known(connection, ids), reading.erased(connection, ids))

    def known(self, ids: Collection[str]) -> Mapping[str, Known]:
        with self.connections.read() as connection:
            return reading.known(connection, ids)

    def online(self, ids: Collection[str]) -> frozenset[str]:
        with self.connections.read() as connection:
            return glances.online(connection, ids)

    def put(self, changes: Sequence[Change]) -> frozenset[str]:
        if not changes:
            return frozenset()
        with self.connections.write() as connection:
            writer = Writer(connection, self.tokens)
            refused = [one.known.offer.id for one in changes if not writer.write(one)]
            if writer.exposed:
                erasing.purge(connection)
        if writer.exposed:
            self.connections.truncate()
        return frozenset(refused)

    def glance(self, ids: Collection[str], glance: Glance) -> frozenset[str]:
        if not ids:
            return frozenset()
        with self.connections.write() as connection:
            return glances.enter(connection, ids, glance)

    def get(self, start: str) -> Known | None:
        with self.connections.read() as connection:
            return reading.by_prefix(connection, start)

    def versions(self, offer: str) -> Sequence[Version]:
        with self.connections.read() as connection:
            return reading.versions(connection, offer)

    def events(self, offer: str) -> Sequence[Event]:
        with self.connections.read() as connection:
            return reading.events(connection, "offer.id", offer)

    def events_of_run(self, run: str) -> Sequence[Event]:
        with self.connections.read() as connection:
            return reading.events(connection, "event.run", run)

    def sightings(self, offer: str) -> Sequence[Sighting]:
        with self.connections.read() as connection:
            return reading.sightings(connection, offer)

    def search(
        self,
        query: Node,
        *,
        order: Order | None = None,
        limit: int = 20,
        after: str | None = None,
        ids: Collection[str] | None = None,
    ) -> Hits:
        page = Page(order=order or Order(), limit=limit, after=after, ids=ids)
        with self.connections.read() as connection, search.bounded(connection, self.patience):
            return search.search(connection, query, page)

    def walk(self, query: Node, order: Order | None = None) -> Iterator[Known]:
        return walk.walk(self.connections, query, order or Order(), self.patience)

    def facets(self, query: Node, field: str, size: int = 100) -> Sequence[tuple[str, int]]:
        with self.connections.read() as connection, search.bounded(connection, self.patience):
            return search.facets(connection, query, field, size)

    def unseen(self, site: str, run: str, until: datetime) -> Iterator[Known]:
        return reading.unseen(self.connections, site, run, until)

    def pending_runs(self) -> frozenset[str]:
        with self.connections.read() as connection:
            rows = connection.execute("SELECT DISTINCT run FROM pending")
            return frozenset(run for (run,) in rows)

    def pending(self, run: str) -> Iterator[Known]:
        return reading.pending(self.connections, run)

    def delete(self, ids: Collection[str], at: datetime) -> int:
        erased = 0
        with self.connections.write() as connection:
            visits.forget(connection, ids)
            for offer in sorted(ids):
                quotes.forget(connection, offer)
                linking.forget(connection, offer)
                lay_open = erasing.erase(connection, offer)
                erased += sealing.erase(connection, offer) or lay_open
                connection.execute(
                    "INSERT INTO tombstone (id, at) VALUES (?, ?) ON CONFLICT DO NOTHING",
                    (offer, stamp(at)),
                )
            if erased:
                erasing.purge(connection)
        if erased:
            self.connections.truncate()
        return erased

    def expired(self, now: datetime) -> frozenset[str]:
        with self.connections.read() as connection:
            rows = connection.execute(
                "SELECT id FROM life JOIN offer USING (n) WHERE expires <= :now"
                " UNION ALL SELECT id FROM sealed_offer WHERE expires <= :now",
                {"now": stamp(now)},
            )
            return frozenset(id_ for (id_,) in rows)

    def sealed(self) -> Mapping[Protects, int]:
        with self.connections.read() as connection:
            return sealing.counts(connection)

    def originals(self, offer: str) -> Sequence[Version]:
        with self.connections.read() as connection:
            return reading.versions(connection, offer, sealed=True)
