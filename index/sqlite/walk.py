"""All offers that a query holds for, one by one, a page in memory at a time."""

# Names of tables and columns are our own; every value is a parameter.
# ruff: noqa: S608

import sqlite3
from collections.abc import Iterator
from dataclasses import dataclass, replace

from index.asked import demand_order, demand_size
from index.base import Order
from index.cursor import Value
from index.query.tree import Node
from index.sqlite.columns import column
from index.sqlite.compile import Condition, condition
from index.sqlite.connection import Connections
from index.sqlite.reading import SLICE, load
from index.sqlite.search import bounded, in_order
from offers.life import Known

Row = tuple[int, Value, str]
"""Number, sorting value and id."""


def walk(connections: Connections, query: Node, order: Order, patience: float) -> Iterator[Known]:
    """The offers in that order, each page as things stand when it is read."""
    demand_order(order)
    demand_size(query)
    return _read(connections, query, order, patience)


def _read(connections: Connections, query: Node, order: Order, patience: float) -> Iterator[Known]:
    with connections.read() as connection, bounded(connection, patience):
        wanted = in_order(connection, condition(query), order, SLICE)
    by = column(order.field)
    # Missing values come last; apart, so that an index helps with those that are there.
    for some in (f"{by} IS NOT NULL", f"{by} IS NULL"):
        part = replace(wanted, sql=f"{some} AND {wanted.sql}")
        pages = _Pages(part, order)
        while pages.more:
            with connections.read() as connection, bounded(connection, patience):
                rows = pages.next(connection)
                found = load(connection, [n for n, _, _ in rows])
            yield from (found[n] for n, _, _ in rows)


@dataclass(slots=True)
class _Pages:
    """Pages of offers that all have a value to sort by, or all have none. `last`: where the last
    page ended; `more`: whether there may be another."""

    wanted: Condition
    order: Order
    last: Row | None = None
    more: bool = True

    def next(self, connection: sqlite3.Connection) -> list[Row]:
        behind = self._behind()
        by, direction = column(self.order.field), "DESC" if self.order.descending else "ASC"
        rows = connection.execute(
            f"SELECT offer.n, {by}, offer.id FROM offer WHERE {behind.sql}{self.wanted.sql}"
            f" ORDER BY {by} {direction}, offer.id LIMIT {SLICE}",
            (*behind.parameters, *self.wanted.parameters),
        ).fetchall()
        self.more = len(rows) == SLICE
        self.last = rows[-1] if rows else self.last
        return rows

    def _behind(self) -> Condition:
        if self.last is None:
            return Condition("")
        _, value, id_ = self.last
        if value is None:
            return Condition("offer.id > ? AND ", (id_,))
        by, sign = column(self.order.field), "<" if self.order.descending else ">"
        sql = f"{by} {sign}= ? AND ({by} {sign} ? OR offer.id > ?) AND "
        return Condition(sql, (value, value, id_))
