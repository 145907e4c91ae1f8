"""Leases: who may use what, one at a time, between processes."""

from dataclasses import dataclass
from functools import lru_cache

from index.codec import decode, encode
from index.spelling import storable
from index.sqlite.connection import Connections
from index.sqlite.part import Part
from offers.lease import Lease


@dataclass(frozen=True)
class Leases(Part):
    """`swift` are connections whose writes wait for no disk: a lease means nothing once all
    processes that could hold it are gone, so it need not outlast a power cut.

    Each step is one statement, which SQLite makes a transaction of its own.
    """

    swift: Connections

    def lease(self, name: str) -> Lease | None:
        with self.swift.bare() as connection:
            found = connection.execute(
                "SELECT document FROM lease WHERE name = ?", (storable(name),)
            ).fetchone()
        return decode(Lease, found[0]) if found else None

    def write_lease(self, lease: Lease, over: Lease | None) -> bool:
        name, document = storable(lease.name), _document(lease)
        with self.swift.bare() as connection:
            if over is None:
                done = connection.execute(
                    "INSERT INTO lease (name, document) VALUES (?, ?) ON CONFLICT DO NOTHING",
                    (name, document),
                )
            else:
                done = connection.execute(
                    "UPDATE lease SET document = ? WHERE name = ? AND document = ?",
                    (document, name, _document(over)),
                )
            return done.rowcount == 1


@lru_cache(maxsize=64)
def _document(lease: Lease) -> str:
    """What is written over is what was written last, as long as nobody else wants it."""
    return encode(lease)
