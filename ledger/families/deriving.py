"""Bases are derived again from all of their offers: where something may have come apart, and where
people keep offers apart."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass

from index.base import Store
from ledger.families.bases import derived
from ledger.families.batch import Batch
from ledger.families.comparing import Comparer, Found
from ledger.families.faces import face, summed
from ledger.families.groups import Group
from ledger.families.outcome import Outcome
from ledger.families.partition import Place
from ledger.families.parts import Parts
from ledger.families.showing import Shown, sliced
from offers.family import Decision, Kin, Print
from offers.life import Known


@dataclass(frozen=True, slots=True)
class Deriving:
    """Derives groups of one batch and adds them to an outcome."""

    store: Store
    batch: Batch
    outcome: Outcome
    comparer: Comparer
    decisions: Sequence[Decision]
    breathe: Callable[[], None]

    def add(self, group: Group) -> None:
        stored = self._stored(group.bases)
        prints = [kin.print for kin in stored] + [self.batch.prints[id_] for id_ in group.offers]
        if not prints:
            return
        places, found = derived(prints, self.comparer, self.decisions, self.breathe)
        self._place(prints, places, {kin.print.offer: kin for kin in stored})
        self.outcome.found += spanning(found)
        self.outcome.derived.update(places)
        self._tell(places)

    def _stored(self, bases: Sequence[str]) -> Sequence[Kin]:
        found = self.store.families.of_bases(bases) if bases else ()
        for kin in found:
            self.outcome.was(kin.family, kin.print.offer)
        return [kin for kin in found if kin.print.offer not in self.batch.outdated]

    def _place(
        self, prints: Iterable[Print], places: Mapping[str, Place], stored: Mapping[str, Kin]
    ) -> None:
        for one in prints:
            place, kin = places[one.offer], stored.get(one.offer)
            if kin is None or (kin.base, kin.family) != (place.base, place.family):
                self.outcome.place(one, place)
            self.outcome.places[one.offer] = place

    def _tell(self, places: Mapping[str, Place]) -> None:
        known = self._known(places)
        members: dict[str, list[Known]] = {}
        for id_, one in known.items():
            members.setdefault(places[id_].family, []).append(one)
        for head, some in members.items():
            alone = len(some) == 1
            for one in some:
                self.outcome.shown[one.offer.id] = Shown(None if alone else head)
            if not alone:
                base = places[head].base
                self.outcome.families[head] = summed(head, base, [face(one) for one in some])
        self.outcome.known |= known
        self.outcome.touched.update(places)

    def _known(self, offers: Iterable[str]) -> dict[str, Known]:
        """Those that still lie open."""
        known = dict(self.batch.known)
        for some in sliced(id_ for id_ in offers if id_ not in known):
            self.breathe()
            known |= self.store.index.known(some)
        return {id_: known[id_] for id_ in offers if id_ in known and not known[id_].sealed}


def spanning(found: Iterable[Found]) -> list[Found]:
    """The strongest of them that connect as much as all do."""
    parts = Parts()
    ordered = sorted(found, key=lambda one: (one.strength, one.other.offer))
    return [one for one in ordered if parts.join(one.one.offer, one.other.offer)]
