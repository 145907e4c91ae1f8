"""Versions, events and sightings of open offers: written once and left as they are."""

# Names of tables and columns are our own; every value is a parameter.
# ruff: noqa: S608

import json
import sqlite3
from collections.abc import Collection, Iterable, Sequence
from typing import Any

from index.codec import encode
from index.times import moment, stamp
from offers.life import Event, EventKind, How, Sighting, Version

EVENT = "id, offer, version, run, kind, at, occasion, reason, confidence"
"""The columns of an event, open or sealed."""


def add_versions(connection: sqlite3.Connection, versions: Iterable[tuple[Version, str]]) -> None:
    """Versions, each with its offer as JSON."""
    connection.executemany(
        "INSERT INTO version (id, offer, previous, run, seen, document)"
        " VALUES (?, ?, ?, ?, ?, ?) ON CONFLICT DO NOTHING",
        [
            (one.id, one.offer.id, one.previous, one.run, stamp(one.offer.seen), document)
            for one, document in versions
        ],
    )


def redact_versions(connection: sqlite3.Connection, versions: Iterable[Version]) -> None:
    """Put a wording without contacts in place of a stored one."""
    connection.executemany(
        "UPDATE version SET document = ? WHERE id = ? AND offer = ?",
        [(encode(version.offer), version.id, version.offer.id) for version in versions],
    )


def add_events(connection: sqlite3.Connection, events: Iterable[Event]) -> None:
    connection.executemany(
        f"INSERT INTO event ({EVENT}) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT DO NOTHING",
        map(event_row, events),
    )


def event_row(event: Event) -> tuple[str | float | None, ...]:
    """Values of the columns of an event, as `EVENT` names them."""
    return (
        event.id,
        event.offer,
        event.version,
        event.run,
        event.kind,
        stamp(event.at),
        event.occasion,
        event.reason,
        event.confidence,
    )


def event_of(row: Sequence[Any]) -> Event:
    """The event that such values tell of."""
    _, offer, version, run, kind, at, occasion, reason, confidence = row
    return Event(
        kind=EventKind(kind),
        offer=offer,
        version=version,
        run=run,
        at=moment(at),
        occasion=occasion,
        reason=reason,
        confidence=confidence,
    )


def add_sightings(connection: sqlite3.Connection, n: int, sightings: Iterable[Sighting]) -> None:
    """Sightings of the offer in row `n`."""
    seen = list(sightings)
    if not seen:
        return
    named = numbers(connection, {name for one in seen for name in (one.run, one.version)})
    connection.executemany(
        "INSERT INTO sighting (n, at, run, version, how) VALUES (?, ?, ?, ?, ?)"
        " ON CONFLICT DO NOTHING",
        [(n, stamp(s.at), named[s.run], named[s.version], written(s.how)) for s in seen],
    )


def written(how: How) -> str | None:
    """How an offer was seen, as it is stored: most were read, and that takes no room."""
    return None if how is How.READ else how


def numbers(connection: sqlite3.Connection, names: Collection[str]) -> dict[str, int]:
    """The numbers that stand for the names of runs and versions."""
    given = (json.dumps(sorted(names)),)
    connection.execute(
        "INSERT INTO name (name) SELECT value FROM json_each(?) WHERE true ON CONFLICT DO NOTHING",
        given,
    )
    asked = "SELECT name, n FROM name WHERE name IN (SELECT value FROM json_each(?))"
    return dict(connection.execute(asked, given))
