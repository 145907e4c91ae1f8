"""The same offers in SQLite and in Elasticsearch: how long searches take, what an export takes.

Searches are those of `bench.store`, asked in turns: the total and the 20 newest offers. Time on the
clock counts, since somebody waits. An export reads all offers one by one, the newest first, in a
process of its own, whose memory is compared with what it had before. `put` of all offers, 500 a
batch, is what filling took.
"""

import time
from collections.abc import Iterator, Mapping, Sequence
from concurrent.futures import ProcessPoolExecutor
from contextlib import ExitStack
from dataclasses import dataclass
from functools import partial
from multiprocessing import get_context
from pathlib import Path
from random import Random
from tempfile import TemporaryDirectory

from bench.bulk import LARGE
from bench.lives import entered, made_offers, vocabulary
from bench.measure import MIB, Spread, cpu, percentile
from bench.report import Figure, Report, Size
from bench.store import ask, asked, milliseconds
from index.base import Store
from index.elastic.cluster import slices
from index.query.tree import Everything
from index.store import open_store
from parsers.fold import tokens

OFFERS = {Size.QUICK: 200, Size.USUAL: 100_000, Size.LONG: 500_000}
ASKED = {Size.QUICK: 3, Size.USUAL: 200, Size.LONG: 200}
"""Queries of each kind at most."""


def measure(url: str, size: Size) -> Iterator[Report]:
    """In a store on a server at that url, and in one in SQLite."""
    many = OFFERS[size]
    with TemporaryDirectory() as name, ExitStack() as opened:
        homes = {"SQLite": "sqlite:///bench.db", "Elasticsearch": url}
        folder = Path(name)
        stores = {
            home: opened.enter_context(open_store(where, tokens, folder=folder))
            for home, where in homes.items()
        }
        words = vocabulary(Random(5))
        yield _filling({home: _filled(store, words, many) for home, store in stores.items()}, many)
        yield from _searches(stores, asked(Random(3), words), many, ASKED[size])
        yield _exports({home: _exported(where, folder) for home, where in homes.items()}, many)


@dataclass(frozen=True, slots=True)
class Spent:
    """Seconds on the clock, and of this process's CPU."""

    clock: float
    cpu: float


def _filled(store: Store, words: Sequence[str], many: int) -> Spent:
    start = time.perf_counter()
    spent = 0.0
    for some in slices(map(entered, made_offers(Random(6), words, many)), LARGE):
        spent += cpu(partial(store.index.put, some))
    return Spent(time.perf_counter() - start, spent)


def _filling(spent: Mapping[str, Spent], many: int) -> Report:
    figures = [
        figure
        for home, one in spent.items()
        for figure in (
            Figure(f"{home}, making them up included", "s", Spread.of([one.clock])),
            Figure(f"{home}, put of an offer", "ms CPU", Spread.of([one.cpu / many * 1000])),
        )
    ]
    return Report(f"Filling with {many:,} offers", f"{LARGE} a batch", tuple(figures))


def _searches(
    stores: Mapping[str, Store], queries: Mapping[str, Sequence[str]], many: int, most: int
) -> Iterator[Report]:
    took: dict[str, dict[str, list[float]]] = {home: {} for home in stores}
    for store in stores.values():
        # What was written last is made searchable, and everything is loaded.
        ask(store, queries["a rare word"][0])
    for kind, some in queries.items():
        for query in some[:most]:
            for home, store in stores.items():
                took[home].setdefault(kind, []).append(milliseconds(partial(ask, store, query)))
    for home, by_kind in took.items():
        every = [one for times in by_kind.values() for one in times]
        figures = [
            figure
            for kind, times in {"all": every, **by_kind}.items()
            for figure in _percentiles(kind, times)
        ]
        about = f"{len(every)} queries as in the benchmark of the store, in turns with the other"
        yield Report(f"Search, {many:,} offers, {home}", about, tuple(figures))


def _percentiles(kind: str, times: Sequence[float]) -> Iterator[Figure]:
    for share in (50, 95):
        at = percentile(times, share)
        yield Figure(kind, f"ms p{share}", Spread(at, min(times), max(times)))


@dataclass(frozen=True, slots=True)
class Export:
    """Offers that were read, what that took, and bytes of memory before and at most."""

    offers: int
    spent: Spent
    before: int
    most: int


def _exported(url: str, folder: Path) -> Export:
    """In a process of its own, which has read nothing else."""
    with ProcessPoolExecutor(1, mp_context=get_context("spawn")) as one:
        return one.submit(export, url, folder).result()


def export(url: str, folder: Path) -> Export:
    """Read all offers of a store, and keep none."""
    with open_store(url, tokens, folder=folder) as store:
        before = _resident()
        start, spent = time.perf_counter(), time.process_time()
        offers = sum(1 for _ in store.index.walk(Everything()))
        took = Spent(time.perf_counter() - start, time.process_time() - spent)
    return Export(offers, took, before, _resident())


def _resident() -> int:
    """The most bytes that this program has had in memory so far. What `getrusage` says is at least
    what the process had that started it."""
    status = Path("/proc/self/status").read_text()
    return int(status.partition("VmHWM:")[2].split()[0]) * 1024


def _exports(found: Mapping[str, Export], many: int) -> Report:
    figures = []
    for home, one in found.items():
        if one.offers != many:
            raise ValueError(f"{home} gave {one.offers} of {many} offers")
        figures += [
            Figure(f"{home}, all offers", "s", Spread.of([one.spent.clock])),
            Figure(f"{home}, an offer", "ms CPU", Spread.of([one.spent.cpu / many * 1000])),
            Figure(f"{home}, memory at most", "MiB", Spread.of([one.most / MIB])),
            Figure(f"{home}, more than before", "MiB", Spread.of([(one.most - one.before) / MIB])),
        ]
    about = "one by one, the newest first, in a process of its own"
    return Report(f"Export of {many:,} offers", about, tuple(figures))
