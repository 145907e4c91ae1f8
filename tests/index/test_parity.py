"""Both homes give the same answers: the same hits in the same order, pages, counts and facets."""

from collections.abc import Iterator, Sequence
from contextlib import ExitStack
from dataclasses import dataclass
from datetime import UTC, datetime
from random import Random
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from demo.elasticsearch.asking import Asker
from index.access import NONE, Access
from index.base import Hits, Index, Order, Store
from index.query import tree
from index.query.parse import parse
from index.store import open_store
from parsers.fold import tokens
from tests.elasticsearch import names
from tests.examples import examples
from tests.index.making import corpus
from tests.index.queries import KEYWORDS, SORTABLE, nodes
from tests.index.sqlite_file import URL
from tests.index.typed import typed

LIVES = 700
"""More than a page of those in which a store is walked."""

BATCH = 350
ZONES = ("UTC", "Europe/Kyiv", "Asia/Kathmandu", "America/St_Johns", "Pacific/Apia")
NOW = datetime(2026, 3, 29, 0, 59, 59, 999_999, tzinfo=UTC)
"""A moment before the clocks of Europe go forward."""

limits = st.sampled_from([1, 2, 7, 20, 20, 50, 400])
orders = st.builds(Order, st.sampled_from(SORTABLE), st.booleans())


@dataclass(frozen=True, slots=True)
class Homes:
    """SQLite, Elasticsearch, and Elasticsearch with three shards."""

    sqlite: Index
    elastic: Sequence[Index]

    def __repr__(self) -> str:
        return "<homes>"


@pytest.fixture(scope="module")
def homes(elasticsearch: str, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Homes]:
    folder = tmp_path_factory.mktemp("parity")
    with ExitStack() as stack:
        prefix = stack.enter_context(names(Asker(elasticsearch)))
        places = ((URL, NONE), (f"{elasticsearch}/{prefix}-one", NONE))
        several = (f"{elasticsearch}/{prefix}-three", Access(shards=3, replicas=0))
        stores = [
            stack.enter_context(open_store(url, tokens, folder=folder, access=access))
            for url, access in (*places, several)
        ]
        _fill(stores)
        yield Homes(stores[0].index, [store.index for store in stores[1:]])


def _fill(stores: Sequence[Store]) -> None:
    changes = corpus(Random(11), LIVES)
    for store in stores:
        for start in range(0, LIVES, BATCH):
            assert store.index.put(changes[start : start + BATCH]) == frozenset()


def pages(index: Index, node: tree.Node, order: Order, limit: int) -> list[Hits]:
    """The first three pages of a search."""
    found = [index.search(node, order=order, limit=limit)]
    while found[-1].next and len(found) < 3:
        found.append(index.search(node, order=order, limit=limit, after=found[-1].next))
    return found


def alike(homes: Homes, node: tree.Node, order: Order, limit: int) -> None:
    """The homes give the same pages: totals, offers with their tokens, and where they end."""
    expected = pages(homes.sqlite, node, order, limit)
    for index in homes.elastic:
        other = pages(index, node, order, limit)
        assert [_ids(hits) for hits in other] == [_ids(hits) for hits in expected]
        assert other == expected


def _ids(hits: Hits) -> list[str]:
    return [known.offer.id for known in hits.offers]


def walked(homes: Homes, node: tree.Node, order: Order) -> None:
    expected = [known.offer.id for known in homes.sqlite.walk(node, order)]
    for index in homes.elastic:
        assert [known.offer.id for known in index.walk(node, order)] == expected


def counted(homes: Homes, node: tree.Node, field: str, size: int) -> None:
    expected = homes.sqlite.facets(node, field, size)
    assert all(index.facets(node, field, size) == expected for index in homes.elastic)


@settings(max_examples=examples(100), deadline=None)
@given(node=nodes, order=orders, limit=limits)
def test_trees(homes: Homes, node: tree.Node, order: Order, limit: int) -> None:
    alike(homes, node, order, limit)


@settings(max_examples=examples(100), deadline=None)
@given(query=typed, zone=st.sampled_from(ZONES), order=orders)
def test_queries_as_typed(homes: Homes, query: str, zone: str, order: Order) -> None:
    node = parse(query, now=NOW, zone=ZoneInfo(zone), tokens=tokens)
    alike(homes, node, order, limit=30)


@settings(max_examples=examples(60), deadline=None)
@given(node=nodes, field=st.sampled_from(KEYWORDS), size=st.sampled_from([0, 1, 3, 5000, 20_000]))
def test_facets(homes: Homes, node: tree.Node, field: str, size: int) -> None:
    counted(homes, node, field, size)


@pytest.mark.parametrize("descending", [True, False])
@pytest.mark.parametrize("field", SORTABLE)
def test_everything_in_every_order(homes: Homes, field: str, descending: bool) -> None:
    walked(homes, tree.Everything(), Order(field, descending))


@pytest.mark.long
@pytest.mark.timeout(7200)
@settings(max_examples=5_000, deadline=None)
@given(node=nodes, order=orders, limit=limits)
def test_trees_for_long(homes: Homes, node: tree.Node, order: Order, limit: int) -> None:
    alike(homes, node, order, limit)


@pytest.mark.long
@pytest.mark.timeout(7200)
@settings(max_examples=5_000, deadline=None)
@given(query=typed, zone=st.sampled_from(ZONES), order=orders)
def test_queries_as_typed_for_long(homes: Homes, query: str, zone: str, order: Order) -> None:
    node = parse(query, now=NOW, zone=ZoneInfo(zone), tokens=tokens)
    alike(homes, node, order, limit=30)


@pytest.mark.long
@pytest.mark.timeout(7200)
@settings(max_examples=2_000, deadline=None)
@given(node=nodes, field=st.sampled_from(KEYWORDS), size=st.sampled_from([1, 3, 5000, 20_000]))
def test_facets_for_long(homes: Homes, node: tree.Node, field: str, size: int) -> None:
    counted(homes, node, field, size)
