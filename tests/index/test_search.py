"""Searching, over every home: the same offers as a naive reading of the same query."""

from collections import Counter

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from index.base import Order, Store
from index.query import tree
from tests.examples import examples
from tests.index.asking import LIVES, compare, read_or_refuse, whole
from tests.index.oracle import Flats, answers, ordered
from tests.index.queries import KEYWORDS, NUMBERS, SORTABLE, nodes, pieces

MARKET = tree.Term("site", "market")
PAGES: tuple[tuple[int, tree.Node], ...] = (
    (1, tree.All((MARKET, tree.Term("status", "gone")))),
    (7, MARKET),
    *((limit, tree.Everything()) for limit in (LIVES - 1, LIVES, 1000)),
)
"""The limit of a page, and what is searched for."""


@settings(max_examples=examples(150), deadline=None)
@given(node=nodes)
def test_the_same_offers_as_a_naive_reading(filled: Store, flats: Flats, node: tree.Node) -> None:
    compare(filled, flats, node)


@pytest.mark.long
@pytest.mark.timeout(1800)
@settings(max_examples=10_000, deadline=None)
@given(node=nodes)
def test_the_same_offers_as_a_naive_reading_for_long(
    filled: Store, flats: Flats, node: tree.Node
) -> None:
    compare(filled, flats, node)


@settings(max_examples=examples(200), deadline=None)
@given(query=st.lists(pieces, max_size=8).map(" ".join))
def test_whatever_is_typed_is_answered_or_refused(filled: Store, flats: Flats, query: str) -> None:
    node = read_or_refuse(query)
    if node:
        compare(filled, flats, node)


@pytest.mark.parametrize("descending", [True, False])
@pytest.mark.parametrize("field", SORTABLE)
def test_pages_together_are_the_whole_in_order(
    filled: Store, flats: Flats, field: str, descending: bool
) -> None:
    """The smaller the pages, the fewer the offers: each page is a request."""
    expected = ordered(flats, field, descending)
    for limit, node in PAGES:
        wanted = answers(node, flats)
        assert len(wanted) > 2 * limit or limit >= LIVES - 1
        pages = whole(filled.index, node, Order(field, descending), limit)
        assert pages == [id_ for id_ in expected if id_ in wanted]


@settings(max_examples=examples(60), deadline=None)
@given(node=nodes, field=st.sampled_from(KEYWORDS))
def test_counts_are_exact(filled: Store, flats: Flats, node: tree.Node, field: str) -> None:
    chosen = answers(node, flats)
    counted = Counter(value for id_ in chosen for value in flats[id_].keywords.get(field, ()))
    expected = sorted(counted.items(), key=lambda pair: (-pair[1], pair[0]))
    assert list(filled.index.facets(node, field, size=1000)) == expected
    assert list(filled.index.facets(node, field, size=2)) == expected[:2]


def test_only_among_the_ids(filled: Store, flats: Flats) -> None:
    node = tree.Term("site", "bazaar")
    some = sorted(flats)[::3]
    hits = filled.index.search(node, ids=some, limit=LIVES)
    expected = answers(node, flats) & set(some)
    assert {known.offer.id for known in hits.offers} == expected
    assert filled.index.search(node, ids=[]).total == 0
    assert filled.index.search(node, ids=["x" * 10, "'"]).total == 0


@pytest.mark.parametrize("field", NUMBERS)
def test_ends_of_a_range_are_in_it_or_not(filled: Store, flats: Flats, field: str) -> None:
    """From the middle one of the values there are to itself, or to the next if they are even."""
    there = sorted({flat.numbers[field] for flat in flats.values() if field in flat.numbers})
    low, high = there[(len(there) - 1) // 2], there[len(there) // 2]
    for left_out in ((False, False), (True, False), (False, True), (True, True)):
        compare(filled, flats, tree.Range(field, low, high, *left_out))


def test_minus_nothing_is_nothing(filled: Store, flats: Flats) -> None:
    for low, high in ((None, -0.0), (-0.0, None), (-0.0, -0.0)):
        for left_out in (False, True):
            compare(filled, flats, tree.Range("price", low, high, left_out, left_out))


def test_a_search_gives_lives_with_their_tokens(filled: Store, flats: Flats) -> None:
    known = filled.index.search(tree.Everything(), limit=1).offers[0]
    assert known.token is not None
    assert known == filled.index.known([known.offer.id])[known.offer.id]
