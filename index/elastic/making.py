"""Making a mailing out of several documents, so that nobody is told twice and nothing is lost.

1. The mailing's document is created, `FORMING`, which nobody reads as a mailing.
2. It claims each of its pairs of match and recipient, under the condition that the pair is as it
   was read. A pair that another forming mailing has claimed is waited for a moment; then that one
   is ended, by erasing its document, so that its last step fails.
3. The offers that it quotes are looked at once more. Whoever seals or erases one, or takes contacts
   out of it, does that before he looks for mailings: he finds this one, or is seen here.
4. The document becomes a mailing, if it is still the one that was created.

Whatever ends in between leaves pairs that are due and a document that nobody reads.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from secrets import token_hex

from index.elastic import claims
from index.elastic.claims import FORMING, WITHDRAWN, Standing
from index.elastic.cluster import Action, Cluster, Found
from index.elastic.kept import changed
from index.elastic.layout import Part
from index.elastic.mailing import body
from index.elastic.patience import Patience
from index.elastic.quotes import quotable, take_back
from offers.alert import Mailing


@dataclass(slots=True)
class Maker:
    """One attempt to make a mailing. `read` are tokens of the offers that it quotes."""

    cluster: Cluster
    mailing: Mailing
    read: Mapping[str, str | None]
    attempt: str = field(default_factory=lambda: token_hex(8))
    patience: Patience = field(default_factory=Patience)

    def make(self) -> bool:
        """Whether there is such a mailing now because of this attempt."""
        if not self._may() or self._is_told():
            return False
        own = self._begin()
        if own is None:
            return False
        if self._claim(own) and self._may() and self._commit(own):
            return True
        self.cluster.write([Action(Part.MAILINGS, own.id, None, over=own)])
        return False

    def _may(self) -> bool:
        """Whether all offers may be spoken of, and are as they were read."""
        return quotable(self.cluster, self.mailing.offers, self.read)

    def _begin(self) -> Found | None:
        """The document of this attempt; `None` if there is such a mailing already."""
        while True:
            found = self.cluster.document(Part.MAILINGS, self.mailing.id)
            if found is None:
                self._create(None)
                continue
            if found.source.get("attempt") == self.attempt:
                return found
            state = claims.state(self.cluster, found)
            if state == WITHDRAWN:
                take_back(self.cluster, found)
            elif state != FORMING:
                return None
            elif not self.patience.waits():
                self._create(found)

    def _create(self, over: Found | None) -> None:
        document = body(self.mailing, FORMING, self.attempt)
        action = Action(Part.MAILINGS, self.mailing.id, document, over, create=over is None)
        self.cluster.write([action])

    def _pairs(self) -> dict[str, str]:
        """The matches by the ids of their pairs, in the order in which every mailing claims."""
        made = {claims.told_id(one, self.mailing.recipient): one for one in self.mailing.matches}
        return dict(sorted(made.items()))

    def _is_told(self) -> bool:
        """Whether one of the pairs is taken already: before anything is written."""
        told = self.cluster.documents(Part.MATCHES, self._pairs())
        mailings = claims.mailings_of(self.cluster, told.values())
        return any(
            claims.standing(self.cluster, one, mailings) is Standing.TAKEN for one in told.values()
        )

    def _claim(self, own: Found) -> bool:
        """Claim all pairs; whether that could be done."""
        pairs = self._pairs()
        while True:
            told = self.cluster.documents(Part.MATCHES, pairs)
            left = {id_: told.get(id_) for id_ in pairs if not self._is_mine(told.get(id_))}
            if not left:
                return True
            mailings = claims.mailings_of(self.cluster, told.values())
            stand = {id_: claims.standing(self.cluster, one, mailings) for id_, one in left.items()}
            if Standing.TAKEN in stand.values():
                return False
            contested = (id_ for id_, how in stand.items() if how is Standing.CONTESTED)
            rivals = {told[id_].source["mailing"] for id_ in contested}
            if not rivals:
                self._write({pairs[id_]: one for id_, one in left.items()})
            elif not self._outlasts(own, [mailings[one] for one in rivals]):
                return False

    def _is_mine(self, told: Found | None) -> bool:
        return told is not None and told.source.get("attempt") == self.attempt

    def _write(self, told: Mapping[str, Found | None]) -> None:
        """Claim the pairs of these matches, as far as they still are what was read."""
        self.cluster.write([
            Action(
                Part.MATCHES,
                claims.told_id(match, self.mailing.recipient),
                claims.claimed(self.mailing, match, self.attempt, found),
                over=found,
                create=found is None,
            )
            for match, found in told.items()
        ])  # fmt: skip

    def _outlasts(self, own: Found, rivals: Sequence[Found]) -> bool:
        """Wait for others who form a mailing; when patience ends, end theirs. `False` if somebody
        ended this one."""
        if self.patience.waits():
            return True
        mine = self.cluster.document(Part.MAILINGS, own.id)
        if mine is None or mine.source.get("attempt") != self.attempt:
            return False
        self.cluster.write([Action(Part.MAILINGS, one.id, None, over=one) for one in rivals])
        return True

    def _commit(self, own: Found) -> bool:
        document = changed(own.source, state=self.mailing.state)
        [done] = self.cluster.write([Action(Part.MAILINGS, own.id, document, over=own)])
        return done or self._was_unheard(own.id)

    def _was_unheard(self, id_: str) -> bool:
        """Whether it was written after all, though the answer was lost."""
        found = self.cluster.document(Part.MAILINGS, id_)
        return (
            found is not None
            and found.source.get("attempt") == self.attempt
            and found.source.get("state") != FORMING
        )
