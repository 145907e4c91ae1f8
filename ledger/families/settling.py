"""Offers are settled: compared with all others, linked, and put where they belong.

What is written follows from what is stored, so a crash leaves what the same step completes. Ids
that a crash could leave half written stand in the list of what is owed meanwhile.
"""

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from index.base import Store
from ledger.contact_key import Keyed
from ledger.families.arriving import Arriving
from ledger.families.batch import Batch, read
from ledger.families.comparing import Comparer
from ledger.families.deriving import Deriving
from ledger.families.faces import face, retired
from ledger.families.groups import grouped
from ledger.families.growing import Growing
from ledger.families.joining import Joined, Joining
from ledger.families.outcome import Outcome
from ledger.families.owed import Owed
from ledger.families.showing import show
from offers.family import Decision, Family, Link
from offers.life import Known


@dataclass(frozen=True, slots=True)
class Settled:
    """`failed` are offers that could not be compared, `crowded` contacts that so many bases have in
    common that they should be hubs."""

    failed: frozenset[str]
    crowded: frozenset[str]


@dataclass(frozen=True, slots=True)
class Settler:
    """Settles offers under one set of tables, as ruled. `breathe` is called every now and then."""

    store: Store
    owed: Owed
    comparer: Comparer
    decisions: Sequence[Decision]
    key: Keyed
    at: datetime
    breathe: Callable[[], None]

    def settle(self, ids: Collection[str], *, again: bool = False) -> Settled:
        """Settle some hundred offers. `again`: derive anew what is stored of them, and the bases
        that have these ids."""
        batch = read(self.store, ids, self.comparer.tables, self.key, again=again)
        joining = Joining(self.store.families, self.comparer, batch.outdated)
        joined = joining.join(batch.prints.values())
        outcome = self._outcome(batch, joined)
        outcome.found += joined.all()
        self._write(batch, joined, outcome)
        return Settled(batch.failed, joined.crowds())

    def _outcome(self, batch: Batch, joined: Joined) -> Outcome:
        outcome = Outcome()
        for base in batch.loosened:
            outcome.was(base)
        groups = grouped(batch, joined, self.decisions, self.store.families)
        growing = Growing.of(self.store, batch, outcome, groups)
        deriving = Deriving(self.store, batch, outcome, self.comparer, self.decisions, self.breathe)
        for group in groups:
            self.breathe()
            if group.whole or not growing.add(group):
                deriving.add(group)
        return outcome

    def _write(self, batch: Batch, joined: Joined, outcome: Outcome) -> None:
        families = self._families(batch, outcome)
        partners = self._partners(outcome, joined)
        links, retracted = self._links(batch, outcome, partners)
        arriving = Arriving(self.store, batch, joined, outcome, self.comparer, self.decisions)
        arriving.say(partners)
        self.breathe()
        self.owed.add(outcome.touched)
        self.store.families.drop(batch.gone)
        self.store.families.enter(outcome.kin, links, families, retracted)
        show(self.store.index, outcome.shown, outcome.known)
        self.owed.remove(outcome.touched)

    def _partners(self, outcome: Outcome, joined: Joined) -> Mapping[str, Known]:
        """Earlier ones of all that is linked."""
        found = (*outcome.found, *joined.strongest.values())
        wanted = {one.one.offer for one in found}
        left = wanted - outcome.known.keys()
        known = self.store.index.known(left) if left else {}
        return {id_: one for id_, one in {**known, **outcome.known}.items() if id_ in wanted}

    def _links(
        self, batch: Batch, outcome: Outcome, partners: Mapping[str, Known]
    ) -> tuple[list[Link], list[str]]:
        """Links to write, and those that do not hold any more. One that says the same as before
        stays as it was."""
        made = {
            link.id: link
            for link in (self.comparer.dated(f, partners).link(self.at) for f in outcome.found)
        }
        changed = {id_ for id_ in batch.before if id_ in batch.prints or id_ in batch.gone}
        asked = changed | (outcome.derived - batch.prints.keys())
        stored = {one.id: one for one in self.store.families.links(asked)} if asked else {}
        kept = [
            link
            for id_, link in made.items()
            if id_ not in stored or replace(link, at=stored[id_].at) != stored[id_]
        ]
        ended = [
            id_
            for id_, link in stored.items()
            if id_ not in made and not changed.isdisjoint((link.one, link.other))
        ]
        return kept, ended

    def _families(self, batch: Batch, outcome: Outcome) -> list[Family]:
        """Documents as they are to be, and what is left of families that are none any more. Who is
        alone now may have had one before he was in another's."""
        stood = outcome.derived | batch.before.keys()
        for kin in outcome.kin:
            if kin.family == kin.print.offer and kin.family in stood:
                outcome.was(kin.family)
        left = [
            self._left(id_, members, outcome)
            for id_, members in outcome.former.items()
            if id_ not in outcome.families
        ]
        return [*outcome.families.values(), *(one for one in left if one)]

    def _left(self, id: str, members: Sequence[str], outcome: Outcome) -> Family | None:
        """`None` where no family was ever told by that id."""
        found = self.store.families.family(id)
        if found is None or found.id != id:
            return None
        place = outcome.places.get(id)
        if place and place.family == id and id in outcome.known:
            return face(outcome.known[id])
        rest = [one for one in members if one in outcome.places]
        heads = [outcome.places[one].family for one in ((id,) if place else rest)]
        return retired(found, heads[0] if heads else found.leads_to)
