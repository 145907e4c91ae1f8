"""Offers that were seen again without being read: many lives moved on in a few statements."""

# Names of tables and columns are our own; every value is a parameter.
# ruff: noqa: S608

import json
import sqlite3
from collections.abc import Collection, Iterator
from dataclasses import dataclass, replace

from index.codec import Life, decode, encode
from index.flat import milliseconds
from index.sqlite import history
from index.times import stamp
from offers.life import Glance, Status

_ONLINE = "WHERE id IN (SELECT value FROM json_each(:ids)) AND status = :online"
_OPEN = f"SELECT id, n, life FROM offer JOIN life USING (n) {_ONLINE}"
_SEALED = f"SELECT id, NULL, life FROM sealed_offer {_ONLINE}"
_MOVED_ON = "SET revision = revision + 1, expires = ?, life = ?"


@dataclass(frozen=True, slots=True)
class _Seen:
    """An offer as it stands; `n` is the number of its row, `None` for a sealed one."""

    id: str
    n: int | None
    life: Life


def online(connection: sqlite3.Connection, ids: Collection[str]) -> frozenset[str]:
    """Those of the ids that are known and online, open or sealed."""
    asked = f"SELECT id FROM offer {_ONLINE} UNION SELECT id FROM sealed_offer {_ONLINE}"
    return frozenset(id_ for (id_,) in connection.execute(asked, _given(ids)))


def enter(connection: sqlite3.Connection, ids: Collection[str], glance: Glance) -> frozenset[str]:
    """Move the offers on as seen in that glance; those that were left alone."""
    found = [one for one in _online(connection, ids) if one.life.last_seen <= glance.at]
    _write_open(connection, [one for one in found if one.n is not None], glance)
    _write_sealed(connection, [one for one in found if one.n is None], glance)
    return frozenset(ids) - {one.id for one in found}


def _given(ids: Collection[str]) -> dict[str, str]:
    return {"ids": json.dumps(list(ids)), "online": Status.ONLINE}


def _online(connection: sqlite3.Connection, ids: Collection[str]) -> Iterator[_Seen]:
    rows = connection.execute(f"{_OPEN} UNION ALL {_SEALED}", _given(ids)).fetchall()
    for id_, n, life in rows:
        yield _Seen(id_, n, decode(Life, life))


def _moved_on(life: Life, glance: Glance) -> str:
    return encode(replace(life, last_seen=glance.at, last_run=glance.run, expires=glance.expires))


def _write_open(connection: sqlite3.Connection, seen: list[_Seen], glance: Glance) -> None:
    expires, at, how = stamp(glance.expires), stamp(glance.at), history.written(glance.how)
    connection.executemany(
        f"UPDATE life {_MOVED_ON} WHERE n = ?",
        [(expires, _moved_on(one.life, glance), one.n) for one in seen],
    )
    connection.executemany(
        "UPDATE offer SET last_seen = ? WHERE n = ?",
        [(milliseconds(glance.at), one.n) for one in seen],
    )
    history.enter_sightings(
        connection,
        [(one.n, at, glance.run, one.life.version, how) for one in seen if one.n is not None],
    )


def _write_sealed(connection: sqlite3.Connection, seen: list[_Seen], glance: Glance) -> None:
    expires, at, how = stamp(glance.expires), stamp(glance.at), history.written(glance.how)
    connection.executemany(
        f"UPDATE sealed_offer {_MOVED_ON} WHERE id = ?",
        [(expires, _moved_on(one.life, glance), one.id) for one in seen],
    )
    connection.executemany(
        "INSERT INTO sealed_sighting (offer, at, run, version, how) VALUES (?, ?, ?, ?, ?)"
        " ON CONFLICT DO NOTHING",
        [(one.id, at, glance.run, one.life.version, how) for one in seen],
    )
