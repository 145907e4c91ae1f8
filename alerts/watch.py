"""Takes what happened since the last time, asks every rule, and notes what matched."""

from collections import Counter
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from itertools import islice

from alerts.rules import Force, Standing, asked, in_force
from index.base import Store
from ledger.sweep import due
from offers.alert import Match, RuleState
from offers.life import Change, Event, Known
from offers.run import Run
from workspace.fault import Fault
from workspace.folder import Workspace
from workspace.rule import AlertRule

BATCH = 500
"""Offers that are matched and whose marks are cleared in one go."""

PATIENCE = 20
"""How often marks are cleared anew because somebody else wrote the same offer in between."""


@dataclass(slots=True)
class Watcher:
    """Several at once do no harm: a match has the same id whoever writes it.

    `faults` are those of the rule files as they were read last; a rule with a fault goes on in
    its last good wording.
    """

    workspace: Workspace
    store: Store
    faults: tuple[Fault, ...] = field(default=(), init=False)

    def enter(self, now: datetime) -> Force:
        """Read the rules. Those that the journal does not know count from `now` on: whoever is
        about to crawl by hand calls this first, so that a rule written before counts for it."""
        force = in_force(self.workspace, self.store.journal, now)
        states = self.store.journal.rule_states()
        for name, standing in force.standing.items():
            known = states.get(name)
            if known is None or (not standing.edited and known.text != standing.rule.text):
                self._note(standing.rule, standing.since)
        self.faults = force.faults
        return force

    def take(self, now: datetime) -> Mapping[str, int]:
        """Match the pending events of runs that have ended and are not held.

        Matches are written before marks are cleared, so a crash leaves work to repeat and no gap.
        Returns how many `events` were taken, how many new `matches` there are, and how many
        `faults` the rules have; what is none is left out. Raises `StoreError`; then nothing is
        lost, and the next call takes what this one left.
        """
        force = self.enter(now)
        counts = Counter(faults=len(force.faults))
        ready, going_on = self._runs()
        for run in ready:
            for batch in _batches(self.store.index.pending(run)):
                counts["matches"] += self._match(batch, run, force, now)
                counts["events"] += self._clear(batch, run)
        self._reword(force, now, going_on)
        return dict(+counts)

    def backfill(self, rule: AlertRule, now: datetime, since: datetime | None = None) -> int:
        """Match what is stored already, events from `since` on, and say how many new matches.

        The rule counts from then on; what it matched before is not matched again.
        """
        begin = since or datetime.min.replace(tzinfo=UTC)
        self.store.journal.write_rule_state(RuleState(rule=rule.name, text=rule.text, since=begin))
        node, made = asked(self.workspace, rule, now), 0
        for known in self.store.index.walk(node):
            events = self.store.index.events(known.offer.id)
            made += self.store.journal.add_matches(
                [_matched(rule, event, now) for event in events if _asks(rule, begin, event)]
            )
        return made

    def _runs(self) -> tuple[Sequence[str], Sequence[Run]]:
        """Runs whose events may be taken now, and those whose may be taken later."""
        ready, going_on = [], []
        for name in sorted(self.store.index.pending_runs()):
            run = self.store.journal.run(name)
            # A run that is about to mark offers gone is not over yet.
            if run and (run.end is None or run.held or due(run)):
                going_on.append(run)
            else:
                ready.append(name)
        return ready, going_on

    def _match(self, batch: Sequence[Known], run: str, force: Force, now: datetime) -> int:
        """Ask every rule about what a run noticed in these offers."""
        return sum(
            self.store.journal.add_matches(self._matches(standing, batch, run, now))
            for standing in force.standing.values()
        )

    def _matches(
        self, standing: Standing, batch: Sequence[Known], run: str, now: datetime
    ) -> list[Match]:
        rule = standing.judging
        events = {
            known.offer.id: [
                event
                for event in known.pending
                if event.run == run and _asks(rule, standing.since, event)
            ]
            for known in batch
        }
        ids = [offer for offer, some in events.items() if some]
        if not ids:
            return []
        node = asked(self.workspace, rule, now)
        hits = self.store.index.search(node, ids=ids, limit=len(ids)).offers
        return [_matched(rule, event, now) for hit in hits for event in events[hit.offer.id]]

    def _clear(self, batch: Sequence[Known], run: str) -> int:
        """Take the run's marks off these offers, and say how many marks are gone."""
        taken = {event.id for known in batch for event in known.pending if event.run == run}
        left = {known.offer.id: known for known in batch}
        for _ in range(PATIENCE):
            changes = [Change(known=_without(known, taken)) for known in left.values()]
            refused = self.store.index.put(changes)
            if not refused:
                return len(taken)
            reread = self.store.index.known(refused)
            # A life that was sealed meanwhile has no marks, and none of its matches are mailed.
            left = {key: known for key, known in reread.items() if not known.sealed}
        return 0

    def _reword(self, force: Force, now: datetime, going_on: Sequence[Run]) -> None:
        """Edited rules count in their new wording, now that nothing older waits to be taken.

        What a crawl notices that goes on is still to be taken, and nobody but the new wording
        will be there to ask: it counts from the beginning of that crawl.
        """
        living = self.store.journal.runs(living=True, limit=1000)
        since = min([now, *(run.started for run in (*going_on, *living))])
        for standing in force.standing.values():
            if standing.edited:
                self._note(standing.rule, max(standing.since, since))

    def _note(self, rule: AlertRule, since: datetime) -> None:
        state = RuleState(rule=rule.name, text=rule.text, since=since)
        self.store.journal.write_rule_state(state)


def _asks(rule: AlertRule, since: datetime, event: Event) -> bool:
    return event.kind in rule.events and event.at >= since


def _matched(rule: AlertRule, event: Event, now: datetime) -> Match:
    return Match(
        rule=rule.name, offer=event.offer, event=event.id, at=now, recipients=rule.recipients
    )


def _batches(pending: Iterator[Known]) -> Iterator[list[Known]]:
    while batch := list(islice(pending, BATCH)):
        yield batch


def _without(known: Known, taken: Collection[str]) -> Known:
    return replace(known, pending=tuple(one for one in known.pending if one.id not in taken))
