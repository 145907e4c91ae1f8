"""Asking a store in words, and comparing its answers with a naive reading."""

from datetime import UTC

from index.base import Hits, Index, Order, Store
from index.query import tree
from index.query.parse import QueryError, parse
from parsers.fold import tokens
from tests.index.making import MONDAY
from tests.index.oracle import Flats, answers

LIVES = 300


def ask(index: Index, query: str, **how: object) -> Hits:
    node = parse(query, now=MONDAY, zone=UTC, tokens=tokens)
    return index.search(node, **how)  # type: ignore[arg-type]


def read_or_refuse(query: str) -> tree.Node | None:
    """The tree of a query; `None` if it was refused with a place inside it."""
    try:
        return parse(query, now=MONDAY, zone=UTC, tokens=tokens)
    except QueryError as error:
        refused = error
    assert 0 <= refused.position <= len(query)
    assert refused.message in refused.pointed()
    return None


def found(index: Index, query: str) -> set[str | None]:
    """Keys of the offers that a query finds."""
    return {known.offer.key for known in ask(index, query, limit=1000).offers}


def whole(index: Index, node: tree.Node, order: Order, limit: int) -> list[str]:
    """Ids of all pages of a search."""
    hits = index.search(node, order=order, limit=limit)
    ids = [known.offer.id for known in hits.offers]
    while hits.next:
        hits = index.search(node, order=order, limit=limit, after=hits.next)
        ids += [known.offer.id for known in hits.offers]
    return ids


def compare(filled: Store, flats: Flats, node: tree.Node) -> None:
    hits = filled.index.search(node, limit=LIVES)
    assert {known.offer.id for known in hits.offers} == answers(node, flats)
    assert hits.total == len(hits.offers)
    assert hits.next is None
