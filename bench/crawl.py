"""What a page costs to crawl, read and store, beside Scrapy alone on the same pages.

Ours is `python -m crawlers`: robots.txt and guards, captures, reading, the ledger, the store. The
peer is `bench.bare`: the same links and pages, the same fields as items, nothing stored. Each is a
process of its own, and so is the board. "A page" is what a page more costs: the difference between
a long and a short crawl, so that starting up and loading tables do not count; whole crawls stand
beside it.
"""

import sys
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

from bench import where
from bench.board import Board, board
from bench.measure import Pair, Spread, child, ratios, turns
from bench.report import Figure, Goal, Report, Size, leave

ADS = {Size.QUICK: (5, 25), Size.USUAL: (150, 650), Size.LONG: (150, 2_150)}
"""Ads of a short and of a long crawl."""

ROUNDS = {Size.QUICK: 1, Size.USUAL: 5, Size.LONG: 9}
BYTES = (10_000, 60_000)
GOAL = Goal(1.5)
SHOWN = 24
"""Lines that say where the time goes."""

SITE = """\
name = "bench"
start = ["{start}"]
private_hosts = ["127.0.0.1"]
delay = 0
max_pages = 1000000
kind = "job"
purpose = "to measure what a crawl costs"
cleared = "not needed: it is ours"
reader = "selectors"
country = "GB"
language = "en"

[links]
offer = "ul.results a.title"
next = "a[rel=next]"

[fields]
title = "h1"
text = "div.text"
price = "dd.price"
place = "dd.place"
employer = "dd.employer"
published = "time.published"
contact = {{ select = "a.call", attribute = "href" }}
"""


def workspace(folder: Path, start: str) -> None:
    """A workspace with one site, `bench`."""
    (folder / "sites").mkdir()
    (folder / "offerwatch.toml").write_text('contact = "mailto:bench@example.org"\n')
    (folder / "sites" / "bench.toml").write_text(SITE.format(start=start))


def ours(start: str, watch: Callable[[int], None] | None = None) -> float:
    """CPU seconds of a crawl of ours in a new workspace."""
    with TemporaryDirectory() as name:
        workspace(Path(name), start)
        return child([sys.executable, "-m", "crawlers", "bench", "--workspace", name], watch)


def bare(start: str) -> float:
    """CPU seconds of a crawl by Scrapy alone."""
    return child([sys.executable, "-m", "bench.bare", start])


@dataclass(frozen=True, slots=True)
class Crawls:
    """A short and a long crawl of one round, by us and by the peer."""

    short: Pair
    long: Pair

    @property
    def more(self) -> Pair:
        """What the pages cost that only the long one reads."""
        return Pair(self.long.ours - self.short.ours, self.long.peer - self.short.peer)


def crawls(short: Board, long: Board, rounds: int) -> list[Crawls]:
    few = turns(lambda _: ours(short.start), lambda _: bare(short.start), rounds)
    many = turns(lambda _: ours(long.start), lambda _: bare(long.start), rounds)
    return [Crawls(*both) for both in zip(few, many, strict=True)]


def measure(size: Size) -> Iterator[Report]:
    """A report for each size of page, and one of where the time goes."""
    few, many = ADS[size]
    for bytes_ in BYTES:
        with ExitStack() as stack:
            short = stack.enter_context(board(few, bytes_))
            long = stack.enter_context(board(many, bytes_))
            pages = _pages(long) - _pages(short)
            measured = crawls(short, long, ROUNDS[size])
            yield _costs(bytes_, pages, size, measured)
            own = Spread.of([one.more.ours / pages * 1000 for one in measured])
            yield _parts(bytes_, own, long.start)


def _pages(one: Board) -> int:
    """How many pages a crawl of a board asks for."""
    before = one.asked()
    bare(one.start)
    return one.asked() - before


def _costs(bytes_: int, pages: int, size: Size, measured: list[Crawls]) -> Report:
    more = [one.more for one in measured]
    own = Spread.of([pair.ours / pages * 1000 for pair in more])
    peer = Spread.of([pair.peer / pages * 1000 for pair in more])
    figures = (
        Figure("a page, beside bare Scrapy", "times", ratios(more), GOAL),
        Figure("a page, Offerwatch", "ms CPU", own),
        Figure("a page, bare Scrapy", "ms CPU", peer),
        Figure(
            "the long crawl, beside bare Scrapy", "times", ratios([one.long for one in measured])
        ),
        Figure(
            "the short crawl, Offerwatch", "s CPU", Spread.of([one.short.ours for one in measured])
        ),
        Figure(
            "the short crawl, bare Scrapy", "s CPU", Spread.of([one.short.peer for one in measured])
        ),
    )
    few, many = ADS[size]
    about = f"pages of {bytes_:,} bytes; crawls of {few:,} and {many:,} ads, {len(measured)} rounds"
    return Report("Crawling, reading and storing", about, figures)


def _parts(bytes_: int, page: Spread, start: str) -> Report:
    """Where the CPU seconds of a crawl go; shares of samples, in milliseconds of a page."""
    with TemporaryDirectory() as name:
        workspace(Path(name), start)
        told = Path(name) / "samples.json"
        child([sys.executable, "-m", "bench.where", str(told), "bench", "--workspace", name])
        samples: Counter[str] = where.load(told)
    all_ = samples.total()
    figures = tuple(
        Figure(part, "ms CPU", Spread.of([page.median * count / all_]))
        for part, count in samples.most_common(SHOWN)
    )
    about = f"ads on pages of {bytes_:,} bytes; {all_:,} samples of a whole crawl"
    return Report("Where it goes, a page", about, figures)


if __name__ == "__main__":
    leave(__doc__, measure)
