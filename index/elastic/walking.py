"""What sweep, watcher and expiry look for: everything that is so, whoever wrote it.

Ids are read a page at a time from a point in time, and what is remembered of them then, so that
whoever reads may write in between, and memory stays flat.
"""

from collections.abc import Iterable, Iterator, Mapping
from datetime import datetime

from index.elastic import reading
from index.elastic.cluster import PAGE, Cluster, Source, slices
from index.elastic.documents import Kind
from index.elastic.history import all_of
from index.elastic.layout import Part
from index.elastic.slots import slots
from index.flat import milliseconds
from index.spelling import lower
from index.times import stamp
from offers.life import Known, Status
from offers.offer import Protects

_WITHHELD = {one: {"term": {"withheld": one}} for one in Protects}


def unseen(cluster: Cluster, site: str, run: str, until: datetime) -> Iterator[Known]:
    """Open and sealed offers of a site that are online and that this run has not seen."""
    online = {"site": lower(site), "status": Status.ONLINE}
    # Milliseconds here, microseconds below.
    early = {"range": {"last_seen": {"lte": milliseconds(until)}}}
    lying_open = {"bool": {"filter": [all_of(online), early]}}
    yield from (
        one
        for ids in (
            _ids(cluster, Part.OFFERS, lying_open),
            _sealed(cluster, all_of({"kind": Kind.LIFE, **online})),
        )
        for one in _lives(cluster, ids)
        if one.status is Status.ONLINE and one.offer.site == site
        if one.last_seen <= until and one.last_run != run
    )


def pending(cluster: Cluster, run: str) -> Iterator[Known]:
    """Open offers with events of that run which no watcher has taken."""
    ids = sorted(_ids(cluster, Part.OFFERS, all_of({"pending_run": run})))
    for one in _lives(cluster, ids):
        if not one.sealed and any(event.run == run for event in one.pending):
            yield one


def pending_runs(cluster: Cluster) -> frozenset[str]:
    """Runs that left events which no watcher has taken yet."""
    runs: set[str] = set()
    source = {"sources": [{"run": {"terms": {"field": "pending_run"}}}], "size": PAGE}
    after: Mapping[str, object] = {}
    while True:
        composite = source | ({"after": after} if after else {})
        body = {"size": 0, "aggs": {"runs": {"composite": composite}}}
        answer = cluster.search(Part.OFFERS, body, fresh=not runs)["aggregations"]["runs"]
        runs |= {bucket["key"]["run"] for bucket in answer["buckets"]}
        if not (after := answer.get("after_key", {})):
            return frozenset(runs)


def expired(cluster: Cluster, now: datetime) -> frozenset[str]:
    """Offers, sealed ones too, whose time has run out."""
    over: Source = {"range": {"expires": {"lte": stamp(now)}}}
    lives: Source = {"bool": {"filter": [all_of({"kind": Kind.LIFE}), over]}}
    wordings: Source = {"bool": {"filter": [all_of({"kind": Kind.VERSION}), over]}}
    return frozenset([
        *_ids(cluster, Part.OFFERS, over),
        *_sealed(cluster, lives),
        *_strays(cluster, Part.HISTORY, wordings),
        *_strays(cluster, Part.SEALED, wordings),
    ])  # fmt: skip


def sealed(cluster: Cluster) -> Mapping[Protects, int]:
    """How many offers are sealed or have a sealed wording, by whom the seal protects."""
    body = {"size": 0, "aggs": {"withheld": {"filters": {"filters": _WITHHELD}}}}
    answer = cluster.search(Part.OFFERS, body, fresh=True, hidden=True)
    counted = answer["aggregations"]["withheld"]["buckets"]
    return {one: counted[one]["doc_count"] for one in Protects if counted[one]["doc_count"]}


def _ids(cluster: Cluster, part: Part, query: Source) -> Iterator[str]:
    return (hit["_id"] for hit in cluster.scan(part, query, source=False))


def _sealed(cluster: Cluster, query: Source) -> Iterator[str]:
    """Offers whose sealed life is such a one: the one that counts, not one that was replaced."""
    hits = cluster.scan(Part.SEALED, query)
    for some in slices(((hit["_source"]["offer"], hit["_id"]) for hit in hits), PAGE):
        read = slots(cluster, [offer for offer, _ in some])
        yield from (
            offer for offer, life in some if read[offer].protects and read[offer].life_id == life
        )


def _strays(cluster: Cluster, part: Part, query: Source) -> Iterator[str]:
    """Offers of which such wordings lie there and nothing else: whoever wrote them was killed."""
    hits = cluster.scan(part, query, source=["offer"])
    for some in slices((hit["_source"]["offer"] for hit in hits), PAGE):
        yield from (id_ for id_, slot in slots(cluster, some).items() if slot.found is None)


def _lives(cluster: Cluster, ids: Iterable[str]) -> Iterator[Known]:
    for some in slices(ids, PAGE):
        yield from reading.look(cluster, some).known.values()
