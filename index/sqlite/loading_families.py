"""Entries about offers that are alike become what a file holds."""

import sqlite3
from collections.abc import Callable, Mapping

from index.codec import decode, encode
from index.entries import Entry, EntryKind
from index.sqlite import linking
from index.sqlite.hashes import HASHES, LEVELS
from offers.family import Decision, Family, Kin, Link, Ruling, Tables

TABLES = (
    "print_tables", "kin", *(table + level for table in HASHES.values() for level in LEVELS),
    "print_level", "link", "family", "decision", "ruling",
)  # fmt: skip


def _tables(connection: sqlite3.Connection, entry: Entry) -> None:
    connection.execute(
        "INSERT INTO print_tables (id, current, old, document) VALUES (?, ?, 0, ?)",
        (entry.key, entry.fields["current"], encode(decode(Tables, entry.document))),
    )


def _kin(connection: sqlite3.Connection, entry: Entry) -> None:
    linking.write_kin(connection, [decode(Kin, entry.document)])


def _link(connection: sqlite3.Connection, entry: Entry) -> None:
    linking.write_links(connection, [decode(Link, entry.document)])


def _family(connection: sqlite3.Connection, entry: Entry) -> None:
    linking.write_families(connection, [decode(Family, entry.document)])


def _decision(connection: sqlite3.Connection, entry: Entry) -> None:
    linking.write_decision(connection, decode(Decision, entry.document))


def _ruling(connection: sqlite3.Connection, entry: Entry) -> None:
    linking.write_ruling(connection, decode(Ruling, entry.document))


LOADING: Mapping[EntryKind, Callable[[sqlite3.Connection, Entry], None]] = {
    EntryKind.TABLES: _tables,
    EntryKind.KIN: _kin,
    EntryKind.LINK: _link,
    EntryKind.FAMILY: _family,
    EntryKind.DECISION: _decision,
    EntryKind.RULING: _ruling,
}
