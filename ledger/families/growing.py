"""New offers are added to what they are like: families only grow and merge, and nothing is read of
their members but of those that get another family."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from index.base import Store
from ledger.families.batch import Batch
from ledger.families.faces import face, summed
from ledger.families.groups import Group
from ledger.families.outcome import Outcome
from ledger.families.partition import Place, oldest_first
from ledger.families.showing import Shown
from offers.family import Family, Kin
from offers.life import Known


@dataclass(frozen=True, slots=True)
class Growing:
    """Adds groups of one batch to an outcome; `founders` are kin of the bases that are touched,
    `known` the same offers."""

    store: Store
    batch: Batch
    outcome: Outcome
    founders: Mapping[str, Kin]
    known: Mapping[str, Known]

    @classmethod
    def of(cls, store: Store, batch: Batch, outcome: Outcome, groups: Sequence[Group]) -> "Growing":
        bases = [base for group in groups if not group.whole for base in group.bases]
        founders = store.families.kin(bases) if bases else {}
        known = store.index.known(founders) if founders else {}
        return cls(store, batch, outcome, founders, known)

    def add(self, group: Group) -> bool:
        """Whether it could be: what is stored of its bases may not be as it should."""
        faces = [found for found in map(self._face, group.bases) if found]
        if len(faces) < len(group.bases):
            return False
        born = {id_: self.batch.prints[id_].first_seen for id_ in group.offers}
        born |= {base: self.founders[base].print.first_seen for base in group.bases}
        head = next(oldest_first(born))
        for id_ in group.offers:
            self.outcome.place(self.batch.prints[id_], Place(head, head))
        if len(born) == 1:
            self._show(group.offers, None)
        else:
            faces += [face(self.batch.known[id_]) for id_ in group.offers]
            self._grow(group, head, faces)
        return True

    def _face(self, base: str) -> Family | None:
        """The only family of a base, if all that is stored of it fits together."""
        kin, known = self.founders.get(base), self.known.get(base)
        if kin is None or known is None or known.sealed or kin.family != base:
            return None
        if known.family is None:
            return face(known)
        found = self.store.families.family(base)
        fits = found and found.id == base and found.leads_to is None and found.size > 1
        return found if fits else None

    def _grow(self, group: Group, head: str, faces: Sequence[Family]) -> None:
        self.outcome.touched.update(group.offers, group.bases)
        self.outcome.families[head] = summed(head, head, faces)
        self._show(group.offers, head)
        if head in self.known and self.known[head].family is None:
            self._show([head], head)
        losing = [base for base in group.bases if base != head]
        for kin in self.store.families.of_bases(losing) if losing else ():
            if kin.print.offer not in self.batch.outdated:
                self.outcome.place(kin.print, Place(head, head))
                self.outcome.was(kin.family, kin.print.offer)
                self._show([kin.print.offer], head)

    def _show(self, offers: Sequence[str], family: str | None) -> None:
        for id_ in offers:
            self.outcome.shown[id_] = Shown(family)
            known = self.batch.known.get(id_) or self.known.get(id_)
            if known:
                self.outcome.known[id_] = known
