"""Crawls of the service: one process each, one at a time a site, all of them ended with it."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from pathlib import Path
from threading import Lock
from time import monotonic
from typing import Protocol

from workspace.folder import Workspace


class Crawl(Protocol):
    """A crawl that was started, as `crawlers.process.CrawlProcess` is."""

    def wait(self) -> int:
        """Its exit code, once it has ended or was killed because its time was over."""

    def stop(self) -> int:
        """End it, by force if need be."""


class Launch(Protocol):
    """Starts a crawl, as `crawlers.process.start_crawl` does."""

    def __call__(self, workspace: Path, site: str, *, run_seconds: float) -> Crawl: ...


GOES_ON, IN_LINE = "its last crawl goes on", "its last crawl waits for its turn"


@dataclass(frozen=True, slots=True)
class Ended:
    """A crawl came to its end. `code` is of `crawlers.process.Exit`, negative for a signal."""

    site: str
    code: int
    seconds: float


@dataclass(frozen=True, slots=True)
class Skipped:
    """A crawl was due and did not take place."""

    site: str
    reason: str


@dataclass(slots=True)
class Crawls:
    """Runs crawls and reports to `tell`, which may be called from several threads at once."""

    workspace: Workspace
    launch: Launch
    tell: Callable[[Ended | Skipped], None]
    _running: dict[str, Crawl] = field(default_factory=dict)
    _stopped: bool = False
    _guard: Lock = field(default_factory=Lock)

    def crawl(self, site: str) -> None:
        """Crawl a site and return when that has ended; not at all if somebody does already."""
        began = monotonic()
        try:
            busy = self.workspace.is_locked(f"site-{site}")
            running = None if busy else self._start(site)
        except OSError as error:
            self.tell(Skipped(site, f"cannot be started: {error}"))
            return
        if busy:
            self.tell(Skipped(site, GOES_ON))
        elif running:
            code = running.wait()
            with self._guard:
                del self._running[site]
            self.tell(Ended(site, code, monotonic() - began))

    def overrun(self, site: str) -> None:
        """Report that a crawl is due again before the last one has come to its end."""
        with self._guard:
            begun = site in self._running
        self.tell(Skipped(site, GOES_ON if begun else IN_LINE))

    def _start(self, site: str) -> Crawl | None:
        """A new crawl, which `stop` knows of; none any more once that was called."""
        limit = self.workspace.settings.crawl.run_time.total_seconds()
        with self._guard:
            if self._stopped:
                return None
            running = self.launch(self.workspace.folder, site, run_seconds=limit)
            self._running[site] = running
            return running

    def stop(self) -> None:
        """End all crawls side by side, and start none any more."""
        with self._guard:
            self._stopped = True
            running = list(self._running.values())
        if running:
            with ThreadPoolExecutor(len(running)) as pool:
                list(pool.map(lambda crawl: crawl.stop(), running))
