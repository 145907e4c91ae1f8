"""What it costs to put offers into the store and to search them, as it grows.

Batches of 25 are put, as from a page of a list. The peer is what one writes in an afternoon: one
FTS5 table with SQLite's own tokenizer, the text as it is and the offer as JSON; no versions,
events, sightings, filters, keywords. It is as durable (WAL, synchronous=FULL) and put in turns
with ours. "Flat" compares the last offers before each size with the first ones. Searches give the
total and the 20 newest offers; how long somebody waits for them is time on the clock.
"""

import sqlite3
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import closing
from datetime import UTC
from functools import partial
from itertools import islice
from pathlib import Path
from random import Random
from tempfile import TemporaryDirectory

from bench.lives import BATCH, NOW, again, entered, made_offers, vocabulary
from bench.measure import Spread, cpu, percentile
from bench.report import Figure, Goal, Report, Size, leave
from index.base import Store
from index.codec import encode
from index.query.parse import parse
from index.store import open_store
from offers.offer import Offer
from parsers.fold import tokens

SIZES = {
    Size.QUICK: (500, 1_000),
    Size.USUAL: (10_000, 100_000),
    Size.LONG: (10_000, 100_000, 500_000),
}
WINDOW = {Size.QUICK: 10, Size.USUAL: 80, Size.LONG: 80}
"""Batches whose cost counts, the last ones before each size."""

FLAT = Goal(1.5)
SOON = Goal(50)
Batch = Sequence[Offer]


def measure(size: Size) -> Iterator[Report]:
    random = Random(1)
    words = vocabulary(random)
    rest = made_offers(random, words, SIZES[size][-1])
    first: Spread | None = None
    with (
        TemporaryDirectory() as name,
        open_store("sqlite:///bench.db", tokens, folder=Path(name)) as store,
        closing(_plain_table(Path(name) / "plain.db")) as peer,
    ):
        done = 0
        for mark in SIZES[size]:
            costs = list(_put(store, peer, islice(rest, mark - done), WINDOW[size]))
            done = mark
            here = Spread.of([cost for cost, _ in costs])
            yield _puts(mark, costs, here.times(1 / first.median) if first else None)
            first = first or here
            yield _seen_again(store, mark, words, Random(2))
            yield _searches(store, peer, mark, asked(Random(3), words))


def _put(
    store: Store, peer: sqlite3.Connection, offers: Iterator[Offer], window: int
) -> Iterator[tuple[float, float]]:
    """CPU seconds of the last batches, ours and the peer's."""
    costs: list[tuple[float, float]] = []
    while batch := list(islice(offers, BATCH)):
        changes = [entered(one) for one in batch]
        mine = cpu(partial(store.index.put, changes))
        costs.append((mine, cpu(partial(_insert, peer, batch))))
    # Each tenth of the window is one value: single batches stumble over checkpoints and merges.
    last = costs[-window:]
    step = max(1, window // 10)
    for at in range(0, len(last), step):
        some = last[at : at + step]
        yield sum(own for own, _ in some) / len(some), sum(other for _, other in some) / len(some)


def _plain_table(path: Path) -> sqlite3.Connection:
    connection = sqlite3.connect(path, isolation_level=None)
    connection.execute("PRAGMA journal_mode = WAL")
    connection.execute("PRAGMA synchronous = FULL")
    connection.execute("CREATE VIRTUAL TABLE ad USING fts5 (id UNINDEXED, title, text, document)")
    return connection


def _insert(connection: sqlite3.Connection, batch: Batch) -> None:
    rows = [(one.id, one.title, one.text, encode(one)) for one in batch]
    connection.execute("BEGIN IMMEDIATE")
    connection.executemany("INSERT INTO ad VALUES (?, ?, ?, ?)", rows)
    connection.execute("COMMIT")


def _puts(mark: int, costs: Sequence[tuple[float, float]], growth: Spread | None) -> Report:
    each = 1000 / BATCH
    grown = (Figure("put, beside the first size", "times", growth, FLAT),) if growth else ()
    figures = (
        *grown,
        Figure("put of an offer", "ms CPU", Spread.of([own for own, _ in costs]).times(each)),
        Figure("plain FTS5 insert", "ms CPU", Spread.of([peer for _, peer in costs]).times(each)),
        Figure("put, beside the plain insert", "times", Spread.of([a / b for a, b in costs])),
    )
    return Report(f"Put, {mark:,} offers", f"batches of {BATCH}, the last before the size", figures)


def _seen_again(store: Store, mark: int, words: Sequence[str], random: Random) -> Report:
    """What it costs to note that offers are still there."""
    chosen = [parse(word, now=NOW, zone=UTC, tokens=tokens)
              for word in random.choices(words[20:200], k=10)]  # fmt: skip
    costs = []
    for query in chosen:
        changes = [again(one) for one in store.index.search(query, limit=BATCH).offers]
        if changes:
            costs.append(cpu(partial(store.index.put, changes)) / len(changes) * 1000)
    figure = Figure("put of an offer seen again", "ms CPU", Spread.of(costs))
    return Report(f"Seen again, {mark:,} offers", f"batches of up to {BATCH}", (figure,))


def _searches(
    store: Store, peer: sqlite3.Connection, mark: int, queries: Mapping[str, Sequence[str]]
) -> Report:
    every: list[float] = []
    figures = []
    for kind, some in queries.items():
        took = [milliseconds(partial(ask, store, query)) for query in some]
        every += took
        figures.append(Figure(kind, "ms p95", Spread.of([percentile(took, 95)])))
    plain = [milliseconds(partial(_match, peer, query)) for query in queries["a rare word"]]
    figures.append(Figure("plain FTS5, a rare word", "ms p95", Spread.of([percentile(plain, 95)])))
    all_ = Spread(percentile(every, 95), min(every), max(every))
    about = f"{len(every)} queries in four scripts, each as often as in the list"
    return Report(
        f"Search, {mark:,} offers", about, (Figure("all", "ms p95", all_, SOON), *figures)
    )


def milliseconds(work: Callable[[], object]) -> float:
    start = time.perf_counter()
    work()
    return (time.perf_counter() - start) * 1000


def ask(store: Store, query: str) -> None:
    store.index.search(parse(query, now=NOW, zone=UTC, tokens=tokens))


def _match(peer: sqlite3.Connection, query: str) -> None:
    """As many things as a search gives: the total and the 20 newest documents."""
    peer.execute("SELECT count(*) FROM ad WHERE ad MATCH ?", (query,)).fetchone()
    newest = "SELECT document FROM ad WHERE ad MATCH ? ORDER BY rowid DESC LIMIT 20"
    peer.execute(newest, (query,)).fetchall()


def asked(random: Random, words: Sequence[str]) -> Mapping[str, Sequence[str]]:
    """What analysts ask: mostly for words and contacts, now and then for what many ads say."""
    rare, common = words[200:3000], words[:20]
    return {
        "a rare word": random.choices(rare, k=200),
        "a frequent word": random.choices(common, k=40),
        "two words": [f"{random.choice(common)} {random.choice(rare)}" for _ in range(200)],
        "either of two words": [" OR ".join(random.choices(rare, k=2)) for _ in range(100)],
        "a phrase": [f'"{random.choice(common)} {random.choice(common)}"' for _ in range(50)],
        "the beginning of a word": [f"{word[:3]}*" for word in random.choices(rare, k=100)],
        "a phone number": [f"phone:+4420794{random.randint(0, 5000):05}" for _ in range(200)],
        "word, country, price, date": [
            f"{word} country:DE price:>1000 first_seen:>=now-30d/d"
            for word in random.choices(rare, k=100)
        ],
        "a word, but not another": [
            f"{random.choice(rare)} NOT {random.choice(common)}" for _ in range(100)
        ],
    }


if __name__ == "__main__":
    leave(__doc__, measure)
