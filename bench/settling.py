"""What it costs to keep families of ads in a store, as it grows.

Ads of `bench.kindred` are put and settled, 500 a batch, as the ledger does after a run: prints,
candidates from the store, links, families, what each ad came as. Tables are counted before, on
other ads of the same sites. "Flat" compares the last ads before each size with those before the
first. On Elasticsearch the CPU seconds of the server count as well: it merges what was written when
it sees fit, so that a window there is longer.
"""

import os
import sqlite3
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import closing
from dataclasses import dataclass, replace
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
    Size.LONG: (20_000, 100_000, 200_000),
}
"""The same on Elasticsearch."""

COUNTED = {Size.QUICK: 400, Size.USUAL: 20_000, Size.LONG: 20_000}
BATCH = {Size.QUICK: 100, Size.USUAL: 500, Size.LONG: 500}
WINDOW, SERVED_WINDOW = 5, 20
"""Batches whose cost counts, the last before each size."""

FLAT, KEYS = Goal(1.5), Goal(200)

Clock = Callable[[], float]
"""CPU seconds that were spent up to now."""


def measure(size: Size) -> Iterator[Report]:
    with TemporaryDirectory() as name:
        file = Path(name) / "bench.db"
        with open_store("sqlite:///bench.db", tokens, folder=Path(name)) as store:
            for grown in _growth(store, size, SIZES[size], WINDOW, time.process_time):
                keys = Figure("keys of an ad", "bytes", Spread.of([_bytes(file) / grown.ads]), KEYS)
                yield grown.report("SQLite", keys)


def served(url: str, size: Size) -> Iterator[Report]:
    """In a store on a server at that url, which runs on this computer."""
    nodes = Asker(url.rpartition("/")[0]).ask("/_nodes/process")["nodes"].values()
    servers = [Path(f"/proc/{node['process']['id']}/stat") for node in nodes]

    def clock() -> float:
        return time.process_time() + sum(map(_spent, servers))

    with open_store(url, tokens, folder=Path()) as store:
        for grown in _growth(store, size, SERVED[size], SERVED_WINDOW, clock):
            yield grown.report("Elasticsearch, its server included")


def _spent(stat: Path) -> float:
    """CPU seconds of a process: the 14th and 15th of its numbers, in ticks (proc(5))."""
    after_name = stat.read_text().rpartition(")")[2].split()
    return (int(after_name[11]) + int(after_name[12])) / os.sysconf("SC_CLK_TCK")


@dataclass(frozen=True, slots=True)
class Grown:
    """CPU seconds an ad of the last batches before a store held so many: put, settled, and settled
    in times of the first."""

    ads: int
    put: Spread
    settled: Spread
    growth: Spread

    def report(self, home: str, *more: Figure) -> Report:
        second = Spread.of([1 / (self.put.median + self.settled.median)])
        figures = (
            Figure("settling, beside the first size", "times", self.growth, FLAT),
            Figure("an ad settled: compared, linked, stored", "ms CPU", self.settled.times(1000)),
            Figure("an ad put", "ms CPU", self.put.times(1000)),
            Figure("ads put and settled in a second of CPU", "", second),
        )
        title = f"Families in {home}, {self.ads:,} ads"
        return Report(title, "the last batches before it", (*figures, *more))


def _growth(
    store: Store, size: Size, marks: Sequence[int], window: int, clock: Clock
) -> Iterator[Grown]:
    ads = copies(1, marks[-1])
    due = _due(store, count((copy.offer for copy in copies(2, COUNTED[size])), "counted", NOW))
    first, done = 0.0, 0
    for mark in marks:
        costs = list(_settled(store, due, islice(ads, mark - done), BATCH[size], clock))[-window:]
        done = mark
        put, settled = (Spread.of([cost[at] for cost in costs]) for at in (0, 1))
        first = first or settled.median
        yield Grown(mark, put, settled, settled.times(1 / first))


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
    while some := [copy.offer for copy in islice(ads, batch)]:
        changes = [entered(one) for one in some]
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
