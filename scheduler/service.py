"""The service: crawls by schedule, then alerts and mail, until it is told to stop."""

import signal
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from queue import Empty, SimpleQueue

from alerts.outbox import Outbox
from alerts.watch import Watcher
from crawlers.browser.found import left_out
from crawlers.process import Exit, start_crawl
from index.base import Store, StoreError
from offers.run import End
from scheduler.clock import Clock
from scheduler.crawls import Crawls, Ended, Launch, Skipped
from scheduler.lines import Fact, Tell, line, to_stderr
from scheduler.times import first
from workspace.fault import Fault
from workspace.folder import Workspace
from workspace.lock import Busy
from workspace.schedule import Schedule
from workspace.sites import Sites

LOCK = "service"
TICK = 60.0
"""Seconds between two looks at site files, rules, crawls by hand and mail that waits."""

SIGNALS = (signal.SIGTERM, signal.SIGINT)
LOOK_BACK = 20
"""Runs of a site among which its last whole one is looked for."""

ALERTED = ("events", "matches", "mailings", "sent", "deferred", "refused", "cut off")
REPORTED = ("offers", "new", "edited", "gone", "back", "problems")


class Stop:
    """Asks the service to end."""


class Service:
    """One a workspace. `launch` starts a crawl, `tell` gets each line that the service says."""

    def __init__(
        self,
        workspace: Workspace,
        *,
        launch: Launch = start_crawl,
        tell: Tell = to_stderr,
        tick: float = TICK,
    ) -> None:
        self.workspace = workspace
        self._tell, self._tick = tell, tick
        # Its `put` may be called by a signal handler; an Event's `set` may not.
        self._news: SimpleQueue[Ended | Skipped | Stop] = SimpleQueue()
        self._crawls = Crawls(workspace, launch, self._news.put)
        at_once = workspace.settings.crawl.at_once
        self._clock = Clock(self._crawls.crawl, self._crawls.overrun, at_once)
        self._planned: dict[str, Schedule] = {}
        self._faults: set[tuple[str, str, int, str | None]] = set()
        self._skipped: set[Skipped] = set()
        self._left: frozenset[str] = frozenset()
        self._stopping = False

    def stop(self) -> None:
        """End the service soon; may be called from any thread and from signal handlers."""
        self._stopping = True
        self._news.put(Stop())

    def run(self) -> None:
        """Work until SIGTERM, SIGINT or `stop`; then end the crawls and return.

        Raises `Busy` if a service runs on this workspace already, and `StoreError` if its store
        cannot be opened.
        """
        with (
            self.workspace.lock(LOCK, "offerwatch run"),
            self.workspace.open_store() as store,
            self._signals(),
        ):
            self._clock.start()
            try:
                self._round(store)
                self._say("started", sites=len(self._planned), next=self._next())
                while not self._stopping:
                    self._listen(store)
            finally:
                self._say("stopping")
                self._crawls.stop()
                self._clock.stop()
                self._say("stopped")

    def _listen(self, store: Store) -> None:
        """Wait for news, or for the next tick, and do what is due."""
        try:
            news = self._news.get(timeout=self._tick)
        except Empty:
            self._round(store)
            return
        match news:
            case Ended(site, code, seconds):
                self._report(store, site, code, seconds)
                self._round(store)
            case Skipped():
                self._skip(news)
            case Stop():
                pass

    def _round(self, store: Store) -> None:
        """Plan what site files say, mend what crashed, match and mail what is new.

        What fails is said and done again in the next round: nothing of it is lost.
        """
        try:
            self._plan(store)
            self._mend(store)
            self._alert(store)
        except (StoreError, OSError) as error:
            self._say("failed", reason=str(error))
        except Busy as busy:
            self._say("postponed", reason=f"{busy.name} is taken by process {busy.pid}")

    def _plan(self, store: Store) -> None:
        sites = self.workspace.sites()
        self._complain("site file", sites.faults)
        left = self._without_browser(sites)
        good = {name: site for name, site in sites.good.items() if name not in left}
        wanted = {name: site.schedule for name, site in good.items() if site.schedule}
        for name in self._planned.keys() - wanted.keys():
            self._clock.drop(name)
            del self._planned[name]
            self._say("dropped", site=name)
        for name, schedule in wanted.items():
            if self._planned.get(name) != schedule:
                at = first(schedule, self._last(store, name), _now())
                if at:
                    self._clock.plan(name, schedule, at)
                self._planned[name] = schedule
                self._say("planned", site=name, first=at)

    def _without_browser(self, sites: Sites) -> frozenset[str]:
        """Sites that need a browser where there is none, said once; one may be installed later."""
        left = left_out(sites.good.values())
        for name in sorted(left.keys() - self._left):
            self._say("left_out", site=name, reason=left[name])
        self._left = frozenset(left)
        return self._left

    def _last(self, store: Store, site: str) -> datetime | None:
        """When the last crawl of a site began that was not cut off, in real time."""
        runs = store.journal.runs(site=site, limit=LOOK_BACK)
        whole = [r.started for r in runs if r.end is not End.ABORTED and r.clock == "system"]
        return max(whole, default=None)

    def _mend(self, store: Store) -> None:
        """Close runs whose process died, erase what was kept for as long as it may be, and keep the
        tables that ads are compared by up to date."""
        for run in self.workspace.mend(store):
            self._say("mended", site=run.site, run=run.id)
        if erased := self.workspace.expire(store):
            self._say("erased", offers=erased)
        if self.workspace.tend(store):
            self._say("recounted")

    def _alert(self, store: Store) -> None:
        now = self.workspace.now()
        watcher, outbox = Watcher(self.workspace, store), Outbox(self.workspace, store)
        taken = watcher.take(now)
        self._complain("rule", watcher.faults)
        made, sent = outbox.fill(now), outbox.deliver(now, lambda: self._stopping)
        counts = {**taken, **made, **sent}
        if told := {name: counts[name] for name in ALERTED if name in counts}:
            self._say("alerts", **{name.replace(" ", "_"): count for name, count in told.items()})

    def _complain(self, what: str, faults: tuple[Fault, ...]) -> None:
        """Say once what is wrong with files. A fault may quote its file, so only where it is."""
        found = {(what, fault.file, fault.line, fault.field) for fault in faults}
        for fault in sorted(found - self._faults, key=str):
            self._say("fault", kind=what, file=fault[1], line=fault[2], field=fault[3])
        self._faults = {fault for fault in self._faults if fault[0] != what} | found

    def _skip(self, skipped: Skipped) -> None:
        """Say so once between two crawls of a site, however often it happens."""
        if skipped not in self._skipped:
            self._skipped.add(skipped)
            self._say("skipped", site=skipped.site, reason=skipped.reason)

    def _report(self, store: Store, site: str, code: int, seconds: float) -> None:
        """What came of a crawl, as its run says."""
        self._skipped = {skipped for skipped in self._skipped if skipped.site != site}
        ended = Exit(code).name.lower() if code in set(Exit) else str(code)
        runs = store.journal.runs(site=site, limit=1)
        counts = Counter(runs[0].counts if runs else {})
        facts: dict[str, Fact] = {name: counts[name] for name in REPORTED if counts[name]}
        self._say("crawled", site=site, exit=ended, seconds=seconds, **facts)

    def _next(self) -> datetime | None:
        return min(self._clock.planned.values(), default=None)

    def _say(self, what: str, **facts: Fact) -> None:
        self._tell(line(_now(), what, **facts))

    @contextmanager
    def _signals(self) -> Iterator[None]:
        before = {number: signal.getsignal(number) for number in SIGNALS}
        for number in SIGNALS:
            signal.signal(number, lambda *_: self.stop())
        try:
            yield
        finally:
            for number, handler in before.items():
                signal.signal(number, handler)


def _now() -> datetime:
    """Real time, whatever the workspace's clock says: crawls take place in it."""
    return datetime.now(UTC)
