"""Stores of the layouts before this one: read as they are, and brought up to date."""

import json
from collections.abc import Iterator, Mapping
from dataclasses import replace
from pathlib import Path
from random import Random
from typing import Any

import pytest

from index.access import NONE
from index.base import Store, StoreError
from index.elastic.cluster import Cluster
from index.elastic.connect import connect
from index.elastic.indices import rows
from index.elastic.layout import FILTERS, OURS, SINCE, Part
from index.elastic.upkeep import ElasticUpkeep
from index.entries import EntryKind, Sums, summed
from index.fields import FIELDS
from index.query.tree import Everything, Exists, Term
from index.store import open_store
from offers.family import Family, Print
from offers.offer import Offer
from parsers.fold import tokens
from tests.index.conftest import Home
from tests.index.deep import hit, route, some
from tests.index.making import MONDAY, contact, first, offer
from tests.index.older_files import as_of
from tests.index.sqlite_file import URL, ask
from tests.index.test_elastic_migrate import silent

FIRST = frozenset(
    {
        *("title", "text", "employer", "place", "id", "site", "kind", "speaker", "status"),
        *("language", "country", "site_country", "url", "key", "contact", "phone", "mail"),
        *("whatsapp", "telegram", "viber", "signal", "facebook", "instagram", "tiktok", "vk"),
        *("ok", "wechat", "line", "skype", "x", "discord", "youtube", "website", "price"),
        *("price_max", "currency", "per", "published", "valid_until", "first_seen", "last_seen"),
        "gone_since",
    }
)
"""The fields of the first layout."""

THIRD = frozenset({"name", "family", "arrival"})
"""The fields that came with the third layout."""

FOURTH = frozenset({"images"})
"""The fields that came with the fourth."""

LATER: Mapping[int, frozenset[str]] = {
    1: frozenset(FIELDS) - FIRST,
    2: THIRD | FOURTH,
    3: FOURTH,
}
"""By layout the fields that came after it."""

WORK = "https://cdn.example/work.jpg?w=300"

DEEP = ("payments", "routes", "facts", "indicators", "passages", "images")
"""What no offer had that was stored by then."""


def plain() -> Offer:
    """An offer as it was read then."""
    return offer("old", contacts=(contact("phone", "+442079460001"),))


def deep() -> Offer:
    """An offer that has all of the later values, and whose flat values never were stored."""
    made = replace(offer("deep"), **some(Random(3)))  # type: ignore[arg-type]
    ways = (route("İstanbul", "Bari"),)
    shown = (hit("fee.before_work"),)
    return replace(made, routes=ways, indicators=shown, images=(WORK,))


def beside(store: Store) -> Sums:
    """All that the store holds but the offers as they read now."""
    return {kind: one for kind, one in summed(store.dump()).items() if kind is not EntryKind.OFFER}


def test_an_older_file_has_the_later_fields_when_it_is_opened(tmp_path: Path) -> None:
    with open_store(URL, tokens, folder=tmp_path) as store:
        assert not store.index.put([first(plain()), first(deep())])
        before = beside(store)
    path = tmp_path / "before" / "store.db"
    path.parent.mkdir()
    as_of(4, path.parent, tmp_path / "store.db")
    removed = ", ".join(f"'$.{name}'" for name in DEEP)
    where = f"WHERE n = (SELECT n FROM offer WHERE id = '{plain().id}')"
    ask(path, f"UPDATE document SET document = json_remove(document, {removed}) {where}")
    for name in sorted(LATER[1]):
        ask(path, f"DELETE FROM keyword WHERE field = '{name}'")
    ask(path, "UPDATE flat SET fingerprint = 'as it was'")
    with open_store(URL, tokens, folder=path.parent) as store:
        assert beside(store) == before
        assert_found(store)


def assert_found(store: Store) -> None:
    assert store.index.search(Term("route", "TR>IT")).total == 1
    assert store.index.search(Exists("rank")).total == 1
    assert store.index.search(Term("images", WORK)).total == 1
    assert store.index.search(Exists("images")).total == 1
    assert store.index.search(Term("phone", "+442079460001")).offers[0].offer == plain()


@pytest.fixture
def home(elasticsearch: str, prefix: str, tmp_path: Path) -> Home:
    return Home(f"{elasticsearch}/{prefix}", tmp_path)


@pytest.fixture
def cluster(home: Home) -> Iterator[Cluster]:
    made = connect(home.url, NONE)
    yield made
    made.close()


def as_before(cluster: Cluster, layout: int) -> None:
    """Put an index of offers in place of the store's that is as that layout made it, say of all
    others that they are, and delete those that it had none of."""
    for part, row in rows(cluster).items():
        assert row.live
        if SINCE.get(part, 1) > layout:
            cluster.client.indices.delete(index=row.live.name)
        elif part is not Part.OFFERS:
            meta = {OURS: {**row.live.made, "part": part, "layout": layout}}
            cluster.client.indices.put_mapping(index=row.live.name, meta=meta)
    name = cluster.behind(Part.OFFERS)
    found = cluster.client.indices.get(index=name)[name]
    cluster.client.indices.refresh(index=name)
    hits = cluster.client.search(index=name, size=100)["hits"]["hits"]
    cluster.client.indices.delete(index=name)
    cluster.client.indices.create(
        index=name,
        mappings=_mappings(found["mappings"], layout),
        settings={"analysis": found["settings"]["index"].get("analysis", {})},
        aliases={cluster.alias(Part.OFFERS): {"filter": FILTERS[Part.OFFERS]}},
    )
    for one in hits:
        cluster.client.index(index=name, id=one["_id"], document=_document(one["_source"], layout))


def _mappings(now: Mapping[str, Any], layout: int) -> Mapping[str, Any]:
    kept = {name: one for name, one in now["properties"].items() if name not in LATER[layout]}
    kept["folded"] = now["properties"]["folded"]
    meta = {**now["_meta"][OURS], "layout": layout, "folding": "as it was"}
    return {**now, "properties": kept, "_meta": {OURS: meta}}


def _document(now: Mapping[str, Any], layout: int) -> Mapping[str, Any]:
    later = LATER[layout] | ({"location"} if layout == 1 else set())
    kept = {name: one for name, one in now.items() if name not in later}
    if layout == 1 and now["id"] == plain().id:
        kept["offer"] = {name: one for name, one in now["offer"].items() if name not in DEEP}
    copy: Mapping[str, Any] = json.loads(json.dumps(kept))
    return copy


@pytest.mark.parametrize("layout", LATER)
def test_an_older_store_on_a_server_is_read_and_brought_up_to_date(
    home: Home, cluster: Cluster, layout: int
) -> None:
    with home.open() as store:
        assert not store.index.put([first(plain()), first(deep())])
        before = beside(store)
    as_before(cluster, layout)
    with home.open() as store:
        assert store.index.search(Everything()).total == 2
        assert store.index.search(Term("phone", "+442079460001")).offers[0].offer == plain()
        assert beside(store) == before
        if layout < SINCE[Part.KIN]:
            assert_nothing_is_alike(store)
        before = beside(store)
        with pytest.raises(StoreError, match="offerwatch index status"):
            store.index.put([first(offer("new", images=(WORK,)))])
        with ElasticUpkeep.open(home.url, tokens, NONE) as upkeep:
            standing = upkeep.status()
            assert (standing.layout, standing.newest) == (layout, 4)
            assert not standing.is_current
            assert upkeep.migrate(silent)
            assert upkeep.status().is_current
            assert not upkeep.migrate(silent)
        assert_found(store)
        assert beside(store) == before
        assert not store.index.put([first(offer("new", routes=(route("Bari", None),)))])
        assert store.index.search(Term("origin", "IT")).total == 1
        store.families.enter(families=[FAMILY])
        assert store.families.family(FAMILY.id) == FAMILY


FAMILY = Family(id="f", base="f", size=2, sites=("a",), first_seen=MONDAY, last_seen=MONDAY)


def assert_nothing_is_alike(store: Store) -> None:
    """There is nowhere to look, and nowhere to write; what is erased is erased all the same."""
    alike = store.families
    made = Print(offer="o", version="v", tables="t", site="s", first_seen=MONDAY, keys=(1, 2))
    assert (alike.kin(["o"]), alike.alike([made])) == ({}, {"o": ()})
    assert [*alike.of_bases(["o"]), *alike.links(["o"]), *alike.families()] == []
    assert [*alike.decisions(), *alike.rulings()] == []
    assert (alike.family("o"), alike.tables()) == (None, None)
    with pytest.raises(StoreError, match="offerwatch index migrate"):
        alike.enter(families=[FAMILY])
    assert store.index.delete(["nobody"], MONDAY) == 0


def test_a_part_that_is_lost_is_not_made_anew(home: Home, cluster: Cluster) -> None:
    """What was deleted from a store that is up to date would look as if it had never been."""
    home.open().close()
    cluster.client.indices.delete(index=cluster.behind(Part.KIN))
    with (
        ElasticUpkeep.open(home.url, tokens, NONE) as upkeep,
        pytest.raises(StoreError, match="no index is behind"),
    ):
        upkeep.migrate(silent)


def test_a_map_has_the_places_whose_coordinates_are_known(home: Home, cluster: Cluster) -> None:
    with home.open() as store:
        assert not store.index.put([first(deep()), first(plain())])
        store.index.search(Everything())
    cluster.refresh(Part.OFFERS, always=True)
    near = {"distance": "5km", "location": {"lat": 41.0, "lon": 28.95}}
    found = cluster.client.search(
        index=cluster.alias(Part.OFFERS), query={"geo_distance": near}, source=False
    )
    assert [hit["_id"] for hit in found["hits"]["hits"]] == [deep().id]
