"""Versions, events and sightings of open offers, and the wordings of sealed ones."""

from collections.abc import Iterable, Mapping, Sequence

from index.elastic import documents
from index.elastic.cluster import Cluster, Source
from index.elastic.documents import Kind
from index.elastic.layout import Part
from index.elastic.names import thing
from index.elastic.reading import AGAIN
from index.elastic.slots import Slot, slots
from offers.life import Event, Sighting, Version


def versions(cluster: Cluster, offer: str) -> Sequence[Version]:
    """Wordings of an open offer by fetch time, in the order of writing where that is equal."""
    return _versions(_named(cluster, offer, Part.HISTORY))


def originals(cluster: Cluster, offer: str) -> Sequence[Version]:
    """Sealed wordings likewise."""
    return _versions(_named(cluster, offer, Part.SEALED))


def events(cluster: Cluster, offer: str) -> Sequence[Event]:
    """Events of an open offer, oldest first."""
    return _events(_named(cluster, offer, Part.HISTORY))


def events_of_run(cluster: Cluster, run: str) -> Sequence[Event]:
    """What a run noticed about open offers, oldest first; what others wrote counts at once."""
    cluster.refresh(Part.HISTORY, always=True)
    asked = all_of({"kind": Kind.EVENT, "run": run})
    found = {hit["_id"]: hit["_source"] for hit in cluster.scan(Part.HISTORY, asked)}
    read = slots(cluster, {source["offer"] for source in found.values()})
    counting = {name for slot in read.values() if slot.open for name in slot.names("entered")}
    return _events(source for name, source in found.items() if name in counting)


def sightings(cluster: Cluster, offer: str) -> Sequence[Sighting]:
    """Sightings of an open offer in versions that count, oldest first."""
    slot = slots(cluster, [offer])[offer]
    if not slot.open:
        return []
    entered = {thing(name) for name in slot.names("entered")}
    cluster.refresh(Part.HISTORY, always=True)
    asked = all_of({"kind": Kind.SIGHTING, "offer": offer})
    read = (documents.read_sighting(hit["_source"]) for hit in cluster.scan(Part.HISTORY, asked))
    found = [one for one in read if one.version in entered]
    return sorted(found, key=lambda one: (one.at, one.run, one.version))


def all_of(terms: Mapping[str, object]) -> Source:
    """The condition that each of these fields has that value."""
    return {"bool": {"filter": [{"term": {name: value}} for name, value in terms.items()]}}


def _named(cluster: Cluster, offer: str, part: Part) -> Sequence[Source]:
    """The documents that count, in order. What is replaced while it is read is read anew."""
    for _ in range(AGAIN):
        names = _counting(slots(cluster, [offer])[offer], part)
        found = cluster.documents(part, names) if names else {}
        if len(found) == len(names):
            break
    return [found[name].source for name in names if name in found]


def _counting(slot: Slot, part: Part) -> Sequence[str]:
    if part is Part.SEALED:
        return slot.names("originals")
    return slot.names("entered") if slot.open else ()


def _versions(sources: Iterable[Source]) -> Sequence[Version]:
    wordings = [one for one in sources if one["kind"] == Kind.VERSION]
    return [documents.read_version(one) for one in sorted(wordings, key=lambda w: w["moment"])]


def _events(sources: Iterable[Source]) -> Sequence[Event]:
    found = [documents.read_event(one) for one in sources if one["kind"] == Kind.EVENT]
    return sorted(found, key=lambda one: (one.at, one.offer, one.id))
