"""A query, made narrower by what stands in options beside it."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from console.desk import Desk
from console.exits import Exit, Refused
from index.base import Hits, Index, Order
from index.fields import FIELDS
from index.query.tree import All, Any, Node, Range, Term
from offers.life import Known

PAGE = 200
"""Offers asked for at once: enough to be quick, few enough to need no memory to speak of."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """Offers to be found: those that `node` holds for, in that order, `limit` at most."""

    node: Node
    order: Order
    limit: int | None

    def pages(self, index: Index) -> Iterator[Hits]:
        """Hits page by page, at least one page; each is dropped before the next is read."""
        left, after = self.limit, None
        while True:
            size = PAGE if left is None else min(PAGE, left)
            hits = index.search(self.node, order=self.order, limit=size, after=after)
            yield hits
            left = None if left is None else left - len(hits.offers)
            after = hits.next
            if after is None or left == 0:
                return

    def offers(self, index: Index) -> Iterator[Known]:
        for hits in self.pages(index):
            yield from hits.offers


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
