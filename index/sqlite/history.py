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

_TOLD = "version, run, kind, at, occasion, reason, confidence"
EVENT = f"id, offer, {_TOLD}"
"""The columns of a sealed event."""

EVENTS = f"SELECT event.id, offer.id AS offer, {_TOLD} FROM event JOIN offer USING (n)"
"""The same of open ones."""

SIGHTINGS = """
    SELECT offer.id, name.name, at, version.id, how FROM sighting JOIN offer USING (n)
    JOIN name ON name.n = sighting.run JOIN version ON version.number = sighting.version
"""
"""Of open offers: offer, run, time, version, how it was seen."""

OLDEST_FIRST = "ORDER BY at, name.name, version.id"
"""How these are told."""


def add_versions(
    connection: sqlite3.Connection, n: int, versions: Iterable[tuple[Version, str]]
) -> None:
    """Versions of the offer in row `n`, each with its offer as JSON."""
    connection.executemany(
        "INSERT INTO version (n, id, previous, run, seen, document)"
        " VALUES (?, ?, ?, ?, ?, ?) ON CONFLICT DO NOTHING",
        [
            (n, one.id, one.previous, one.run, stamp(one.offer.seen), document)
            for one, document in versions
        ],
    )


def redact_versions(connection: sqlite3.Connection, n: int, versions: Iterable[Version]) -> None:
    """Put a wording without contacts in place of a stored one, of the offer in row `n`."""
    connection.executemany(
        "UPDATE version SET document = ? WHERE n = ? AND id = ?",
        [(encode(version.offer), n, version.id) for version in versions],
    )


def add_events(connection: sqlite3.Connection, n: int, events: Iterable[Event]) -> None:
    """Events of the offer in row `n`."""
    connection.executemany(
        f"INSERT INTO event (n, id, {_TOLD}) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)"
        " ON CONFLICT DO NOTHING",
        [(n, event.id, *told(event)) for event in events],
    )


def told(event: Event) -> tuple[str | float | None, ...]:
    """Values of the columns of an event behind its id and its offer."""
    return (
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
    """Sightings of the offer in row `n`, in versions that are stored."""
    enter_sightings(
        connection, [(n, stamp(s.at), s.run, s.version, written(s.how)) for s in sightings]
    )


def enter_sightings(
    connection: sqlite3.Connection, seen: Sequence[tuple[int, int, str, str, str | None]]
) -> None:
    """Row of the offer, time, run, version and how it was seen, of each."""
    runs = _numbers(connection, {run for _, _, run, _, _ in seen})
    connection.executemany(
        "INSERT INTO sighting (n, at, run, version, how) VALUES"
        " (?1, ?2, ?3, (SELECT number FROM version WHERE n = ?1 AND id = ?4), ?5)"
        " ON CONFLICT DO NOTHING",
        [(n, at, runs[run], version, how) for n, at, run, version, how in seen],
    )


def written(how: How) -> str | None:
    """How an offer was seen, as it is stored: most were read, and that takes no room."""
    return None if how is How.READ else how


def _numbers(connection: sqlite3.Connection, names: Collection[str]) -> dict[str, int]:
    """The numbers that stand for the names of runs."""
    given = (json.dumps(sorted(names)),)
    connection.execute(
        "INSERT INTO name (name) SELECT value FROM json_each(?) WHERE true ON CONFLICT DO NOTHING",
        given,
    )
    asked = "SELECT name, n FROM name WHERE name IN (SELECT value FROM json_each(?))"
    return dict(connection.execute(asked, given))
