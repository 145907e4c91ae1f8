"""What offers came as: which one seen before they read like. It is said once, and whichever of the
two was compared first.

Runs overlap, and what a spool delivers comes late: then an offer is compared after one that was
seen later, and it is of the other that something is to be said.
"""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from index.base import Store
from ledger.families.batch import Batch
from ledger.families.comparing import Comparer, Found, seen
from ledger.families.joining import BASE, Joined
from ledger.families.neighbours import common
from ledger.families.outcome import Outcome
from ledger.families.showing import Shown, arrival_of
from offers.family import Decision, Print
from offers.life import Known

TRIED = 8
"""Earlier offers that one is compared with which was overtaken, those with most in common."""


@dataclass(frozen=True, slots=True)
class Arriving:
    """Adds what is said of offers to the outcome of a batch."""

    store: Store
    batch: Batch
    joined: Joined
    outcome: Outcome
    comparer: Comparer
    decisions: Sequence[Decision]

    def say(self, partners: Mapping[str, Known]) -> None:
        """`partners` has the earlier ones of all that was found."""
        self._withdraw()
        for id_, found in self.joined.strongest.items():
            known = self.batch.known[id_]
            if id_ in self.outcome.shown and self._silent(known) and not self._denied(found):
                self._say(known, found, partners)
        for root, tied in self._overtaken().items():
            self._say_overtaken(root, tied)

    def _withdraw(self) -> None:
        """Nothing is said any more of an earlier offer that was sealed or erased, or that turns out
        not to be the earlier."""
        again = self.outcome.known.keys() & (self.outcome.derived | self.batch.loosened)
        said = {id_: self.outcome.known[id_].arrival for id_ in again}
        earlier = {one.earlier for one in said.values() if one}
        stored = self.store.index.known(earlier) if earlier else {}
        for id_, one in said.items():
            before = stored.get(one.earlier) if one else None
            late = one and one.seen > self.outcome.known[id_].first_seen
            if one and (late or before is None or before.sealed):
                self.outcome.shown[id_] = replace(self.outcome.shown[id_], withdrawn=True)

    def _silent(self, known: Known) -> bool:
        """Whether nothing is said of it, and it stands in the wording that it came in."""
        shown = self.outcome.shown.get(known.offer.id)
        said = shown.on(known).arrival if shown else known.arrival
        return said is None and known.offer.seen == known.first_seen and not known.sealed

    def _say(self, known: Known, found: Found, partners: Mapping[str, Known]) -> None:
        id_, earlier = known.offer.id, partners.get(found.one.offer)
        arrival = arrival_of(self.comparer.dated(found, partners), earlier)
        shown = self.outcome.shown.get(id_) or Shown(known.family)
        self.outcome.shown[id_] = replace(shown, arrival=arrival)
        self.outcome.known.setdefault(id_, known)

    def _overtaken(self) -> Mapping[str, list[Print]]:
        """What is stored and was seen after one of the batch that it is like, by what they belong
        to."""
        found: dict[str, list[Print]] = {}
        for id_, ties in self.joined.ties.items():
            for one in ties:
                if one.one.offer == id_:
                    found.setdefault(self.joined.parts.root(id_), []).append(one.other)
        return found

    def _say_overtaken(self, root: str, tied: Iterable[Print]) -> None:
        pool = {one.offer: one for one in (*tied, *self._founders(root), *self._ours(root))}
        known = self._known(pool)
        for id_ in sorted(pool.keys() & known.keys() - self.joined.strongest.keys()):
            if self._silent(known[id_]):
                before = self._before(pool[id_], pool.values(), known)
                if best := min(before, key=lambda found: found.strength, default=None):
                    self._say(known[id_], best, known)

    def _founders(self, root: str) -> Iterator[Print]:
        """Who was first of all that is stored."""
        together = self.joined.parts.root
        bases = [base for base in self.joined.bases if together(BASE + base) == root]
        for kin in self.store.families.kin(bases).values():
            if kin.print.offer not in self.batch.outdated:
                yield self.comparer.bare(kin.print)

    def _ours(self, root: str) -> Iterator[Print]:
        for id_, one in self.batch.prints.items():
            if self.joined.parts.root(id_) == root:
                yield self.comparer.bare(one)

    def _known(self, ids: Collection[str]) -> Mapping[str, Known]:
        known = {**self.batch.known, **self.outcome.known}
        left = [id_ for id_ in ids if id_ not in known]
        return {**known, **(self.store.index.known(left) if left else {})}

    def _before(
        self, later: Print, pool: Iterable[Print], known: Mapping[str, Known]
    ) -> Iterator[Found]:
        """Those that it is like and that read so when it came, as far as nobody denied it."""
        earlier = [one for one in pool if seen(one) < seen(later)]
        nearest = sorted(earlier, key=lambda one: (-common(one, later), seen(one)))
        for one in nearest[:TRIED]:
            found = self.comparer.compare(one, later)
            told = found and found.joins and one.offer in known and not self._denied(found)
            if found and told and self._read_so(known[one.offer], later.first_seen):
                yield found

    def _denied(self, found: Found) -> bool:
        pair = {found.one.offer, found.other.offer}
        return any(not said.same and {said.one, said.other} == pair for said in self.decisions)

    def _read_so(self, known: Known, at: datetime) -> bool:
        """Whether an offer had the wording then that it has now."""
        if known.offer.seen <= at:
            return True
        sightings = self.store.index.sightings(known.offer.id)
        then = [one.version for one in sightings if one.at <= at]
        return bool(then) and then[-1] == known.version
