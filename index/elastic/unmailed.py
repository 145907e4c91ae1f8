"""Whom nobody told yet of what a rule found."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from itertools import islice

from index.elastic import claims
from index.elastic.claims import WITHDRAWN, Standing
from index.elastic.cluster import PAGE, Action, Cluster, Found
from index.elastic.kept import changed, value, where
from index.elastic.layout import Part
from index.elastic.letters import MAILING
from index.elastic.matches import ENTERED
from index.elastic.quotes import take_back
from offers.alert import Match


@dataclass(frozen=True, slots=True)
class Unmailed:
    """Reads the pairs of match and recipient that are due, and settles what is settled."""

    cluster: Cluster
    found: dict[tuple[str, str], list[Match]] = field(default_factory=dict)

    def read(self) -> Mapping[tuple[str, str], Sequence[Match]]:
        """By rule and recipient, oldest first."""
        withdrawn = where(kind=MAILING, state=WITHDRAWN)
        for hit in self.cluster.scan(Part.MAILINGS, withdrawn, source=False):
            take_back(self.cluster, hit["_id"])
        due = map(Found.of, self.cluster.scan(Part.MATCHES, where(kind=claims.TOLD, due=True)))
        while some := list(islice(due, PAGE)):
            self._sort(some)
        for matches in self.found.values():
            matches.sort(key=lambda match: (match.at, match.id))
        return dict(sorted(self.found.items()))

    def _sort(self, due: Sequence[Found]) -> None:
        mailings = claims.mailings_of(self.cluster, due)
        stands = {one.id: claims.standing(self.cluster, one, mailings) for one in due}
        settled = [one for one in due if stands[one.id] is Standing.TAKEN]
        free = [one for one in due if stands[one.id] is not Standing.TAKEN]
        ids = {one.source["match"] for one in free}
        matches = self.cluster.documents(Part.MATCHES, ids)
        idle = [one for one in free if not self._enter(one, matches.get(one.source["match"]))]
        actions = [
            Action(Part.MATCHES, one.id, changed(one.source, due=False), over=one)
            for one in settled
        ]
        actions += [
            Action(Part.MATCHES, one.id, None, over=one)
            for one in idle
            if stands[one.id] is Standing.FREE
        ]
        self.cluster.write(actions)

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
