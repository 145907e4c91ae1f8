"""What is left to be done once slots were switched: erase what they name no longer.

A crash leaves the mark in the slot, and whoever opens the store does the rest.
"""

from collections.abc import Callable, Collection, Mapping, Sequence
from contextlib import suppress
from types import MappingProxyType

from index.base import Forbidden, Unavailable
from index.elastic import epochs, likened, quotes, visits
from index.elastic.cluster import PAGE, Action, Cluster, json_object
from index.elastic.documents import Kind
from index.elastic.layout import Part
from index.elastic.slots import Slot, Unfinished, slots

ROUNDS = 10
"""Times that somebody else may write to an offer meanwhile, before it is left to who comes next."""


def finish_all(cluster: Cluster) -> None:
    """Do what crashes left to be done, unless we may only read, or nothing is taken now, as where a
    disk is full: others will, and whoever came to read is not turned away."""
    with suppress(Forbidden, Unavailable):
        while offers := _unfinished(cluster):
            finish(cluster, offers)
        if cluster.has(Part.TABLES):
            epochs.finish(cluster)


def _unfinished(cluster: Cluster) -> Sequence[str]:
    body = {"query": {"exists": {"field": "unfinished"}}, "size": PAGE, "source": False}
    answer = cluster.search(Part.OFFERS, body, fresh=True, hidden=True)
    return [hit["_id"] for hit in answer["hits"]["hits"]]


def finish(cluster: Cluster, offers: Collection[str]) -> None:
    """Do what is left to be done about these offers. Several at once do no harm."""
    left = offers
    for _ in range(ROUNDS):
        if not left:
            return
        left = _finished(cluster, slots(cluster, left, whole=True).values())


def _finished(cluster: Cluster, read: Collection[Slot]) -> Sequence[str]:
    """Those that somebody wrote to meanwhile, who carried the mark on."""
    left: list[str] = []
    for unfinished, work in _WORK.items():
        due = [slot for slot in read if slot.unfinished is unfinished]
        done = work(cluster, due) if due else ()
        held = cluster.write([slot.write(_cleared(slot)) for slot in done])
        left += [slot.id for slot, ok in zip(done, held, strict=True) if not ok]
    return left


def _cleared(slot: Slot) -> str:
    left = {k: v for k, v in slot.source.items() if k not in {"unfinished", "superseded"}}
    return json_object(left)


def _redact(cluster: Cluster, due: Sequence[Slot]) -> Sequence[Slot]:
    quotes.withdraw(cluster, [slot.id for slot in due])
    fenced = _fenced(cluster, due)
    _erase_superseded(cluster, Part.HISTORY, fenced)
    return fenced


def _fenced(cluster: Cluster, due: Sequence[Slot]) -> Sequence[Slot]:
    """The slots that are to be redacted, with all that they do not name among what they supersede.

    What was written before they were, and was never named, may hold contacts. To write a slot
    anew is to refuse whoever would still name it.
    """
    offers = [slot.id for slot in due]
    words = {"terms": {"kind": [Kind.VERSION, Kind.EVENT]}}
    asked = {"bool": {"filter": [words, {"terms": {"offer": offers}}]}}
    lying: dict[str, set[str]] = {id_: set() for id_ in offers}
    for hit in cluster.scan(Part.HISTORY, asked, source=["offer"]):
        lying[hit["_source"]["offer"]].add(hit["_id"])
    stray = {slot.id: lying[slot.id] - {*slot.names("entered")} for slot in due}
    fenced = [slot for slot in due if stray[slot.id] - {*slot.names("superseded")}]
    cluster.write([slot.write(_superseding(slot, stray[slot.id])) for slot in fenced])
    now = slots(cluster, offers, whole=True).values()
    return [slot for slot in now if slot.unfinished is Unfinished.REDACTING]


def _superseding(slot: Slot, names: Collection[str]) -> str:
    return json_object({**slot.source, "superseded": sorted({*slot.names("superseded"), *names})})


def _seal(cluster: Cluster, due: Sequence[Slot]) -> Sequence[Slot]:
    offers = [slot.id for slot in due]
    quotes.forget(cluster, offers)
    likened.forget(cluster, offers)
    erase(cluster, Part.HISTORY, offers)
    _erase_superseded(cluster, Part.SEALED, due)
    return due


def _erase(cluster: Cluster, due: Sequence[Slot]) -> Sequence[Slot]:
    offers = [slot.id for slot in due]
    quotes.forget(cluster, offers)
    visits.forget(cluster, offers)
    likened.forget(cluster, offers)
    erase(cluster, Part.HISTORY, offers)
    erase(cluster, Part.SEALED, offers)
    return due


_Work = Callable[[Cluster, Sequence[Slot]], Sequence[Slot]]

_WORK: Mapping[Unfinished, _Work] = MappingProxyType(
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
