"""What is remembered of an open offer now, spread over the tables that searches read."""

# Names of tables and columns are our own; every value is a parameter.
# ruff: noqa: S608

import sqlite3
from hashlib import blake2b

from index.base import Tokens
from index.codec import Life, decode, encode
from index.flat import Flat, flatten, numbers
from index.sqlite import erasing
from index.sqlite.columns import SEVERAL, SINGLE, WORDS
from index.sqlite.times import stamp
from offers.life import Known
from offers.offer import Offer

_HAS = tuple(f"has_{name}" for name in WORDS)
_COLUMNS = (*SINGLE, *_HAS)
_INSERT = f"INSERT INTO offer ({', '.join(_COLUMNS)}) VALUES ({', '.join('?' * len(_COLUMNS))})"
_UPDATE = f"UPDATE offer SET {', '.join(f'{name} = ?' for name in _COLUMNS)} WHERE n = ?"
_SEEN = "UPDATE offer SET status = ?, first_seen = ?, last_seen = ?, gone_since = ? WHERE n = ?"
_DOCUMENT = (
    f"INSERT OR REPLACE INTO document (n, digest, document, {', '.join(WORDS)})"
    f" VALUES (?, ?, ?, {', '.join('?' * len(WORDS))})"
)


def digest(document: str) -> bytes:
    """Tells whether a document is the one that is stored already."""
    return blake2b(document.encode(), digest_size=16).digest()


def insert(connection: sqlite3.Connection, known: Known, tokens: Tokens) -> int:
    """Enter an offer that is new here; gives the number of its row."""
    document, flat = _readable(known.offer), flatten(known, tokens)
    n = int(connection.execute(_INSERT, _row(flat)).lastrowid or 0)
    _write_document(connection, n, document, flat)
    _write_keywords(connection, n, flat)
    return n


def update(
    connection: sqlite3.Connection, n: int, stored: bytes, known: Known, tokens: Tokens
) -> None:
    """Replace what is stored of an offer whose document has the digest `stored`."""
    if digest(encode(known.offer)) == stored:
        times = numbers(known)
        seen = (times["first_seen"], times["last_seen"], times.get("gone_since"))
        connection.execute(_SEEN, (known.status, *seen, n))
        return
    document, flat = _readable(known.offer), flatten(known, tokens)
    connection.execute(_UPDATE, (*_row(flat), n))
    erasing.unindex(connection, n)
    _write_document(connection, n, document, flat)
    connection.execute("DELETE FROM keyword WHERE n = ?", (n,))
    _write_keywords(connection, n, flat)


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


def _readable(offer: Offer) -> str:
    """The document. Raises `ValueError` for one that could not be read back."""
    document = encode(offer)
    decode(Offer, document)
    return document


def _row(flat: Flat) -> tuple[str | float | None, ...]:
    """Values of the columns of the table `offer`, in the order of `_COLUMNS`."""
    words = {name: (values[0],) for name, values in flat.keywords.items()}
    values = [flat.numbers.get(name, words.get(name, (None,))[0]) for name in SINGLE]
    return (*values, *(name in flat.words for name in WORDS))


def _write_document(connection: sqlite3.Connection, n: int, document: str, flat: Flat) -> None:
    texts = [" ".join(flat.words[name]) if name in flat.words else None for name in WORDS]
    connection.execute(_DOCUMENT, (n, digest(document), document, *texts))
    erasing.index(connection, n)


def _write_keywords(connection: sqlite3.Connection, n: int, flat: Flat) -> None:
    several = ((name, value) for name in SEVERAL for value in flat.keywords.get(name, ()))
    connection.executemany(
        "INSERT INTO keyword (field, value, n) VALUES (?, ?, ?)",
        [(name, value, n) for name, value in several],
    )
