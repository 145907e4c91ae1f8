"""Searching: which offers a query holds for, in which order, a page at a time."""

import heapq
from collections.abc import Iterator, Sequence
from typing import Any

from index.asked import PATIENCE, Page, demand_order, demand_size, demand_values
from index.base import Hits
from index.cursor import Cursor
from index.elastic.asking import KEPT, asked
from index.elastic.cluster import Cluster, Source
from index.elastic.compile import among, both, condition
from index.elastic.layout import Part
from index.elastic.ranks import cursor, place, ranks
from index.elastic.slots import remembered
from index.elastic.walk import still
from index.query.tree import Node
from index.spelling import storable

WINDOW = 5_000
"""Hits of one answer, of which Elasticsearch gives up to 10,000. A larger page is put together."""

COUNTED = 10_000
"""Values that each shard counts at first, and that `composite` gives at a time."""


def search(cluster: Cluster, query: Node, page: Page, patience: float = PATIENCE) -> Hits:
    """One page of a search, and how many offers it finds in all.

    What other processes wrote less than a second ago may be missing, but not among `ids`.
    """
    demand_order(page.order)
    demand_size(query)
    limit = max(0, page.limit)
    body = {
        "query": _among(condition(query), page),
        "sort": ranks(page.order),
        "size": min(limit + 1, WINDOW),
        "source_includes": KEPT,
        "track_total_hits": True,
    }
    if page.after is not None:
        body["search_after"] = place(Cursor.read(page.after, page.order))
    cluster.refresh(Part.OFFERS, always=page.ids is not None)
    total, rows = _rows(cluster, body, limit + 1, patience)
    shown = rows[:limit]
    going_on = shown and len(rows) > limit
    last = str(cursor(page.order, shown[-1]["sort"])) if going_on else None
    return Hits(total, tuple(remembered(hit["_source"]) for hit in shown), last)


def facets(
    cluster: Cluster, query: Node, field: str, size: int, patience: float = PATIENCE
) -> Sequence[tuple[str, int]]:
    """How many offers have each value of a keyword field."""
    demand_values(field)
    demand_size(query)
    if size < 1:
        return []
    cluster.refresh(Part.OFFERS)
    wanted = condition(query)
    if size <= COUNTED:
        counted = {"field": field, "size": size, "shard_size": COUNTED}
        found = _aggregated(cluster, wanted, {"terms": counted}, patience)
        if found["doc_count_error_upper_bound"] == 0:
            return [(one["key"], one["doc_count"]) for one in found["buckets"]]
    every = _every(cluster, wanted, field, patience)
    return heapq.nsmallest(size, every, key=lambda pair: (-pair[1], pair[0]))


def _among(wanted: Source, page: Page) -> Source:
    if page.ids is None:
        return wanted
    return both(wanted, among("id", sorted(id_ for id_ in page.ids if storable(id_) == id_)))


def _rows(
    cluster: Cluster, body: dict[str, Any], limit: int, patience: float
) -> tuple[int, list[Any]]:
    """How many hits there are in all, and `limit` of them."""
    one = limit <= WINDOW
    found = [asked(cluster, body, patience)] if one else still(cluster, body, patience)
    total, rows = None, list[Any]()
    for answer in found:
        total = answer["hits"]["total"]["value"] if total is None else total
        rows += answer["hits"]["hits"]
        if len(rows) >= limit:
            break
    return total or 0, rows[:limit]


def _every(
    cluster: Cluster, wanted: Source, field: str, patience: float
) -> Iterator[tuple[str, int]]:
    """Every value with its count, in the order of the values."""
    asking: dict[str, Any] = {"size": COUNTED, "sources": [{field: {"terms": {"field": field}}}]}
    while True:
        found = _aggregated(cluster, wanted, {"composite": asking}, patience)
        yield from ((one["key"][field], one["doc_count"]) for one in found["buckets"])
        if "after_key" not in found:
            return
        asking["after"] = found["after_key"]


def _aggregated(cluster: Cluster, wanted: Source, counted: Source, patience: float) -> Any:
    body = {"query": wanted, "size": 0, "track_total_hits": False, "aggs": {"values": counted}}
    return asked(cluster, body, patience)["aggregations"]["values"]
