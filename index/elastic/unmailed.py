"""Whom nobody told yet of what a rule found."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from itertools import islice

from index.elastic import claims
from index.elastic.claims import FORMING, WITHDRAWN, Standing
from index.elastic.cluster import PAGE, Action, Cluster, Found
from index.elastic.kept import changed, value, where, whole
from index.elastic.layout import Part
from index.elastic.mailing import MAILING
from index.elastic.matches import ENTERED
from index.elastic.patience import Patience
from index.elastic.quotes import take_back
from offers.alert import Match


@dataclass(frozen=True, slots=True)
class Unmailed:
    """Reads the pairs of match and recipient that are due, and finishes what others left."""

    cluster: Cluster
    found: dict[tuple[str, str], list[Match]] = field(default_factory=dict)
    patience: Patience = field(default_factory=Patience)

    def read(self) -> Mapping[tuple[str, str], Sequence[Match]]:
        """By rule and recipient, oldest first."""
        self._finish()
        due = map(Found.of, self.cluster.scan(Part.MATCHES, where(kind=claims.TOLD, due=True)))
        while some := list(islice(due, PAGE)):
            self._sort(some)
        for matches in self.found.values():
            matches.sort(key=lambda match: (match.at, match.id))
        return dict(sorted(self.found.items()))

    def _finish(self) -> None:
        """End mailings that stay as they are in the middle of several steps: nobody is at it."""
        halfway = where(kind=MAILING, state=[FORMING, WITHDRAWN])
        hits = self.cluster.scan(Part.MAILINGS, halfway, source=claims.STATE)
        left = {one.id: one.source for one in map(Found.of, hits)}
        while left:
            now = self.cluster.documents(Part.MAILINGS, left, only=claims.STATE)
            left = {id_: one.source for id_, one in now.items() if one.source == left[id_]}
            if left and not self.patience.waits():
                for id_ in left:
                    self._end(now[id_])
                return

    def _end(self, halfway: Found) -> None:
        if halfway.source["state"] == WITHDRAWN:
            take_back(self.cluster, halfway)
        else:
            self.cluster.write([Action(Part.MAILINGS, halfway.id, None, over=halfway)])

    def _sort(self, due: Sequence[Found]) -> None:
        """Enter those that nobody told, note which are settled, and erase what is of no use."""
        mailings = claims.mailings_of(self.cluster, due)
        matches = self.cluster.documents(Part.MATCHES, {self._match(one) for one in due})
        actions = []
        for one in due:
            stands = claims.standing(self.cluster, one, mailings)
            if stands is Standing.TAKEN:
                body = changed(one.source, due=False)
                actions.append(Action(Part.MATCHES, one.id, body, over=one))
            elif not self._enter(one, matches.get(self._match(one))) and stands is Standing.FREE:
                actions.append(Action(Part.MATCHES, one.id, None, over=one))
        self.cluster.write(actions)

    def _match(self, told: Found) -> str:
        with whole(self.cluster, Part.MATCHES, told.id):
            return str(told.source["match"])

    def _enter(self, told: Found, match: Found | None) -> bool:
        """Whether the pair is of any use: its match was not erased, and names the recipient. A
        match that is forming will count, or be written again."""
        if match is None:
            return False
        if match.source.get("state") != ENTERED:
            return True
        made = value(self.cluster, Part.MATCHES, Match, match)
        who = [one for one in made.recipients if claims.told_id(made.id, one) == told.id]
        for one in who:
            self.found.setdefault((made.rule, one), []).append(made)
        return bool(who)
