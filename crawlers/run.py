"""One run of one site: its lock, its store, its captures, its counts and its end."""

import logging
from collections import Counter
from collections.abc import Iterator, Sequence
from contextlib import ExitStack, contextmanager, suppress
from dataclasses import replace
from datetime import datetime
from pathlib import Path
from time import monotonic

from crawlers.captures import captures
from crawlers.entering import Entering
from crawlers.faults import Fault
from crawlers.findings import Finding, PageRead, PageSame
from crawlers.memory import Memory
from crawlers.refusals import REFUSING
from crawlers.verdict import Met, judge
from crawlers.waiting import Waiting
from evidence.exchange import Exchange
from evidence.warc import NotKept, Warc, repair_folder
from index.base import Store, StoreError
from index.query.tree import All, Term
from ledger import Ledger
from ledger.gone import BY_PROBLEM
from offers.page import Capture
from offers.run import End, Problem, Run, Visit
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
        self.failed = False
        self.shown = 0.0
        with ExitStack() as stack:
            stack.enter_context(workspace.lock(f"site-{site.name}", "a crawl"))
            self.store: Store = stack.enter_context(workspace.open_store())
            self.ledger: Ledger = workspace.ledger(self.store)
            self._mend()
            self._deliver()
            self.memory = Memory(self.store, workspace, site, self.settle)
            self.run: Run = self.ledger.begin(site.name, workspace.now(), workspace.clock)
            self.warc: Warc = stack.enter_context(captures(workspace, site, self.run))
            self.entering = self._entering()
            self._open = stack.pop_all()

    def _mend(self) -> None:
        """Under our lock no other run of this site can be alive: close what a crash left."""
        for cut in repair_folder(self.workspace.captures / self.site.name):
            logger.info("%s: %d bytes of a broken write taken off", cut.path.name, cut.bytes)
        for run in self.ledger.recover(lambda run: run.site != self.site.name, self.now()):
            logger.info("run %s of %s was mended", run.id, run.site)

    def _deliver(self) -> None:
        """What earlier runs read and could not store. Raises `Unavailable`."""
        done = self.workspace.spool.deliver(self.site.name, self.ledger)
        if done.offers:
            logger.info("%d offers of earlier runs were entered from the spool", done.offers)
        for why in done.left:
            logger.warning("%s", why)

    def _entering(self) -> Entering:
        return Entering(
            run=self.run,
            store=self.store,
            ledger=self.ledger,
            memory=self.memory,
            counts=self.counts,
            met=self.met,
            spool=self.workspace.spool,
            complain=lambda url, reason: self.problem(url, Fault("store", reason)),
            oldest=self._oldest,
        )

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
        logger.warning("%s: %s (%s)", url, fault.reason, fault.kind)
        with self._storing():
            self.store.journal.add_problem(problem)

    def passed_over(self, url: str, fault: Fault) -> None:
        """Note a link to an ad that leads nowhere, or nowhere that we may go."""
        self.problem(url, fault)
        self._refused(url, fault)
        self.met.gone += fault.kind in BY_PROBLEM
        with self._storing():
            self.memory.passed_over(url, self.now(), fault.status)

    def lost(self, url: str, fault: Fault, *, listing: bool, refused: bool = False) -> None:
        """Note a page that could not be read."""
        self.problem(url, fault)
        if listing:
            self.met.listings_lost += 1
        else:
            self.met.lost += 1
            with self._storing():
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
        if self.failed or self.waiting.due():
            self.settle()

    def settle(self) -> None:
        """Enter all that waits. Raises `StoreError`; then that is in the spool, the run is over,
        and what was entered before stays."""
        if not self.waiting.found:
            return
        try:
            self._last()
            enter = self.entering.keep if self.failed else self.entering.enter
            enter(self.waiting.take())
        except StoreError as error:
            self.fail(error)
            raise

    def _last(self) -> None:
        """Captures are on the disk before anything that names them."""
        try:
            self.warc.sync()
        except NotKept as error:
            raise StoreError(str(error)) from error

    @contextmanager
    def _storing(self) -> Iterator[None]:
        """Around what is worth telling the store and not worth an error here."""
        try:
            yield
        except StoreError as error:
            self.fail(error)

    def fail(self, error: StoreError) -> None:
        """The store takes nothing more: the run is over."""
        self.failed = True
        self.met.stopped = self.met.stopped or f"nothing more can be stored: {error}"

    def _kept(self, found: Finding) -> Capture | None:
        """Where the answer is kept. The proof of what a page held that is the same is the earlier
        capture, to which this one refers."""
        match found:
            case PageRead(kept=True):
                return self.save(found.exchanges)
            case PageSame() if found.visit.capture:
                return self.save(found.exchanges, found.visit)
        return None

    def save(self, exchanges: Sequence[Exchange], known: Visit | None = None) -> Capture:
        """Keep what was received, redirects and the page. Raises `NotKept`."""
        *hops, last = exchanges
        for hop in hops:
            self.warc.keep(hop)
        return self.warc.keep(last, known or self._visit(last.url))

    def _visit(self, url: str) -> Visit | None:
        """The last visit of a page, if the store tells: captures are kept without it as well."""
        if self.failed or url in self.memory.new:
            return None
        with self._storing():
            return self.store.journal.visit(self.site.name, url)
        return None

    def _oldest(self) -> datetime | None:
        """How long ago an ad may have been published that nobody knows yet."""
        return self.now() - self.site.max_age if self.site.max_age else None

    def _uncovered(self, url: str) -> bool:
        """Whether a page held offers before and none bears its url: the ledger spares offers by
        the urls of problems, and could not know that these were not looked at."""
        here = All((Term("site", self.site.name), Term("url", url)))
        return self.memory.held_offers(url) and not self.store.index.search(here, limit=1).total

    def end(self) -> Run:
        """Close the run with what it deserves, and everything it had open. Where the store does
        not take that, the run is closed by the next one."""
        with suppress(StoreError):
            self.settle()
        verdict = judge(self.met)
        with self._open:
            run = replace(self.run, counts=dict(+self.counts), look=verdict.look)
            try:
                self.run = self.ledger.end(
                    run, verdict.end, verdict.coverage, self.now(), verdict.reason
                )
            except StoreError as error:
                self.fail(error)
                self.run = replace(run, end=End.ABORTED, reason=self.met.stopped)
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
