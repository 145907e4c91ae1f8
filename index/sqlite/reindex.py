"""Indexes every offer anew when it would be indexed otherwise than it was."""

import sqlite3
from collections.abc import Iterator

from index.base import Tokens
from index.fingerprint import fingerprint
from index.sqlite import erasing, lives, reading
from index.sqlite.connection import Connections
from index.upkeep import Told
from offers.life import Known

SLICE = 500
"""Offers held in memory at a time."""


def reindex(
    connections: Connections, tokens: Tokens, told: Told | None = None, *, anew: bool = False
) -> bool:
    """Whether offers had to be indexed anew, or were to be (`anew`). It takes about a minute for
    100,000 of them, during which others can read and cannot write."""
    now = fingerprint(tokens)
    with connections.read() as connection:
        if not anew and stored(connection) == now:
            return False
    with connections.write() as connection:
        if not anew and stored(connection) == now:
            return False
        number = 0
        for number, (n, known) in enumerate(_all(connection), start=1):
            lives.spread(connection, n, lives.Entry.of(known), tokens)
            if told and not number % SLICE:
                told("offers", number)
        erasing.rebuild(connection)
        connection.execute("DELETE FROM flat")
        connection.execute("INSERT INTO flat (fingerprint) VALUES (?)", (now,))
        return number > 0


def stored(connection: sqlite3.Connection) -> str | None:
    """The fingerprint under which offers were indexed; `None` before that was kept."""
    asked = "SELECT 1 FROM sqlite_master WHERE name = 'flat'"
    if not connection.execute(asked).fetchone():
        return None
    row = connection.execute("SELECT fingerprint FROM flat").fetchone()
    return row[0] if row else None


def _all(connection: sqlite3.Connection) -> Iterator[tuple[int, Known]]:
    """Every open offer with the number of its row."""
    after = 0
    asked = "SELECT n FROM offer WHERE n > ? ORDER BY n LIMIT ?"
    while numbers := [n for (n,) in connection.execute(asked, (after, SLICE))]:
        yield from reading.load(connection, numbers).items()
        after = numbers[-1]
