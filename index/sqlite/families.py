"""Which offers are alike, as `index.families.Families` asks for it."""

# Names of tables and columns are our own; every value is a parameter.
# ruff: noqa: S608

import json
import sqlite3
from collections.abc import Collection, Mapping, Sequence

from index.base import Ambiguous, StoreError
from index.codec import decode
from index.spelling import exact
from index.sqlite import epochs, linking
from index.sqlite import kin as kept
from index.sqlite.alike import alike
from index.sqlite.compile import beyond
from index.sqlite.part import Part
from index.sqlite.reading import SHOWN
from offers.family import Decision, Family, Kin, Link, Print, Ruling, Tables

_LISTED = "IN (SELECT value FROM json_each(:listed))"


class SqliteFamilies(Part):
    """May be used by several threads at once."""

    def kin(self, offers: Collection[str]) -> Mapping[str, Kin]:
        with self.connections.read() as connection:
            return kept.of_offers(connection, offers)

    def alike(
        self, prints: Sequence[Print], most: int | None = None, base: str | None = None
    ) -> Mapping[str, Sequence[Kin]]:
        with self.connections.read() as connection:
            return alike(connection, prints, most, base)

    def of_bases(self, bases: Collection[str]) -> Sequence[Kin]:
        with self.connections.read() as connection:
            return kept.of_bases(connection, bases)

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
            linking.retract(connection, retracted)
            linking.enter(connection, kin, links, families)

    def drop(self, offers: Collection[str]) -> None:
        with self.connections.write() as connection:
            for offer in offers:
                linking.drop(connection, offer)

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
            if not linking.hidden(connection, linking.ends(decision)):
                linking.write_decision(connection, decision)

    def decisions(self) -> Sequence[Decision]:
        rows = self.rows("SELECT document FROM decision ORDER BY at, id")
        return [decode(Decision, document) for (document,) in rows]

    def rule(self, ruling: Ruling) -> None:
        with self.connections.write() as connection:
            linking.write_ruling(connection, ruling)

    def unrule(self, contact: str) -> None:
        with self.connections.write() as connection:
            connection.execute("DELETE FROM ruling WHERE contact = ?", (contact,))

    def rulings(self) -> Sequence[Ruling]:
        rows = self.rows("SELECT document FROM ruling ORDER BY at, contact")
        return [decode(Ruling, document) for (document,) in rows]

    def tables(self) -> Tables | None:
        with self.connections.read() as connection:
            return epochs.current(connection)

    def add_tables(self, tables: Tables) -> None:
        epochs.sweep(self.connections)
        with self.connections.write() as connection:
            epochs.add(connection, tables)

    def use_tables(self, id: str) -> None:
        with self.connections.write() as connection:
            epochs.use(connection, id)
        epochs.sweep(self.connections)


def _size(connection: sqlite3.Connection, family: str) -> int:
    row = connection.execute("SELECT size FROM family WHERE id = ?", (family,)).fetchone()
    if row is None:
        raise StoreError(f"there is no family {family}, so none comes after it")
    return int(row[0])
