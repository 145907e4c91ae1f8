"""The state of a store on Elasticsearch, and bringing it up to date."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from types import TracebackType
from typing import Self

from index.access import Access
from index.base import StoreError, Tokens
from index.copying import MARK, unfinished
from index.elastic import setup
from index.elastic.analysis import best
from index.elastic.cluster import Cluster, Source
from index.elastic.connect import connect
from index.elastic.indices import Row, rows
from index.elastic.journal import ElasticJournal
from index.elastic.kept import where
from index.elastic.layout import LAYOUT_VERSION, Part
from index.elastic.migrate import READERS, Migration
from index.elastic.version import versions
from index.elastic.wanted import Wanted
from index.sole import DEAD
from index.upkeep import Standing, Told

COUNTED: Mapping[str, tuple[Part, Source]] = {
    "offers": (Part.OFFERS, where(open=True)),
    "sealed": (Part.OFFERS, {"exists": {"field": "protects"}}),
    "erased": (Part.OFFERS, {"exists": {"field": "erased"}}),
    "versions": (Part.HISTORY, where(kind="version")),
    "events": (Part.HISTORY, where(kind="event")),
    "sightings": (Part.HISTORY, where(kind="sighting")),
    "originals": (Part.SEALED, where(kind="version")),
    "runs": (Part.RUNS, where(kind="run")),
    "problems": (Part.RUNS, where(kind="problem")),
    "visits": (Part.VISITS, {"match_all": {}}),
    "matches": (Part.MATCHES, where(kind="match")),
    "mailings": (Part.MAILINGS, where(kind="mailing")),
    "links": (Part.LINKS, where(kind="link")),
    "families": (Part.FAMILIES, {"match_all": {}}),
    "audit": (Part.AUDIT, {"match_all": {}}),
}
"""What is counted, and the documents of each."""


@dataclass(frozen=True, slots=True)
class ElasticUpkeep:
    """A store whose indices need not be as they would be made now. `dead` and `readers`: see
    `Migration`."""

    cluster: Cluster
    wanted: Wanted
    dead: float = DEAD
    readers: float = READERS

    @classmethod
    def open(cls, url: str, tokens: Tokens, access: Access) -> Self:
        """Raises `StoreError` where there is no store."""
        cluster = connect(url, access)
        try:
            _require(cluster)
            with cluster.asked():
                tier = best(cluster)
        except BaseException:
            cluster.close()
            raise
        return cls(cluster, Wanted(access, tokens, tier))

    def status(self) -> Standing:
        found = rows(self.cluster)
        offers = found[Part.OFFERS].live
        layouts = [row.live.made.get("layout", 0) for row in found.values() if row.live]
        return Standing(
            home=f"Elasticsearch {', '.join(self._versions())}, {self.cluster.url}",
            layout=min(layouts, default=0),
            newest=LAYOUT_VERSION,
            folding=offers.made.get("folding") if offers else None,
            current=self.wanted.made(Part.OFFERS)["folding"],
            counts={
                name: self._count(part, query) if found[part].live else 0
                for name, (part, query) in COUNTED.items()
            },
            size=self._size(found),
            notes=tuple(self._notes(found)),
            other=any(
                row.live is not None and not self.wanted.is_made(part, row.live)
                for part, row in found.items()
            ),
        )

    def migrate(self, told: Told, *, keep: bool = False) -> bool:
        return self._migration(told, keep=keep).run()

    def rebuild(self, told: Told, *, keep: bool = False) -> None:
        self._migration(told, keep=keep).run(anew=True)

    def _migration(self, told: Told, *, keep: bool) -> Migration:
        journal = ElasticJournal(self.cluster)
        wait = (self.dead, self.readers)
        return Migration(self.cluster, journal, self.wanted, told, keep, *wait)

    def _versions(self) -> list[str]:
        with self.cluster.asked():
            return sorted(set(versions(self.cluster.client)))

    def _count(self, part: Part, query: Source) -> int:
        self.cluster.refresh(part, always=True)
        index = self.cluster.behind(part)
        with self.cluster.asked():
            return int(self.cluster.client.count(index=index, query=query)["count"])

    def _size(self, found: Mapping[Part, Row]) -> int:
        names = [row.live.name for row in found.values() if row.live]
        with self.cluster.asked():
            stats = self.cluster.client.indices.stats(index=names, metric="store")
        return int(stats["_all"]["total"]["store"]["size_in_bytes"])

    def _notes(self, found: Mapping[Part, Row]) -> Iterator[str]:
        for row in found.values():
            if row.live and row.live.barred:
                yield (
                    f"{row.live.name} cannot be written to: a migration is at its last step, or"
                    " died there; `offerwatch index migrate` ends that"
                )
            for one in row.unfinished:
                yield f"{one.name} is unfinished: `offerwatch index migrate` goes on or removes it"
            for one in row.replaced:
                way = (
                    "was kept; delete it when it is needed no more"
                    if one.kept
                    else "is left over; `offerwatch index migrate` removes it"
                )
                yield f"{one.name} {way}: offers that are erased are not erased there"
        if note := unfinished(ElasticJournal(self.cluster).lease(MARK)):
            yield note

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.cluster.close()


def _require(cluster: Cluster) -> None:
    if not setup.is_there(cluster):
        raise StoreError(f"{cluster.url} is not there yet; the first crawl makes it")
