"""Writing what is said of offers that are alike, and erasing it."""

# Names of tables and columns are our own; every value is a parameter.
# ruff: noqa: S608

import json
import sqlite3
from collections.abc import Collection, Iterable, Sequence
from dataclasses import replace

from index.base import StoreError
from index.codec import decode, encode
from index.sqlite import epochs, kin
from index.times import stamp
from offers.family import Decision, Family, Kin, Link, Ruling

_LISTED = "IN (SELECT value FROM json_each(:listed))"
_OF = "WHERE one = :offer OR other = :offer"


def hidden(connection: sqlite3.Connection, offers: Iterable[str]) -> frozenset[str]:
    """Those that were erased or sealed, so that nothing may be written about them."""
    rows = connection.execute(
        f"SELECT id FROM tombstone WHERE id {_LISTED}"
        f" UNION SELECT id FROM sealed_offer WHERE id {_LISTED}",
        {"listed": json.dumps(list(offers))},
    )
    return frozenset(id_ for (id_,) in rows)


def ends(one: Link | Decision) -> tuple[str, str]:
    return one.one, one.other


def enter(
    connection: sqlite3.Connection,
    entered: Sequence[Kin],
    links: Sequence[Link],
    families: Sequence[Family],
) -> None:
    """All but what names an offer that is hidden. Raises `StoreError` for tables that are not
    there, `ValueError` for what could not be read back."""
    named = {one.print.offer for one in entered} | {end for one in links for end in ends(one)}
    unsaid = hidden(connection, named | {one.id for one in families})
    write_links(connection, [one for one in links if unsaid.isdisjoint(ends(one))])
    write_kin(connection, [one for one in entered if one.print.offer not in unsaid])
    write_families(connection, [_untitled(one) if one.id in unsaid else one for one in families])


def retract(connection: sqlite3.Connection, links: Collection[str]) -> None:
    connection.executemany("DELETE FROM link WHERE id = ?", [(id_,) for id_ in links])


def drop(connection: sqlite3.Connection, offer: str) -> None:
    """Erase kin and links of the offer."""
    kin.erase(connection, connection.execute(f"{kin.KIN} WHERE offer = ?", (offer,)).fetchall())
    connection.execute(f"DELETE FROM link {_OF}", {"offer": offer})


def forget(connection: sqlite3.Connection, offer: str) -> None:
    """Erase all that says what the offer is like, now that it is erased or sealed: kin and links,
    what was decided about it, and the title of its family, which may be its own."""
    families = "SELECT family FROM kin WHERE offer = :offer UNION SELECT :offer"
    rows = connection.execute(
        f"SELECT document FROM family WHERE id IN ({families})", {"offer": offer}
    ).fetchall()
    write_families(connection, [_untitled(decode(Family, document)) for (document,) in rows])
    drop(connection, offer)
    connection.execute(f"DELETE FROM decision {_OF}", {"offer": offer})


def _untitled(family: Family) -> Family:
    return replace(family, title=None)


def write_kin(connection: sqlite3.Connection, entered: Sequence[Kin]) -> None:
    """Raises `StoreError` for tables that are not there."""
    if not entered:
        return
    tables = epochs.numbers(connection)
    if missing := {one.print.tables for one in entered} - {*tables}:
        named = ", ".join(sorted(missing))
        raise StoreError(f"there are no tables {named}: they are added before prints are")
    kin.enter(connection, entered, tables)


def write_links(connection: sqlite3.Connection, links: Iterable[Link]) -> None:
    connection.executemany(
        "INSERT OR REPLACE INTO link (id, one, other, document) VALUES (?, ?, ?, ?)",
        [(one.id, one.one, one.other, encode(one)) for one in links],
    )


def write_families(connection: sqlite3.Connection, families: Iterable[Family]) -> None:
    connection.executemany(
        "INSERT INTO family (id, size, leads, document) VALUES (?, ?, ?, ?) ON CONFLICT (id)"
        " DO UPDATE SET size = excluded.size, leads = excluded.leads, document = excluded.document",
        [(one.id, one.size, one.leads_to is not None, encode(one)) for one in families],
    )


def write_decision(connection: sqlite3.Connection, one: Decision) -> None:
    connection.execute(
        "INSERT OR REPLACE INTO decision (id, one, other, at, document) VALUES (?, ?, ?, ?, ?)",
        (one.id, one.one, one.other, stamp(one.at), encode(one)),
    )


def write_ruling(connection: sqlite3.Connection, one: Ruling) -> None:
    connection.execute(
        "INSERT OR REPLACE INTO ruling (contact, at, document) VALUES (?, ?, ?)",
        (one.contact, stamp(one.at), encode(one)),
    )
