"""What Elasticsearch will not do is one line that says why and what to do, and nothing is made,
lost or hidden meanwhile."""

from collections.abc import Callable, Iterator
from pathlib import Path
from socket import create_server

import pytest
from elasticsearch import BadRequestError

from demo.elasticsearch.asking import Asker
from index.access import NONE, Access
from index.base import StoreError, Unavailable
from index.elastic import bulk, busy, setup
from index.elastic.cluster import Action, Cluster
from index.elastic.connect import connect
from index.elastic.layout import Part
from index.elastic.slots import Unfinished, erased_body
from index.elastic.version import is_too_old, versions
from parsers.fold import tokens
from tests.index.elastic import opened, said
from tests.index.making import first, offer


@pytest.fixture
def made(elasticsearch: str, prefix: str) -> Iterator[Cluster]:
    """A store that was just made."""
    cluster = connect(f"{elasticsearch}/{prefix}", NONE)
    setup.make(cluster, NONE, tokens)
    yield cluster
    cluster.close()


@pytest.fixture
def leases(elasticsearch: str, prefix: str) -> Iterator[Cluster]:
    """A store of which one part was made."""
    cluster = connect(f"{elasticsearch}/{prefix}", NONE)
    setup.forbid_others(cluster)
    setup.make_part(cluster, Part.LEASES, setup.body(Part.LEASES, NONE, tokens))
    yield cluster
    cluster.close()


def test_a_full_disk_turns_no_reader_away(made: Cluster, tmp_path: Path) -> None:
    """Though a crash left something to be done, which is done once there is room."""
    with opened(made.url, tmp_path) as store:
        assert not store.index.put([first(offer("1"))])
    made.write([Action(Part.OFFERS, offer("2").id, erased_body(1, Unfinished.ERASING))])
    barring = "index.blocks.read_only_allow_delete"
    made.client.indices.put_settings(index=f"{made.name}-*", settings={barring: True})
    with opened(made.url, tmp_path) as store:
        assert store.index.known([offer("1").id])
    made.client.indices.put_settings(index=f"{made.name}-*", settings={barring: None})
    opened(made.url, tmp_path).close()
    left = made.document(Part.OFFERS, offer("2").id)
    assert left
    assert left.source == {"erased": 1}


def test_a_template_of_the_same_name_is_left_alone(elasticsearch: str, prefix: str) -> None:
    """As `logs`, which Elasticsearch brings along."""
    cluster = connect(f"{elasticsearch}/{prefix}", NONE)
    cluster.client.indices.put_index_template(name=prefix, index_patterns=[f"{prefix}x-*"])
    setup.forbid_others(cluster)
    found = cluster.client.indices.get_index_template(name=prefix)["index_templates"]
    assert found[0]["index_template"]["index_patterns"] == [f"{prefix}x-*"]
    cluster.close()


def test_an_index_made_by_hand_under_our_name_is_strict(leases: Cluster) -> None:
    """The component of our template reaches it."""
    index = f"{leases.alias(Part.AUDIT)}-000007"
    leases.client.indices.create(index=index)
    mapping = leases.client.indices.get_mapping(index=index)[index]["mappings"]
    assert mapping["dynamic"] == "strict"
    with pytest.raises(BadRequestError, match="strict_dynamic_mapping"):
        leases.client.index(index=index, document={"guessed": 1})


def test_the_version_of_a_real_server(leases: Cluster) -> None:
    assert [is_too_old(version) for version in versions(leases.client)] == [False]


def test_index_deleted_under_us(leases: Cluster, elasticsearch: str) -> None:
    """Whatever is written then, no index comes into being with a mapping that was guessed."""
    leases.write([Action(Part.LEASES, "a", '{"id":"a"}')])
    found = leases.document(Part.LEASES, "a")
    Asker(elasticsearch).ask(f"/{leases.name}-leases-000001", "DELETE")
    for action in (
        Action(Part.LEASES, "b", '{"id":"b"}'),
        Action(Part.LEASES, "b", '{"id":"b"}', create=True),
        Action(Part.LEASES, "b", None),
    ):
        with pytest.raises(
            StoreError, match=f"the index {leases.name}-leases is gone, somebody del"
        ):
            leases.write([action])
    for ask in (
        lambda: leases.document(Part.LEASES, "a"),
        lambda: leases.search(Part.LEASES, {}),
        lambda: list(leases.scan(Part.LEASES, {"match_all": {}})),
    ):
        with pytest.raises(
            StoreError, match=f"the index {leases.name}-leases is gone, somebody del"
        ):
            ask()
    assert list(leases.write([Action(Part.LEASES, "a", '{"id":"a"}', over=found)])) == [False]
    assert _indices(elasticsearch, f"{leases.name}-leases*") == []


def test_offers_deleted_under_us_are_not_silently_made_anew(
    made: Cluster, elasticsearch: str, tmp_path: Path
) -> None:
    made.write([Action(Part.HISTORY, "a", '{"id":"a"}')])
    made.refresh(Part.HISTORY)
    Asker(elasticsearch).ask(f"/{made.name}-offers-000001", "DELETE")
    assert said(made.url, tmp_path, StoreError).startswith(f"the index {made.name}-offers is gone")
    assert _indices(elasticsearch, f"{made.name}-offers*") == []


def test_a_making_that_was_cut_short_is_ended(
    made: Cluster, elasticsearch: str, tmp_path: Path
) -> None:
    for part in (Part.OFFERS, Part.AUDIT):
        Asker(elasticsearch).ask(f"/{made.name}-{part}-000001", "DELETE")
    opened(made.url, tmp_path).close()
    assert len(_indices(elasticsearch, f"{made.name}-*")) == len(Part)


@pytest.mark.parametrize("name", ["offers", "offers-000001", "leases-000001"])
def test_an_index_made_by_somebody_else(
    elasticsearch: str, prefix: str, tmp_path: Path, name: str
) -> None:
    Asker(elasticsearch).ask(f"/{prefix}-{name}", "PUT")
    told = said(f"{elasticsearch}/{prefix}", tmp_path, StoreError)
    assert told.startswith(f"{prefix}-{name} is there and was not made by offerwatch; give the")


def test_a_store_of_a_newer_version(made: Cluster, elasticsearch: str, tmp_path: Path) -> None:
    newer = {"_meta": {"offerwatch": {"part": "offers", "layout": 99}}}
    Asker(elasticsearch).ask(f"/{made.name}-offers/_mapping", "PUT", newer)
    assert said(made.url, tmp_path, StoreError).startswith("the store was made by a newer version")


def test_a_mapping_that_is_not_ours(leases: Cluster) -> None:
    with pytest.raises(StoreError) as caught:
        leases.write([Action(Part.LEASES, "a", '{"other":"a secret of somebody"}')])
    text = str(caught.value)
    assert f"{leases.name}-leases has another mapping than this version" in text
    assert "`offerwatch index status` says which" in text
    assert "secret" not in text


def test_a_document_that_is_refused(leases: Cluster) -> None:
    """Named by its id; what it holds is nobody's business who reads a log."""
    with pytest.raises(StoreError) as caught:
        leases.write([Action(Part.LEASES, "a", '{"moment":"call +442079460001"}')])
    text = str(caught.value)
    assert f"document a of {leases.name}-leases is refused" in text
    assert "[moment] of type [long]" in text
    assert "2079460001" not in text


BLOCKS = {
    "read_only_allow_delete": (Unavailable, "the disk of the cluster is nearly full, and {} takes"),
    "write": (Unavailable, "{} takes no writes, as during `offerwatch index migrate`"),
    "read_only": (StoreError, "somebody made {} read only"),
}


@pytest.mark.parametrize("block", BLOCKS)
def test_an_index_that_takes_nothing(
    leases: Cluster, elasticsearch: str, block: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """`read_only_allow_delete` is what Elasticsearch sets when a disk runs full."""
    monkeypatch.setattr(bulk, "PAUSES", (0.0, 0.0))
    kind, begin = BLOCKS[block]
    settings = f"/{leases.name}-leases-000001/_settings"
    Asker(elasticsearch).ask(settings, "PUT", {f"index.blocks.{block}": True})
    with pytest.raises(StoreError) as caught:
        leases.write([Action(Part.LEASES, "a", '{"id":"a"}')])
    assert type(caught.value) is kind
    assert begin.format(f"{leases.name}-leases") in str(caught.value)
    Asker(elasticsearch).ask(settings, "PUT", {f"index.blocks.{block}": None})
    assert list(leases.write([Action(Part.LEASES, "a", '{"id":"a"}')])) == [True]


def test_a_full_disk_is_not_waited_for(leases: Cluster, elasticsearch: str) -> None:
    settings = f"/{leases.name}-leases-000001/_settings"
    Asker(elasticsearch).ask(settings, "PUT", {"index.blocks.read_only_allow_delete": True})
    waited: list[float] = []
    line = bulk.Line(f"{leases.name}-leases", "a", '{"id":"a"}')
    with pytest.raises(Unavailable):
        bulk.write(leases.client, [line], leases.url, waited.append)
    assert sum(waited) == 0


def test_a_closed_index(leases: Cluster, elasticsearch: str) -> None:
    Asker(elasticsearch).ask(f"/{leases.name}-leases-000001/_close", "POST")
    with pytest.raises(StoreError, match=r"-leases-000001 is closed; open it: POST /"):
        leases.search(Part.LEASES, {})
    with pytest.raises(StoreError, match=r"-leases-000001 is closed; open it: POST /"):
        leases.document(Part.LEASES, "a")


def test_a_red_cluster(
    leases: Cluster, elasticsearch: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """One index whose only shard no node may hold."""
    monkeypatch.setattr(bulk, "PAUSES", (0.0,))
    monkeypatch.setattr(busy, "PAUSES", ())
    monkeypatch.setattr(bulk, "ACTIVE", "1s")
    ask = Asker(elasticsearch).ask
    ask(f"/{leases.name}-leases-000001", "DELETE")
    nowhere = {"index.routing.allocation.require.box": "none", "index.number_of_replicas": 0}
    body = {"settings": nowhere, "aliases": {f"{leases.name}-leases": {}}}
    ask(f"/{leases.name}-leases-000001?wait_for_active_shards=0", "PUT", body)
    asked: tuple[Callable[[], object], ...] = (
        lambda: leases.search(Part.LEASES, {}),
        lambda: leases.document(Part.LEASES, "a"),
        lambda: leases.write([Action(Part.LEASES, "a", '{"id":"a"}')]),
    )
    for each in asked:
        with pytest.raises(Unavailable, match="the cluster is red: "):
            each()


def test_another_host_is_asked_for_what_may_be_asked_twice(leases: Cluster) -> None:
    with create_server(("127.0.0.1", 0)) as server:
        port = server.getsockname()[1]
    url = f"http://127.0.0.1:{port}/{leases.name}"
    cluster = connect(url, Access(hosts=(leases.url.rpartition("/")[0],)))
    try:
        assert cluster.search(Part.LEASES, {})["hits"]["hits"] == []
        assert list(cluster.write([Action(Part.LEASES, "a", '{"id":"a"}')])) == [True]
    finally:
        cluster.close()


def _indices(elasticsearch: str, pattern: str) -> list[str]:
    found = Asker(elasticsearch).ask(f"/_resolve/index/{pattern}")
    return [index["name"] for index in found["indices"]]
