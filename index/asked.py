"""What may be asked of an index and how much at once: the same in every home, in the same words."""

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from typing import TypeGuard

from index.base import Order, StoreError
from index.fields import FIELDS, Field, FieldType
from index.query import tree
from index.query.tree import Node

PATIENCE = 60.0
"""Seconds that a search may take."""

DEEPEST = 28
"""Conditions inside each other, what is asked of a field counted. Elasticsearch takes 29 `bool`,
of which a word that is looked for in several fields may need one of its own."""

MOST = 8_000
"""Conditions side by side and below each other. Elasticsearch bounds them by the memory of its
nodes: a node of 512 MB on two cores takes 8,192."""

RANGED = 2
"""Conditions that a range counts for: Elasticsearch has two ways to look for it and counts both."""

TOO_MANY = "the query has too many parts; make several of it"


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """Which hits are wanted: `limit` of them, in this order, behind a cursor, among some ids."""

    order: Order
    limit: int
    after: str | None = None
    ids: Collection[str] | None = None


def known(name: str) -> Field:
    """The field of that name; whatever else a tree may hold never reaches a home."""
    try:
        return FIELDS[name]
    except KeyError:
        raise StoreError(f"there is no field {name!r}") from None


def demand(name: str, *types: FieldType) -> None:
    """Raises `StoreError` unless the field is of one of the types."""
    if known(name).type not in types:
        raise StoreError(f"{name} is a {known(name).type} and cannot be asked so")


def demand_texts(names: Collection[str]) -> None:
    """Raises `StoreError` unless all of them are text fields."""
    for name in names:
        if name not in FIELDS or FIELDS[name].type is not FieldType.TEXT:
            raise StoreError(f"{name!r} is no text field")


def demand_order(order: Order) -> None:
    """Raises `StoreError` unless offers can be sorted so."""
    if not known(order.field).sortable:
        raise StoreError(f"offers cannot be sorted by {order.field}")


def demand_values(name: str) -> None:
    """Raises `StoreError` unless values of the field can be counted."""
    if known(name).type is not FieldType.KEYWORD:
        raise StoreError(f"{name} is a {known(name).type}; only keywords are counted")


def demand_size(node: Node) -> None:
    """Raises `StoreError` for a tree that is too deep or too broad for one of the homes."""
    waiting, parts = [(node, 1)], 0
    while waiting:
        one, depth = waiting.pop()
        waiting += ((inner, depth + 1) for inner in _inner(one))
        parts += _parts(one)
        if depth > DEEPEST or parts > MOST:
            raise StoreError(TOO_MANY)


def took(seconds: float) -> StoreError:
    """What is raised where a search takes longer."""
    return StoreError(f"the query took over {seconds:g} s; make it simpler")


def is_value(node: Node) -> TypeGuard[tree.Term]:
    """A keyword as a whole: any number of them side by side can be asked for as one list."""
    return isinstance(node, tree.Term) and not node.prefix


def is_word(node: Node) -> TypeGuard[tree.Phrase]:
    """One whole word: the same holds for words in the same fields."""
    return isinstance(node, tree.Phrase) and len(node.tokens) == 1 and not node.prefix


def _inner(node: Node) -> Iterator[Node]:
    match node:
        case tree.Not():
            yield node.node
        case tree.All():
            yield from node.nodes
        case tree.Any():
            yield from (one for one in node.nodes if not (is_value(one) or is_word(one)))
        case _:
            pass


def _parts(node: Node) -> int:
    """How many conditions a node is by itself. Lists count once for each field."""
    match node:
        case tree.Phrase():
            return len(node.fields)
        case tree.Any():
            fields = {one.field for one in node.nodes if is_value(one)}
            words = {name for one in node.nodes if is_word(one) for name in one.fields}
            return len(fields) + len(words)
        case tree.Not() | tree.All():
            return 0
        case tree.Range():
            return RANGED
        case _:
            return 1
