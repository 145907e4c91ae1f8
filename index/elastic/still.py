"""Reading page after page as things stand at one moment, for as long as the cluster keeps it."""

from collections.abc import Callable, Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING, Any

from index.base import StoreError
from index.elastic.busy import patiently

if TYPE_CHECKING:
    from index.elastic.cluster import Cluster

Body = Mapping[str, Any]
"""A search as the client is asked for it: `query`, `sort`, `size` and so on."""

Answer = Mapping[str, Any]

KEEP_ALIVE = "5m"
"""How long a point in time outlives the last page that was read from it."""


@dataclass(frozen=True, slots=True)
class Moment:
    """Now, in that index. `preference`: on these shards only."""

    index: str
    keep_alive: str = KEEP_ALIVE
    preference: str | None = None


def pages(
    cluster: "Cluster", moment: Moment, body: Body, ask: Callable[[Body], Answer]
) -> Iterator[Answer]:
    """One page of hits after the other, `size` of them each, as `ask` reads them; only the first
    has a `total`."""
    name = _opened(cluster, moment)
    try:
        while True:
            answer = ask({**body, "pit": {"id": name, "keep_alive": moment.keep_alive}})
            # It may be called otherwise from now on.
            name = answer["pit_id"]
            yield answer
            hits = answer["hits"]["hits"]
            if len(hits) < body["size"]:
                return
            body = {**body, "search_after": hits[-1]["sort"], "track_total_hits": False}
    finally:
        # Where the store is closed by now, or cannot be reached, it ends by itself.
        with suppress(StoreError), cluster.asked():
            cluster.client.close_point_in_time(id=name)


def _opened(cluster: "Cluster", moment: Moment) -> str:
    """The name of a point in time that is now."""
    opening = partial(
        cluster.client.open_point_in_time,
        index=moment.index,
        keep_alive=moment.keep_alive,
        preference=moment.preference,
        allow_partial_search_results=False,
    )
    with cluster.asked():
        return str(patiently(opening)["id"])
