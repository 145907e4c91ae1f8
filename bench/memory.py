"""Whether a crawl stays small: resident memory after 1,000 pages and after 5,000.

`python -m crawlers` reads a board of as many ads, without a browser. Samples are taken as the
board has sent so many pages; the largest of each stretch counts.
"""

import resource
import time
from collections.abc import Iterator
from functools import partial
from pathlib import Path

from bench.board import Board, board
from bench.crawl import ours
from bench.measure import MIB, Spread
from bench.report import Figure, Goal, Report, Size, leave

ADS = {Size.QUICK: 60, Size.USUAL: 5_000, Size.LONG: 50_000}
MARKS = {Size.QUICK: (20, 60), Size.USUAL: (1_000, 5_000), Size.LONG: (1_000, 50_000)}
"""Pages after which memory is compared."""

BYTES = 10_000
EVERY = 0.1
"""Seconds between two looks."""

FLAT = Goal(1.15)
MOST = Goal(350)
PAGE = resource.getpagesize()


def measure(size: Size) -> Iterator[Report]:
    seen: list[tuple[int, int]] = []
    with board(ADS[size], BYTES) as one:
        spent = ours(one.start, partial(_watch, one, seen))
    early, late = (_largest(seen, mark) for mark in MARKS[size])
    pages = max(asked for asked, _ in seen)
    figures = (
        Figure(f"memory at {MARKS[size][0]:,} pages", "MiB", Spread.of([early / MIB])),
        Figure(f"memory at {MARKS[size][1]:,} pages", "MiB", Spread.of([late / MIB]), MOST),
        Figure("growth between the two", "times", Spread.of([late / early]), FLAT),
        Figure("CPU of a page, starting up included", "ms CPU", Spread.of([spent / pages * 1000])),
    )
    yield Report("A long crawl", f"{pages:,} pages of {BYTES:,} bytes, one run", figures)


def _watch(one: Board, seen: list[tuple[int, int]], process: int) -> None:
    """Note how many pages were sent and how large the process was, until it has ended."""
    while resident := _resident(process):
        seen.append((one.asked(), resident))
        time.sleep(EVERY)


def _resident(process: int) -> int:
    """Bytes in memory; 0 once the process has ended."""
    pages = Path(f"/proc/{process}/statm").read_text().split()[1]
    return int(pages) * PAGE


def _largest(seen: list[tuple[int, int]], mark: int) -> int:
    """The most memory up to so many pages."""
    return max(resident for asked, resident in seen if asked <= mark or asked == seen[0][0])


if __name__ == "__main__":
    leave(__doc__, measure)
