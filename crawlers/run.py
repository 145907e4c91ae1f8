"""One run of one site: its lock, its store, its captures, its counts and its end."""

import logging
from collections import Counter
from collections.abc import Iterable, Sequence
from contextlib import ExitStack
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path

from crawlers.faults import Fault
from crawlers.guard import SOFTWARE, user_agent
from crawlers.refusals import REFUSING
from crawlers.verdict import Met, judge
from evidence.exchange import Exchange
from evidence.warc import Warc, repair_folder
from index.base import Store
from index.query.tree import All, Term
from ledger import Ledger
from offers.offer import Offer
from offers.page import Capture, Page
from offers.run import Problem, Run, Visit
from workspace.folder import Workspace
from workspace.site import SiteFile

logger = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True, repr=False)
class PageRead:
    """A page and what was read from it, on the way to the ledger.

    `exchanges` are redirects and the page. It says nothing of offers when printed: Scrapy writes
    items into its log, and some offers must not stand there.
    """

    page: Page
    exchanges: tuple[Exchange, ...]
    offers: tuple[Offer, ...]

    def __repr__(self) -> str:
        return f"<{len(self.offers)} offers of {self.page.url}>"


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
        self.counts: Counter[str] = Counter(pages=0, offers=0, problems=0)
        with ExitStack() as stack:
            stack.enter_context(workspace.lock(f"site-{site.name}", "a crawl"))
            self.store: Store = stack.enter_context(workspace.open_store())
            self.ledger: Ledger = workspace.ledger(self.store)
            self._mend()
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

    def record(self, read: PageRead) -> None:
        """Keep what was received, then enter the offers. Raises `NotKept` and `StoreError`."""
        capture = self.save(read.exchanges)
        offers = [replace(offer, capture=capture) for offer in self._young(read.offers)]
        self.counts += Counter(self.ledger.record(self.run, offers).counts)
        self.counts["offers"] += len(offers)
        self.met.offers += len(read.offers)
        urls = {read.page.url, *(hop.url for hop in read.exchanges)}
        self.store.journal.write_visits(
            [_visit(self.site.name, url, read.page, capture) for url in urls]
        )

    def save(self, exchanges: Sequence[Exchange]) -> Capture:
        """Keep what was received, redirects and the page. Raises `NotKept`."""
        *hops, last = exchanges
        for hop in hops:
            self.warc.keep(hop)
        return self.warc.keep(last, self.store.journal.visit(self.site.name, last.url))

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

    def visited(self, url: str) -> bool:
        """Whether an earlier run read offers there."""
        return self.store.journal.visit(self.site.name, url) is not None

    def _uncovered(self, url: str) -> bool:
        """Whether a page held offers before and none bears its url: the ledger spares offers by
        the urls of problems, and could not know that these were not looked at."""
        here = All((Term("site", self.site.name), Term("url", url)))
        return self.visited(url) and not self.store.index.search(here, limit=1).total

    def end(self) -> Run:
        """Close the run with what it deserves, and everything it had open."""
        verdict = judge(self.met)
        with self._open:
            run = replace(self.run, counts=dict(+self.counts))
            self.run = self.ledger.end(
                run, verdict.end, verdict.coverage, self.now(), verdict.reason
            )
        return self.run

    def show(self) -> None:
        """Write the counts into the journal, if there is anything new to see."""
        if self.run.counts != self.counts:
            self.run = replace(self.run, counts=dict(self.counts))
            self.store.journal.write_run(self.run)


def _visit(site: str, url: str, page: Page, capture: Capture) -> Visit:
    return Visit(
        site=site,
        url=url,
        at=page.fetched,
        status=page.status,
        capture=capture,
        etag=page.header("etag"),
        modified=page.header("last-modified"),
    )
