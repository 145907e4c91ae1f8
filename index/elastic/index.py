"""The half of the store that knows offers, as `index.base.Index` asks for it."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from index.asked import PATIENCE, Page
from index.base import Hits, Look, Order, Tokens
from index.elastic import (
    erasing,
    glances,
    history,
    reading,
    search,
    strays,
    walk,
    walking,
    writing,
)
from index.elastic.cluster import Cluster
from index.query.tree import Node
from offers.life import Change, Event, Glance, Known, Sighting, Version
from offers.offer import Protects


@dataclass(frozen=True, slots=True)
class ElasticIndex:
    """May be used by several threads at once. `patience`: seconds that a search may take."""

    cluster: Cluster
    tokens: Tokens
    patience: float = PATIENCE

    def look(self, ids: Collection[str]) -> Look:
        return reading.look(self.cluster, ids)

    def known(self, ids: Collection[str]) -> Mapping[str, Known]:
        return self.look(ids).known

    def online(self, ids: Collection[str]) -> frozenset[str]:
        return glances.online(self.cluster, ids)

    def put(self, changes: Sequence[Change]) -> frozenset[str]:
        return writing.put(self.cluster, self.tokens, changes)

    def glance(self, ids: Collection[str], glance: Glance) -> frozenset[str]:
        return glances.enter(self.cluster, ids, glance)

    def get(self, start: str) -> Known | None:
        return reading.by_prefix(self.cluster, start)

    def versions(self, offer: str) -> Sequence[Version]:
        return history.versions(self.cluster, offer)

    def events(self, offer: str) -> Sequence[Event]:
        return history.events(self.cluster, offer)

    def events_of_run(self, run: str) -> Sequence[Event]:
        return history.events_of_run(self.cluster, run)

    def sightings(self, offer: str) -> Sequence[Sighting]:
        return history.sightings(self.cluster, offer)

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
        return search.search(self.cluster, query, page, self.patience)

    def walk(self, query: Node, order: Order | None = None) -> Iterator[Known]:
        return walk.walk(self.cluster, query, order or Order(), self.patience)

    def facets(self, query: Node, field: str, size: int = 100) -> Sequence[tuple[str, int]]:
        return search.facets(self.cluster, query, field, size, self.patience)

    def unseen(self, site: str, run: str, until: datetime) -> Iterator[Known]:
        return walking.unseen(self.cluster, site, run, until)

    def pending_runs(self) -> frozenset[str]:
        return walking.pending_runs(self.cluster)

    def pending(self, run: str) -> Iterator[Known]:
        return walking.pending(self.cluster, run)

    def delete(self, ids: Collection[str], at: datetime) -> int:
        return erasing.delete(self.cluster, ids, at)

    def expired(self, now: datetime) -> frozenset[str]:
        """And erase what writers left who were killed: whoever asks is about to erase."""
        strays.erase(self.cluster)
        return walking.expired(self.cluster, now)

    def sealed(self) -> Mapping[Protects, int]:
        return walking.sealed(self.cluster)

    def originals(self, offer: str) -> Sequence[Version]:
        return history.originals(self.cluster, offer)
