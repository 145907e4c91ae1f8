"""Writing changes of the ledger: each whole or not at all."""

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace

from index.base import StoreError, Tokens
from index.sqlite import erasing, history, lives, quotes, sealing
from offers.life import Change, Known
from offers.offer import Protects


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

        Raises `StoreError` for values that could not be read back.
        """
        stored = self._stored(change.known.offer.id)
        if stored.erased or change.known.token != stored.token:
            return False
        protects = change.known.sealed or stored.protects
        with _named(change.known):
            if protects:
                self._seal(change, protects, stored)
            else:
                self._write_open(change, stored)
        return True

    def _stored(self, offer: str) -> Stored:
        row = self.connection.execute(
            "SELECT n, revision, digest FROM offer JOIN life USING (n) JOIN document USING (n)"
            " WHERE id = ?",
            (offer,),
        ).fetchone()
        if row:
            return Stored(n=row[0], revision=row[1], digest=row[2])
        row = self.connection.execute(
            "SELECT revision, protects FROM sealed_offer WHERE id = ?", (offer,)
        ).fetchone()
        if row:
            return Stored(revision=row[0], protects=Protects(row[1]))
        asked = "SELECT 1 FROM tombstone WHERE id = ?"
        return Stored(erased=self.connection.execute(asked, (offer,)).fetchone() is not None)

    def _seal(self, change: Change, protects: Protects, stored: Stored) -> None:
        offer = change.known.offer.id
        if stored.n is not None:
            sealing.move(self.connection, offer, protects)
            erasing.erase(self.connection, offer)
            quotes.forget(self.connection, offer)
            self.exposed = True
        sealed = replace(change, known=replace(change.known, sealed=protects))
        sealing.write(self.connection, sealed, protects, stored.revision + 1)

    def _write_open(self, change: Change, stored: Stored) -> None:
        n = stored.n
        if n is None:
            n = lives.insert(self.connection, change.known, self.tokens)
        else:
            lives.update(self.connection, n, stored.digest, change.known, self.tokens)
        lives.remember(self.connection, n, change.known, stored.revision + 1)
        history.add_versions(self.connection, change.versions)
        history.add_events(self.connection, change.events)
        history.add_sightings(self.connection, n, change.sightings)
        sealing.keep(self.connection, change.originals, Protects.SEEKER)
        if change.redacted:
            history.redact_versions(self.connection, change.redacted)
            quotes.withdraw(self.connection, change.known.offer.id)
            self.exposed = True


@contextmanager
def _named(known: Known) -> Iterator[None]:
    try:
        yield
    except ValueError as error:
        offer = known.offer
        raise StoreError(f"offer {offer.id} of {offer.url!r} cannot be stored: {error}") from error
