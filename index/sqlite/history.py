"""Versions, events and sightings of open offers: written once and left as they are."""

import sqlite3
from collections.abc import Iterable

from index.codec import encode
from index.sqlite.times import stamp
from offers.life import Event, Sighting, Version


def add_versions(connection: sqlite3.Connection, versions: Iterable[Version]) -> None:
    connection.executemany(
        "INSERT INTO version (id, offer, previous, run, seen, document)"
        " VALUES (?, ?, ?, ?, ?, ?) ON CONFLICT DO NOTHING",
        [
            (one.id, one.offer.id, one.previous, one.run, stamp(one.offer.seen), encode(one.offer))
            for one in versions
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
        "INSERT INTO event (id, offer, version, run, kind, at, occasion)"
        " VALUES (?, ?, ?, ?, ?, ?, ?) ON CONFLICT DO NOTHING",
        [(e.id, e.offer, e.version, e.run, e.kind, stamp(e.at), e.occasion) for e in events],
    )


def add_sightings(connection: sqlite3.Connection, n: int, sightings: Iterable[Sighting]) -> None:
    """Sightings of the offer in row `n`."""
    connection.executemany(
        "INSERT INTO sighting (n, at, run, version) VALUES (?, ?, ?, ?) ON CONFLICT DO NOTHING",
        [
            (n, stamp(one.at), _number(connection, one.run), _number(connection, one.version))
            for one in sightings
        ],
    )


def _number(connection: sqlite3.Connection, name: str) -> int:
    """The number that stands for the name of a run or a version."""
    row = connection.execute("SELECT n FROM name WHERE name = ?", (name,)).fetchone()
    if row:
        return int(row[0])
    return int(connection.execute("INSERT INTO name (name) VALUES (?)", (name,)).lastrowid or 0)
