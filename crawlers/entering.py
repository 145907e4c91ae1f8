"""What a run found, on its way into the ledger; what the store does not take goes to the spool."""

import logging
from collections import Counter
from collections.abc import Callable, Collection, Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from crawlers.findings import Finding, PageRead, PageSame, StillListed
from crawlers.memory import Memory
from crawlers.verdict import Met
from crawlers.waiting import Kept
from index.base import NotStorable, Store, StoreError
from ledger import Ledger
from offers.life import How
from offers.offer import Offer
from offers.page import Capture
from offers.run import Run
from workspace.spool import Spool, Unwritten

logger = logging.getLogger(__name__)

Complain = Callable[[str, str], None]
"""Notes an url and what is wrong with one of its offers."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Entering:
    """Enters findings of one run into the ledger and counts them; `spool` takes what the store
    does not. `oldest` is how long ago an ad that nobody knows may be published."""

    run: Run
    store: Store
    ledger: Ledger
    memory: Memory
    counts: Counter[str]
    met: Met
    spool: Spool
    complain: Complain
    oldest: Callable[[], datetime | None]

    def enter(self, waiting: Sequence[Kept]) -> None:
        """Enter findings, all of them in one durable write. Raises `StoreError`; then those that
        were not entered, and perhaps some that were, are in the spool."""
        failed: StoreError | None = None
        try:
            with self.store.together():
                try:
                    for found, capture in waiting:
                        self._enter(found, capture)
                except StoreError as error:
                    failed = error
        except StoreError as error:
            failed = error
        if failed:
            self.keep(waiting)
            raise failed
        self.ledger.families.flush()

    def keep(self, waiting: Iterable[Kept]) -> None:
        """Put findings into the spool."""
        self._spool([_unwritten(*one) for one in waiting])

    def _spool(self, pages: Sequence[Unwritten]) -> None:
        """Where that fails too, their captures are all there is."""
        try:
            kept = self.spool.add(self.run, pages)
        except OSError as error:
            said = f"{self.spool.folder}: {error.strerror}"
            logger.error("nothing more can be kept: %s", said)  # noqa: TRY400 - it says all there is
            return
        if kept:
            self.counts["spooled"] += kept
            logger.warning("%d offers wait in %s", kept, self.spool.folder / self.run.site)

    def _enter(self, found: Finding, capture: Capture | None) -> None:
        """Tell the ledger, and only then remember."""
        match found:
            case PageRead():
                self._read(found, capture)
            case PageSame():
                self._seen(found.visit.offers, found.page.fetched, How.UNCHANGED)
                self.memory.same(found)
            case StillListed():
                self._seen(found.offers, found.at, How.LISTED)

    def _read(self, read: PageRead, capture: Capture | None) -> None:
        offers = [replace(offer, capture=capture) for offer in self._young(read.offers)]
        self.counts.update(self._recorded(offers, read.page.url))
        self.counts["offers"] += len(offers)
        self.met.offers += len(read.offers)
        self.memory.read(read, [offer.id for offer in offers], capture)

    def _recorded(self, offers: Sequence[Offer], url: str) -> Counter[str]:
        """What became of the offers of a page. One that cannot be stored stops no other."""
        try:
            return Counter(self.ledger.record(self.run, offers).counts)
        except NotStorable as error:
            if len(offers) == 1:
                self._spool([Unwritten(offers=tuple(offers))])
                self.complain(url, str(error))
                return Counter()
        return sum((self._recorded([offer], url) for offer in offers), Counter())

    def _seen(self, offers: Collection[str], at: datetime, how: How) -> None:
        counts = self.ledger.glance(self.run, offers, at, how).counts
        self.counts.update(counts)
        self.counts["offers"] += sum(counts.values())
        self.met.offers += sum(counts.values())

    def _young(self, offers: Sequence[Offer]) -> Iterable[Offer]:
        """Without those older than the site file wants, unless they are known already: an offer
        that is still there must not look gone."""
        oldest = self.oldest()
        if oldest is None:
            return offers
        old = {offer.id for offer in offers if offer.published and offer.published.at < oldest}
        left = old - set(self.store.index.known(old))
        return [offer for offer in offers if offer.id not in left]


def _unwritten(found: Finding, capture: Capture | None) -> Unwritten:
    match found:
        case PageRead():
            return Unwritten(offers=tuple(replace(one, capture=capture) for one in found.offers))
        case PageSame():
            visit, at = found.visit, found.page.fetched
            return Unwritten(seen=visit.offers, at=at, how=How.UNCHANGED)
        case StillListed():
            return Unwritten(seen=tuple(sorted(found.offers)), at=found.at, how=How.LISTED)
