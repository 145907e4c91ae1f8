"""Erasing offers down to their last copy, and seeing to it that they do not come back."""

from collections.abc import Collection, Sequence
from datetime import datetime

from index.elastic import finishing, visits
from index.elastic.cluster import Action, Cluster, slices
from index.elastic.slots import Slot, Unfinished, erased_body, fit, slots
from index.times import stamp

SLICE = 100
"""Offers erased at a time: each may have many documents."""


def delete(cluster: Cluster, ids: Collection[str], at: datetime) -> int:
    """Leave tombstones, erase every copy, and say how many offers there were."""
    when = stamp(at)
    return sum(_delete(cluster, some, when) for some in slices(sorted(fit(ids)), SLICE))


def _delete(cluster: Cluster, ids: Sequence[str], at: int) -> int:
    # While the slots still say where the offers were read.
    visits.forget(cluster, ids)
    erased, left = 0, list(ids)
    while left:
        read = list(slots(cluster, left).values())
        held = cluster.write([_tombstone(slot, at) for slot in read])
        erased += sum(_something(slot) for slot, ok in zip(read, held, strict=True) if ok)
        left = [slot.id for slot, ok in zip(read, held, strict=True) if not ok]
    finishing.finish(cluster, ids)
    return erased


def _tombstone(slot: Slot, at: int) -> Action:
    """What was erased before is looked for again, and stays erased since then."""
    return slot.write(erased_body(slot.source.get("erased", at), Unfinished.ERASING))


def _something(slot: Slot) -> bool:
    return slot.open or slot.protects is not None
