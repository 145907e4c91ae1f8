"""Offers that were seen again without being read: many lives moved on in a few requests."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from secrets import token_hex

from index.base import StoreError
from index.codec import Life, encode, revive
from index.elastic import documents
from index.elastic.cluster import Action, Cluster, Found, json_object
from index.elastic.layout import Part
from index.elastic.names import document_name
from index.elastic.reading import AGAIN
from index.elastic.slots import Slot, slots
from index.elastic.writing import ATTEMPT_BYTES
from index.flat import milliseconds
from index.times import stamp
from offers.life import Glance, Sighting, Status

ROUNDS = 100
"""Times that offers are read anew because others wrote to them in between."""


def online(cluster: Cluster, ids: Collection[str]) -> frozenset[str]:
    """Those of the ids that are known and online, open or sealed."""
    return frozenset(one.slot.id for one in _online(cluster, ids))


@dataclass(frozen=True, slots=True)
class _Seen:
    """An offer as it stands; `sealed` is the document of its life if that is sealed."""

    slot: Slot
    life: Life
    sealed: Found | None = None


def enter(cluster: Cluster, ids: Collection[str], glance: Glance) -> frozenset[str]:
    """Move the offers on as seen in that glance; those that were left alone."""
    left, entered = frozenset(ids), frozenset[str]()
    attempt = token_hex(ATTEMPT_BYTES)
    for _ in range(ROUNDS):
        read = _online(cluster, left)
        entered |= {one.slot.id for one in read if one.slot.attempt == attempt}
        due = [one for one in read if _due(one, glance, attempt)]
        if not due:
            return frozenset(ids) - entered
        held = _write(cluster, due, glance, attempt)
        entered |= {one.slot.id for one, ok in zip(due, held, strict=True) if ok}
        left = frozenset(one.slot.id for one, ok in zip(due, held, strict=True) if not ok)
        if not left:
            return frozenset(ids) - entered
    raise StoreError(f"{cluster.url}: others write to {min(left)} without end")


def _due(one: _Seen, glance: Glance, attempt: str) -> bool:
    return one.life.last_seen <= glance.at and one.slot.attempt != attempt


def _online(cluster: Cluster, ids: Collection[str]) -> list[_Seen]:
    for _ in range(AGAIN):
        read = slots(cluster, ids, whole=True)
        sealed = [slot for slot in read.values() if slot.protects]
        lives = cluster.documents(Part.SEALED, [slot.life_id for slot in sealed]) if sealed else {}
        if len(lives) == len(sealed):
            break
    found = [_Seen(slot, revive(Life, slot.source["life"])) for slot in read.values() if slot.open]
    found += [
        _Seen(slot, revive(Life, lives[slot.life_id].source["life"]), lives[slot.life_id])
        for slot in sealed
        if slot.life_id in lives
    ]
    return [one for one in found if one.life.status is Status.ONLINE]


def _write(cluster: Cluster, due: Sequence[_Seen], glance: Glance, attempt: str) -> Sequence[bool]:
    cluster.write([action for one in due for action in _before(one, glance, attempt)])
    held = cluster.write([one.slot.write(_slot(one, glance, attempt)) for one in due])
    moved = [one for one, ok in zip(due, held, strict=True) if ok and one.sealed]
    cluster.write([Action(Part.SEALED, one.slot.life_id, None) for one in moved])
    return held


def _before(one: _Seen, glance: Glance, attempt: str) -> Sequence[Action]:
    """The sighting; and the life, if it is sealed."""
    id_ = one.slot.id
    seen = Sighting(
        offer=id_, run=glance.run, at=glance.at, version=one.life.version, how=glance.how
    )
    if not one.sealed:
        return [documents.sighted(Part.HISTORY, seen)]
    source = {
        **one.sealed.source,
        "expires": stamp(glance.expires),
    }
    body = json_object(_without_life(source), life=_moved_on(one.life, glance))
    return [
        documents.sighted(Part.SEALED, seen, one.slot.protects),
        Action(Part.SEALED, document_name(id_, attempt), body),
    ]


def _slot(one: _Seen, glance: Glance, attempt: str) -> str:
    fields = {
        **_without_life(one.slot.source),
        "revision": one.slot.revision + 1,
        "attempt": attempt,
    }
    if one.sealed:
        return json_object({**fields, "life_id": document_name(one.slot.id, attempt)})
    fields |= {
        "last_seen": milliseconds(glance.at),
        "last_run": glance.run,
        "expires": stamp(glance.expires),
    }
    return json_object(fields, life=_moved_on(one.life, glance))


def _without_life(source: Mapping[str, object]) -> dict[str, object]:
    return {name: value for name, value in source.items() if name != "life"}


def _moved_on(life: Life, glance: Glance) -> str:
    return encode(replace(life, last_seen=glance.at, last_run=glance.run, expires=glance.expires))
