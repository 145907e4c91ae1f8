"""What rules found, and whom nobody told of it yet."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from secrets import token_hex

from index.elastic import claims
from index.elastic.claims import FORMING
from index.elastic.cluster import Action, Cluster, Found
from index.elastic.kept import Kept, changed, term, times, value, where, written
from index.elastic.layout import Part
from index.elastic.listing import Listing
from index.elastic.quotes import MATCH, unspeakable
from offers.alert import Match

ENTERED = "entered"
"""The state of a match that counts; its recipients are waiting then."""

BY_TIME = ("moment", "id")


class Matches(Kept):
    def add_matches(self, matches: Sequence[Match]) -> int:
        """A match is written `FORMING`, then who is to be told of it, then it is entered, if its
        offer is neither sealed nor erased: whoever does that looks for matches afterwards. One
        that a crash left forming is taken over by whoever writes it again."""
        if not matches:
            return 0
        return _Adder(self.cluster, {one.id: one for one in matches}, token_hex(8)).add()

    def matches(self, *, rule: str | None = None, offer: str | None = None) -> Sequence[Match]:
        query = where(
            kind=MATCH,
            state=ENTERED,
            rule=None if rule is None else term(rule),
            offer=None if offer is None else term(offer),
        )
        found = Listing(part=Part.MATCHES, query=query, by=BY_TIME).read(self.cluster)
        return [value(self.cluster, Part.MATCHES, Match, one) for one in found]


@dataclass(frozen=True, slots=True)
class _Adder:
    """One attempt to write matches, by their ids."""

    cluster: Cluster
    matches: Mapping[str, Match]
    attempt: str

    def add(self) -> int:
        """How many were written by this attempt."""
        self._begin()
        own = self._own(FORMING)
        self._enter_recipients(own)
        refused = unspeakable(self.cluster, {self.matches[id_].offer for id_ in own})
        speakable = {i: one for i, one in own.items() if self.matches[i].offer not in refused}
        written = self._commit(speakable)
        self._take_back({id_: one for id_, one in own.items() if id_ not in speakable})
        return written

    def _begin(self) -> None:
        found = self.cluster.documents(Part.MATCHES, self.matches, only=["state"])
        self.cluster.write([
            Action(Part.MATCHES, id_, _body(match, self.attempt), found.get(id_), id_ not in found)
            for id_, match in self.matches.items()
            if id_ not in found or found[id_].source.get("state") == FORMING
        ])  # fmt: skip

    def _own(self, state: str) -> dict[str, Found]:
        """Those that this attempt wrote, as far as they are in that state."""
        found = self.cluster.documents(Part.MATCHES, self.matches)
        mine = {"attempt": self.attempt, "state": state}
        return {id_: one for id_, one in found.items() if mine.items() <= one.source.items()}

    def _enter_recipients(self, own: Iterable[str]) -> None:
        self.cluster.write([
            Action(Part.MATCHES, claims.told_id(id_, who), claims.due(match, who), create=True)
            for id_, match in self.matches.items()
            if id_ in own
            for who in match.recipients
        ])  # fmt: skip

    def _commit(self, own: Mapping[str, Found]) -> int:
        done = self.cluster.write([
            Action(Part.MATCHES, id_, changed(one.source, state=ENTERED), over=one)
            for id_, one in own.items()
        ])  # fmt: skip
        # Where the answer was lost, trying again met what the first try had written.
        return sum(done) if all(done) else len(self._own(ENTERED))

    def _take_back(self, own: Mapping[str, Found]) -> None:
        told = (claims.told_id(id_, who) for id_ in own for who in self.matches[id_].recipients)
        self.cluster.write([Action(Part.MATCHES, id_, None) for id_ in told])
        self.cluster.write([Action(Part.MATCHES, id_, None, over=one) for id_, one in own.items()])


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
