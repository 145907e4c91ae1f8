"""Indexes every text anew when it folds otherwise than at the time it was indexed."""

import sqlite3
from collections.abc import Iterator

from index.base import Tokens
from index.codec import decode
from index.flat import words
from index.probe import fingerprint
from index.sqlite.columns import WORDS
from index.sqlite.connection import Connections
from offers.offer import Offer

SLICE = 500
"""Documents held in memory at a time."""


def refold(connections: Connections, tokens: Tokens) -> bool:
    """Whether texts had to be indexed anew. It takes about a minute for 100,000 offers, during
    which others can read and cannot write."""
    now = fingerprint(tokens)
    with connections.read() as connection:
        if _stored(connection) == now:
            return False
    with connections.write() as connection:
        if _stored(connection) == now:
            return False
        found = False
        for some in _slices(connection):
            found = True
            for n, document in some:
                _write(connection, n, words(decode(Offer, document), tokens))
        connection.execute("INSERT INTO words (words) VALUES ('rebuild')")
        connection.execute("DELETE FROM fold")
        connection.execute("INSERT INTO fold (fingerprint) VALUES (?)", (now,))
        return found


def _stored(connection: sqlite3.Connection) -> str | None:
    row = connection.execute("SELECT fingerprint FROM fold").fetchone()
    return row[0] if row else None


def _slices(connection: sqlite3.Connection) -> Iterator[list[tuple[int, str]]]:
    after = 0
    asked = "SELECT n, document FROM document WHERE n > ? ORDER BY n LIMIT ?"
    while some := connection.execute(asked, (after, SLICE)).fetchall():
        yield some
        after = some[-1][0]


def _write(connection: sqlite3.Connection, n: int, folded: dict[str, tuple[str, ...]]) -> None:
    texts = [" ".join(folded[name]) if name in folded else None for name in WORDS]
    connection.execute(
        "UPDATE document SET title = ?, text = ?, employer = ?, place = ? WHERE n = ?", (*texts, n)
    )
    connection.execute(
        "UPDATE offer SET has_title = ?, has_text = ?, has_employer = ?, has_place = ? WHERE n = ?",
        (*(text is not None for text in texts), n),
    )
