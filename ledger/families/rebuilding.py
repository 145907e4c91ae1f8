"""All families are derived again from scratch, beside those that everybody sees, and switched to.

A rebuild makes tables of its own, with an id of its own: prints made with them lie beside the
current ones until the switch. What happens meanwhile is settled afterwards, by whoever it was that
rebuilt: he has the turn.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime

from index.base import Order, Store
from index.query.tree import Everything
from ledger.contact_key import Keyed
from ledger.families.bases import derived
from ledger.families.batch import made
from ledger.families.comparing import Comparer, ruled
from ledger.families.differences import REBUILT, Differences
from ledger.families.hubs import hubs
from ledger.families.joining import BASE, Joined, Joining
from ledger.families.owed import Owed
from ledger.families.partition import Place
from ledger.families.parts import Parts
from ledger.families.showing import SLICE, arrival_of, sliced
from offers.family import Arrival, Decision, Kin, Print, Tables
from offers.ids import derive
from offers.life import Known
from offers.offer import Offer
from parsers.counting import count

OLDEST = Order("first_seen", descending=False)

Progress = Callable[[str, int, int], None]
"""Is told what is done (`counted`, `compared`, `placed`, `written`), of how many offers, of all."""


@dataclass(slots=True)
class Rebuilding:
    """Rebuilds the families of a store under `tables`, which it counts anew if so told. Needs
    memory for the ids of all offers, not for their prints."""

    store: Store
    owed: Owed
    key: Keyed
    at: datetime
    breathe: Callable[[], None]
    progress: Progress
    arrivals: dict[str, Arrival] = field(default_factory=dict)
    crowded: frozenset[str] = frozenset()
    _born: dict[str, datetime] = field(default_factory=dict)
    _prints: dict[str, int] = field(default_factory=dict)
    _labels: dict[str, str] = field(default_factory=dict)
    _parts: Parts = field(default_factory=Parts)
    _total: int = 0

    def rebuild(self, current: Tables, *, recount: bool) -> None:
        self._total = self.store.index.search(Everything(), limit=1).total
        tables = self._tables(current, recount=recount)
        self.store.families.add_tables(tables)
        comparer = Comparer(ruled(tables, self.store.families.rulings()))
        for some in sliced(self.store.index.walk(Everything(), OLDEST)):
            self._compare({one.offer.id: one for one in some}, comparer)
            self.progress("compared", len(self._born), self._total)
        self._place(comparer)
        self.owed.add([REBUILT])
        self.store.families.use_tables(tables.id)
        Differences(self.store, self.breathe, self._written, self.arrivals).write()
        self.owed.remove([REBUILT])

    def _written(self, done: int) -> None:
        self.progress("written", done, self._total)

    def _tables(self, current: Tables, *, recount: bool) -> Tables:
        id_ = derive("tables", current.id, self.at.isoformat())
        if not recount:
            return replace(current, id=id_, made=self.at)
        counted = count(self._offers_to_count(), id_, self.at)
        return replace(counted, hubs=hubs(self.store, self.breathe))

    def _offers_to_count(self) -> Iterator[Offer]:
        for number, known in enumerate(self.store.index.walk(Everything()), 1):
            if not number % SLICE:
                self.breathe()
                self.progress("counted", number, self._total)
            yield known.offer

    def _compare(self, known: Mapping[str, Known], comparer: Comparer) -> None:
        """Enter some offers beside those before them, with the links that were found."""
        self.breathe()
        prints = [one for one in made(known, comparer.tables, self.key).values() if one]
        start = Joined(parts=self._parts)
        joined = Joining(self.store.families, comparer, frozenset(), start).join(prints)
        kin = [self._labelled(one) for one in prints]
        told = joined.all()
        partners = self.store.index.known({found.one.offer for found in told})
        links = [comparer.dated(one, partners).link(self.at) for one in told]
        self.store.families.enter(kin, links)
        self.crowded |= joined.crowds()
        for id_, found in joined.strongest.items():
            dated = comparer.dated(found, partners)
            arrival = arrival_of(dated, partners.get(found.one.offer))
            if arrival:
                self.arrivals[id_] = arrival

    def _labelled(self, one: Print) -> Kin:
        """With a base that is right until the end comes: those of one base may have several."""
        label = self._parts.root(one.offer).removeprefix(BASE)
        self._parts.join(BASE + label, one.offer)
        self._born[one.offer], self._prints[one.offer] = one.first_seen, hash(one)
        self._labels[one.offer] = label
        return Kin(print=one, base=label, family=label)

    def _place(self, comparer: Comparer) -> None:
        """Bases and families as they are in the end."""
        decisions = self.store.families.decisions()
        known = [one for one in decisions if one.one in self._born and one.other in self._born]
        for one in known:
            if one.same:
                self._parts.join(one.one, one.other)
        together = (one for one in known if self._parts.together(one.one, one.other))
        guarded = {self._parts.root(one.one) for one in together if not one.same}
        left: dict[str, Place] = {}
        for root, offers in self._parts.groups(self._born).items():
            if root in guarded:
                left |= self._derived(offers, comparer, decisions)
            else:
                left |= self._placed(offers)
        self._enter(left, comparer)

    def _placed(self, offers: Sequence[str]) -> dict[str, Place]:
        """Where they are if nobody keeps them apart, but for those that are entered so."""
        founder = min(offers, key=lambda offer: (self._born[offer], offer))
        place = Place(founder, founder)
        return {offer: place for offer in offers if self._labels[offer] != founder}

    def _derived(
        self, offers: Sequence[str], comparer: Comparer, decisions: Sequence[Decision]
    ) -> dict[str, Place]:
        prints = [one for some in sliced(offers) for one in self._made(some, comparer)]
        places, _ = derived(prints, comparer, decisions, self.breathe)
        return places

    def _enter(self, places: Mapping[str, Place], comparer: Comparer) -> None:
        """What was written since it was compared is compared again."""
        for number, some in enumerate(sliced(places)):
            self.breathe()
            prints = self._made(some, comparer)
            self.owed.add(one.offer for one in prints if hash(one) != self._prints[one.offer])
            self.store.families.enter([_kin(one, places[one.offer]) for one in prints])
            self.progress("placed", min((number + 1) * SLICE, len(places)), len(places))

    def _made(self, offers: Sequence[str], comparer: Comparer) -> list[Print]:
        found = self.store.index.known(offers)
        known = {id_: one for id_, one in found.items() if not one.sealed}
        return [one for one in made(known, comparer.tables, self.key).values() if one]


def _kin(one: Print, place: Place) -> Kin:
    return Kin(print=one, base=place.base, family=place.family)
