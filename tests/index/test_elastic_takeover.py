"""Whoever fills an index in the making, or copies into a store, leaves nothing behind that others
would have to know of."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from pathlib import Path

import pytest

from index.access import NONE
from index.base import Store, StoreError
from index.copying import copy
from index.elastic import setup
from index.elastic.cluster import Action, Cluster
from index.elastic.connect import connect
from index.elastic.filling import Filling
from index.elastic.layout import Part
from index.store import open_store
from offers.offer import Protects
from parsers.fold import tokens
from tests.index.elastic import opened
from tests.index.hiding import SECRET
from tests.index.making import again, first, offer
from tests.index.test_copying import Broken, silent
from tests.index.works import LATER, secret


@pytest.fixture
def cluster(elasticsearch: str, prefix: str) -> Iterator[Cluster]:
    made = connect(f"{elasticsearch}/{prefix}", NONE)
    yield made
    made.close()


def filling(cluster: Cluster, fence: str) -> Filling:
    """From `-old` into `-new`."""
    old, new = f"{cluster.name}-old", f"{cluster.name}-new"
    return Filling(cluster, old, new, fence, lambda id_, source: "{}", silent, lambda: None)


def test_what_nobody_answers_for_is_not_taken_for_deleted(cluster: Cluster) -> None:
    """Of two shards one has no place, as after the loss of a node."""
    client = cluster.client
    crowded = {"number_of_shards": 2, "number_of_replicas": 0}
    crowded |= {"routing.allocation.total_shards_per_node": 1}
    client.indices.create(index=f"{cluster.name}-old", settings=crowded, wait_for_active_shards="0")
    client.cluster.health(index=f"{cluster.name}-old", wait_for_no_initializing_shards=True)
    client.indices.create(index=f"{cluster.name}-new", settings={"number_of_replicas": 0})
    client.indices.put_alias(index=f"{cluster.name}-new", name=f"{cluster.name}-fence")
    for number in range(10):
        client.index(index=f"{cluster.name}-new", id=str(number), document={})
    with pytest.raises(StoreError):
        filling(cluster, f"{cluster.name}-fence").delete_deleted()
    client.indices.refresh(index=f"{cluster.name}-new")
    assert client.count(index=f"{cluster.name}-new")["count"] == 10


def test_who_stood_still_writes_nothing_once_others_took_over(
    cluster: Cluster, tmp_path: Path
) -> None:
    opened(cluster.url, tmp_path).close()
    late = f"{setup.index_name(cluster, Part.HISTORY, 2)}-by-late"
    for index in ("old", "new"):
        cluster.client.indices.create(index=f"{cluster.name}-{index}")
    cluster.client.index(index=f"{cluster.name}-old", id="1", document={})
    cluster.client.indices.put_alias(index=f"{cluster.name}-new", name=late)
    cluster.client.indices.delete_alias(index=f"{cluster.name}-new", name=late)
    with pytest.raises(StoreError, match="gone"):
        filling(cluster, late).everything()
    cluster.client.indices.refresh(index=f"{cluster.name}-new")
    assert cluster.client.count(index=f"{cluster.name}-new")["count"] == 0
    assert not cluster.client.indices.exists(index=late)


def test_a_copy_killed_before_its_slots_leaves_no_text_of_what_is_sealed_since(
    cluster: Cluster, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with (
        open_store("sqlite:///file.db", tokens, folder=tmp_path) as file,
        opened(cluster.url, tmp_path) as served,
    ):
        assert not file.index.put([first(secret("1"))])
        with monkeypatch.context() as dying:
            dying.setattr(Cluster, "write", before_slots(Cluster.write))
            with pytest.raises(Broken):
                copy(file, served, "file", silent)
        assert SECRET in lying_open(cluster)
        seal(file)
        copy(file, served, "file", silent)
        assert SECRET not in lying_open(cluster)


Write = Callable[[Cluster, Sequence[Action]], Sequence[bool]]


def before_slots(write: Write) -> Write:
    """Dies where slots are to be written."""

    def until(cluster: Cluster, actions: Sequence[Action]) -> Sequence[bool]:
        if any(one.part is Part.OFFERS for one in actions):
            raise Broken
        return write(cluster, actions)

    return until


def seal(store: Store) -> None:
    known = store.index.known([offer("1").id])[offer("1").id]
    sealed = again(replace(known), LATER, sealed=Protects.MINOR, pending=())
    assert not store.index.put([sealed])


def lying_open(cluster: Cluster) -> str:
    """All that stands in the open history, named by a slot or not."""
    hits = cluster.scan(Part.HISTORY, {"match_all": {}})
    return "".join(str(hit["_source"]) for hit in hits)
