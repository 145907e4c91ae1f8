"""Erasing an open life, down to the words of the full text."""

# Names of tables and columns are our own; every value is a parameter.
# ruff: noqa: S608

import sqlite3

from index.sqlite.columns import WORDS

_WORDS = ", ".join(WORDS)
_MARKS = ", ".join("?" * len(WORDS))

BY_NUMBER = ("document", "life", "keyword", "pending", "sighting", "version", "event", "offer")


def erase(connection: sqlite3.Connection, offer: str) -> bool:
    """Erase all that lies open of an offer; whether there was anything."""
    row = connection.execute("SELECT n FROM offer WHERE id = ?", (offer,)).fetchone()
    if row is None:
        return False
    unindex(connection, row[0])
    for table in BY_NUMBER:
        connection.execute(f"DELETE FROM {table} WHERE n = ?", row)
    return True


def index(connection: sqlite3.Connection, n: int) -> None:
    """Enter the words of a stored document into the full text."""
    connection.execute(
        f"INSERT INTO words (rowid, {_WORDS}) SELECT n, {_WORDS} FROM document WHERE n = ?", (n,)
    )


def unindex(connection: sqlite3.Connection, n: int) -> None:
    """Take a document's words out of the full text, while the document still has them."""
    connection.execute(
        f"INSERT INTO words (words, rowid, {_WORDS})"
        f" SELECT 'delete', n, {_WORDS} FROM document WHERE n = ?",
        (n,),
    )


def rebuild(connection: sqlite3.Connection) -> None:
    """Make the full text anew from the stored documents."""
    connection.execute("INSERT INTO words (words) VALUES ('rebuild')")


def purge(connection: sqlite3.Connection) -> None:
    """Rewrite the full text, for FTS5 only marks words as deleted and keeps them for long."""
    connection.execute("INSERT INTO words (words) VALUES ('optimize')")
