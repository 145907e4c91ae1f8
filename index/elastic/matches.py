"""What rules found, and whom nobody told of it yet."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from secrets import token_hex

from index.elastic import claims
from index.elastic.claims import FORMING
from index.elastic.cluster import Action, Cluster, Found
from index.elastic.kept import Kept, changed, term, times, value, where, written
from index.elastic.layout import Part
from index.elastic.listing import Listing
from index.elastic.patience import Patience
from index.elastic.quotes import MATCH, unspeakable
from offers.alert import Match

ENTERED = "entered"
"""The state of a match that counts; its recipients are waiting then."""

BY_TIME = ("moment", "id")


class Matches(Kept):
    def add_matches(self, matches: Sequence[Match]) -> int:
        return Adder(self.cluster, {one.id: one for one in matches}).add()

    def matches(self, *, rule: str | None = None, offer: str | None = None) -> Sequence[Match]:
        query = where(
            kind=MATCH,
            state=ENTERED,
            rule=None if rule is None else term(rule),
            offer=None if offer is None else term(offer),
        )
        found = Listing(part=Part.MATCHES, query=query, by=BY_TIME).read(self.cluster)
        return [value(self.cluster, Part.MATCHES, Match, one) for one in found]


@dataclass(slots=True)
class Adder:
    """One attempt to write matches.

    A match is written `FORMING`, then who is to be told of it, then it is entered, if its offer is
    neither sealed nor erased: whoever does that looks for matches afterwards. A match that somebody
    else is writing is waited for a moment, and then written in his place, for he may be dead.
    """

    cluster: Cluster
    left: dict[str, Match]
    attempt: str = field(default_factory=lambda: token_hex(8))
    patience: Patience = field(default_factory=Patience)

    def add(self) -> int:
        """How many were written by this attempt. In the end all are there, or may not be."""
        written = 0
        while self.left:
            stored = self._stored()
            entered = [one for one in stored.values() if one.source.get("state") == ENTERED]
            written += sum(map(self._is_mine, entered))
            for one in entered:
                del self.left[one.id], stored[one.id]
            if not (stored and self.patience.waits()):
                self._enter(stored)
        return written

    def _stored(self) -> dict[str, Found]:
        """Those of the matches that are left that are there already."""
        return self.cluster.documents(Part.MATCHES, self.left)

    def _is_mine(self, found: Found) -> bool:
        return bool(found.source.get("attempt") == self.attempt)

    def _enter(self, stored: Mapping[str, Found]) -> None:
        """One try to bring all to their end; `stored` are there and forming."""
        self.cluster.write([
            Action(Part.MATCHES, id_, _body(match, self.attempt), stored.get(id_),
                   create=id_ not in stored)
            for id_, match in self.left.items()
        ])  # fmt: skip
        own = {id_: one for id_, one in self._stored().items() if self._is_mine(one)}
        self._enter_recipients(own)
        refused = unspeakable(self.cluster, {self.left[id_].offer for id_ in own})
        self._take_back({i: one for i, one in own.items() if self.left[i].offer in refused})
        self.cluster.write([
            Action(Part.MATCHES, id_, changed(one.source, state=ENTERED), over=one)
            for id_, one in own.items()
            if id_ in self.left
        ])  # fmt: skip

    def _enter_recipients(self, own: Iterable[str]) -> None:
        self.cluster.write([
            Action(Part.MATCHES, claims.told_id(id_, who), claims.due(self.left[id_], who),
                   create=True)
            for id_ in own
            for who in self.left[id_].recipients
        ])  # fmt: skip

    def _take_back(self, refused: Mapping[str, Found]) -> None:
        """Nothing may be written about their offers."""
        told = (claims.told_id(id_, who) for id_ in refused for who in self.left[id_].recipients)
        self.cluster.write([Action(Part.MATCHES, id_, None) for id_ in told])
        for id_, one in refused.items():
            self.cluster.write([Action(Part.MATCHES, id_, None, over=one)])
            del self.left[id_]


def _body(match: Match, attempt: str) -> str:
    fields = {
        "kind": MATCH,
        "id": match.id,
        "rule": term(match.rule),
        "offer": term(match.offer),
        "state": FORMING,
        "attempt": attempt,
        **times(match.at),
    }
    return written(fields, match)
