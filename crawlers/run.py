"""One run of one site: its lock, its store, its captures, its counts and its end."""

import logging
from collections import Counter
from collections.abc import Collection, Iterable, Sequence
from contextlib import ExitStack, suppress
from dataclasses import replace
from datetime import datetime
from pathlib import Path
from time import monotonic

from crawlers.faults import Fault
from crawlers.findings import Finding, PageRead, PageSame, StillListed
from crawlers.guard import SOFTWARE, user_agent
from crawlers.memory import Memory
from crawlers.refusals import REFUSING
from crawlers.verdict import Met, judge
from crawlers.waiting import Kept, Waiting
from evidence.exchange import Exchange
from evidence.warc import Warc, repair_folder
from index.base import Store, StoreError
from index.query.tree import All, Term
from ledger import Ledger
from offers.life import How
from offers.offer import Offer
from offers.page import Capture
from offers.run import Problem, Run, Visit
from workspace.folder import Workspace
from workspace.site import SiteFile

logger = logging.getLogger(__name__)

SHOWN = 1.0
"""Seconds between two words on how it goes: each is a write of its own."""


class SiteRun:
    """Opened under the site's lock. `counts` reach the journal by `show`, as the run goes on.

    Raises `Busy`, `StoreError` and `NoSecret` when it is made, and nothing is left open then.
    With a `scratch` folder everything is kept there, and nothing in the workspace.
    """

    def __init__(self, workspace: Workspace, site: SiteFile, scratch: Path | None = None) -> None:
        workspace = workspace.scratch(scratch) if scratch else workspace
        self.workspace = workspace
        self.site = site
        self.met = Met(expected=site.expect_offers or 0)
        self.counts: Counter[str] = Counter(requests=0, pages=0, offers=0, problems=0)
        self.waiting = Waiting()
        self.shown = 0.0
        with ExitStack() as stack:
            stack.enter_context(workspace.lock(f"site-{site.name}", "a crawl"))
            self.store: Store = stack.enter_context(workspace.open_store())
            self.ledger: Ledger = workspace.ledger(self.store)
            self._mend()
            self.memory = Memory(self.store, workspace, site, self.settle)
            self.run: Run = self.ledger.begin(site.name, workspace.now(), workspace.clock)
            self.warc: Warc = stack.enter_context(self._warc())
            self._open = stack.pop_all()

    def _mend(self) -> None:
        """Under our lock no other run of this site can be alive: close what a crash left."""
        for cut in repair_folder(self.workspace.captures / self.site.name):
            logger.info("%s: %d bytes of a broken write taken off", cut.path.name, cut.bytes)
        for run in self.ledger.recover(lambda run: run.site != self.site.name, self.now()):
            logger.info("run %s of %s was mended", run.id, run.site)

    def _warc(self) -> Warc:
        about = {
            "software": SOFTWARE,
            "operator": self.workspace.settings.contact,
            "http-header-user-agent": user_agent(self.workspace.settings.contact),
            "robots": "obeyed (RFC 9309)",
            "description": self.site.purpose or "",
            "isPartOf": f"{self.site.name}, run {self.run.id}",
        }
        name = f"{self.site.name}/{self.run.id}.warc.gz"
        return Warc(self.workspace.captures, name, opened=self.run.started, about=about)

    def now(self) -> datetime:
        return self.workspace.now()

    def page(self) -> None:
        self.counts["pages"] += 1

    def not_modified(self) -> None:
        self.counts["not_modified"] += 1

    def spare(self, pages: int) -> None:
        """Note known pages that are not due."""
        self.counts["not_due"] += pages
        self.met.spared += pages

    def problem(self, url: str, fault: Fault) -> None:
        """Note what went wrong with one url; nothing else stops for it."""
        self.counts["problems"] += 1
        number = self.counts["problems"]
        problem = Problem(
            run=self.run.id,
            number=number,
            kind=fault.kind,
            url=url,
            reason=fault.reason,
            capture=fault.capture,
        )
        self.store.journal.add_problem(problem)
        logger.warning("%s: %s (%s)", url, fault.reason, fault.kind)

    def passed_over(self, url: str, fault: Fault) -> None:
        """Note a link to an ad that leads nowhere, or nowhere that we may go."""
        self.problem(url, fault)
        self._refused(url, fault)
        self.memory.passed_over(url, self.now(), fault.status)

    def lost(self, url: str, fault: Fault, *, listing: bool, refused: bool = False) -> None:
        """Note a page that could not be read."""
        self.problem(url, fault)
        if listing:
            self.met.listings_lost += 1
        else:
            self.met.lost += 1
            self.met.uncovered = self.met.uncovered or self._uncovered(url)
        self.met.first = self.met.first or f"{url}: {fault.reason}"
        self._refused(url, fault, surely=refused)

    def _refused(self, url: str, fault: Fault, *, surely: bool = False) -> None:
        if surely or fault.kind == "robots" or fault.status in REFUSING:
            self.met.refused += 1
            self.met.first_refusal = self.met.first_refusal or f"{url}: {fault.reason}"

    def enter(self, found: Finding) -> None:
        """Keep what was received, then tell the ledger, now or together with more. Raises
        `NotKept` and `StoreError`."""
        self.waiting.add(found, self._kept(found))
        if self.waiting.due():
            self.settle()

    def settle(self) -> None:
        """Enter all that waits. Raises `StoreError`; then the run is over and what was entered
        before stays."""
        if not self.waiting.found:
            return
        try:
            self._settle(self.waiting.take())
        except StoreError as error:
            self.met.stopped = self.met.stopped or f"nothing more can be stored: {error}"
            raise

    def _settle(self, waiting: Sequence[Kept]) -> None:
        failed: StoreError | None = None
        with self.store.together():
            try:
                for found, capture in waiting:
                    self._enter(found, capture)
            except StoreError as error:
                failed = error
        if failed:
            raise failed

    def _kept(self, found: Finding) -> Capture | None:
        """Where the answer is kept. The proof of what a page held that is the same is the earlier
        capture, to which this one refers."""
        match found:
            case PageRead(kept=True):
                return self.save(found.exchanges)
            case PageSame() if found.visit.capture:
                return self.save(found.exchanges, found.visit)
        return None

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
        self.counts += Counter(self.ledger.record(self.run, offers).counts)
        self.counts["offers"] += len(offers)
        self.met.offers += len(read.offers)
        self.memory.read(read, [offer.id for offer in offers], capture)

    def _seen(self, offers: Collection[str], at: datetime, how: How) -> None:
        counts = self.ledger.glance(self.run, offers, at, how).counts
        self.counts += Counter(counts)
        self.counts["offers"] += sum(counts.values())
        self.met.offers += sum(counts.values())

    def save(self, exchanges: Sequence[Exchange], known: Visit | None = None) -> Capture:
        """Keep what was received, redirects and the page. Raises `NotKept`."""
        *hops, last = exchanges
        for hop in hops:
            self.warc.keep(hop)
        known = known or self.store.journal.visit(self.site.name, last.url)
        return self.warc.keep(last, known)

    def _young(self, offers: Sequence[Offer]) -> Iterable[Offer]:
        """Without those older than the site file wants, unless they are known already: an offer
        that is still there must not look gone."""
        age = self.site.max_age
        if age is None:
            return offers
        oldest = self.now() - age
        old = {offer.id for offer in offers if offer.published and offer.published.at < oldest}
        left = old - set(self.store.index.known(old))
        return [offer for offer in offers if offer.id not in left]

    def _uncovered(self, url: str) -> bool:
        """Whether a page held offers before and none bears its url: the ledger spares offers by
        the urls of problems, and could not know that these were not looked at."""
        here = All((Term("site", self.site.name), Term("url", url)))
        return self.memory.held_offers(url) and not self.store.index.search(here, limit=1).total

    def end(self) -> Run:
        """Close the run with what it deserves, and everything it had open."""
        with suppress(StoreError):
            self.settle()
        verdict = judge(self.met)
        with self._open:
            run = replace(self.run, counts=dict(+self.counts), look=verdict.look)
            self.run = self.ledger.end(
                run, verdict.end, verdict.coverage, self.now(), verdict.reason
            )
        return self.run

    def show(self) -> None:
        """Enter what has waited long enough, and write the counts into the journal, if there is
        anything new to see. Raises `StoreError`."""
        if self.waiting.due():
            self.settle()
        if self.run.counts != self.counts and monotonic() - self.shown >= SHOWN:
            self.shown = monotonic()
            self.run = replace(self.run, counts=dict(self.counts))
            self.store.journal.write_run(self.run)
