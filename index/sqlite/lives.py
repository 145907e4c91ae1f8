"""What is remembered of an open offer now, spread over the tables that searches read."""

# Names of tables and columns are our own; every value is a parameter.
# ruff: noqa: S608

import sqlite3
from collections.abc import Sequence
from dataclasses import dataclass
from hashlib import blake2b

from index.base import Tokens
from index.codec import Life, decode, encode
from index.flat import Flat, flatten, kinship, numbers
from index.sqlite import erasing
from index.sqlite.columns import SEVERAL, SINGLE, WORDS
from index.times import stamp
from offers.life import Known
from offers.offer import Offer

_COLUMNS = (*SINGLE, *(f"has_{name}" for name in WORDS))
_DOCUMENT = ("digest", "document", *WORDS)
_TOLD = ("status", "first_seen", "last_seen", "gone_since", "family", "arrival")
"""Columns of the table `offer` that change while the ad stays as it is."""

_STOOD = f"SELECT {', '.join(_TOLD)} FROM offer WHERE n = ?"


def digest(document: str) -> bytes:
    """Tells whether a document is the one that is stored already."""
    return blake2b(document.encode(), digest_size=16).digest()


@dataclass(frozen=True, slots=True)
class Entry:
    """What is remembered of an offer, and the offer as JSON, which takes long to make."""

    known: Known
    document: str

    @classmethod
    def of(cls, known: Known) -> "Entry":
        return cls(known, encode(known.offer))


def insert(connection: sqlite3.Connection, entry: Entry, tokens: Tokens) -> int:
    """Enter an offer that is new here; gives the number of its row."""
    n = spread(connection, None, entry, tokens)
    erasing.index(connection, n)
    return n


def update(
    connection: sqlite3.Connection, n: int, stored: bytes, entry: Entry, tokens: Tokens
) -> None:
    """Replace what is stored of an offer whose document has the digest `stored`."""
    if digest(entry.document) == stored:
        _retell(connection, n, entry.known)
        return
    erasing.unindex(connection, n)
    spread(connection, n, entry, tokens)
    erasing.index(connection, n)


def _retell(connection: sqlite3.Connection, n: int, known: Known) -> None:
    """Write the columns that became otherwise: naming the others writes their indexes anew."""
    told = {"status": known.status, **numbers(known), **kinship(known)}
    stood = connection.execute(_STOOD, (n,)).fetchone()
    pairs = zip(_TOLD, stood, strict=True)
    changed = {name: told.get(name) for name, before in pairs if told.get(name) != before}
    if changed:
        columns = ", ".join(f"{name} = ?" for name in changed)
        connection.execute(f"UPDATE offer SET {columns} WHERE n = ?", (*changed.values(), n))


def spread(connection: sqlite3.Connection, n: int | None, entry: Entry, tokens: Tokens) -> int:
    """Write document and flat values into row `n` or a new one, but not the full text.

    Raises `ValueError` for an offer that could not be read back.
    """
    document, flat = entry.document, flatten(entry.known, tokens)
    decode(Offer, document)
    texts = (" ".join(flat.words[name]) if name in flat.words else None for name in WORDS)
    row = _write(connection, "offer", _COLUMNS, (n, *_row(flat)))
    _write(connection, "document", _DOCUMENT, (row, digest(document), document, *texts))
    if n is not None:
        connection.execute("DELETE FROM keyword WHERE n = ?", (n,))
    several = ((name, value) for name in SEVERAL for value in flat.keywords.get(name, ()))
    connection.executemany(
        "INSERT INTO keyword (field, value, n) VALUES (?, ?, ?)",
        [(name, value, row) for name, value in several],
    )
    return row


def remember(connection: sqlite3.Connection, n: int, known: Known, revision: int) -> None:
    """What changes at every sighting, and which runs left events for a watcher."""
    connection.execute(
        "INSERT OR REPLACE INTO life (n, revision, expires, life) VALUES (?, ?, ?, ?)",
        (n, revision, stamp(known.expires), encode(Life.of(known))),
    )
    connection.execute("DELETE FROM pending WHERE n = ?", (n,))
    connection.executemany(
        "INSERT INTO pending (run, n) VALUES (?, ?)",
        [(run, n) for run in {event.run for event in known.pending}],
    )


def _row(flat: Flat) -> tuple[str | float | None, ...]:
    """Values of the columns of the table `offer`, in the order of `_COLUMNS`."""
    words = {name: (values[0],) for name, values in flat.keywords.items()}
    values = [flat.numbers.get(name, words.get(name, (None,))[0]) for name in SINGLE]
    return (*values, *(name in flat.words for name in WORDS))


def _write(
    connection: sqlite3.Connection, table: str, columns: Sequence[str], values: Sequence[object]
) -> int:
    """Put values into the row whose number is the first of them; `None` makes a row."""
    sql = f"INSERT OR REPLACE INTO {table} (n, {', '.join(columns)})"
    marks = ", ".join("?" * len(values))
    written = connection.execute(f"{sql} VALUES ({marks})", values)
    return int(written.lastrowid or 0)


def token(connection: sqlite3.Connection, offer: str) -> str | None:
    """The mark of an open life as it stands, `None` if there is none."""
    asked = "SELECT revision FROM offer JOIN life USING (n) WHERE id = ?"
    row = connection.execute(asked, (offer,)).fetchone()
    return str(row[0]) if row else None
