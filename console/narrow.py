"""A query, made narrower by what stands in options beside it."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import islice

from console.desk import Desk
from console.exits import Exit, Refused
from index.base import Hits, Index, Order
from index.fields import FIELDS
from index.query.tree import All, Any, Node, Range, Term
from offers.life import Known

PAGE = 200
"""Offers asked for at once. Who wants more reads them one by one."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """Offers to be found: those that `node` holds for, in that order, `limit` at most."""

    node: Node
    order: Order
    limit: int | None

    def first(self, index: Index) -> Hits:
        """The beginning, and how many there are in all."""
        size = PAGE if self.limit is None else min(PAGE, self.limit)
        return index.search(self.node, order=self.order, limit=size)

    def offers(self, index: Index) -> Iterator[Known]:
        """All of them, none of which stays in memory."""
        if self.limit is not None and self.limit <= PAGE:
            return iter(self.first(index).offers)
        return islice(index.walk(self.node, self.order), self.limit)


def parsed(desk: Desk, query: str) -> Node:
    """The query understood; raises `index.query.parse.QueryError`."""
    # The grammar takes time to load, and only queries need it.
    from index.query.parse import parse
    from parsers.fold import tokens

    settings = desk.workspace.settings
    return parse(query, now=desk.workspace.now(), zone=settings.zone, tokens=tokens)


def narrowed(
    node: Node, since: datetime | None, values: Mapping[str, Sequence[str] | None]
) -> Node:
    """`node`, and first seen at `since` or later, and in each keyword field one of the values."""
    parts = [node]
    if since is not None:
        parts.append(Range("first_seen", since.timestamp() * 1000, None))
    for field, wanted in values.items():
        if wanted:
            parts.append(Any(tuple(Term(field, FIELDS[field].spell(value)) for value in wanted)))
    return All(tuple(parts)) if len(parts) > 1 else node


def order(text: str) -> Order:
    """`published` or, the largest first, `-published`."""
    wanted = Order(text.removeprefix("-"), descending=text.startswith("-"))
    sortable = sorted(name for name, field in FIELDS.items() if field.sortable)
    if wanted.field not in sortable:
        raise Refused(f"--sort {text}: offers are sorted by {', '.join(sortable)}", Exit.USAGE)
    return wanted
