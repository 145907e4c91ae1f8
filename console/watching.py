"""Crawls as they go on: a table that changes on a terminal, a line for each on anything else."""

import signal
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from queue import Empty, SimpleQueue
from types import FrameType

from rich.console import Group, RenderableType
from rich.live import Live
from rich.text import Text

from console.crawling import Crawling, SiteCrawl
from console.runs import STYLES as RUN_STYLES
from console.screen import Column, Screen, drawn

POLL = 0.25
"""Seconds between two looks at the journal."""

AROUND = 7
"""Lines of the terminal that are not rows: the table's head, what is said above and below."""

SIGNALS = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)

COUNTED = ("pages", "offers", "new", "edited", "gone", "problems")
COLUMNS = (
    Column(title="site", style="green"),
    Column(title="end"),
    *(Column(title=name, right=True) for name in COUNTED),
)
STYLES = {
    **RUN_STYLES,
    ("end", "crawling"): "blue",
    ("end", "waiting"): "dim",
    ("end", "failed"): "red",
}


def watch(crawling: Crawling, screen: Screen, *, lines: bool = True) -> bool:
    """Let the crawls run to their end; says whether a signal ended them before.

    Without `lines` nothing is told where there is no terminal.
    """
    with _signals() as stop, _shown(crawling, screen, lines=lines) as look:
        try:
            while crawling.step() and not stop.asked:
                look()
                stop.wait(POLL)
        finally:
            if stop.asked:
                screen.say("stopping; the runs are closed as aborted", "yellow")
            crawling.stop()
            look()
    return stop.asked


class _Stop:
    """Whether a signal has asked us to end. A queue's `put` may be called while the same thread
    waits for it, as signal handlers are; an Event's `set` may not."""

    def __init__(self) -> None:
        self.asked = False
        self._news: SimpleQueue[int] = SimpleQueue()

    def ask(self, number: int, _frame: FrameType | None) -> None:
        self.asked = True
        self._news.put(number)

    def wait(self, seconds: float) -> None:
        with suppress(Empty):
            self._news.get(timeout=seconds)


@contextmanager
def _signals() -> Iterator[_Stop]:
    """Ctrl-C, a closed terminal, or whoever ends us: all of them only ask."""
    stop = _Stop()
    before = {number: signal.signal(number, stop.ask) for number in SIGNALS}
    try:
        yield stop
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)


@contextmanager
def _shown(crawling: Crawling, screen: Screen, *, lines: bool) -> Iterator[Callable[[], None]]:
    """How progress is told, as something to call after each look."""
    if not screen.err.is_terminal:
        yield _Lines(screen, crawling.crawls if lines else ()).look
        return
    with Live(console=screen.err, auto_refresh=False, transient=True) as live:
        yield lambda: live.update(_table(crawling.crawls, screen), refresh=True)


class _Lines:
    """One line when a site begins and one when it is done."""

    def __init__(self, screen: Screen, crawls: Sequence[SiteCrawl]) -> None:
        self._screen = screen
        self._crawls = crawls
        self._told: dict[str, str] = {}

    def look(self) -> None:
        for crawl in self._crawls:
            if crawl.state not in {"waiting", self._told.get(crawl.site)}:
                self._told[crawl.site] = crawl.state
                self._screen.say(f"{crawl.site}: {crawl.state}{_counts(crawl)}")


def _counts(crawl: SiteCrawl) -> str:
    if crawl.going or crawl.run is None:
        return ""
    return ", " + ", ".join(f"{crawl.count(name)} {name}" for name in COUNTED)


def row(crawl: SiteCrawl) -> tuple[str, ...]:
    """The cells of a crawl, in the order of `COLUMNS`."""
    return crawl.site, crawl.state, *(str(crawl.count(name)) for name in COUNTED)


def _table(crawls: Sequence[SiteCrawl], screen: Screen) -> RenderableType:
    """Those that go on and the last that are done, as many as the terminal has lines for."""
    room = max(3, screen.err.height - AROUND)
    begun = sorted((c for c in crawls if c.process), key=lambda crawl: crawl.going)
    done = sum(crawl.status is not None for crawl in crawls)
    rows = [row(crawl) for crawl in begun[-room:]]
    said = Text(f"{done} of {len(crawls)} sites done; Ctrl-C stops", "dim")
    return Group(drawn(COLUMNS, rows, width=screen.err.width, styles=STYLES), said)
