"""Stores of the layout before this one: read as they are, and brought up to date."""

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
from index.elastic.layout import FILTERS, OURS, Part
from index.elastic.upkeep import ElasticUpkeep
from index.entries import EntryKind, Sums, summed
from index.fields import FIELDS
from index.query.tree import Everything, Exists, Term
from index.sqlite.columns import SINGLE
from index.store import open_store
from offers.offer import Offer
from parsers.fold import tokens
from tests.index.conftest import Home
from tests.index.deep import hit, route, some
from tests.index.making import contact, first, offer
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

LATER = {*FIELDS} - FIRST

DEEP = ("payments", "routes", "facts", "indicators", "passages")
"""What no offer had that was stored by then."""


def plain() -> Offer:
    """An offer as it was read then."""
    return offer("old", contacts=(contact("phone", "+442079460001"),))


def deep() -> Offer:
    """An offer that has all of the later values, and whose flat values never were stored."""
    made = replace(offer("deep"), **some(Random(3)))  # type: ignore[arg-type]
    ways = (route("İstanbul", "Bari"),)
    shown = (hit("fee.before_work"),)
    return replace(made, routes=ways, indicators=shown)


def beside(store: Store) -> Sums:
    """All that the store holds but the offers as they read now."""
    return {kind: one for kind, one in summed(store.dump()).items() if kind is not EntryKind.OFFER}


def test_an_older_file_has_the_later_fields_when_it_is_opened(tmp_path: Path) -> None:
    with open_store(URL, tokens, folder=tmp_path) as store:
        assert not store.index.put([first(plain()), first(deep())])
        before = beside(store)
    path = tmp_path / "store.db"
    removed = ", ".join(f"'$.{name}'" for name in DEEP)
    where = f"WHERE n = (SELECT n FROM offer WHERE id = '{plain().id}')"
    ask(path, f"UPDATE document SET document = json_remove(document, {removed}) {where}")
    for name in sorted(LATER):
        ask(path, f"DELETE FROM keyword WHERE field = '{name}'")
    ask(path, "DROP INDEX offer_by_rank")
    for name in sorted(name for name in LATER if name in SINGLE):
        ask(path, f'ALTER TABLE offer DROP COLUMN "{name}"')
    ask(path, "UPDATE flat SET fingerprint = 'as it was'")
    ask(path, "PRAGMA user_version = 4")
    with open_store(URL, tokens, folder=tmp_path) as store:
        assert beside(store) == before
        assert_found(store)


def assert_found(store: Store) -> None:
    assert store.index.search(Term("route", "TR>IT")).total == 1
    assert store.index.search(Exists("rank")).total == 1
    assert store.index.search(Term("phone", "+442079460001")).offers[0].offer == plain()


@pytest.fixture
def home(elasticsearch: str, prefix: str, tmp_path: Path) -> Home:
    return Home(f"{elasticsearch}/{prefix}", tmp_path)


@pytest.fixture
def cluster(home: Home) -> Iterator[Cluster]:
    made = connect(home.url, NONE)
    yield made
    made.close()


def as_before(cluster: Cluster) -> None:
    """Put an index of offers in place of the store's that is as the first layout made it, and say
    of all others that they are."""
    for part, row in rows(cluster).items():
        assert row.live
        if part is not Part.OFFERS:
            meta = {OURS: {**row.live.made, "part": part, "layout": 1}}
            cluster.client.indices.put_mapping(index=row.live.name, meta=meta)
    name = cluster.behind(Part.OFFERS)
    found = cluster.client.indices.get(index=name)[name]
    cluster.client.indices.refresh(index=name)
    hits = cluster.client.search(index=name, size=100)["hits"]["hits"]
    cluster.client.indices.delete(index=name)
    cluster.client.indices.create(
        index=name,
        mappings=_mappings(found["mappings"]),
        settings={"analysis": found["settings"]["index"].get("analysis", {})},
        aliases={cluster.alias(Part.OFFERS): {"filter": FILTERS[Part.OFFERS]}},
    )
    for one in hits:
        cluster.client.index(index=name, id=one["_id"], document=_document(one["_source"]))


def _mappings(now: Mapping[str, Any]) -> Mapping[str, Any]:
    kept = {name: one for name, one in now["properties"].items() if name not in LATER}
    kept["folded"] = now["properties"]["folded"]
    meta = {**now["_meta"][OURS], "layout": 1, "folding": "as it was"}
    return {**now, "properties": kept, "_meta": {OURS: meta}}


def _document(now: Mapping[str, Any]) -> Mapping[str, Any]:
    kept = {name: one for name, one in now.items() if name not in LATER and name != "location"}
    if now["id"] == plain().id:
        kept["offer"] = {name: one for name, one in now["offer"].items() if name not in DEEP}
    copy: Mapping[str, Any] = json.loads(json.dumps(kept))
    return copy


def test_an_older_store_on_a_server_is_read_and_brought_up_to_date(
    home: Home, cluster: Cluster
) -> None:
    with home.open() as store:
        assert not store.index.put([first(plain()), first(deep())])
        before = beside(store)
    as_before(cluster)
    with home.open() as store:
        assert store.index.search(Everything()).total == 2
        assert store.index.search(Term("phone", "+442079460001")).offers[0].offer == plain()
        with pytest.raises(StoreError, match="offerwatch index status"):
            store.index.put([first(offer("new", routes=(route("Bari", None),)))])
        with ElasticUpkeep.open(home.url, tokens, NONE) as upkeep:
            standing = upkeep.status()
            assert (standing.layout, standing.newest) == (1, 2)
            assert not standing.is_current
            assert upkeep.migrate(silent)
            assert upkeep.status().is_current
        assert_found(store)
        assert beside(store) == before
        assert not store.index.put([first(offer("new", routes=(route("Bari", None),)))])
        assert store.index.search(Term("origin", "IT")).total == 1


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
