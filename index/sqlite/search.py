"""Searching: which offers a query holds for, in which order, a page at a time."""

# Names of tables and columns are our own; every value is a parameter.
# ruff: noqa: S608

import json
import re
import sqlite3
import time
from collections.abc import Collection, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace

from index.asked import TOO_MANY, Page, demand_order, demand_size, demand_values, took
from index.base import Hits, Order, StoreError
from index.cursor import Cursor, Value
from index.query.tree import Node
from index.sqlite.columns import SEVERAL, column
from index.sqlite.compile import CHOSEN, TRUE, Condition, Parameter, condition
from index.sqlite.reading import load

OFTEN = 10_000
"""Steps of SQLite's machine between two looks at the clock: less than a millisecond."""

WALKED = frozenset({"first_seen", "last_seen", "published", "rank"})
"""Fields by which the table of offers can be gone through, the highest first: the schema has an
index for each. A plus before a condition keeps SQLite from using it to look offers up."""

# SQLite bounds how an expression may be built, and Python how deep a function may go.
_BOUNDS = re.compile("too large|overflow|too many")


def search(connection: sqlite3.Connection, query: Node, page: Page) -> Hits:
    """One page of a search, and how many offers it finds in all."""
    demand_order(page.order)
    demand_size(query)
    limit = max(0, page.limit)
    wanted = _both(condition(query), _among(page.ids))
    total = _count(connection, wanted)
    if page.after is not None:
        wanted = _both(wanted, _behind(Cursor.read(page.after, page.order)))
    if page.order.field in WALKED and page.order.descending and _many(connection, total, limit):
        wanted = _unlisted(wanted)
    rows = _rows(connection, wanted, page.order, limit + 1)
    shown = rows[:limit]
    offers = load(connection, [n for n, _, _ in shown])
    going_on = shown and len(rows) > limit
    last = str(Cursor(page.order, *shown[-1][1:])) if going_on else None
    return Hits(total, tuple(offers[n] for n, _, _ in shown), last)


def in_order(
    connection: sqlite3.Connection, wanted: Condition, order: Order, limit: int
) -> Condition:
    """The condition as it is quicker where all that it holds for is read, `limit` at a time."""
    if order.field in WALKED and _many(connection, _count(connection, wanted), limit):
        return _unlisted(wanted)
    return wanted


def _unlisted(wanted: Condition) -> Condition:
    return replace(wanted, sql=wanted.sql.replace(CHOSEN, f"+{CHOSEN}"))


def _many(connection: sqlite3.Connection, total: int, limit: int) -> bool:
    """Whether going through all offers in their order ends sooner than sorting what was found."""
    (stored,) = connection.execute("SELECT max(n) FROM offer").fetchone()
    return total * total > (limit + 1) * (stored or 0)


def facets(
    connection: sqlite3.Connection, query: Node, field: str, size: int
) -> Sequence[tuple[str, int]]:
    """How many offers have each value of a keyword field."""
    demand_values(field)
    demand_size(query)
    sql, values = _values(condition(query), field)
    rows = connection.execute(
        f"SELECT value, count(*) FROM ({sql}) GROUP BY value ORDER BY count(*) DESC, value LIMIT ?",
        (*values, max(0, size)),
    )
    return [(str(value), int(count)) for value, count in rows]


def _values(wanted: Condition, field: str) -> tuple[str, tuple[Parameter, ...]]:
    """A statement that gives each value of the field once for each offer that has it."""
    if field in SEVERAL:
        chosen = f"SELECT n FROM offer WHERE {wanted.sql}"
        sql = f"SELECT value, n FROM keyword WHERE field = ? AND n IN ({chosen})"
        return sql, (field, *wanted.parameters)
    kept = f"{column(field)} IS NOT NULL AND {wanted.sql}"
    return f"SELECT {column(field)} AS value, n FROM offer WHERE {kept}", wanted.parameters


def _count(connection: sqlite3.Connection, wanted: Condition) -> int:
    if wanted.words:
        # Every offer has a row in the full text, which alone is a third of the work.
        sql = "SELECT count(*) FROM words WHERE words MATCH ?"
    else:
        sql = f"SELECT count(*) FROM offer WHERE {wanted.sql}"
    return int(connection.execute(sql, wanted.parameters).fetchone()[0])


def _rows(
    connection: sqlite3.Connection, wanted: Condition, order: Order, limit: int
) -> list[tuple[int, Value, str]]:
    """Number, sorting value and id. NULL is the least in SQLite: last by itself when descending."""
    by = column(order.field)
    direction = f"{by} DESC" if order.descending else f"{by} ASC NULLS LAST"
    sql = f"SELECT offer.n, {by}, offer.id FROM offer WHERE {wanted.sql}"
    ordered = f"{sql} ORDER BY {direction}, offer.id LIMIT ?"
    return connection.execute(ordered, (*wanted.parameters, limit)).fetchall()


def _behind(cursor: Cursor) -> Condition:
    """What comes after a hit: missing values last, equal values by id."""
    by = column(cursor.order.field)
    if cursor.value is None:
        return Condition(f"({by} IS NULL AND offer.id > ?)", (cursor.id,))
    sign = "<" if cursor.order.descending else ">"
    sql = f"({by} IS NULL OR ({by} {sign}= ? AND ({by} {sign} ? OR offer.id > ?)))"
    return Condition(sql, (cursor.value, cursor.value, cursor.id))


def _among(ids: Collection[str] | None) -> Condition:
    if ids is None:
        return TRUE
    sql = "offer.id IN (SELECT value FROM json_each(?))"
    return Condition(sql, (json.dumps(sorted(ids)),))


def _both(first: Condition, second: Condition) -> Condition:
    if second is TRUE:
        return first
    return Condition(f"{first.sql} AND {second.sql}", first.parameters + second.parameters)


@contextmanager
def bounded(connection: sqlite3.Connection, seconds: float) -> Iterator[None]:
    """End what takes longer, and say in words which bounds a query has broken."""
    deadline = time.monotonic() + seconds
    connection.set_progress_handler(lambda: time.monotonic() > deadline, OFTEN)
    try:
        yield
    except (sqlite3.OperationalError, RecursionError) as error:
        if isinstance(error, RecursionError) or _BOUNDS.search(str(error)):
            raise StoreError(TOO_MANY) from error
        if "interrupted" in str(error):
            raise took(seconds) from error
        raise
    finally:
        connection.set_progress_handler(None, 0)
