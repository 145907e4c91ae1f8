"""What it costs to keep families of ads in a store, as it grows.

Ads of `bench.kindred` are put and settled, 500 a batch, as the ledger does after a run: prints,
candidates from the store, links, families, what each ad came as. Each batch is a run of its own,
and each ad was seen half a second after the one before. Each size is a store of its own, with
tables as it would have just before they are counted anew: from half as many, which are other ads of
the same sites. "Flat" compares the last ads before each size with those before the first. On
Elasticsearch the CPU seconds of the server count as well: it merges what was written when it sees
fit, so that a window there is longer.
"""

import itertools
import os
import sqlite3
import time
from collections import deque
from collections.abc import Callable, Iterator
from contextlib import closing
from dataclasses import dataclass, replace
from datetime import timedelta
from itertools import islice
from pathlib import Path
from tempfile import TemporaryDirectory

from bench.kindred import Copy, copies
from bench.lives import NOW, entered
from bench.measure import Spread
from bench.report import Figure, Goal, Report, Size, leave
from demo.elasticsearch.asking import Asker
from index.base import Store
from index.store import open_store
from ledger.contact_key import contact_key
from ledger.families.due import Due
from ledger.families.owed import Owed
from offers.family import Tables
from parsers.counting import count
from parsers.fold import tokens

SIZES = {
    Size.QUICK: (200, 400),
    Size.USUAL: (5_000, 20_000),
    Size.LONG: (10_000, 100_000, 1_000_000),
}
SERVED = {
    Size.QUICK: (200, 400),
    Size.USUAL: (5_000, 20_000),
    Size.LONG: (20_000, 200_000),
}
"""The same on Elasticsearch."""

BATCH = {Size.QUICK: 100, Size.USUAL: 500, Size.LONG: 500}
WINDOW, SERVED_WINDOW = 5, 20
"""Batches whose cost counts, the last before each size."""

BEGUN, APART = NOW - timedelta(weeks=1), timedelta(seconds=0.5)
"""When the first ad was seen, and how long after it the next."""

FLAT, KEYS = Goal(1.5), Goal(200)

Clock = Callable[[], float]
"""CPU seconds that were spent up to now."""


def measure(size: Size) -> Iterator[Report]:
    first: Grown | None = None
    for ads in SIZES[size]:
        with TemporaryDirectory() as name:
            with open_store("sqlite:///bench.db", tokens, folder=Path(name)) as store:
                grown = _grown(store, ads, BATCH[size], WINDOW, time.process_time)
            first = first or grown
            keys = Spread.of([_bytes(Path(name) / "bench.db") / ads])
            yield grown.report("SQLite", first, Figure("keys of an ad", "bytes", keys, KEYS))


def served(url: str, size: Size) -> Iterator[Report]:
    """In a store on a server at that url, which runs on this computer."""
    nodes = Asker(url.rpartition("/")[0]).ask("/_nodes/process")["nodes"].values()
    servers = [Path(f"/proc/{node['process']['id']}/stat") for node in nodes]

    def clock() -> float:
        return time.process_time() + sum(map(_spent, servers))

    first: Grown | None = None
    for ads in SERVED[size]:
        with open_store(f"{url}-{ads}", tokens, folder=Path()) as store:
            grown = _grown(store, ads, BATCH[size], SERVED_WINDOW, clock)
        first = first or grown
        yield grown.report("Elasticsearch, its server included", first)


def _spent(stat: Path) -> float:
    """CPU seconds of a process: the 14th and 15th of its numbers, in ticks (proc(5))."""
    after_name = stat.read_text().rpartition(")")[2].split()
    return (int(after_name[11]) + int(after_name[12])) / os.sysconf("SC_CLK_TCK")


@dataclass(frozen=True, slots=True)
class Grown:
    """CPU seconds an ad of the last batches before a store held so many: put, and settled."""

    ads: int
    put: Spread
    settled: Spread

    def report(self, home: str, first: "Grown", *more: Figure) -> Report:
        second = Spread.of([1 / (self.put.median + self.settled.median)])
        putting = self.put.times(1 / first.put.median)
        settling = self.settled.times(1 / first.settled.median)
        figures = (
            Figure("putting, beside the first size", "times", putting, FLAT),
            Figure("settling, beside the first size", "times", settling, FLAT),
            Figure("an ad settled: compared, linked, stored", "ms CPU", self.settled.times(1000)),
            Figure("an ad put", "ms CPU", self.put.times(1000)),
            Figure("ads put and settled in a second of CPU", "", second),
        )
        title = f"Families in {home}, {self.ads:,} ads"
        return Report(title, "the last batches before it", (*figures, *more))


def _grown(store: Store, ads: int, batch: int, window: int, clock: Clock) -> Grown:
    due = _due(store, count((copy.offer for copy in copies(2, ads // 2)), "counted", NOW))
    costs = deque(_settled(store, due, copies(1, ads), batch, clock), window)
    return Grown(ads, *(Spread.of([cost[at] for cost in costs]) for at in (0, 1)))


def _due(store: Store, tables: Tables) -> Due:
    store.families.add_tables(tables)
    store.families.use_tables(tables.id)
    key = contact_key(b"bench")
    return Due(store, Owed(store.journal), key, NOW, lambda: None)


def _settled(
    store: Store, due: Due, ads: Iterator[Copy], batch: int, clock: Clock
) -> Iterator[tuple[float, float]]:
    """CPU seconds an ad of each batch: to put it, and to settle it."""
    settler = replace(due.settler(), at=NOW)
    offers = (replace(copy.offer, seen=BEGUN + at * APART) for at, copy in enumerate(ads))
    runs = (f"run-{number}" for number in itertools.count())
    while some := list(islice(offers, batch)):
        run = next(runs)
        changes = [entered(one, run) for one in some]
        before = clock()
        store.index.put(changes)
        between = clock()
        settler.settle([one.id for one in some])
        yield (between - before) / len(some), (clock() - between) / len(some)


def _bytes(file: Path) -> float:
    """What the tables of keys and marks take."""
    with closing(sqlite3.connect(file)) as connection:
        names = [row[0] for row in connection.execute("SELECT DISTINCT name FROM dbstat")]
        return sum(_size(connection, name) for name in names if name.startswith("print_key"))


def _size(connection: sqlite3.Connection, name: str) -> int:
    (found,) = connection.execute("SELECT sum(pgsize) FROM dbstat WHERE name = ?", (name,))
    return int(found[0])


if __name__ == "__main__":
    leave(__doc__, measure)
