"""Reading what is remembered of offers, open and sealed."""

# Names of tables and columns are our own; every value is a parameter.
# ruff: noqa: S608

import json
import sqlite3
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from datetime import datetime
from itertools import islice

from index.base import Ambiguous
from index.codec import Life, decode
from index.spelling import exact, lower
from index.sqlite.compile import beyond
from index.sqlite.connection import Connections
from index.sqlite.history import EVENTS, OLDEST_FIRST, SIGHTINGS, event_of
from index.times import moment
from offers.life import Event, How, Known, Sighting, Status, Version
from offers.offer import Offer

SLICE = 500
"""Offers loaded at a time where somebody reads through many."""

SHOWN = 8
"""Ids named when a shortened one fits several."""

_OPEN = "SELECT n, life, document, revision FROM offer JOIN life USING (n) JOIN document USING (n)"
_SEALED = "SELECT id, life, document, revision FROM sealed_offer"
_LISTED = "IN (SELECT value FROM json_each(?))"
_VERSIONS = """
    SELECT version.id, previous, run, document FROM version JOIN offer USING (n)
    WHERE offer.id = ? ORDER BY seen, number
"""
_SEALED_VERSIONS = """
    SELECT id, previous, run, document FROM sealed_version WHERE offer = ? ORDER BY seen, rowid
"""

Row = tuple[int | str, str, str, int]


def load(connection: sqlite3.Connection, numbers: Sequence[int]) -> dict[int, Known]:
    """Open offers by the number of their row."""
    rows = connection.execute(f"{_OPEN} WHERE n {_LISTED}", (json.dumps(numbers),))
    return {int(row[0]): _known(row) for row in rows}


def known(connection: sqlite3.Connection, ids: Collection[str]) -> Mapping[str, Known]:
    """Open and sealed offers by id."""
    asked = (json.dumps(list(ids)),)
    found = [*connection.execute(f"{_OPEN} WHERE id {_LISTED}", asked)]
    found += connection.execute(f"{_SEALED} WHERE id {_LISTED}", asked)
    return {one.offer.id: one for one in map(_known, found)}


def erased(connection: sqlite3.Connection, ids: Collection[str]) -> frozenset[str]:
    """Those of the ids whose offers were erased."""
    asked = f"SELECT id FROM tombstone WHERE id {_LISTED}"
    return frozenset(id_ for (id_,) in connection.execute(asked, (json.dumps(list(ids)),)))


def by_prefix(connection: sqlite3.Connection, start: str) -> Known | None:
    """The open offer whose id begins so. Raises `Ambiguous`."""
    start = exact(start)
    rows = connection.execute(
        "SELECT id, n FROM offer WHERE id >= ? AND (? IS NULL OR id < ?) ORDER BY id LIMIT ?",
        (start, beyond(start), beyond(start), SHOWN + 1),
    ).fetchall()
    if len(rows) > 1 and rows[0][0] != start:
        shown = ", ".join(id_ for id_, _ in rows[:SHOWN]) + (", ..." if len(rows) > SHOWN else "")
        raise Ambiguous(f"{start!r} begins several ids: {shown}; give more of it")
    return load(connection, [rows[0][1]])[rows[0][1]] if rows else None


def versions(
    connection: sqlite3.Connection, offer: str, *, sealed: bool = False
) -> Sequence[Version]:
    """Wordings by fetch time, in the order of writing where that is equal."""
    rows = connection.execute(_SEALED_VERSIONS if sealed else _VERSIONS, (offer,))
    return [
        Version(id=id_, previous=previous, run=run, offer=decode(Offer, document))
        for id_, previous, run, document in rows
    ]


def events(connection: sqlite3.Connection, column: str, value: str) -> Sequence[Event]:
    """Events of open offers, oldest first; `column` is `offer.id` or `event.run`."""
    rows = connection.execute(
        f"{EVENTS} WHERE {column} = ? ORDER BY at, offer.id, event.id", (value,)
    )
    return [event_of(row) for row in rows]


def sightings(connection: sqlite3.Connection, offer: str) -> Sequence[Sighting]:
    """Sightings of an open offer, oldest first."""
    rows = connection.execute(f"{SIGHTINGS} WHERE offer.id = ? {OLDEST_FIRST}", (offer,))
    return [
        Sighting(offer=offer, run=run, at=moment(at), version=version, how=How(how or How.READ))
        for _, run, at, version, how in rows
    ]


def unseen(connections: Connections, site: str, run: str, until: datetime) -> Iterator[Known]:
    """Open and sealed offers of a site that are online and that this run has not seen."""
    asked = (lower(site), Status.ONLINE)
    with connections.read() as connection:
        where = "WHERE site = ? AND status = ?"
        ids = [id_ for (id_,) in connection.execute(f"SELECT id FROM offer {where}", asked)]
        ids += [id_ for (id_,) in connection.execute(f"SELECT id FROM sealed_offer {where}", asked)]
    for one in _slices(connections, ids):
        online = one.status is Status.ONLINE and one.offer.site == site
        if online and one.last_seen <= until and one.last_run != run:
            yield one


def pending(connections: Connections, run: str) -> Iterator[Known]:
    """Open offers with events of that run which no watcher has taken."""
    with connections.read() as connection:
        rows = connection.execute(
            "SELECT id FROM pending JOIN offer USING (n) WHERE run = ? ORDER BY id", (run,)
        )
        ids = [id_ for (id_,) in rows]
    for one in _slices(connections, ids):
        if not one.sealed and any(event.run == run for event in one.pending):
            yield one


def _slices(connections: Connections, ids: Iterable[str]) -> Iterator[Known]:
    """Load some at a time, each time as they are then: whoever reads may write in between."""
    rest = iter(ids)
    while some := list(islice(rest, SLICE)):
        with connections.read() as connection:
            found = known(connection, some)
        yield from (found[id_] for id_ in some if id_ in found)


def _known(row: Row) -> Known:
    _, life, document, revision = row
    return decode(Life, life).known(decode(Offer, document), str(revision))
