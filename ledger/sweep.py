"""What a complete visit did not find is gone, unless a person has to be asked first."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from itertools import islice

from index.base import Index, Journal, Store
from ledger.gone import RECENT, Evidence, Reason, evidence, gone, may_tell, since_last_told
from ledger.redesign import most, pairs, question, same_words
from offers.audit import AuditEntry
from offers.life import Change, EventKind, Known
from offers.run import Run

SLICE = 500
"""Offers written in one go."""

FOUND = ("unchanged", "edited", "back", "listed")
"""What a run counts of offers that were known before."""

PATIENCE = 20
"""Passes until nothing is refused any more."""


def due(run: Run) -> bool:
    """Whether absent offers still have to be marked gone: only a healthy, complete run may."""
    return may_tell(run) and not run.held and not run.swept


def sweep(run: Run, index: Index, journal: Journal) -> Run:
    """Mark gone what the run did not see, but for pages that it could not read; or hold the run if
    it looks as if the site had moved its ads, until `answer` says whether it has.

    What an earlier run of the site is held for waits for that answer. Where most ads are gone and
    the run's offers were not compared yet, so that nobody can tell whether they moved, nothing is
    done, and the run stays due.

    May be cut off and repeated: events have the same ids again.
    """
    sweeper = Sweeper.of(run, index, journal)
    if not run.linked and sweeper.misses_most():
        return run
    if asked := sweeper.question():
        held = replace(run, held=True, reason=asked)
        journal.write_run(held)
        return held
    return sweeper.finish(sweeper.mark())


def answer(run: Run, store: Store, *, moved: bool, at: datetime, actor: str) -> Run:
    """Let a held run go on: its site has `moved` its ads, or they are gone. A run that is not held
    stays as it is.

    Of ads that moved with the same words nobody is told as of new ones. May be cut off and
    repeated, also with another answer: that is the one of what was left.
    """
    if not run.held:
        return run
    said = Reason.MOVED if moved else "gone"
    entry = AuditEntry(at=at, actor=actor, action="answer", subject=run.id, reason=said)
    store.journal.add_audit(entry)
    sweeper = Sweeper.of(run, store.index, store.journal)
    marked = sweeper.move() if moved else sweeper.mark()
    return sweeper.finish(marked, reason=f"{run.reason} Answered: {said}")


@dataclass(frozen=True, slots=True)
class Sweeper:
    """Marks offers gone for one run. `earlier` are the runs since the last that was swept, `held`
    those before it that wait for an answer."""

    run: Run
    index: Index
    journal: Journal
    evidence: Evidence
    earlier: Sequence[Run]
    held: Sequence[Run]

    @classmethod
    def of(cls, run: Run, index: Index, journal: Journal) -> "Sweeper":
        runs = journal.runs(site=run.site, living=False, limit=RECENT)
        earlier = since_last_told(run, runs)
        held = [one for one in runs if one.held and one.started < run.started]
        return cls(run, index, journal, evidence(run, earlier, journal), earlier, held)

    def misses_most(self) -> bool:
        """Whether a redesign may be why, as far as counts tell: they say no of nearly all runs."""
        counts = [run.counts for run in (self.run, *self.earlier)]
        new = sum(each.get("new", 0) for each in counts)
        return most(sum(1 for _ in self.unseen()), max(0, self._found() - new))

    def question(self) -> str | None:
        """What a person has to say first, if anything."""
        if not self.misses_most():
            return None
        come = self.come()
        before = sum(known.first_seen < self.run.started for known in come)
        return question(list(self.unseen()), come, max(0, self._found() - before))

    def _found(self) -> int:
        """How many offers the run found that were known before."""
        return sum(self.run.counts.get(name, 0) for name in FOUND)

    def unseen(self) -> Iterator[Known]:
        """Offers to be marked gone."""
        for known in list(self.index.unseen(self.run.site, self.run.id, self.run.started)):
            if not self.evidence.spares(known) and not any(_waits(known, run) for run in self.held):
                yield known

    def come(self) -> Sequence[Known]:
        """Offers that are new to the site since the last run that was swept."""
        events = [
            event for run in (self.run, *self.earlier) for event in self.index.events_of_run(run.id)
        ]
        new = [event.offer for event in events if event.kind is EventKind.NEW]
        return list(self.index.known(new).values()) if new else []

    def mark(self) -> int:
        """Mark what is gone, each for its own reason, and say how many that were."""
        marked = 0
        for _ in range(PATIENCE):
            changes = [gone(one, self.run, self.evidence.reason(one)) for one in self.unseen()]
            refused = self._put(changes)
            marked += len(changes) - refused
            if not refused:
                break
        return marked

    def move(self) -> int:
        """Mark as moved what stands at another address, the rest as gone."""
        marked = 0
        for _ in range(PATIENCE):
            unseen, come = list(self.unseen()), self.come()
            found = pairs((*unseen, *self._moved()), come)
            refused = self._put(list(self._quieted(found, come)))
            changes = [self._left(one, found) for one in unseen]
            missed = self._put(changes)
            marked += len(changes) - missed
            if not refused + missed:
                break
        return marked

    def finish(self, marked: int, reason: str | None = None) -> Run:
        counts = {**self.run.counts, "gone": self.run.counts.get("gone", 0) + marked}
        swept = replace(
            self.run, held=False, swept=True, counts=counts, reason=reason or self.run.reason
        )
        self.journal.write_run(swept)
        return swept

    def _left(self, known: Known, found: Mapping[str, str]) -> Change:
        moved = known.offer.id in found
        return gone(known, self.run, Reason.MOVED if moved else self.evidence.reason(known))

    def _moved(self) -> Sequence[Known]:
        """What this run has marked as moved before it was cut off."""
        events = self.index.events_of_run(self.run.id)
        ids = [event.offer for event in events if event.reason == Reason.MOVED]
        return list(self.index.known(ids).values()) if ids else []

    def _quieted(self, found: Mapping[str, str], come: Sequence[Known]) -> Iterator[Change]:
        """New offers without the mark that they are new, where they say what was known before."""
        earlier = self.index.known(found) if found else {}
        before = {there: earlier[here].offer for here, there in found.items() if here in earlier}
        for known in come:
            kept = tuple(one for one in known.pending if one.kind is not EventKind.NEW)
            old = before.get(known.offer.id)
            if old and len(kept) < len(known.pending) and same_words(old, known.offer):
                yield Change(known=replace(known, pending=kept))

    def _put(self, changes: Iterable[Change]) -> int:
        """How many were refused. Refused is what somebody wrote in between: if that was another
        run, the offer is not gone, and the next pass does not find it any more."""
        waiting, refused = iter(changes), 0
        while some := list(islice(waiting, SLICE)):
            refused += len(self.index.put(some))
        return refused


def _waits(known: Known, held: Run) -> bool:
    """Whether an offer is one of those that a run is held for."""
    return known.last_seen <= held.started and known.last_run != held.id
