"""What is left to be done once slots were switched: erase what they name no longer.

A crash leaves the mark in the slot, and whoever opens the store does the rest.
"""

from collections.abc import Callable, Collection, Mapping, Sequence
from contextlib import suppress
from types import MappingProxyType

from index.base import Forbidden
from index.elastic import quotes, visits
from index.elastic.cluster import PAGE, Action, Cluster, json_object
from index.elastic.layout import Part
from index.elastic.slots import Slot, Unfinished, slots


def finish_all(cluster: Cluster) -> None:
    """Do what crashes left to be done, unless we may only read: others will."""
    with suppress(Forbidden):
        while offers := _unfinished(cluster):
            finish(cluster, offers)


def _unfinished(cluster: Cluster) -> Sequence[str]:
    body = {"query": {"exists": {"field": "unfinished"}}, "size": PAGE, "source": False}
    answer = cluster.search(Part.OFFERS, body, fresh=True, hidden=True)
    return [hit["_id"] for hit in answer["hits"]["hits"]]


def finish(cluster: Cluster, offers: Collection[str]) -> None:
    """Do what is left to be done about these offers. Several at once do no harm."""
    read = slots(cluster, offers, whole=True) if offers else {}
    for unfinished, work in _WORK.items():
        due = [slot for slot in read.values() if slot.unfinished is unfinished]
        if due:
            work(cluster, due)
            # What was written meanwhile carries the mark on, and is finished by who wrote it.
            cluster.write([slot.write(_cleared(slot)) for slot in due])


def _cleared(slot: Slot) -> str:
    left = {k: v for k, v in slot.source.items() if k not in {"unfinished", "superseded"}}
    return json_object(left)


def _redact(cluster: Cluster, due: Sequence[Slot]) -> None:
    quotes.withdraw(cluster, [slot.id for slot in due])
    _erase_superseded(cluster, Part.HISTORY, due)


def _seal(cluster: Cluster, due: Sequence[Slot]) -> None:
    offers = [slot.id for slot in due]
    quotes.forget(cluster, offers)
    erase(cluster, Part.HISTORY, offers)
    _erase_superseded(cluster, Part.SEALED, due)


def _erase(cluster: Cluster, due: Sequence[Slot]) -> None:
    offers = [slot.id for slot in due]
    quotes.forget(cluster, offers)
    visits.forget(cluster, offers)
    erase(cluster, Part.HISTORY, offers)
    erase(cluster, Part.SEALED, offers)


_WORK: Mapping[Unfinished, Callable[[Cluster, Sequence[Slot]], None]] = MappingProxyType(
    {Unfinished.REDACTING: _redact, Unfinished.SEALING: _seal, Unfinished.ERASING: _erase}
)


def erase(cluster: Cluster, part: Part, offers: Sequence[str]) -> None:
    """Erase every document about these offers, those that nothing names among them."""
    asked = {"terms": {"offer": list(offers)}}
    found = [hit["_id"] for hit in cluster.scan(part, asked, source=False)]
    cluster.write([Action(part, name, None) for name in found])


def _erase_superseded(cluster: Cluster, part: Part, due: Sequence[Slot]) -> None:
    names = [name for slot in due for name in slot.names("superseded")]
    cluster.write([Action(part, name, None) for name in names])
