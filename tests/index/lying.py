"""What lies in a store on Elasticsearch about an offer, whether it counts or not."""

from dataclasses import dataclass

from index.elastic.layout import Part
from index.elastic.slots import Slot, slots
from index.elastic.store import ElasticStore
from tests.index.hiding import SECRET
from tests.index.making import offer


@dataclass(frozen=True, slots=True)
class Lying:
    """All documents of an offer's history, whether they count or not."""

    slot: Slot
    open: dict[str, str]
    sealed: dict[str, str]

    @classmethod
    def of(cls, store: ElasticStore, key: str) -> "Lying":
        id_ = offer(key).id
        asked = {"term": {"offer": id_}}
        open_, sealed = (
            {hit["_id"]: str(hit["_source"]) for hit in store.cluster.scan(part, asked)}
            for part in (Part.HISTORY, Part.SEALED)
        )
        return cls(slots(store.cluster, [id_])[id_], open_, sealed)


def assert_whole(store: ElasticStore, key: str) -> Lying:
    """Nothing that counts is missing, and nothing lies open that must not."""
    lying = Lying.of(store, key)
    slot, id_ = lying.slot, offer(key).id
    assert slot.unfinished is None
    assert set(slot.names("originals")) <= set(lying.sealed)
    if slot.open:
        assert set(slot.names("entered")) <= set(lying.open)
        assert not store.index.known([id_])[id_].redacted or SECRET not in str(lying.open)
    else:
        assert slot.found is None or not lying.open
        assert store.journal.matches(offer=id_) == []
        assert not slot.erased or not lying.sealed
    if slot.protects:
        assert {slot.life_id, *slot.names("entered")} <= set(lying.sealed)
    for read in (store.index.versions(id_), store.index.events(id_), store.index.sightings(id_)):
        assert len({one.id for one in read}) == len(read)
    return lying
