"""All offers that a query holds for, one by one, as things stand at one moment."""

from collections.abc import Iterator, Mapping
from functools import partial
from typing import Any

from index.asked import PATIENCE, demand_order, demand_size
from index.base import Order
from index.elastic.asking import KEPT, Expired, asked
from index.elastic.cluster import PAGE, Cluster
from index.elastic.compile import condition
from index.elastic.layout import Part
from index.elastic.ranks import ranks
from index.elastic.slots import remembered
from index.elastic.still import Answer, Moment, pages
from index.query.tree import Node
from offers.life import Known


def walk(
    cluster: Cluster, query: Node, order: Order, patience: float = PATIENCE
) -> Iterator[Known]:
    """The offers in that order. Whoever reads on after more than `still.KEEP_ALIVE` goes on from
    the same place in what is stored then. What other processes wrote less than a second before
    the first is read may be missing."""
    demand_order(order)
    demand_size(query)
    cluster.refresh(Part.OFFERS)
    body = {
        "query": condition(query),
        "sort": ranks(order),
        "size": PAGE,
        "source_includes": KEPT,
        "track_total_hits": False,
    }
    return _read(cluster, body, patience)


def _read(cluster: Cluster, body: Mapping[str, Any], patience: float) -> Iterator[Known]:
    while body:
        left: Mapping[str, Any] = {}
        try:
            for answer in still(cluster, body, patience):
                for hit in answer["hits"]["hits"]:
                    yield remembered(hit["_source"])
                    # Without the number that only this point in time knows.
                    left = {**body, "search_after": hit["sort"][:2]}
        except Expired:
            body = left or body
        else:
            return


def still(cluster: Cluster, body: Mapping[str, Any], patience: float) -> Iterator[Answer]:
    """Pages of hits at one point in time."""
    ask = partial(asked, cluster, patience=patience)
    return pages(cluster, Moment(cluster.alias(Part.OFFERS)), body, ask)
