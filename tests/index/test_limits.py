"""How large a search may be and how long it may take, in the same words over every home."""

from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from index.asked import DEEPEST, MOST, RANGED
from index.base import Index, Order, Store, StoreError
from index.cursor import Cursor
from index.elastic.index import ElasticIndex
from index.query import tree
from index.sqlite.index import SqliteIndex
from tests.examples import examples
from tests.index.asking import LIVES, compare, found
from tests.index.making import first, offer
from tests.index.oracle import Flats, answers
from tests.index.queries import leaves, phrases

EVERY = ("title", "text", "employer", "place")
WORD = tree.Phrase(EVERY, ("visa", "work"))


def nested(inner: tree.Node, levels: int, beside: tree.Node = WORD) -> tree.Node:
    """A condition inside so many others, of each kind in turn."""
    for level in range(levels):
        match level % 3:
            case 0:
                inner = tree.Not(inner)
            case 1:
                inner = tree.All((beside, tree.Exists("title"), inner))
            case _:
                inner = tree.Any((inner, beside, tree.Range("price", 500, None)))
    return inner


def test_the_deepest_is_answered(filled: Store, flats: Flats) -> None:
    for kinds in range(3):
        compare(filled, flats, nested(nested(WORD, kinds), DEEPEST - 1 - kinds))
    alternating: tree.Node = tree.Not(WORD)
    for level in range(DEEPEST - 2):
        kind = tree.Any if level % 2 else tree.All
        alternating = kind((alternating, tree.Exists("url"), WORD))
    compare(filled, flats, alternating)


@settings(max_examples=examples(25), deadline=None)
@given(inner=phrases, beside=leaves, levels=st.integers(10, DEEPEST - 1))
def test_all_that_is_deep(
    filled: Store, flats: Flats, inner: tree.Node, beside: tree.Node, levels: int
) -> None:
    compare(filled, flats, nested(inner, levels, beside))


def test_the_deeper_is_refused(filled: Store) -> None:
    for node in (nested(WORD, DEEPEST), nested(WORD, 2_000)):
        _refused(filled.index, node)


def test_the_broadest_is_answered(filled: Store, flats: Flats) -> None:
    """To read each offer by thousands of conditions would take long. None of the numbered words is
    anywhere, and which numbers are in one of the ranges is reckoned."""
    assert not answers(tree.Phrase(EVERY, ("word",), prefix=True), flats)
    words = tuple(tree.Phrase(EVERY, ("visa", f"word{n}")) for n in range(MOST // 4 - 1))
    _holds_for(filled, tree.Any((*words, WORD)), answers(WORD, flats))
    _holds_for(filled, tree.All(tuple(map(tree.Not, words[: MOST // 5]))), set(flats))
    many = MOST // RANGED
    for field, step in (("price", 1), ("published", 86_400_000)):
        there = {id_: flat.numbers[field] for id_, flat in flats.items() if field in flat.numbers}
        begin = 0 if field == "price" else step * (max(there.values()) // step - many // 2)
        ranges = (tree.Range(field, begin + n * step, begin + n * step + 0.5) for n in range(many))
        wanted = {
            id_
            for id_, at in there.items()
            if 0 <= at - begin < many * step and (at - begin) % step <= 0.5
        }
        assert wanted
        _holds_for(filled, tree.Any(tuple(ranges)), wanted)


def _holds_for(filled: Store, node: tree.Node, wanted: set[str]) -> None:
    hits = filled.index.search(node, limit=LIVES)
    assert {known.offer.id for known in hits.offers} == wanted
    assert hits.total == len(wanted)


def test_the_broader_is_refused(filled: Store) -> None:
    words = tuple(tree.Phrase(EVERY, (f"word{n}",)) for n in range(MOST // 4 + 1))
    _refused(filled.index, tree.All(words))
    _refused(
        filled.index,
        tree.Any(tuple(tree.Range("price", n, None) for n in range(MOST // RANGED + 1))),
    )


def _refused(index: Index, node: tree.Node) -> None:
    with pytest.raises(StoreError, match="the query has too many parts; make several of it"):
        index.search(node)
    with pytest.raises(StoreError, match="too many parts"):
        index.facets(node, "site")
    with pytest.raises(StoreError, match="too many parts"):
        index.walk(node)


def test_a_search_ends_in_time(filled: Store) -> None:
    index = filled.index
    assert isinstance(index, SqliteIndex | ElasticIndex)
    hurried = replace(index, patience=0.0)
    many = tree.All(tuple(tree.Not(tree.Range("price", n, n)) for n in range(1000)))
    with pytest.raises(StoreError, match="the query took over 0 s; make it simpler"):
        hurried.search(many)
    with pytest.raises(StoreError, match="took over 0 s"):
        hurried.facets(many, "site")
    with pytest.raises(StoreError, match="took over 0 s"):
        next(hurried.walk(many))


MANY = 20_000
"""Words, more than Elasticsearch looks at one by one on a server of this size."""


def test_many_words_with_one_beginning(index: Index) -> None:
    text = " ".join(f"e be{number:05}" for number in range(MANY))
    index.put([first(offer("1", text=text)), first(offer("2", text="be e b"))])
    assert found(index, "be*") == {"1", "2"}
    assert found(index, "e-be*") == {"1"}
    assert found(index, "e-b*") == {"1", "2"}
    assert found(index, "text:e\\-be000*") == {"1"}


def test_a_long_beginning_of_many_words(index: Index) -> None:
    text = " ".join(f"e longbeginning{number:05}" for number in range(MANY))
    index.put([first(offer("1", text=text))])
    assert found(index, "longbeginning*") == {"1"}
    assert found(index, "e-longbeginning000*") == {"1"}
    if isinstance(index, ElasticIndex):
        with pytest.raises(StoreError, match="write more of it"):
            found(index, "e-longbeginning*")
    else:
        assert found(index, "e-longbeginning*") == {"1"}


@pytest.mark.parametrize(
    ("field", "value"),
    [("price", "500"), ("price", True), ("first_seen", 1.5), ("first_seen", "1"), ("site", 5)],
)
def test_a_place_of_another_kind_is_refused(filled: Store, field: str, value: object) -> None:
    order = Order(field)
    place = str(Cursor(order, value, "x"))  # type: ignore[arg-type] # what somebody made up
    with pytest.raises(StoreError, match="search from the start"):
        filled.index.search(tree.Everything(), order=order, after=place)
