"""All that a file holds as a stream of entries."""

# Names of tables and columns are our own; every value is a parameter.
# ruff: noqa: S608

import json
import sqlite3
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import replace
from typing import Any

from index.base import StoreError
from index.codec import decode, encode
from index.entries import Entry, EntryKind, entry_of, joined, mailing_entry, tables_entry
from index.sqlite.connection import Connections
from index.sqlite.history import EVENT, EVENTS, OLDEST_FIRST, SIGHTINGS, event_of
from index.sqlite.kin import KIN
from index.sqlite.prints import kin_of
from index.times import moment
from offers.alert import Attempt, Mailing, MailingState, Match, RuleState
from offers.family import Decision, Family, Link, Ruling, Tables
from offers.life import How, Sighting
from offers.page import Capture
from offers.run import Problem, Run, Visit

SLICE = 100
"""Offers whose history is in memory at a time."""

_LISTED = "IN (SELECT value FROM json_each(?))"
_WORDING = "SELECT offer, id, previous, run, seen, document"

_OPEN: Mapping[EntryKind, str] = {
    EntryKind.VERSION: (
        "SELECT offer.id, version.id, previous, run, seen, document, NULL"
        f" FROM version JOIN offer USING (n) WHERE offer.id {_LISTED} ORDER BY seen, number"
    ),
    EntryKind.EVENT: f"SELECT offer, * FROM ({EVENTS}) WHERE offer {_LISTED} ORDER BY at, id",
    EntryKind.SIGHTING: f"{SIGHTINGS} WHERE offer.id {_LISTED} {OLDEST_FIRST}",
    EntryKind.OFFER: f"SELECT id, document FROM offer JOIN document USING (n) WHERE id {_LISTED}",
    EntryKind.LIFE: (
        f"SELECT id, life, revision, NULL FROM offer JOIN life USING (n) WHERE id {_LISTED}"
    ),
}
_SEALED: Mapping[EntryKind, str] = {
    EntryKind.EVENT: (
        f"SELECT offer, {EVENT} FROM sealed_event WHERE offer {_LISTED} ORDER BY at, id"
    ),
    EntryKind.SIGHTING: (
        "SELECT offer, run, at, version, how FROM sealed_sighting"
        f" WHERE offer {_LISTED} ORDER BY at, run, version"
    ),
    EntryKind.ORIGINAL: (
        f"{_WORDING}, protects FROM sealed_version WHERE offer {_LISTED} ORDER BY seen, rowid"
    ),
    EntryKind.OFFER: f"SELECT id, document FROM sealed_offer WHERE id {_LISTED}",
    EntryKind.LIFE: f"SELECT id, life, revision, protects FROM sealed_offer WHERE id {_LISTED}",
    EntryKind.TOMBSTONE: f"SELECT id, at FROM tombstone WHERE id {_LISTED}",
}
_IDS = """
    SELECT id FROM offer UNION SELECT offer FROM sealed_version
    UNION SELECT id FROM sealed_offer UNION SELECT id FROM tombstone
"""

Row = Sequence[Any]


def dump(connections: Connections) -> Iterator[Entry]:
    """As things stand at the start."""
    with connections.read() as connection:
        yield from _offers(connection)
        for kind, (sql, entry) in _JOURNAL.items():
            for number, row in enumerate(connection.execute(sql)):
                with _named(connections, kind, row):
                    yield entry(row, number)


@contextmanager
def _named(connections: Connections, kind: EntryKind, row: Row) -> Iterator[None]:
    try:
        yield
    except ValueError as error:
        shown = str(row[0])[:200]
        raise StoreError(
            f"{connections.path}: {kind} {shown} is damaged; restore a backup"
        ) from error


def _offers(connection: sqlite3.Connection) -> Iterator[Entry]:
    asked = f"SELECT id FROM ({_IDS}) WHERE id > ? ORDER BY id LIMIT ?"
    last = ""
    while ids := [id_ for (id_,) in connection.execute(asked, (last, SLICE))]:
        found: dict[str, list[Entry]] = {id_: [] for id_ in ids}
        for tables in (_OPEN, _SEALED):
            for kind, sql in tables.items():
                ranks = Counter[str]()
                for row in connection.execute(sql, (json.dumps(ids),)):
                    found[row[0]].append(_OF_OFFER[kind](row, ranks[row[0]]))
                    ranks[row[0]] += 1
        for id_ in ids:
            yield from found[id_]
        last = ids[-1]


def _wording(row: Row, rank: int) -> Entry:
    offer, id_, previous, run, seen, document, protects = row
    fields = {"previous": previous, "run": run, "seen": seen, "rank": rank}
    kind = EntryKind.ORIGINAL if protects else EntryKind.VERSION
    more = {"protects": protects} if protects else {}
    return Entry(kind=kind, key=id_, document=document, fields=fields | more, offer=offer)


def _event(row: Row, _: int) -> Entry:
    event = event_of(row[1:])
    return Entry(kind=EntryKind.EVENT, key=event.id, document=encode(event), offer=event.offer)


def _sighting(row: Row, _: int) -> Entry:
    offer, run, at, version, how = row
    seen = Sighting(offer=offer, run=run, at=moment(at), version=version, how=How(how or How.READ))
    return Entry(kind=EntryKind.SIGHTING, key=seen.id, document=encode(seen), offer=offer)


def _offer(row: Row, _: int) -> Entry:
    return Entry(kind=EntryKind.OFFER, key=row[0], document=row[1], offer=row[0])


def _life(row: Row, _: int) -> Entry:
    id_, life, revision, protects = row
    fields = {"revision": revision, "protects": protects}
    return Entry(kind=EntryKind.LIFE, key=id_, document=life, fields=fields, offer=id_)


def _tombstone(row: Row, _: int) -> Entry:
    return Entry(kind=EntryKind.TOMBSTONE, key=row[0], fields={"at": row[1]}, offer=row[0])


def _value(kind: EntryKind, value: type) -> "Entering":
    """Rows of a document, which is read: an older program may have written it otherwise."""
    return lambda row, _: entry_of(kind, decode(value, row[0]))


def _problem(row: Row, _: int) -> Entry:
    run, number, kind, url, reason, capture = row
    kept = decode(Capture, capture) if capture else None
    problem = Problem(run=run, number=number, kind=kind, url=url, reason=reason, capture=kept)
    return entry_of(EntryKind.PROBLEM, problem)


def _mailing(row: Row, _: int) -> Entry:
    document, state, message = row
    mailing = decode(Mailing, document)
    return mailing_entry(replace(mailing, state=MailingState(state), message=message))


def _told(row: Row, _: int) -> Entry:
    match, recipient, rule, mailing = row
    fields = {"rule": rule, "mailing": mailing}
    return Entry(kind=EntryKind.TOLD, key=joined(match, recipient), fields=fields)


def _rule(row: Row, _: int) -> Entry:
    rule, text, since = row
    return entry_of(EntryKind.RULE, RuleState(rule=rule, text=text, since=moment(since)))


def _audit(row: Row, number: int) -> Entry:
    return Entry(kind=EntryKind.AUDIT, key=str(number), document=row[0])


def _tables(row: Row, _: int) -> Entry:
    return tables_entry(decode(Tables, row[0]), current=bool(row[1]))


def _kin(row: Row, _: int) -> Entry:
    return entry_of(EntryKind.KIN, kin_of(row))


Entering = Callable[[Row, int], Entry]
"""A row becomes an entry; the number says how many came before it."""

_OF_OFFER: Mapping[EntryKind, Entering] = {
    EntryKind.VERSION: _wording,
    EntryKind.EVENT: _event,
    EntryKind.SIGHTING: _sighting,
    EntryKind.ORIGINAL: _wording,
    EntryKind.OFFER: _offer,
    EntryKind.LIFE: _life,
    EntryKind.TOMBSTONE: _tombstone,
}
_JOURNAL: Mapping[EntryKind, tuple[str, Entering]] = {
    EntryKind.RUN: ("SELECT document FROM run ORDER BY id", _value(EntryKind.RUN, Run)),
    EntryKind.PROBLEM: (
        "SELECT run, number, kind, url, reason, capture FROM problem", _problem,
    ),
    EntryKind.VISIT: ("SELECT document FROM visit", _value(EntryKind.VISIT, Visit)),
    EntryKind.MATCH: (
        "SELECT document FROM rule_match ORDER BY id", _value(EntryKind.MATCH, Match),
    ),
    EntryKind.MAILING: ("SELECT document, state, message FROM mailing ORDER BY id", _mailing),
    EntryKind.TOLD: ("SELECT match, recipient, rule, mailing FROM recipient", _told),
    EntryKind.ATTEMPT: ("SELECT document FROM attempt", _value(EntryKind.ATTEMPT, Attempt)),
    EntryKind.RULE: ("SELECT rule, text, since FROM rule", _rule),
    EntryKind.AUDIT: ("SELECT document FROM audit ORDER BY at, n", _audit),
    EntryKind.TABLES: (
        "SELECT document, current FROM print_tables WHERE NOT old ORDER BY id", _tables,
    ),
    EntryKind.KIN: (f"{KIN} WHERE NOT old ORDER BY kin.n", _kin),
    EntryKind.LINK: ("SELECT document FROM link ORDER BY id", _value(EntryKind.LINK, Link)),
    EntryKind.FAMILY: (
        "SELECT document FROM family ORDER BY id", _value(EntryKind.FAMILY, Family),
    ),
    EntryKind.DECISION: (
        "SELECT document FROM decision ORDER BY id", _value(EntryKind.DECISION, Decision),
    ),
    EntryKind.RULING: (
        "SELECT document FROM ruling ORDER BY contact", _value(EntryKind.RULING, Ruling),
    ),
}  # fmt: skip
