"""Writing changes of the ledger: each whole or not at all."""

import sqlite3
from collections.abc import Iterator
from dataclasses import dataclass, replace

from index.base import Tokens
from index.codec import encode
from index.sqlite import erasing, history, linking, lives, quotes, sealing
from index.unstorable import named
from offers.life import Change, Version
from offers.offer import Protects

_STORED = """
    SELECT n, revision, digest, NULL FROM offer JOIN life USING (n) JOIN document USING (n)
    WHERE id = :id
    UNION ALL SELECT NULL, revision, x'', protects FROM sealed_offer WHERE id = :id
    UNION ALL SELECT NULL, 0, x'', NULL FROM tombstone WHERE id = :id
    LIMIT 1
"""
"""What decides first: an open life, a sealed one, a tombstone, which has no revision."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Stored:
    """What the file holds of an offer: an open life in row `n`, a sealed one, or none."""

    revision: int = 0
    n: int | None = None
    digest: bytes = b""
    protects: Protects | None = None
    erased: bool = False

    @property
    def token(self) -> str | None:
        return str(self.revision) if self.revision else None


@dataclass(slots=True)
class Writer:
    """Writes one batch inside one transaction. `exposed`: what lay open was taken away, so that
    traces of it remain in the full text and in the log."""

    connection: sqlite3.Connection
    tokens: Tokens
    exposed: bool = False

    def write(self, change: Change) -> bool:
        """Write it unless it is refused; whether it was written.

        Refused is what carries an old token, and what was erased. A seal never opens again: a
        change that forgets it is written sealed.

        Raises `NotStorable` for values that could not be read back.
        """
        stored = self._stored(change.known.offer.id)
        if stored.erased or change.known.token != stored.token:
            return False
        protects = change.known.sealed or stored.protects
        with named(change.known):
            if protects:
                self._seal(change, protects, stored)
            else:
                self._write_open(change, stored)
        return True

    def _stored(self, offer: str) -> Stored:
        row = self.connection.execute(_STORED, {"id": offer}).fetchone()
        if row is None:
            return Stored()
        n, revision, digest, protects = row
        return Stored(
            n=n,
            revision=revision,
            digest=digest,
            protects=protects and Protects(protects),
            erased=revision == 0,
        )

    def _seal(self, change: Change, protects: Protects, stored: Stored) -> None:
        offer = change.known.offer.id
        if stored.n is not None:
            sealing.move(self.connection, offer, protects)
            erasing.erase(self.connection, offer)
            quotes.forget(self.connection, offer)
            linking.forget(self.connection, offer)
            self.exposed = True
        sealed = replace(change, known=replace(change.known, sealed=protects))
        sealing.write(self.connection, sealed, protects, stored.revision + 1)

    def _write_open(self, change: Change, stored: Stored) -> None:
        n, entry = stored.n, lives.Entry.of(change.known)
        if n is None:
            n = lives.insert(self.connection, entry, self.tokens)
        else:
            lives.update(self.connection, n, stored.digest, entry, self.tokens)
        lives.remember(self.connection, n, change.known, stored.revision + 1)
        history.add_versions(self.connection, n, _encoded(change, entry.document))
        history.add_events(self.connection, n, change.events)
        history.add_sightings(self.connection, n, change.sightings)
        if change.originals:
            sealing.keep(self.connection, change.originals, Protects.SEEKER)
        if change.redacted:
            history.redact_versions(self.connection, n, change.redacted)
            quotes.withdraw(self.connection, change.known.offer.id)
            self.exposed = True


def _encoded(change: Change, document: str) -> Iterator[tuple[Version, str]]:
    """The new versions with their JSON, which for the newest is mostly that of the life."""
    current = change.known.offer
    for version in change.versions:
        yield version, document if version.offer is current else encode(version.offer)
