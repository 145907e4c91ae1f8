"""Reads a query into the tree: luqum knows the grammar, and only here."""

import difflib
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, tzinfo
from typing import Any as Item

from luqum import tree as grammar
from luqum.exceptions import IllegalCharacterError, ParseSyntaxError
from luqum.parser import lexer, parser

from index.asked import demand_size
from index.base import StoreError, Tokens
from index.fields import FIELDS, Field
from index.query.error import QueryError
from index.query.leaf import Bound, Leaves, Unfit
from index.query.signs import Signs
from index.query.tree import All, Any, Everything, Exists, Node, Not

__all__ = ["QueryError", "parse"]

LONGEST = 32_768
"""Code points of a query."""

DEEPEST = 20
"""Conditions within conditions. Elasticsearch takes 29, SQLite 31 (measured)."""

EXISTS = "_exists_"

_SCHEMES = {"http", "https", "mailto", "tel", "tg", "viber"}


def parse(text: str, *, now: datetime, zone: tzinfo, tokens: Tokens) -> Node:
    """The tree of a query, as docs/query.md describes the language. An empty one is everything.

    Raises `QueryError`, whose `position` counts code points of `text`.
    """
    if len(text) > LONGEST:
        message = f"the query is longer than {LONGEST} characters; make several of it"
        raise QueryError(message, LONGEST, text)
    if not text.strip():
        return Everything()
    node = _Reader(text, Leaves(now, zone, tokens)).read(_grown(text), None, 0)
    try:
        demand_size(node)
    except StoreError as error:
        raise QueryError(str(error), 0, text) from error
    return node


def _grown(text: str) -> Item:
    """What luqum makes of the text. Its parser keeps no state but in the lexer, a clone here."""
    signs = Signs(lexer.clone(), IllegalCharacterError)
    try:
        return parser.parse(text, lexer=signs)
    except ParseSyntaxError as error:
        raise signs.fault() from error


@dataclass(frozen=True, slots=True)
class _Reader:
    text: str
    leaves: Leaves

    def read(self, item: Item, field: Field | None, depth: int) -> Node:
        """The node for an item of luqum's tree, under a field or none."""
        if depth > DEEPEST:
            raise self._error(f"more than {DEEPEST} conditions inside each other", item)
        try:
            return self._read(item, field, depth)
        except Unfit as error:
            raise self._error(str(error), item) from error

    def _read(self, item: Item, field: Field | None, depth: int) -> Node:
        match item:
            case grammar.Word():
                node = self.leaves.word(field, item.value)
            case grammar.Phrase():
                node = self.leaves.phrase(field, item.value)
            case grammar.Range() | grammar.From() | grammar.To():
                node = self.leaves.between(field, *_bounds(item))
            case grammar.BaseGroup() | grammar.Boost():
                node = self.read(item.expr, field, depth)
            case grammar.SearchField():
                node = self._field(item, field, depth)
            case grammar.Not():
                node = self._not(item, field, depth)
            case grammar.AndOperation() | grammar.UnknownOperation():
                node = _flat(All, self._several(item, field, depth))
            case grammar.OrOperation():
                node = _flat(Any, self._several(item, field, depth))
            case _:
                raise Unfit("this is not part of the query language")
        return node

    def _several(self, item: Item, field: Field | None, depth: int) -> list[Node]:
        if isinstance(item, grammar.OrOperation):
            required = next((one for one in item.operands if self._is_plus(one)), None)
            if required:
                raise self._error("`+` beside OR has no clear meaning; use AND", required)
        return [self.read(one, field, depth + 1) for one in item.operands]

    def _not(self, item: Item, field: Field | None, depth: int) -> Node:
        inner = self.read(item.a, field, depth + 1)
        if self._is_plus(item):
            return inner
        return inner.node if isinstance(inner, Not) else Not(inner)

    def _is_plus(self, item: Item) -> bool:
        """`Signs` gives `+` to the grammar as NOT; what was typed tells."""
        return isinstance(item, grammar.Not) and self.text[item.pos] == "+"

    def _field(self, item: Item, outer: Field | None, depth: int) -> Node:
        if item.name == EXISTS:
            return Exists(self._named(_plain_name(item.expr), item.expr).name)
        field = self._named(item.name, item)
        if isinstance(item.expr, grammar.SearchField):
            raise self._error('a value with ":" belongs into double quotes', item.expr)
        if outer and outer != field:
            raise self._error(f"one field inside another: {outer.name} and {field.name}", item)
        return self.read(item.expr, field, depth)

    def _named(self, name: str, item: Item) -> Field:
        if name in FIELDS:
            return FIELDS[name]
        close = difflib.get_close_matches(name[:40].lower(), FIELDS, n=2, cutoff=0.6)
        if name.lower() in _SCHEMES or not close:
            hint = 'a ":" that is part of a text or an address belongs into double quotes'
        else:
            hint = f"did you mean {' or '.join(close)}?"
        raise self._error(f"there is no field {name[:40]!r}; {hint}", item)

    def _error(self, message: str, item: Item) -> QueryError:
        return QueryError(message, min(item.pos or 0, len(self.text)), self.text)


def _plain_name(item: Item) -> str:
    return str(getattr(item, "value", "")).strip('"')


def _bounds(item: Item) -> tuple[Bound, Bound]:
    match item:
        case grammar.Range():
            low, high = _value(item.low), _value(item.high)
            return Bound(low, item.include_low), Bound(high, item.include_high)
        case grammar.From():
            return Bound(_value(item.a), item.include), Bound(None)
        case _:
            return Bound(None), Bound(_value(item.a), item.include)


def _value(item: Item) -> str | None:
    return None if item.value == "*" else str(item.value)


def _flat(kind: type[All] | type[Any], nodes: Iterable[Node]) -> Node:
    """Conditions of one kind side by side, not inside each other, and each one once."""
    several: dict[Node, None] = {}
    for node in nodes:
        several |= dict.fromkeys(node.nodes if isinstance(node, kind) else (node,))
    made = tuple(several)
    return kind(made) if len(made) > 1 else made[0]
