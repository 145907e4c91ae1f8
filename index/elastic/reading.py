"""Reading what is remembered of offers, open and sealed."""

from collections.abc import Collection, Mapping
from typing import Any

from index.base import Ambiguous, Look
from index.elastic import documents
from index.elastic.cluster import Cluster
from index.elastic.layout import Part
from index.elastic.slots import Slot, remembered, slots
from index.spelling import exact
from offers.life import Known

SHOWN = 8
"""Ids named when a shortened one fits several."""

AGAIN = 5
"""Times that a slot is read anew because what it named was replaced meanwhile."""


def look(cluster: Cluster, ids: Collection[str]) -> Look:
    """Open and sealed offers by id, and those that were erased, in one request where none is
    sealed."""
    found: dict[str, Known] = {}
    erased: set[str] = set()
    left: Collection[str] = ids
    for _ in range(AGAIN):
        read = slots(cluster, left, whole=True)
        erased |= {id_ for id_, slot in read.items() if slot.erased}
        found |= {id_: remembered(slot.source) for id_, slot in read.items() if slot.open}
        sealed = [slot for slot in read.values() if slot.protects]
        lives = sealed_lives(cluster, sealed)
        found |= {slot.id: lives[slot.id] for slot in sealed if slot.id in lives}
        left = [slot.id for slot in sealed if slot.id not in lives]
        if not left:
            break
    return Look({id_: found[id_] for id_ in ids if id_ in found}, frozenset(erased))


def sealed_lives(cluster: Cluster, sealed: Collection[Slot]) -> dict[str, Known]:
    """The lives that these slots name, but for those replaced since the slots were read."""
    read = cluster.documents(Part.SEALED, [slot.life_id for slot in sealed]) if sealed else {}
    return {
        slot.id: documents.read_life(read[slot.life_id].source, str(slot.revision))
        for slot in sealed
        if slot.life_id in read
    }


def by_prefix(cluster: Cluster, start: str) -> Known | None:
    """The open offer whose id begins so. Raises `Ambiguous`.

    What others wrote counts at once: people ask for ids that they have just been told.
    """
    start = exact(start)
    whole = _open(cluster, start)
    if whole:
        return whole
    found = beginning(cluster, Part.OFFERS, "id", start)
    return _open(cluster, found) if found else None


def beginning(
    cluster: Cluster, part: Part, field: str, start: str, *, hidden: bool = False
) -> str | None:
    """The id of the one document whose field begins so. Raises `Ambiguous`. `hidden`: see
    `Cluster.search`."""
    body = {"query": _beginning(field, start), "sort": [{field: "asc"}], "size": SHOWN + 1}
    found = cluster.search(part, body | {"source": False}, fresh=True, hidden=hidden)
    ids = [hit["_id"] for hit in found["hits"]["hits"]]
    if len(ids) > 1:
        shown = ", ".join(ids[:SHOWN]) + (", ..." if len(ids) > SHOWN else "")
        raise Ambiguous(f"{start!r} begins several ids: {shown}; give more of it")
    return ids[0] if ids else None


def _open(cluster: Cluster, id_: str) -> Known | None:
    slot = slots(cluster, [id_], whole=True)[id_]
    return remembered(slot.source) if slot.open else None


def _beginning(field: str, start: str) -> Mapping[str, Any]:
    return {"prefix": {field: {"value": start}}} if start else {"match_all": {}}
