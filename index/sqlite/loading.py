"""A stream of entries becomes what a file holds."""

# Names of tables and columns are our own; every value is a parameter.
# ruff: noqa: S608

import sqlite3
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from itertools import islice

from index.base import StoreError, Tokens
from index.codec import Life, decode, encode, why
from index.entries import Entry, EntryKind, bundles, mailing_of, parted
from index.spelling import lower
from index.sqlite import erasing, history, lives, loading_families, sealing
from index.sqlite.connection import Connections
from index.times import stamp
from offers.alert import Match, RuleState
from offers.audit import AuditEntry
from offers.life import Event, Known, Sighting
from offers.offer import Offer
from offers.run import Problem, Run, Visit

BATCH = 200
"""Offers, or entries of the journal, that become durable at once."""

JOURNAL = (
    "run", "problem", "visit", "visit_offer", "rule_match", "recipient", "mailing",
    "mailing_offer", "attempt", "rule", "audit", *loading_families.TABLES,
)  # fmt: skip

Loading = Callable[[sqlite3.Connection, Entry], None]


def load(connections: Connections, tokens: Tokens, entries: Iterable[Entry]) -> None:
    """Raises `StoreError` naming the entry that cannot be stored."""
    with connections.write() as connection:
        for table in JOURNAL:
            connection.execute(f"DELETE FROM {table}")
    rest = bundles(entries)
    while some := list(islice(rest, BATCH)):
        with connections.write() as connection:
            loader = Loader(connection, tokens)
            for bundle in some:
                loader.write(bundle)
            if loader.exposed:
                erasing.purge(connection)
        if loader.exposed:
            connections.truncate()


@dataclass(slots=True)
class Loader:
    """Writes what belongs together inside one transaction. `exposed`: what lay open was taken
    away, so that traces of it remain in the full text and in the log."""

    connection: sqlite3.Connection
    tokens: Tokens
    exposed: bool = False

    def write(self, bundle: list[Entry]) -> None:
        """All entries of one offer, or one of the journal."""
        first = bundle[0]
        try:
            if first.offer:
                self._write_offer(first.offer, bundle)
            else:
                _JOURNAL[first.kind](self.connection, first)
        except (ValueError, KeyError, TypeError) as error:
            raise StoreError(f"{first.kind} {first.key} cannot be stored: {why(error)}") from error

    def _write_offer(self, offer: str, bundle: list[Entry]) -> None:
        lay_open = erasing.erase(self.connection, offer)
        self.exposed |= lay_open
        sealing.erase(self.connection, offer)
        self.connection.execute("DELETE FROM tombstone WHERE id = ?", (offer,))
        current = {one.kind: one for one in bundle}
        life = current.get(EntryKind.LIFE)
        n = self._write_life(life, current[EntryKind.OFFER].document) if life else None
        for entry in bundle:
            if writing := _OF_OFFER.get(entry.kind):
                writing(self.connection, entry)
        self._write_history(n, bundle)

    def _write_life(self, entry: Entry, document: str) -> int | None:
        """The number of its row, if it is an open one."""
        life, revision = decode(Life, entry.document), entry.fields["revision"]
        known = life.known(decode(Offer, document), str(revision))
        if entry.fields["protects"]:
            _write_sealed(self.connection, known, entry, document)
            return None
        n = lives.insert(self.connection, lives.Entry(known, document), self.tokens)
        lives.remember(self.connection, n, known, int(revision or 0))
        self.connection.execute("UPDATE life SET life = ? WHERE n = ?", (entry.document, n))
        return n

    def _write_history(self, n: int | None, bundle: list[Entry]) -> None:
        events = [decode(Event, one.document) for one in bundle if one.kind is EntryKind.EVENT]
        seen = [decode(Sighting, one.document) for one in bundle if one.kind is EntryKind.SIGHTING]
        if n is None:
            sealing.keep_history(self.connection, events, seen)
        else:
            _write_versions(self.connection, n, bundle)
            history.add_events(self.connection, n, events)
            history.add_sightings(self.connection, n, seen)


def _write_sealed(
    connection: sqlite3.Connection, known: Known, entry: Entry, document: str
) -> None:
    connection.execute(
        "INSERT INTO sealed_offer (id, protects, site, status, expires, revision, life, document)"
        " VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
        (
            entry.key,
            entry.fields["protects"],
            lower(known.offer.site),
            known.status,
            stamp(known.expires),
            entry.fields["revision"],
            entry.document,
            document,
        ),
    )


def _write_versions(connection: sqlite3.Connection, n: int, bundle: list[Entry]) -> None:
    connection.executemany(
        "INSERT INTO version (n, id, previous, run, seen, document)"
        " VALUES (:n, :id, :previous, :run, :seen, :document)",
        [
            {**entry.fields, "n": n, "id": entry.key, "document": entry.document}
            for entry in bundle
            if entry.kind is EntryKind.VERSION
        ],
    )


def _original(connection: sqlite3.Connection, entry: Entry) -> None:
    connection.execute(
        "INSERT INTO sealed_version (id, offer, protects, previous, run, seen, document)"
        " VALUES (:id, :offer, :protects, :previous, :run, :seen, :document)",
        {**entry.fields, "id": entry.key, "offer": entry.offer, "document": entry.document},
    )


def _tombstone(connection: sqlite3.Connection, entry: Entry) -> None:
    connection.execute("INSERT INTO tombstone VALUES (?, ?)", (entry.key, entry.fields["at"]))


def _run(connection: sqlite3.Connection, entry: Entry) -> None:
    run = decode(Run, entry.document)
    connection.execute(
        "INSERT INTO run (id, site, started, living, document) VALUES (?, ?, ?, ?, ?)",
        (run.id, run.site, stamp(run.started), run.end is None, entry.document),
    )


def _problem(connection: sqlite3.Connection, entry: Entry) -> None:
    one = decode(Problem, entry.document)
    capture = encode(one.capture) if one.capture else None
    connection.execute(
        "INSERT INTO problem (run, number, kind, url, reason, capture) VALUES (?, ?, ?, ?, ?, ?)",
        (one.run, one.number, one.kind, one.url, one.reason, capture),
    )


def _visit(connection: sqlite3.Connection, entry: Entry) -> None:
    visit, (site, url) = decode(Visit, entry.document), parted(entry.key)
    connection.execute(
        "INSERT INTO visit (site, url, at, leads, document) VALUES (?, ?, ?, ?, ?)",
        (site, url, stamp(visit.at), bool(visit.leads), entry.document),
    )
    connection.executemany(
        "INSERT INTO visit_offer (offer, site, url) VALUES (?, ?, ?) ON CONFLICT DO NOTHING",
        [(offer, site, url) for offer in visit.offers],
    )


def _match(connection: sqlite3.Connection, entry: Entry) -> None:
    match = decode(Match, entry.document)
    connection.execute(
        "INSERT INTO rule_match (id, rule, offer, at, document) VALUES (?, ?, ?, ?, ?)",
        (entry.key, match.rule, match.offer, stamp(match.at), entry.document),
    )


def _told(connection: sqlite3.Connection, entry: Entry) -> None:
    match, recipient = parted(entry.key)
    connection.execute(
        "INSERT INTO recipient (match, recipient, rule, mailing) VALUES (?, ?, ?, ?)",
        (match, recipient, entry.fields["rule"], entry.fields["mailing"]),
    )


def _mailing(connection: sqlite3.Connection, entry: Entry) -> None:
    mailing = mailing_of(entry)
    connection.execute(
        "INSERT INTO mailing (id, made, state, message, document) VALUES (?, ?, ?, ?, ?)",
        (entry.key, stamp(mailing.made), mailing.state, mailing.message, entry.document),
    )
    connection.executemany(
        "INSERT INTO mailing_offer (offer, mailing) VALUES (?, ?) ON CONFLICT DO NOTHING",
        [(offer, entry.key) for offer in mailing.offers],
    )


def _attempt(connection: sqlite3.Connection, entry: Entry) -> None:
    connection.execute(
        "INSERT INTO attempt (mailing, number, document) VALUES (?, ?, ?)",
        (*parted(entry.key), entry.document),
    )


def _rule(connection: sqlite3.Connection, entry: Entry) -> None:
    state = decode(RuleState, entry.document)
    connection.execute(
        "INSERT INTO rule (rule, text, since) VALUES (?, ?, ?)",
        (state.rule, state.text, stamp(state.since)),
    )


def _audit(connection: sqlite3.Connection, entry: Entry) -> None:
    at = stamp(decode(AuditEntry, entry.document).at)
    connection.execute("INSERT INTO audit (at, document) VALUES (?, ?)", (at, entry.document))


_OF_OFFER: Mapping[EntryKind, Loading] = {
    EntryKind.ORIGINAL: _original,
    EntryKind.TOMBSTONE: _tombstone,
}
_JOURNAL: Mapping[EntryKind, Loading] = {
    EntryKind.RUN: _run,
    EntryKind.PROBLEM: _problem,
    EntryKind.VISIT: _visit,
    EntryKind.MATCH: _match,
    EntryKind.MAILING: _mailing,
    EntryKind.TOLD: _told,
    EntryKind.ATTEMPT: _attempt,
    EntryKind.RULE: _rule,
    EntryKind.AUDIT: _audit,
    **loading_families.LOADING,
}
