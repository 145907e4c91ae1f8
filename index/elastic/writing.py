"""Writing changes of the ledger: each whole or not at all."""

from collections.abc import Collection, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from secrets import token_hex

from index.base import StoreError, Tokens
from index.elastic import documents, finishing
from index.elastic.cluster import Action, Cluster, Found
from index.elastic.documents import Kind
from index.elastic.history import all_of
from index.elastic.layout import Part
from index.elastic.names import made_by
from index.elastic.planning import Plan, Planner
from index.elastic.reading import AGAIN
from index.elastic.sightings import secure, taken_back
from index.elastic.slots import Slot, slots
from index.unstorable import named
from offers.life import Change, Sighting

ATTEMPT_BYTES = 8
"""Chance bytes of an attempt's name: no two that write about one offer are called the same."""


def put(cluster: Cluster, tokens: Tokens, changes: Sequence[Change]) -> frozenset[str]:
    """Write the changes and say which offers were refused.

    One request reads the slots of offers that were known, one writes what slots will name, one
    writes the slots. A batch with a value that cannot be stored leaves nothing. Where the cluster
    refuses a slot, others of the batch stay, each whole.
    """
    refused: frozenset[str] = frozenset()
    while changes:
        firsts = {change.known.offer.id: change for change in reversed(changes)}
        now = [change for change in changes if firsts[change.known.offer.id] is change]
        refused |= Attempt(cluster, tokens, token_hex(ATTEMPT_BYTES)).write(now)
        changes = [change for change in changes if firsts[change.known.offer.id] is not change]
    return refused


@dataclass(frozen=True, slots=True)
class Attempt:
    """One attempt to write changes of different offers. Its `name` is in what it writes."""

    cluster: Cluster
    tokens: Tokens
    name: str

    def write(self, changes: Sequence[Change]) -> frozenset[str]:
        """The offers whose change was refused."""
        wanted, planner, read = self._prepared(changes)
        plans = []
        for change in wanted:
            with named(change.known):
                plans.append(planner.plan(change, read[change.known.offer.id]))
        lost = self._committed(plans)
        done = [plan for plan in plans if plan.offer not in lost]
        self.cluster.write([action for plan in done for action in plan.old])
        finishing.finish(self.cluster, [plan.offer for plan in done if plan.unfinished])
        taken = {plan.offer for plan in done}
        return frozenset(change.known.offer.id for change in changes) - taken

    def _prepared(
        self, changes: Sequence[Change]
    ) -> tuple[Sequence[Change], Planner, Mapping[str, Slot]]:
        """Changes that carry the token that is stored, and what it takes to plan them.

        A document that a slot names may be replaced before it is read; then the slot was written
        as well, and is read anew.
        """
        for _ in range(AGAIN):
            read = self._read(changes)
            wanted = [one for one in changes if _accepted(one, read[one.known.offer.id])]
            rewritten = [one for one in wanted if _rewrites(one, read[one.known.offer.id])]
            old = [read[one.known.offer.id] for one in rewritten]
            stored = self._stored(old)
            if all(name in stored for slot in old for name in _names(slot)):
                seen = self._sightings([slot for slot in old if _sealing(slot, rewritten)])
                return (
                    wanted,
                    Planner(attempt=self.name, tokens=self.tokens, stored=stored, sightings=seen),
                    read,
                )
        raise StoreError(f"{self.cluster.url}: documents of the history are missing")

    def _read(self, changes: Sequence[Change]) -> Mapping[str, Slot]:
        """The slots as they stand. That of an offer which was not known is not looked at: it is
        written on condition that there is none."""
        none = {change.known.offer.id: Slot(change.known.offer.id) for change in changes}
        known = [change.known.offer.id for change in changes if change.known.token]
        return none | slots(self.cluster, known)

    def _stored(self, old: Collection[Slot]) -> Mapping[str, Found]:
        entered = [name for slot in old for name in slot.names("entered")]
        originals = [name for slot in old for name in slot.names("originals")]
        return self.cluster.documents(Part.HISTORY, entered) | self.cluster.documents(
            Part.SEALED, originals
        )

    def _sightings(self, old: Collection[Slot]) -> Mapping[str, Sequence[Sighting]]:
        found: dict[str, list[Sighting]] = {}
        for slot in old:
            asked = all_of({"kind": Kind.SIGHTING, "offer": slot.id})
            hits = self.cluster.scan(Part.HISTORY, asked)
            found[slot.id] = [documents.read_sighting(hit["_source"]) for hit in hits]
        return found

    def _committed(self, plans: Sequence[Plan]) -> frozenset[str]:
        """Write all of it; the offers that others were faster with. What was written for those,
        or before an error, is taken back."""
        before = [action for plan in plans for action in plan.before]
        try:
            new = self.cluster.write(before)
            held = self.cluster.write([plan.slot for plan in plans])
        except StoreError:
            with suppress(StoreError):
                self._take_back(plans)
            raise
        lost = self._take_back([plan for plan, ok in zip(plans, held, strict=True) if not ok])
        found = [one for one, ok in zip(before, new, strict=True) if not ok]
        secure(self.cluster, self.name, (one for one in found if one.about not in lost))
        return lost

    def _take_back(self, plans: Sequence[Plan]) -> frozenset[str]:
        """Erase what no slot names, and say for which offers that was so.

        A slot may have been written and the answer lost; then it names this attempt, or what came
        after it still names its documents.
        """
        now = slots(self.cluster, [plan.offer for plan in plans]) if plans else {}
        lost = [plan for plan in plans if not self._wrote(now[plan.offer])]
        written = [one for plan in lost for one in plan.before]
        seen = taken_back(self.cluster, self.name, (one for one in written if one.create))
        rest = [Action(one.part, one.id, None) for one in written if not one.create]
        self.cluster.write([*rest, *seen])
        return frozenset(plan.offer for plan in lost)

    def _wrote(self, slot: Slot) -> bool:
        names = (*slot.names("entered"), *slot.names("originals"))
        return slot.attempt == self.name or any(made_by(one, self.name) for one in names)


def _accepted(change: Change, slot: Slot) -> bool:
    return not slot.erased and change.known.token == slot.token


def _rewrites(change: Change, slot: Slot) -> bool:
    """Whether documents of the history are written anew: an open life is sealed or redacted."""
    return slot.open and bool(change.known.sealed or change.redacted)


def _sealing(slot: Slot, changes: Collection[Change]) -> bool:
    return any(one.known.sealed for one in changes if one.known.offer.id == slot.id)


def _names(slot: Slot) -> Sequence[str]:
    return (*slot.names("entered"), *slot.names("originals"))
