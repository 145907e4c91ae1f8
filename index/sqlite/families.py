"""Which offers are alike, as `index.base.Families` asks for it."""

# Names of tables and columns are our own; every value is a parameter.
# ruff: noqa: S608

import json
import sqlite3
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import replace

from index.base import Ambiguous, StoreError
from index.codec import decode, encode
from index.spelling import exact
from index.sqlite import epochs, kin
from index.sqlite.compile import beyond
from index.sqlite.part import Part
from index.sqlite.reading import SHOWN
from index.times import stamp
from offers.family import Decision, Family, Kin, Link, Print, Ruling, Tables

_LISTED = "IN (SELECT value FROM json_each(:listed))"


class SqliteFamilies(Part):
    """May be used by several threads at once."""

    def kin(self, offers: Collection[str]) -> Mapping[str, Kin]:
        with self.connections.read() as connection:
            return kin.of_offers(connection, offers)

    def alike(self, prints: Sequence[Print]) -> Mapping[str, Sequence[Kin]]:
        with self.connections.read() as connection:
            return kin.alike(connection, prints)

    def of_bases(self, bases: Collection[str]) -> Sequence[Kin]:
        with self.connections.read() as connection:
            return kin.of_bases(connection, bases)

    def links(self, offers: Collection[str]) -> Sequence[Link]:
        with self.connections.read() as connection:
            rows = connection.execute(
                f"SELECT id, document FROM link WHERE one {_LISTED}"
                f" UNION SELECT id, document FROM link WHERE other {_LISTED} ORDER BY id",
                {"listed": json.dumps(list(offers))},
            )
            return [decode(Link, document) for _, document in rows]

    def enter(
        self,
        kin: Sequence[Kin] = (),
        links: Sequence[Link] = (),
        families: Sequence[Family] = (),
        retracted: Collection[str] = (),
    ) -> None:
        with self.connections.write() as connection:
            _enter(connection, kin, links, families, retracted)

    def drop(self, offers: Collection[str]) -> None:
        with self.connections.write() as connection:
            for offer in offers:
                _drop(connection, offer)

    def family(self, start: str) -> Family | None:
        start = exact(start)
        rows = self.rows(
            "SELECT id, document FROM family WHERE id >= ?1 AND (?2 IS NULL OR id < ?2)"
            " ORDER BY id LIMIT ?3",
            start,
            beyond(start),
            SHOWN + 1,
        )
        if len(rows) > 1 and rows[0][0] != start:
            more = ", ..." if len(rows) > SHOWN else ""
            shown = ", ".join(id_ for id_, _ in rows[:SHOWN]) + more
            raise Ambiguous(f"{start!r} begins several ids: {shown}; give more of it")
        return decode(Family, rows[0][1]) if rows else None

    def families(
        self, *, least: int = 2, limit: int = 50, after: str | None = None
    ) -> Sequence[Family]:
        with self.connections.read() as connection:
            size = _size(connection, after) if after else None
            rows = connection.execute(
                "SELECT document FROM family WHERE NOT leads AND size >= :least AND"
                " (:size IS NULL OR (size <= :size AND (size < :size OR id > :after)))"
                " ORDER BY size DESC, id LIMIT :limit",
                {"least": least, "size": size, "after": after, "limit": max(0, limit)},
            )
            return [decode(Family, document) for (document,) in rows]

    def decide(self, decision: Decision) -> None:
        with self.connections.write() as connection:
            if _hidden(connection, (decision.one, decision.other)):
                return
            connection.execute(
                "INSERT OR REPLACE INTO decision (id, one, other, at, document)"
                " VALUES (?, ?, ?, ?, ?)",
                (
                    decision.id,
                    decision.one,
                    decision.other,
                    stamp(decision.at),
                    encode(decision),
                ),
            )

    def decisions(self) -> Sequence[Decision]:
        rows = self.rows("SELECT document FROM decision ORDER BY at, id")
        return [decode(Decision, document) for (document,) in rows]

    def rule(self, ruling: Ruling) -> None:
        with self.connections.write() as connection:
            connection.execute(
                "INSERT OR REPLACE INTO ruling (contact, at, document) VALUES (?, ?, ?)",
                (ruling.contact, stamp(ruling.at), encode(ruling)),
            )

    def rulings(self) -> Sequence[Ruling]:
        rows = self.rows("SELECT document FROM ruling ORDER BY at, contact")
        return [decode(Ruling, document) for (document,) in rows]

    def tables(self) -> Tables | None:
        with self.connections.read() as connection:
            return epochs.current(connection)

    def add_tables(self, tables: Tables) -> None:
        with self.connections.write() as connection:
            epochs.add(connection, tables)

    def use_tables(self, id: str) -> None:
        with self.connections.write() as connection:
            epochs.use(connection, id)
        epochs.sweep(self.connections)


def forget(connection: sqlite3.Connection, offer: str) -> None:
    """Erase what says that the offer is like others, now that it is erased or sealed: its kin, its
    links, what was decided about it, and what its family, of which nobody knows otherwise whose
    title that is, is called."""
    listed = connection.execute("SELECT family FROM kin WHERE offer = ?", (offer,)).fetchall()
    for (id_,) in {*listed, (offer,)}:
        _untitle(connection, id_)
    _drop(connection, offer)
    connection.execute(
        "DELETE FROM decision WHERE one = :offer OR other = :offer", {"offer": offer}
    )


def _drop(connection: sqlite3.Connection, offer: str) -> None:
    kin.erase(connection, connection.execute(f"{kin.KIN} WHERE offer = ?", (offer,)).fetchall())
    connection.execute("DELETE FROM link WHERE one = :offer OR other = :offer", {"offer": offer})


def _untitle(connection: sqlite3.Connection, family: str) -> None:
    row = connection.execute("SELECT document FROM family WHERE id = ?", (family,)).fetchone()
    if row:
        bare = replace(decode(Family, row[0]), title=None)
        write_families(connection, [bare])


def _enter(
    connection: sqlite3.Connection,
    entered: Sequence[Kin],
    links: Sequence[Link],
    families: Sequence[Family],
    retracted: Collection[str],
) -> None:
    """Raises `StoreError` for tables that are not there, `ValueError` for what could not be read
    back."""
    named = {one.print.offer for one in entered} | {end for one in links for end in _ends(one)}
    hidden = _hidden(connection, named | {one.id for one in families})
    connection.executemany("DELETE FROM link WHERE id = ?", [(id_,) for id_ in retracted])
    write_links(connection, [one for one in links if hidden.isdisjoint(_ends(one))])
    write_kin(connection, [one for one in entered if one.print.offer not in hidden])
    write_families(
        connection,
        [replace(one, title=None) if one.id in hidden else one for one in families],
    )


def _ends(link: Link) -> tuple[str, str]:
    return link.one, link.other


def _hidden(connection: sqlite3.Connection, offers: Iterable[str]) -> frozenset[str]:
    """Those that were erased or sealed, so that nothing may be written about them."""
    rows = connection.execute(
        f"SELECT id FROM tombstone WHERE id {_LISTED}"
        f" UNION SELECT id FROM sealed_offer WHERE id {_LISTED}",
        {"listed": json.dumps(list(offers))},
    )
    return frozenset(id_ for (id_,) in rows)


def write_kin(connection: sqlite3.Connection, entered: Sequence[Kin]) -> None:
    tables = epochs.numbers(connection) if entered else {}
    missing = {one.print.tables for one in entered} - {*tables}
    if missing:
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
        "INSERT OR REPLACE INTO family (id, size, leads, document) VALUES (?, ?, ?, ?)",
        [(one.id, one.size, one.leads_to is not None, encode(one)) for one in families],
    )


def _size(connection: sqlite3.Connection, family: str) -> int:
    row = connection.execute("SELECT size FROM family WHERE id = ?", (family,)).fetchone()
    if row is None:
        raise StoreError(f"there is no family {family}, so none comes after it")
    return int(row[0])
