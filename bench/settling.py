"""What it costs to keep families of ads in SQLite, as the store grows.

Ads of `bench.kindred` are put and settled, 500 a batch, as the ledger does after a run: prints,
candidates from the store, links, families, what each ad came as. Tables are counted before, on
other ads of the same sites. "Flat" compares the last ads before each size with those before the
first. Elasticsearch is not measured here.
"""

import sqlite3
from collections.abc import Iterator, Sequence
from contextlib import closing
from dataclasses import replace
from functools import partial
from itertools import islice
from pathlib import Path
from tempfile import TemporaryDirectory

from bench.kindred import Copy, copies
from bench.lives import NOW, entered
from bench.measure import Spread, cpu
from bench.report import Figure, Goal, Report, Size, leave
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
COUNTED = {Size.QUICK: 400, Size.USUAL: 20_000, Size.LONG: 20_000}
BATCH = {Size.QUICK: 100, Size.USUAL: 500, Size.LONG: 500}
WINDOW = 5
"""Batches whose cost counts, the last before each size."""

FLAT, KEYS = Goal(1.5), Goal(200)


def measure(size: Size) -> Iterator[Report]:
    ads = copies(1, SIZES[size][-1])
    tables = count((copy.offer for copy in copies(2, COUNTED[size])), "counted", NOW)
    first: float | None = None
    with TemporaryDirectory() as name:
        file = Path(name) / "bench.db"
        with open_store("sqlite:///bench.db", tokens, folder=Path(name)) as store:
            due = _due(store, tables)
            done = 0
            for mark in SIZES[size]:
                costs = list(_settled(store, due, islice(ads, mark - done), BATCH[size]))
                done = mark
                settling = Spread.of([settled for _, settled in costs[-WINDOW:]])
                first = first or settling.median
                put = Spread.of([put for put, _ in costs[-WINDOW:]])
                yield _report(mark, put, settling, settling.times(1 / first), _bytes(file) / mark)


def _due(store: Store, tables: Tables) -> Due:
    store.families.add_tables(tables)
    store.families.use_tables(tables.id)
    key = contact_key(b"bench")
    return Due(store, Owed(store.journal), key, NOW, lambda: None)


def _settled(
    store: Store, due: Due, ads: Iterator[Copy], batch: int
) -> Iterator[tuple[float, float]]:
    """CPU seconds an ad of each batch: to put it, and to settle it."""
    settler = due.settler()
    while some := [copy.offer for copy in islice(ads, batch)]:
        changes = [entered(one) for one in some]
        put = cpu(partial(store.index.put, changes))
        at = replace(settler, at=NOW)
        yield put / len(some), cpu(partial(at.settle, [one.id for one in some])) / len(some)


def _bytes(file: Path) -> float:
    """What the tables of keys and marks take."""
    with closing(sqlite3.connect(file)) as connection:
        names = [row[0] for row in connection.execute("SELECT DISTINCT name FROM dbstat")]
        return sum(_size(connection, name) for name in names if name.startswith("print_key"))


def _size(connection: sqlite3.Connection, name: str) -> int:
    (found,) = connection.execute("SELECT sum(pgsize) FROM dbstat WHERE name = ?", (name,))
    return int(found[0])


def _report(mark: int, put: Spread, settling: Spread, growth: Spread, keys: float) -> Report:
    each: Sequence[Figure] = (
        Figure("settling, beside the first size", "times", growth, FLAT),
        Figure("an ad settled: compared, linked, stored", "ms CPU", settling.times(1000)),
        Figure("an ad put", "ms CPU", put.times(1000)),
        Figure(
            "ads put and settled in a second of CPU",
            "",
            Spread.of([1 / (put.median + settling.median)]),
        ),
        Figure("keys of an ad", "bytes", Spread.of([keys]), KEYS),
    )
    return Report(f"Families in SQLite, {mark:,} ads", "the last batches before it", tuple(each))


if __name__ == "__main__":
    leave(__doc__, measure)
