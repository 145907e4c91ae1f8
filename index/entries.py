"""What a store holds as a stream of entries, the same for every home: so it moves between them."""

import json
from base64 import b64decode, b64encode
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from enum import StrEnum
from hashlib import blake2b
from itertools import groupby
from operator import attrgetter
from typing import Any

from index.codec import decode, encode
from index.spelling import storable
from offers.alert import Mailing, MailingState
from offers.family import Tables

MODULUS = 1 << 128
"""Digests are added up to this, so that their order does not count and two equal ones do."""


class EntryKind(StrEnum):
    """What an entry is about, in the order of a stream."""

    VERSION = "version"
    EVENT = "event"
    SIGHTING = "sighting"
    ORIGINAL = "original"
    OFFER = "offer"
    LIFE = "life"
    TOMBSTONE = "tombstone"
    RUN = "run"
    PROBLEM = "problem"
    VISIT = "visit"
    MATCH = "match"
    MAILING = "mailing"
    TOLD = "told"
    ATTEMPT = "attempt"
    RULE = "rule"
    AUDIT = "audit"
    TABLES = "tables"
    KIN = "kin"
    LINK = "link"
    FAMILY = "family"
    DECISION = "decision"
    RULING = "ruling"


Small = str | int | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """One thing that is stored. `key` is another for each of its kind, `document` its JSON as it
    was written, `fields` what is kept beside that, `offer` whose history it belongs to.

    | kind | key | document | fields |
    |---|---|---|---|
    | version, original | of the version, and offer | Offer | previous, run, seen (epoch
      microseconds), rank among those of the offer; protects for an original |
    | event, sighting | its id | Event, Sighting | |
    | offer | its id | Offer | |
    | life | of the offer | codec.Life | revision, protects if it is sealed |
    | tombstone | of the offer | null | at (epoch microseconds) |
    | run, problem, visit, match, rule | its id, or its ids in JSON | the value | |
    | mailing | its id | Mailing that waits, without message | state, message in base64 |
    | told | match and recipient in JSON | null | rule, mailing or null |
    | attempt | mailing and number in JSON | Attempt | |
    | audit | its place in their order | AuditEntry | |
    | tables | their id | Tables | current: 1 if they are, else 0 |
    | kin | of the tables, and of the offer, in JSON | Kin | |
    | link, family, decision | its id | the value | |
    | ruling | of the contact | Ruling | |
    """

    kind: EntryKind
    key: str
    document: str = "null"
    fields: Mapping[str, Small] = field(default_factory=dict)
    offer: str = ""

    @property
    def digest(self) -> int:
        """Another one for another entry; the order of names in JSON does not count."""
        whole = [self.kind, self.key, self.offer, dict(self.fields), json.loads(self.document)]
        written = json.dumps(whole, sort_keys=True, separators=(",", ":"))
        return int.from_bytes(blake2b(written.encode(), digest_size=16).digest())


def joined(*parts: str | int) -> str:
    """A key of several parts; one alone stands for itself."""
    if len(parts) == 1:
        return str(parts[0])
    return json.dumps(parts, ensure_ascii=False, separators=(",", ":"))


def parted(key: str) -> list[str | int]:
    """The parts of a key of several."""
    parts: list[str | int] = json.loads(key)
    return parts


def entry_of(kind: EntryKind, value: Any) -> Entry:
    """The entry of what has no more to it than its value."""
    return Entry(kind=kind, key=joined(*_KEYS[kind](value)), document=encode(value))


def mailing_entry(mailing: Mailing) -> Entry:
    alone = replace(mailing, message=b"", state=MailingState.WAITING)
    message = b64encode(mailing.message).decode()
    return Entry(
        kind=EntryKind.MAILING,
        key=mailing.id,
        document=encode(alone),
        fields={"state": mailing.state, "message": message},
    )


def tables_entry(tables: Tables, *, current: bool) -> Entry:
    return Entry(
        kind=EntryKind.TABLES,
        key=tables.id,
        document=encode(tables),
        fields={"current": int(current)},
    )


def mailing_of(entry: Entry) -> Mailing:
    """Raises `ValueError`."""
    message = b64decode(str(entry.fields["message"]), validate=True)
    state = MailingState(str(entry.fields["state"]))
    return replace(decode(Mailing, entry.document), message=message, state=state)


_KEYS: Mapping[EntryKind, Callable[[Any], Sequence[str | int]]] = {
    EntryKind.RUN: lambda run: (run.id,),
    EntryKind.PROBLEM: lambda problem: (problem.run, problem.number),
    EntryKind.VISIT: lambda visit: (visit.site, storable(visit.url)),
    EntryKind.MATCH: lambda match: (match.id,),
    EntryKind.ATTEMPT: lambda attempt: (attempt.mailing, attempt.number),
    EntryKind.RULE: lambda state: (state.rule,),
    EntryKind.KIN: lambda kin: (kin.print.tables, kin.print.offer),
    EntryKind.LINK: lambda link: (link.id,),
    EntryKind.FAMILY: lambda family: (family.id,),
    EntryKind.DECISION: lambda decision: (decision.id,),
    EntryKind.RULING: lambda ruling: (ruling.contact,),
}


@dataclass(frozen=True, slots=True)
class Sum:
    """So many entries, and their digests in sum."""

    count: int = 0
    digest: int = 0

    def with_(self, entry: Entry) -> "Sum":
        return Sum(self.count + 1, (self.digest + entry.digest) % MODULUS)


Sums = Mapping[EntryKind, Sum]


def summed(entries: Iterable[Entry]) -> Sums:
    """How many of each kind there are, and a digest of them that knows no order."""
    found: dict[EntryKind, Sum] = {}
    for entry in entries:
        found[entry.kind] = found.get(entry.kind, Sum()).with_(entry)
    return found


def differences(source: Sums, target: Sums) -> list[str]:
    """What the one has otherwise than the other, kind by kind; empty if they are equal."""
    told = []
    for kind in EntryKind:
        ours, theirs = source.get(kind, Sum()), target.get(kind, Sum())
        if ours.count != theirs.count:
            told.append(f"{kind}: {ours.count} there, {theirs.count} here")
        elif ours != theirs:
            told.append(f"{kind}: {ours.count} there and here, not all of them the same")
    return told


def bundles(entries: Iterable[Entry]) -> Iterator[list[Entry]]:
    """What belongs together: all of one offer, or one entry of the journal."""
    for offer, some in groupby(entries, key=attrgetter("offer")):
        if offer:
            yield list(some)
        else:
            yield from ([entry] for entry in some)
