"""What offers and the list of families say is brought to what kin say: after new tables were
switched to, of all offers at once."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field

from index.base import Store
from index.query.tree import Everything
from ledger.families.faces import face, retired, summed
from ledger.families.showing import SLICE, Shown, show, sliced
from offers.family import Arrival, Family, Kin
from offers.life import Known

REBUILT = "*"
"""Stands in the list of what is owed for all offers, until the differences are written."""

Told = Callable[[int], None]
"""Is told how many offers were looked at."""


@dataclass(slots=True)
class Differences:
    """Writes them; may be cut off and repeated. `arrivals` are said where offers say none."""

    store: Store
    breathe: Callable[[], None]
    told: Told = lambda _: None
    arrivals: Mapping[str, Arrival] = field(default_factory=dict)
    _faces: dict[str, Family] = field(default_factory=dict)
    _went: dict[str, str] = field(default_factory=dict)

    def write(self) -> None:
        heads = {kin.family for kin, _ in self._all() if kin.family != kin.print.offer}
        shown: dict[str, Shown] = {}
        known: dict[str, Known] = {}
        for number, (kin, one) in enumerate(self._all(), 1):
            self._look(kin, one, heads)
            says = Shown(kin.family if kin.family in heads else None, self._arrival(one))
            if says.on(one) != one:
                shown[one.offer.id], known[one.offer.id] = says, one
            if not number % SLICE:
                self.told(number)
                show(self.store.index, shown, known)
                shown, known = {}, {}
        show(self.store.index, shown, known)
        former = self._former(heads)
        for some in sliced((*self._faces.values(), *former)):
            self.breathe()
            self.store.families.enter(families=some)

    def _all(self) -> Iterator[tuple[Kin, Known]]:
        for some in sliced(self.store.index.walk(Everything())):
            self.breathe()
            known = {one.offer.id: one for one in some}
            kin = self.store.families.kin(known)
            yield from ((kin[id_], known[id_]) for id_ in kin)

    def _arrival(self, known: Known) -> Arrival | None:
        return self.arrivals.get(known.offer.id) if known.offer.seen == known.first_seen else None

    def _look(self, kin: Kin, known: Known, heads: set[str]) -> None:
        """Add an offer to its family, and note where the family went that it was in."""
        if kin.family in heads:
            own = face(known)
            before = self._faces.get(kin.family)
            faces = [before, own] if before else [own]
            self._faces[kin.family] = summed(kin.family, kin.base, faces)
        if known.family and known.family not in heads:
            went = self._went.get(known.family, kin.family)
            self._went[known.family] = min(went, kin.family)

    def _former(self, heads: set[str]) -> list[Family]:
        """What is left of families that are none any more."""
        listed, after = [], None
        while some := self.store.families.families(least=1, limit=SLICE, after=after):
            listed += [family for family in some if family.id not in heads]
            after = some[-1].id
        stored = {} if not listed else self.store.families.kin([one.id for one in listed])
        known = self.store.index.known(stored) if stored else {}
        return [self._left(family, stored.get(family.id), known) for family in listed]

    def _left(self, family: Family, kin: Kin | None, known: Mapping[str, Known]) -> Family:
        if kin is not None and kin.family == family.id and family.id in known:
            return face(known[family.id])
        return retired(family, kin.family if kin else self._went.get(family.id))
