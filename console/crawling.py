"""Crawls of several sites, each a process of its own, watched through the journal."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from console.desk import Desk
from offers.run import End, Run

if TYPE_CHECKING:
    from crawlers.process import CrawlProcess

RECENT = 50
"""Runs of a site among which its newest one is looked for."""


@dataclass(slots=True)
class SiteCrawl:
    """One site's crawl as it stands: waiting, then a process, then its exit status.

    `earlier` are the runs that the site had before; `run` is what the journal says of this one.
    """

    site: str
    earlier: frozenset[str]
    process: "CrawlProcess | None" = None
    run: Run | None = None
    status: int | None = None

    @property
    def going(self) -> bool:
        return self.process is not None and self.status is None

    @property
    def state(self) -> str:
        """One word: `waiting`, `crawling`, how the run ended, or `failed` if there was none."""
        if self.run is not None and self.run.end is not None:
            return self.run.end
        if self.status is not None:
            return "failed"
        return "crawling" if self.process else "waiting"

    @property
    def failure(self) -> str | None:
        """Why there was no run, if there was none: the last line of the crawl's log."""
        if self.run is not None or self.process is None or self.status is None:
            return None
        said = self.process.log.read_text("utf-8", "replace").strip().splitlines()
        return f"{said[-1] if said else 'nothing was said'} (all of it in {self.process.log})"

    @property
    def good(self) -> bool:
        return self.run is not None and self.run.end is End.OK

    def count(self, name: str) -> int:
        return self.run.counts.get(name, 0) if self.run else 0


class Crawling:
    """All crawls of one command, `at_once` of them side by side."""

    def __init__(self, desk: Desk, sites: Sequence[str]) -> None:
        self._desk = desk
        self.crawls = tuple(SiteCrawl(site, self._runs(site)) for site in sites)

    def step(self) -> bool:
        """Start what may start, look at what goes on, and say whether anything is left to do."""
        for crawl in self.crawls:
            if crawl.going:
                self._look(crawl)
        free = self._desk.workspace.settings.crawl.at_once - sum(c.going for c in self.crawls)
        waiting = [crawl for crawl in self.crawls if crawl.process is None]
        for crawl in waiting[: max(free, 0)]:
            self._start(crawl)
        return any(crawl.going for crawl in self.crawls)

    def stop(self) -> None:
        """End every crawl that goes on; each run closes itself as aborted."""
        for crawl in self.crawls:
            if crawl.process is not None and crawl.going:
                crawl.process.stop()
                self._look(crawl)

    def settle(self) -> None:
        """After the end: close what a dead process left open, erase what was kept for as long as
        it may be, and read the last word of each."""
        workspace, store = self._desk.workspace, self._desk.store
        workspace.mend(store)
        workspace.expire(store)
        for crawl in self.crawls:
            if crawl.process is not None:
                self._look(crawl)

    def _start(self, crawl: SiteCrawl) -> None:
        # A crawl's process brings Scrapy along; this one stays without.
        from crawlers.process import start_crawl

        workspace = self._desk.workspace
        seconds = workspace.settings.crawl.run_time.total_seconds()
        crawl.process = start_crawl(workspace.folder, crawl.site, run_seconds=seconds)

    def _look(self, crawl: SiteCrawl) -> None:
        assert crawl.process is not None
        # First whether it ended, then what it wrote: so the last word is never missed.
        crawl.status = crawl.process.poll()
        runs = self._desk.store.journal.runs(site=crawl.site, limit=RECENT)
        crawl.run = next((run for run in runs if run.id not in crawl.earlier), None)

    def _runs(self, site: str) -> frozenset[str]:
        runs = self._desk.store.journal.runs(site=site, limit=RECENT)
        return frozenset(run.id for run in runs)
