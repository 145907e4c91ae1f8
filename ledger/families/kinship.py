"""The door of this package: families are kept up to date here, and asked for."""

import logging
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime
from math import inf
from time import monotonic, sleep

from index.base import Store, StoreError
from index.query.tree import Everything
from ledger.contact_key import Keyed, contact_key
from ledger.families import ruling
from ledger.families.due import Due, current
from ledger.families.owed import Owed
from ledger.families.rebuilding import Progress
from ledger.families.turn import Turn
from ledger.families.unsettled import Unsettled
from offers.audit import AuditEntry
from offers.family import Decision, Family, Ruling
from offers.life import Change, EventKind, Known
from offers.run import Run

logger = logging.getLogger(__name__)

LEAST_COUNTED = 200
"""Offers from which on tables are counted, and whenever there are twice as many."""

IN_PASSING = 10_000
"""So many are counted at the end of a run; of more, the service or a person sees to it."""


@dataclass(frozen=True, slots=True)
class Kinship:
    """Families of one store. `secret` makes the keys of contacts; `seconds` is a clock that only
    has to go on, `rest` waits so many seconds by it."""

    store: Store
    secret: bytes
    seconds: Callable[[], float] = monotonic
    rest: Callable[[float], None] = sleep
    _noted: set[str] = field(default_factory=set)
    _runs: set[str] = field(default_factory=set)

    @property
    def key(self) -> Keyed:
        """Makes the keys by which contacts are known here."""
        return contact_key(self.secret)

    @property
    def owed(self) -> Owed:
        return Owed(self.store.journal)

    def turn(self) -> Turn:
        """To be the only one who writes families."""
        return Turn(self.store.journal, self.seconds, self.rest)

    def notice(self, known: Mapping[str, Known], changes: Iterable[Change]) -> None:
        """Before changes are written: what of them is told by no event is noted, to be settled
        again. May be called while other writes are held together; `flush` makes it durable."""
        stood = [(known[c.known.offer.id], c) for c in changes if c.known.offer.id in known]
        opened = [(before, change) for before, change in stood if not before.sealed]
        self._noted.update(c.known.offer.id for before, c in opened if _unannounced(before, c))
        sealed = [change.known.offer.id for _, change in opened if change.known.sealed]
        if sealed:
            self._noted.update(self._touched(sealed))

    def wait(self, run: Run) -> None:
        """Before a run is written whose offers are to be compared; `flush` makes it durable."""
        self._runs.add(run.id)

    def flush(self) -> None:
        """Make durable what was noticed; not while other writes are held together."""
        runs = {*self._runs}
        Unsettled(self.store.journal).add(runs)
        self._runs.difference_update(runs)
        noted = {*self._noted}
        self.owed.add(sorted(noted))
        self._noted.difference_update(noted)

    def settle(self, at: datetime, mine: Run | None = None, patience: float = 0.0) -> bool:
        """Compare the offers of all ended runs that were not compared, and derive what is owed;
        whether that is done, and not left to another process which is at it. `mine` is a run that
        nobody else is to settle, for it will still be swept. Whoever is at it is waited for
        `patience` seconds. Raises `StoreError`."""
        self.flush()
        stuck: set[str] = set()
        while True:
            turn = self.turn()
            with turn.held(at, patience) as ours:
                if not ours:
                    return False
                own = mine.id if mine else None
                due = Due(self.store, self.owed, self.key, at, turn.beat, own, stuck)
                due.settle()
            # Somebody who saw us at it may have left his to us just before we were done.
            if not due.left():
                return not stuck

    def rebuild(
        self,
        at: datetime,
        progress: Progress = lambda *_: None,
        *,
        recount: bool = False,
        patience: float = 10.0,
    ) -> bool:
        """Derive all families from scratch, beside those that others read meanwhile; `recount`
        counts the tables anew first. Whether that is done, and nobody else was at it. Raises
        `StoreError`."""
        turn = self.turn()
        with turn.held(at, patience) as ours:
            if ours:
                Due(self.store, self.owed, self.key, at, turn.beat).rebuild(
                    progress, recount=recount
                )
        return ours and self.settle(at)

    def tend(self, at: datetime, most: int = IN_PASSING) -> bool:
        """Count tables anew and rebuild if there are so many more offers by now, though no more
        than `most`; whether that was done. What goes wrong is in the log."""
        try:
            return self._counts() <= most and self.rebuild(at, recount=True, patience=0.0)
        except StoreError as error:
            logger.warning("words of ads are not counted anew: %s", error)
        return False

    def _counts(self) -> float:
        """Offers to be counted, if that is due."""
        total = self.store.index.search(Everything(), limit=1).total
        if total < LEAST_COUNTED or total < 2 * current(self.store).offers:
            return inf
        return total

    def tried(self, at: datetime, mine: Run | None = None) -> None:
        """Settle, and say so in the log if that fails: what is left is done the next time."""
        try:
            self.settle(at, mine)
        except StoreError as error:
            logger.warning("offers wait to be compared: %s", error)
        except Exception as error:  # noqa: BLE001 - a fault of ours costs no run
            logger.warning("offers wait to be compared: %s", type(error).__name__)

    @contextmanager
    def losing(self, offers: Collection[str], at: datetime) -> Iterator[None]:
        """Around the erasing of offers: what they held together is derived again."""
        touched = self._touched(offers)
        self.owed.add(touched)
        yield
        if touched:
            self.owed.add(touched)
            self.tried(at)

    def _touched(self, offers: Collection[str]) -> Collection[str]:
        """Bases and families in which others are, or were, beside these; and offers of which it is
        said that they came after one of these."""
        kin = self.store.families.kin(offers)
        links = self.store.families.links(kin) if kin else ()
        partners = {id_ for link in links for id_ in (link.one, link.other)}
        known = self.store.index.known(partners | kin.keys()) if kin else {}
        shared = [one for id_, one in kin.items() if id_ in known and known[id_].family]
        later = {id_ for id_, one in known.items() if one.arrival and one.arrival.earlier in kin}
        return sorted({id_ for one in shared for id_ in (one.base, one.family)} | later)

    def decide(self, *decisions: Decision, patience: float = 10.0) -> bool:
        """Keep what an analyst said of two offers each time, whatever comes later, and settle by
        it; whether that is done."""
        those = sorted({id_ for each in decisions for id_ in (each.one, each.other)})
        self.owed.add(those)
        for decision in decisions:
            self.store.families.decide(decision)
        self.owed.add(those)
        return self.settle(max(each.at for each in decisions), patience=patience)

    def rule(self, said: Ruling, patience: float = 10.0) -> bool:
        """Keep what an analyst said of a contact, and settle by it; whether that is done."""
        ruling.enter(self.store, self.owed, said)
        return self.settle(said.at, patience=patience)

    def unrule(self, entry: AuditEntry, patience: float = 10.0) -> bool:
        """Forget what was said of the contact that is the subject of an entry for the audit, and
        settle by it; whether that is done."""
        ruling.forget(self.store, self.owed, entry)
        return self.settle(entry.at, patience=patience)

    def whose(self, id: str) -> str | None:
        """The id of the family where the offer or family of that id is found today; `None` if the
        id was never shown, or nothing is left."""
        seen: set[str] = set()
        at: str | None = id
        while at is not None and at not in seen:
            seen.add(at)
            kin = self.store.families.kin([at]).get(at)
            if kin is not None:
                return kin.family
            family = self.store.families.family(at)
            if family is None or family.id != at or (family.leads_to is None and not family.size):
                return None
            if family.leads_to is None:
                return at
            at = family.leads_to
        return None

    def family(self, id: str) -> Family | None:
        """The family where the offer or family of that id is found today, if others are in it."""
        head = self.whose(id)
        found = self.store.families.family(head) if head else None
        return found if found and found.id == head and found.size > 1 else None


def _unannounced(before: Known, change: Change) -> bool:
    """Whether an offer reads or counts otherwise now, and no event says so: an older sighting, or
    the same wording better understood."""
    now = change.known
    if now.sealed or any(event.kind is EventKind.EDITED for event in change.events):
        return False
    return now.first_seen != before.first_seen or (
        now.offer is not before.offer and now.offer != before.offer
    )
