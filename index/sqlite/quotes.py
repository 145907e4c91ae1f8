"""What quotes an offer: matches, and mailings about it."""

# Names of tables and columns are our own; every value is a parameter.
# ruff: noqa: S608

import json
import sqlite3
from collections.abc import Iterable

from offers.alert import MailingState


def forget(connection: sqlite3.Connection, offer: str) -> None:
    """Erase matches of the offer and what was written about them."""
    connection.execute(
        "DELETE FROM recipient WHERE match IN (SELECT id FROM rule_match WHERE offer = ?)", (offer,)
    )
    connection.execute("DELETE FROM rule_match WHERE offer = ?", (offer,))
    withdraw(connection, offer)


def withdraw(connection: sqlite3.Connection, offer: str) -> None:
    """Take back mailings that wait and speak of the offer, so that their matches are unmailed
    again, and erase the text of those that are settled."""
    rows = connection.execute(
        "SELECT id, state FROM mailing JOIN mailing_offer ON mailing = id WHERE offer = ?", (offer,)
    ).fetchall()
    for mailing, state in rows:
        if state == MailingState.WAITING:
            _take_back(connection, mailing)
        else:
            connection.execute("UPDATE mailing SET message = x'' WHERE id = ?", (mailing,))


def _take_back(connection: sqlite3.Connection, mailing: str) -> None:
    connection.execute("UPDATE recipient SET mailing = NULL WHERE mailing = ?", (mailing,))
    for table, column in (("mailing", "id"), ("mailing_offer", "mailing"), ("attempt", "mailing")):
        connection.execute(f"DELETE FROM {table} WHERE {column} = ?", (mailing,))


def unspeakable(connection: sqlite3.Connection, offers: Iterable[str]) -> bool:
    """Whether one of the offers was erased or sealed, so that nothing may be written about it."""
    listed = json.dumps(list(offers))
    row = connection.execute(
        "SELECT 1 FROM json_each(?) WHERE value IN (SELECT id FROM tombstone)"
        " OR value IN (SELECT id FROM sealed_offer)",
        (listed,),
    ).fetchone()
    return row is not None
