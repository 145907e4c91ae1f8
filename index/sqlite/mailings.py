"""Matches, what was written about them, and how sending that went."""

import sqlite3
from collections.abc import Mapping, Sequence
from dataclasses import replace

from index.codec import decode, encode
from index.sqlite import lives, quotes
from index.sqlite.part import Part
from index.times import stamp
from offers.alert import Attempt, Mailing, MailingState, Match


class Mailings(Part):
    def add_matches(self, matches: Sequence[Match]) -> int:
        """None is written about an offer that was erased or sealed in the meantime."""
        with self.connections.write() as connection:
            return sum(_add_match(connection, match) for match in matches)

    def matches(self, *, rule: str | None = None, offer: str | None = None) -> Sequence[Match]:
        rows = self.rows(
            "SELECT document FROM rule_match WHERE (?1 IS NULL OR rule = ?1)"
            " AND (?2 IS NULL OR offer = ?2) ORDER BY at, id",
            rule,
            offer,
        )
        return [decode(Match, document) for (document,) in rows]

    def unmailed(self) -> Mapping[tuple[str, str], Sequence[Match]]:
        rows = self.rows(
            "SELECT recipient.rule, recipient, document FROM recipient"
            " JOIN rule_match ON id = match WHERE mailing IS NULL"
            " ORDER BY recipient.rule, recipient, at, id"
        )
        found: dict[tuple[str, str], list[Match]] = {}
        for rule, recipient, document in rows:
            found.setdefault((rule, recipient), []).append(decode(Match, document))
        return found

    def add_mailing(self, mailing: Mailing, read: Mapping[str, str | None] | None = None) -> bool:
        """Nor is one written that speaks of an offer erased or sealed in the meantime."""
        with self.connections.write() as connection:
            if _told(connection, mailing) or quotes.unspeakable(connection, mailing.offers):
                return False
            if any(
                lives.token(connection, offer) != token for offer, token in (read or {}).items()
            ):
                return False
            _add_mailing(connection, mailing)
            return True

    def mailings(self, *, state: MailingState | None = None) -> Sequence[Mailing]:
        rows = self.rows(
            "SELECT document, state, message FROM mailing WHERE (?1 IS NULL OR state = ?1)"
            " ORDER BY made, id",
            state,
        )
        return [
            replace(decode(Mailing, document), state=MailingState(state), message=message)
            for document, state, message in rows
        ]

    def settle_mailing(self, id: str, state: MailingState) -> None:
        with self.connections.write() as connection:
            connection.execute("UPDATE mailing SET state = ? WHERE id = ?", (state, id))

    def write_attempt(self, attempt: Attempt) -> None:
        with self.connections.write() as connection:
            connection.execute(
                "INSERT OR REPLACE INTO attempt (mailing, number, document) VALUES (?, ?, ?)",
                (attempt.mailing, attempt.number, encode(attempt)),
            )

    def attempts(self, mailing: str) -> Sequence[Attempt]:
        rows = self.rows("SELECT document FROM attempt WHERE mailing = ? ORDER BY number", mailing)
        return [decode(Attempt, document) for (document,) in rows]


def _add_match(connection: sqlite3.Connection, match: Match) -> bool:
    if quotes.unspeakable(connection, [match.offer]):
        return False
    written = connection.execute(
        "INSERT INTO rule_match (id, rule, offer, at, document)"
        " VALUES (?, ?, ?, ?, ?) ON CONFLICT DO NOTHING",
        (match.id, match.rule, match.offer, stamp(match.at), encode(match)),
    )
    if not written.rowcount:
        return False
    connection.executemany(
        "INSERT INTO recipient (match, recipient, rule) VALUES (?, ?, ?) ON CONFLICT DO NOTHING",
        [(match.id, recipient, match.rule) for recipient in match.recipients],
    )
    return True


def _told(connection: sqlite3.Connection, mailing: Mailing) -> bool:
    """Whether the recipient has this mailing, or another about one of its matches."""
    if connection.execute("SELECT 1 FROM mailing WHERE id = ?", (mailing.id,)).fetchone():
        return True
    asked = "SELECT 1 FROM recipient WHERE match = ? AND recipient = ? AND mailing IS NOT NULL"
    pairs = ((match, mailing.recipient) for match in mailing.matches)
    return any(connection.execute(asked, pair).fetchone() for pair in pairs)


def _add_mailing(connection: sqlite3.Connection, mailing: Mailing) -> None:
    connection.execute(
        "INSERT INTO mailing (id, made, state, message, document) VALUES (?, ?, ?, ?, ?)",
        (
            mailing.id,
            stamp(mailing.made),
            mailing.state,
            mailing.message,
            encode(replace(mailing, message=b"")),
        ),
    )
    connection.executemany(
        "INSERT INTO recipient (match, recipient, rule, mailing) VALUES (?, ?, ?, ?)"
        " ON CONFLICT DO UPDATE SET mailing = excluded.mailing",
        [(match, mailing.recipient, mailing.rule, mailing.id) for match in mailing.matches],
    )
    connection.executemany(
        "INSERT INTO mailing_offer (offer, mailing) VALUES (?, ?) ON CONFLICT DO NOTHING",
        [(offer, mailing.id) for offer in mailing.offers],
    )
