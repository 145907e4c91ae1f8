"""Documents in an order, a page at a time, however many there are."""

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from index.elastic.cluster import PAGE, Cluster, Found, Source
from index.elastic.layout import Part


@dataclass(frozen=True, slots=True, kw_only=True)
class Listing:
    """Hits of a query by these fields, the last of which no two of them share; `page` at once.
    `turned` are fields that go the other way, `after` are the values of a hit that was seen."""

    part: Part
    query: Source
    by: Sequence[str]
    descending: bool = False
    turned: Collection[str] = ()
    after: Sequence[Any] = ()
    page: int = PAGE

    def read(self, cluster: Cluster, limit: int | None = None) -> Iterator[Found]:
        """What others wrote counts as well: whoever reads the journal acts on it."""
        body: dict[str, Any] = {
            "query": self.query,
            "sort": [{name: self._way(name)} for name in self.by],
            "track_total_hits": False,
            "seq_no_primary_term": True,
        }
        if self.after:
            body["search_after"] = self.after
        fresh = True
        while limit is None or limit > 0:
            size = self.page if limit is None else min(self.page, limit)
            hits = cluster.search(self.part, {**body, "size": size}, fresh=fresh)["hits"]["hits"]
            fresh = False
            yield from map(Found.of, hits)
            if len(hits) < size:
                return
            limit = None if limit is None else limit - size
            body["search_after"] = hits[-1]["sort"]

    def _way(self, field: str) -> str:
        return "desc" if self.descending is not (field in self.turned) else "asc"
