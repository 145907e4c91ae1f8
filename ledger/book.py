"""The ledger of every ad's life: runs are opened and closed in it, offers entered."""

from collections import Counter
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from secrets import token_hex

from index.base import Index, Journal, StoreError
from ledger.families import Kinship
from ledger.seal import seal
from ledger.step import Outcome, Step, Stepper
from ledger.sweep import due, sweep
from offers.audit import AuditEntry
from offers.life import Glance, How, Known
from offers.offer import Offer
from offers.run import DIED, Coverage, End, Run

PATIENCE = 20
"""How often a step is taken anew because somebody else wrote the same offer in between."""


class Conflict(StoreError):
    """Others kept writing the same offers; nothing of these was stored."""


@dataclass(frozen=True, slots=True)
class Tally:
    """How many offers turned out to be what: `new`, `edited`, `back`, `unchanged`, `listed`,
    `late`, and `sealed` and `forgotten` (erased earlier, not stored again)."""

    counts: Mapping[str, int] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Ledger:
    """`keep` is how long an offer is kept after it was last seen; `secret` keys what a short
    number could be guessed from. `families` are told of all that makes ads alike, or not any
    more."""

    index: Index
    journal: Journal
    keep: timedelta
    secret: bytes
    families: Kinship

    def begin(self, site: str, started: datetime, clock: str = "system") -> Run:
        """Open a run. Its id sorts by time and serves as a file name."""
        run = Run(
            id=f"{started:%Y%m%dT%H%M%S}-{token_hex(4)}", site=site, started=started, clock=clock
        )
        self.journal.write_run(run)
        return run

    def record(self, run: Run, offers: Sequence[Offer]) -> Tally:
        """Enter what one page offers, all of it in one write.

        Raises `Conflict` when other writers leave no gap.
        """
        if run.linked:
            self.families.wait(run)
            self.journal.write_run(replace(self.journal.run(run.id) or run, linked=False))
        counts: Counter[str] = Counter()
        for batch in _rounds(offers):
            counts += self._enter(run, batch)
        return Tally(dict(counts))

    def glance(self, run: Run, ids: Collection[str], at: datetime, how: How) -> Tally:
        """Enter, in one write, that offers are there as they were last read, though nobody read
        them now. What was erased, or never was read, has not been seen.

        Raises `Conflict` when other writers leave no gap.
        """
        glance = Glance(run=run.id, at=at, expires=at + self.keep, how=how)
        left = self.index.glance(ids, glance)
        outcome = Outcome.LISTED if how is How.LISTED else Outcome.UNCHANGED
        counts: Counter[str] = Counter({outcome: len(frozenset(ids)) - len(left)})
        for _ in range(PATIENCE):
            known = self.index.known(left)
            if not known:
                return Tally(dict(+counts))
            stepper = Stepper(run.id, self.keep, self.secret, self.index.versions)
            steps = {key: stepper.glance(one, at, how) for key, one in known.items()}
            left = self.index.put([step.change for step in steps.values()])
            counts += _counted(step for key, step in steps.items() if key not in left)
        raise _contested(run, len(left))

    def _enter(self, run: Run, offers: Mapping[str, Offer]) -> Counter[str]:
        left, counts = offers, Counter[str]()
        for _ in range(PATIENCE):
            look = self.index.look(left)
            counts["forgotten"] += len(look.erased)
            left = {key: offer for key, offer in left.items() if key not in look.erased}
            if not left:
                return +counts
            steps = self._steps(run, left, look.known)
            changes = [step.change for step in steps.values()]
            self.families.notice(look.known, changes)
            refused = self.index.put(changes)
            counts += _counted(step for key, step in steps.items() if key not in refused)
            left = {key: offer for key, offer in left.items() if key in refused}
        raise _contested(run, len(left))

    def _steps(
        self, run: Run, offers: Mapping[str, Offer], known: Mapping[str, Known]
    ) -> dict[str, Step]:
        stepper = Stepper(run.id, self.keep, self.secret, self.index.versions)
        return {
            key: stepper.step(known.get(key), seal(offer, known.get(key), self.secret))
            for key, offer in offers.items()
        }

    def end(
        self, run: Run, end: End, coverage: Coverage, at: datetime, reason: str | None = None
    ) -> Run:
        """Close a run: its offers are compared with all others, and after a complete and healthy
        one, absent offers are marked gone. What keeps them from being compared now is in the log;
        the next run does it."""
        ended = replace(run, ended=at, end=end, coverage=coverage, reason=reason)
        self.families.wait(ended)
        self.families.flush()
        self.journal.write_run(ended)
        ended = self._linked(ended, at)
        if due(ended):
            ended = sweep(ended, self.index, self.journal)
        if not ended.linked:
            ended = self._linked(ended, at)
        self.families.tend(at)
        return ended

    def _linked(self, run: Run, at: datetime) -> Run:
        self.families.tried(at, run)
        return self.journal.run(run.id) or run

    def recover(self, alive: Callable[[Run], bool], at: datetime) -> Sequence[Run]:
        """Close runs whose process died, finish what a dead process left half done.

        A site has one run at a time, so of several without an end only the newest may live. One
        that has its end may be sweeping: two who do so at once would count what is gone twice or
        not at all.
        Returns the runs that were mended.
        """
        mended = []
        newest: set[str] = set()
        for run in self.journal.runs(living=True, limit=10_000):
            if run.site in newest or not alive(run):
                mended.append(self._abort(run, at))
            newest.add(run.site)
        ended = self.journal.runs(living=False, limit=200)
        unswept = [self._linked(run, at) for run in ended if due(run) and not alive(run)]
        swept = [sweep(run, self.index, self.journal) for run in unswept]
        self.families.tried(at)
        return mended + swept

    def _abort(self, run: Run, at: datetime) -> Run:
        dead = replace(run, died=True)
        return self.end(dead, End.ABORTED, Coverage.PARTIAL, at, DIED)

    def forget(self, ids: Collection[str], at: datetime, actor: str, reason: str) -> int:
        """Erase every copy of these offers; later crawls do not bring them back.

        Returns how many were erased. The audit entry is written first.
        """
        for offer in sorted(ids):
            entry = AuditEntry(at=at, actor=actor, action="forget", subject=offer, reason=reason)
            self.journal.add_audit(entry)
        self.journal.forget(ids)
        with self.families.losing(ids, at):
            return self.index.delete(ids, at)

    def expire(self, at: datetime) -> int:
        """Erase what has been kept for as long as it may be, and visits that nobody needs."""
        self.journal.drop_visits(at - self.keep)
        return self.forget(self.index.expired(at), at, "offerwatch", "kept for as long as allowed")


def _contested(run: Run, offers: int) -> Conflict:
    return Conflict(f"{offers} offers of {run.site} are being written by others; crawl again")


def _rounds(offers: Sequence[Offer]) -> list[dict[str, Offer]]:
    """A page may hold one offer twice: then the second is entered after the first."""
    rounds: list[dict[str, Offer]] = []
    for offer in offers:
        free = next((batch for batch in rounds if offer.id not in batch), None)
        if free is None:
            rounds.append({offer.id: offer})
        else:
            free[offer.id] = offer
    return rounds


def _counted(steps: Iterable[Step]) -> Counter[str]:
    counts: Counter[str] = Counter()
    for step in steps:
        counts[step.outcome] += 1
        if step.change.known.sealed or step.change.known.redacted:
            counts["sealed"] += step.outcome is Outcome.NEW
    return counts
