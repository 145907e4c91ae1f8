"""What was written about matches, and how sending that went."""

from collections.abc import Iterator, Mapping, Sequence

from index.elastic import claims
from index.elastic.cluster import Action, Found
from index.elastic.kept import Kept, changed, named, term, value, where, written
from index.elastic.layout import Part
from index.elastic.listing import Listing
from index.elastic.mailing import ATTEMPT, MAILING, mailing_of
from index.elastic.making import Maker
from index.elastic.unmailed import Unmailed
from index.times import stamp
from offers.alert import Attempt, Mailing, MailingState, Match

BY_TIME = ("moment", "id")
PAGE = 50
"""Mailings of one page, for each holds a whole message."""


class Mailings(Kept):
    def unmailed(self) -> Mapping[tuple[str, str], Sequence[Match]]:
        return Unmailed(self.cluster).read()

    def add_mailing(self, mailing: Mailing, read: Mapping[str, str | None] | None = None) -> bool:
        """Nor is one written that speaks of an offer erased or sealed in the meantime."""
        return Maker(self.cluster, mailing, read or {}).make()

    def mailings(self, *, state: MailingState | None = None) -> Sequence[Mailing]:
        return list(self.each_mailing(state=state))

    def each_mailing(self, *, state: MailingState | None = None) -> Iterator[Mailing]:
        """The same, however many there are."""
        query = where(kind=MAILING, state=state or [*MailingState])
        found = Listing(part=Part.MAILINGS, query=query, by=BY_TIME, page=PAGE).read(self.cluster)
        return (mailing_of(self.cluster, one) for one in found)

    def settle_mailing(self, id: str, state: MailingState) -> None:
        while found := self._counting(id):
            body = changed(found.source, state=state)
            [done] = self.cluster.write([Action(Part.MAILINGS, id, body, over=found)])
            if done:
                return

    def _counting(self, id_: str) -> Found | None:
        """The document of a mailing, if it is one that was written and not withdrawn."""
        found = self.cluster.document(Part.MAILINGS, id_)
        if found is None or found.source.get("kind") != MAILING:
            return None
        return found if claims.state(self.cluster, found) in {*MailingState} else None

    def write_attempt(self, attempt: Attempt) -> None:
        fields = {
            "kind": ATTEMPT,
            "mailing": term(attempt.mailing),
            "number": attempt.number,
            "outcome": attempt.outcome,
            "moment": stamp(attempt.started),
        }
        id_ = named(f"{attempt.mailing} attempt {attempt.number}")
        self.cluster.write([Action(Part.MAILINGS, id_, written(fields, attempt))])

    def attempts(self, mailing: str) -> Sequence[Attempt]:
        query = where(kind=ATTEMPT, mailing=term(mailing))
        found = Listing(part=Part.MAILINGS, query=query, by=("number",)).read(self.cluster)
        return [value(self.cluster, Part.MAILINGS, Attempt, one) for one in found]
