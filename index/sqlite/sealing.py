"""The sealed store: lives that nobody may see, and wordings with the contacts still in them."""

# Names of tables and columns are our own; every value is a parameter.
# ruff: noqa: S608

import sqlite3
from collections import Counter
from collections.abc import Iterable, Mapping

from index.codec import Life, encode
from index.spelling import lower
from index.sqlite.history import EVENT, EVENTS, SIGHTINGS, told, written
from index.times import stamp
from offers.life import Change, Event, Sighting, Version
from offers.offer import Protects

_MOVE_VERSIONS = """
    INSERT INTO sealed_version (id, offer, protects, previous, run, seen, document)
    SELECT version.id, offer.id, :protects, previous, run, seen, document
    FROM version JOIN offer USING (n)
    WHERE offer.id = :offer ORDER BY seen, number ON CONFLICT DO NOTHING
"""
_MOVE_EVENTS = f"""
    INSERT INTO sealed_event ({EVENT}) {EVENTS} WHERE offer.id = :offer ON CONFLICT DO NOTHING
"""
_MOVE_SIGHTINGS = f"""
    INSERT INTO sealed_sighting (offer, run, at, version, how) {SIGHTINGS}
    WHERE offer.id = :offer ON CONFLICT DO NOTHING
"""
_PROTECT = "UPDATE sealed_version SET protects = :protects WHERE offer = :offer"
_TABLES = {
    "sealed_offer": "id",
    "sealed_version": "offer",
    "sealed_event": "offer",
    "sealed_sighting": "offer",
}


def move(connection: sqlite3.Connection, offer: str, protects: Protects) -> None:
    """Carry the history of an open life over; erasing that life is the next step."""
    for sql in (_MOVE_VERSIONS, _MOVE_EVENTS, _MOVE_SIGHTINGS, _PROTECT):
        connection.execute(sql, {"offer": offer, "protects": protects})


def write(
    connection: sqlite3.Connection, change: Change, protects: Protects, revision: int
) -> None:
    """Write a change whose offer is sealed, into sealed tables only."""
    known = change.known
    connection.execute(
        "INSERT OR REPLACE INTO sealed_offer"
        " (id, protects, site, status, expires, revision, life, document)"
        " VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
        (
            known.offer.id,
            protects,
            lower(known.offer.site),
            known.status,
            stamp(known.expires),
            revision,
            encode(Life.of(known)),
            encode(known.offer),
        ),
    )
    keep(connection, (*change.originals, *change.versions), protects)
    keep_history(connection, change.events, change.sightings)


def keep(connection: sqlite3.Connection, versions: Iterable[Version], protects: Protects) -> None:
    """Wordings for the sealed store; those that are there already stay as they are."""
    connection.executemany(
        "INSERT INTO sealed_version (id, offer, protects, previous, run, seen, document)"
        " VALUES (?, ?, ?, ?, ?, ?, ?) ON CONFLICT DO NOTHING",
        [
            (
                version.id,
                version.offer.id,
                protects,
                version.previous,
                version.run,
                stamp(version.offer.seen),
                encode(version.offer),
            )
            for version in versions
        ],
    )


def keep_history(
    connection: sqlite3.Connection, events: Iterable[Event], sightings: Iterable[Sighting]
) -> None:
    """Events and sightings of a sealed offer."""
    connection.executemany(
        f"INSERT INTO sealed_event ({EVENT}) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)"
        " ON CONFLICT DO NOTHING",
        [(event.id, event.offer, *told(event)) for event in events],
    )
    connection.executemany(
        "INSERT INTO sealed_sighting (offer, at, run, version, how)"
        " VALUES (?, ?, ?, ?, ?) ON CONFLICT DO NOTHING",
        [(s.offer, stamp(s.at), s.run, s.version, written(s.how)) for s in sightings],
    )


def erase(connection: sqlite3.Connection, offer: str) -> bool:
    """Erase all that is sealed of an offer; whether there was anything."""
    rows = [
        connection.execute(f"DELETE FROM {table} WHERE {column} = ?", (offer,)).rowcount
        for table, column in _TABLES.items()
    ]
    return any(rows)


def counts(connection: sqlite3.Connection) -> Mapping[Protects, int]:
    """How many offers are sealed or have a sealed wording, by whom the seal protects."""
    rows = connection.execute(
        "SELECT protects, id FROM sealed_offer UNION SELECT protects, offer FROM sealed_version"
    )
    return dict(Counter(Protects(protects) for protects, _ in rows))
