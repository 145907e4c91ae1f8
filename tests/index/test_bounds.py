"""Searches that are large, wrong or hostile, over every home."""

import pytest

from index.base import Order, Store, StoreError
from index.query import tree
from tests.index.asking import compare, read_or_refuse
from tests.index.oracle import Flats


def test_long_lists_of_values(filled: Store, flats: Flats) -> None:
    values = [f"+44207946{number:04}" for number in range(5000)]
    many = tree.Any(tuple(tree.Term("phone", value) for value in values))
    compare(filled, flats, many)
    sites = tree.Any(tuple(tree.Term("site", f"site{number}") for number in range(3000)))
    compare(filled, flats, tree.Any((*sites.nodes, tree.Term("site", "market"))))


def test_many_conditions_side_by_side(filled: Store, flats: Flats) -> None:
    phrases = tuple(tree.Phrase(("text",), (f"word{number}",)) for number in range(3000))
    compare(filled, flats, tree.Any((*phrases, tree.Phrase(("text",), ("visa",)))))
    ranges = tuple(tree.Range("price", number, number) for number in range(1700))
    compare(filled, flats, tree.Any(ranges))
    compare(filled, flats, tree.All(tuple(tree.Not(one) for one in ranges[::4])))


def test_conditions_inside_each_other(filled: Store, flats: Flats) -> None:
    node: tree.Node = tree.Term("kind", "job")
    for level in range(9):
        node = tree.Not(tree.All((tree.Any((node, tree.Exists("price"))), tree.Exists("title"))))
        if level % 3 == 0:
            compare(filled, flats, node)


def test_too_many_levels_are_refused_in_words(filled: Store) -> None:
    node: tree.Node = tree.Exists("price")
    for _ in range(400):
        node = tree.Any((tree.All((node, tree.Exists("url"))), tree.Exists("title")))
    with pytest.raises(StoreError, match="too many parts"):
        filled.index.search(node)


@pytest.mark.parametrize(
    "after", ["", "x", "e30", "W10", "bnVsbA", "=", "é", "\ud800", "W" * 60_000, "WzEsMiwzLDRd"]
)
def test_a_place_that_is_none_is_refused(filled: Store, after: str) -> None:
    with pytest.raises(StoreError, match="search from the start"):
        filled.index.search(tree.Everything(), after=after)


def test_a_place_belongs_to_its_order(filled: Store) -> None:
    place_ = filled.index.search(tree.Everything(), limit=1).next
    with pytest.raises(StoreError, match="another search"):
        filled.index.search(tree.Everything(), order=Order("price"), after=place_)


def test_what_cannot_be_asked_is_refused(filled: Store) -> None:
    index = filled.index
    for field in ("text", "phone", "no such field"):
        with pytest.raises(StoreError, match=field):
            index.search(tree.Everything(), order=Order(field))
    for field in ("text", "price", "published", "n'; DROP TABLE offer; --"):
        with pytest.raises(StoreError):
            index.facets(tree.Everything(), field)
    wrong: list[tree.Node] = [
        tree.Term("text", "x"),
        tree.Term("price", "5"),
        tree.Range("site", 1, 2),
        tree.Phrase(("site",), ("x",)),
        tree.Exists("offer.n"),
        tree.Any((tree.Term("rowid", "1"), tree.Term("rowid", "2"))),
    ]
    for node in wrong:
        with pytest.raises(StoreError):
            index.search(node)


INJECTIONS = [
    "'; DROP TABLE offer; --",
    '" OR 1=1 --',
    "') OR ('1'='1",
    'x" OR title : "visa',
    "NEAR(a b)",
    "title : visa",
    "visa* OR text",
    "{title} : visa",
    "- visa",
    "^visa",
    "%",
    "_",
    "*",
    "[a-z]*",
    "visa\0",
    "\ud800",
    "field' AND value='x",
    "\u202evisa",
]


@pytest.mark.parametrize("text", INJECTIONS)
def test_values_are_never_read_as_commands(filled: Store, flats: Flats, text: str) -> None:
    plain = text.replace("\ud800", "").replace("\0", "")
    for name in ("site", "phone", "url", "contact"):
        compare(filled, flats, tree.Term(name, plain))
        compare(filled, flats, tree.Term(name, plain, prefix=True))
    quoted = text.replace("\\", "\\\\").replace('"', '\\"')
    for query in (f'"{quoted}"', f'title:"{quoted}"', f'url:"{quoted}"', f'_exists_:"{quoted}"'):
        node = read_or_refuse(query)
        assert (node is None) == query.startswith("_exists_")
        if node:
            compare(filled, flats, node)
