"""Reading all that a query holds for, over every home."""

import gc
import tracemalloc
from collections.abc import Iterator
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from index.base import Index, Order, Store, StoreError
from index.query import tree
from offers.life import Change
from tests.examples import examples
from tests.index.making import edited, first, offer
from tests.index.oracle import Flats, answers, ordered
from tests.index.queries import SORTABLE, nodes

MANY = 1_200
"""Offers of more than two pages."""


@pytest.mark.parametrize("descending", [True, False])
@pytest.mark.parametrize("field", SORTABLE)
def test_everything_in_order(filled: Store, flats: Flats, field: str, descending: bool) -> None:
    walked = filled.index.walk(tree.Everything(), Order(field, descending))
    assert [known.offer.id for known in walked] == ordered(flats, field, descending)


@settings(max_examples=examples(60), deadline=None)
@given(node=nodes, field=st.sampled_from(SORTABLE), descending=st.booleans())
def test_what_a_query_holds_for(
    filled: Store, flats: Flats, node: tree.Node, field: str, descending: bool
) -> None:
    walked = filled.index.walk(node, Order(field, descending))
    there = answers(node, flats)
    expected = [id_ for id_ in ordered(flats, field, descending) if id_ in there]
    assert [known.offer.id for known in walked] == expected


def test_many_pages_of_few_values(index: Index) -> None:
    index.put([first(offer(str(number), day=number % 3)) for number in range(MANY)])
    for order in (Order("first_seen", False), Order("last_seen"), Order("price"), Order("site")):
        ids = [known.offer.id for known in index.walk(tree.Everything(), order)]
        assert len(ids) == MANY
        hits = index.search(tree.Everything(), order=order, limit=MANY)
        assert ids == [known.offer.id for known in hits.offers]


def test_what_is_walked_may_be_written(index: Index) -> None:
    index.put([first(offer(str(number))) for number in range(MANY)])
    seen = set()
    for known in index.walk(tree.Everything(), Order("first_seen", False)):
        seen.add(known.offer.id)
        if len(seen) % 400 == 1:
            key = known.offer.key or ""
            assert index.put([edited(known, offer(key, day=1, text="Cooks wanted"))]) == frozenset()
    assert len(seen) == MANY


def test_who_stops_early_holds_nothing_up(store: Store) -> None:
    store.index.put([first(offer(str(number))) for number in range(MANY)])
    walked = store.index.walk(tree.Everything())
    assert next(walked).offer.text == "Waiters wanted"
    store.close()
    del walked
    gc.collect()


def test_what_cannot_be_walked_is_refused_at_once(index: Index) -> None:
    with pytest.raises(StoreError, match="sorted by"):
        index.walk(tree.Everything(), Order("phone"))
    with pytest.raises(StoreError, match="no field"):
        next(index.walk(tree.Exists("nothing")))


def _many(size: int) -> Iterator[list[Change]]:
    random = Random(3)
    for start in range(0, size, 1_000):
        yield [
            first(offer(str(number), day=random.randint(0, 60), text="waiter wanted " * 60))
            for number in range(start, start + 1_000)
        ]


@pytest.mark.long
@pytest.mark.timeout(3600)
def test_a_hundred_thousand_need_no_more_memory(index: Index) -> None:
    for changes in _many(100_000):
        index.put(changes)
    peaks = []
    for few in (5_000, 100_000):
        gc.collect()
        tracemalloc.start()
        walked = index.walk(tree.Everything(), Order("first_seen", False))
        assert sum(1 for _ in zip(walked, range(few), strict=False)) == few
        peaks.append(tracemalloc.get_traced_memory()[1])
        tracemalloc.stop()
    assert peaks[1] < 1.5 * peaks[0]
