"""What is due is settled: runs whose offers were not compared, and what is owed."""

import logging
from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from functools import partial

from index.base import Store, StoreError
from index.query.tree import Term
from ledger.contact_key import Keyed
from ledger.families.comparing import Comparer, ruled
from ledger.families.differences import REBUILT, Differences
from ledger.families.owed import Owed
from ledger.families.rebuilding import Progress, Rebuilding
from ledger.families.ruling import crowd
from ledger.families.settling import Settler
from ledger.families.showing import sliced
from ledger.families.unsettled import Unsettled
from ledger.sweep import due
from offers.family import Tables
from offers.life import EventKind
from offers.run import Run
from parsers.rarity import start

logger = logging.getLogger(__name__)

COMPARED = frozenset({EventKind.NEW, EventKind.EDITED})
"""What makes an offer worth comparing."""


def current(store: Store) -> Tables:
    """The tables in use; those that come along before the first."""
    found = store.families.tables()
    if found is None:
        found = start()
        store.families.add_tables(found)
        store.families.use_tables(found.id)
    return found


@dataclass(slots=True)
class Due:
    """What one holder of the lease does. `mine` is a run that nobody else is to settle, for it will
    still be swept. `stuck` is what a fault of ours keeps from being settled."""

    store: Store
    owed: Owed
    key: Keyed
    at: datetime
    breathe: Callable[[], None]
    mine: str | None = None
    stuck: set[str] = field(default_factory=set)
    _tables: Tables | None = None

    @property
    def _unsettled(self) -> Unsettled:
        return Unsettled(self.store.journal)

    def left(self) -> bool:
        return bool(self._runs() or self._waiting())

    def settle(self) -> None:
        """Raises `StoreError`; whatever else goes wrong with some offers costs no others."""
        self._pay()
        self._unsettled.tidy()
        for run in self._runs():
            self._guarded([run.id], partial(self._settle_run, run))
            self._pay()

    def _runs(self) -> Sequence[Run]:
        """The oldest first. Whoever still sweeps his run settles it himself."""
        return [
            run
            for run in self._unsettled.runs()
            if run.id not in self.stuck and (run.id == self.mine or not due(run))
        ]

    def _waiting(self) -> Sequence[str]:
        return [id_ for id_ in self.owed.look() if id_ not in self.stuck]

    def _guarded(self, names: Collection[str], work: Callable[[], None]) -> None:
        try:
            work()
        except StoreError:
            raise
        except Exception as error:  # noqa: BLE001 - whatever a fault of ours raises
            self.stuck.update(names)
            logger.warning(
                "%d offers or runs wait to be compared: %s", len(names), type(error).__name__
            )

    def _settle_run(self, run: Run) -> None:
        failed = 0
        for ids in sliced(self._offers(run)):
            if run.died:
                self.owed.add(self._orphaned(ids))
            failed += self._slice(ids)
            self._pay()
        stored = self.store.journal.run(run.id) or run
        counts = {**stored.counts, "uncompared": failed} if failed else stored.counts
        self._unsettled.settled(replace(stored, linked=True, counts=counts))

    def _offers(self, run: Run) -> Sequence[str]:
        """Of one that died nobody knows what it had still to note: of its site all is compared."""
        events = self.store.index.events_of_run(run.id)
        offers = {event.offer for event in events if event.kind in COMPARED}
        if run.died:
            offers |= {known.offer.id for known in self.store.index.walk(Term("site", run.site))}
        return sorted(offers)

    def _orphaned(self, ids: Sequence[str]) -> Sequence[str]:
        """Bases and families of these whose founder is in none any more."""
        kin = self.store.families.kin(ids).values()
        named = {id_ for one in kin for id_ in (one.base, one.family)}
        return sorted(named - self.store.families.kin(named).keys())

    def _pay(self) -> None:
        """Derive what is owed, until nothing is."""
        while left := self._waiting():
            if REBUILT in left:
                Differences(self.store, self.breathe).write()
                self.owed.remove([REBUILT])
                continue
            for ids in sliced(dict.fromkeys(left)):
                self._guarded(ids, partial(self._pay_for, ids))

    def _pay_for(self, ids: Sequence[str]) -> None:
        self._slice(ids, again=True)
        self.owed.remove(ids)

    def _slice(self, ids: Sequence[str], *, again: bool = False) -> int:
        """Settle these; how many of them could not be compared."""
        settled = self.settler().settle(ids, again=again)
        for contact in settled.crowded:
            crowd(self.store, self.owed, contact, self.at)
        return len(settled.failed)

    def rebuild(self, progress: Progress, *, recount: bool) -> None:
        """Derive all families from scratch; what ended before that is compared then."""
        covered = [run for run in self._runs() if run.id != self.mine]
        rebuilding = Rebuilding(self.store, self.owed, self.key, self.at, self.breathe, progress)
        rebuilding.rebuild(current(self.store), recount=recount)
        self._tables = None
        for contact in rebuilding.crowded:
            crowd(self.store, self.owed, contact, self.at)
        for run in covered:
            stored = self.store.journal.run(run.id)
            if stored:
                self._unsettled.settled(replace(stored, linked=True))

    def settler(self) -> Settler:
        families = self.store.families
        self._tables = self._tables or current(self.store)
        return Settler(
            store=self.store,
            owed=self.owed,
            comparer=Comparer(ruled(self._tables, families.rulings())),
            decisions=families.decisions(),
            key=self.key,
            at=self.at,
            breathe=self.breathe,
        )
