"""How fast the store takes offers and answers queries, beside a plain FTS5 table of the same texts.

`python bench/store.py [OFFERS]`. The peer is what one writes in an afternoon: one FTS5 table with
SQLite's own tokenizer, the text as it is and the offer as JSON; no versions, events, sightings,
filters, keywords or optimistic tokens. Both write batches of the same size with the same
durability (WAL, synchronous=FULL) and in turns, so that a busy machine slows both.
"""

import sqlite3
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from functools import partial
from pathlib import Path
from random import Random

from index.base import Store
from index.codec import encode
from index.query.parse import parse
from index.store import open_store
from offers.ids import derive
from offers.life import Change, Event, EventKind, Known, Sighting, Status, Version
from offers.offer import Contact, IdFrom, Kind, Language, Money, Offer, Place
from offers.span import Span
from parsers.fold import tokens

BATCH = 25
"""Offers of one listing page, written at once."""

NOW = datetime(2026, 11, 22, 10, 30, tzinfo=UTC)
SPAN = Span("text", 0, 1)
LETTERS = (
    "abcdefghijklmnoprstuvwyz",
    "абвгдежзіийклмнопрстуфхцчшщьюя",
    "ابتثجحخدذرزسشصضطظعغفقكلمنهوي",
)


@dataclass(slots=True)
class Watch:
    """Wall-clock and CPU seconds spent on one thing."""

    name: str
    things: int = 0
    wall: float = 0.0
    cpu: float = 0.0
    slowest: list[float] = field(default_factory=list)

    def time(self, things: int, work: Callable[[], object]) -> None:
        wall, cpu = time.perf_counter(), time.process_time()
        work()
        spent = time.perf_counter() - wall
        self.things += things
        self.wall += spent
        self.cpu += time.process_time() - cpu
        self.slowest = sorted([*self.slowest, spent])[-max(1, self.things // 20) :]

    def __str__(self) -> str:
        rate, cpu = self.things / self.wall, self.cpu / self.things * 1000
        return f"{self.name:<44}{rate:>9,.0f}/s{cpu:>9.3f} ms CPU each{self.cpu:>8.1f} s CPU"


def vocabulary(random: Random) -> list[str]:
    return [
        "".join(random.choices(LETTERS[at % 3], k=random.randint(3, 10))) for at in range(30_000)
    ]


def offers(random: Random, words: Sequence[str], size: int) -> Iterator[Offer]:
    """Ads of about 120 words; few words are frequent, as in any language."""

    def text(length: int) -> str:
        ranks = (int(random.paretovariate(0.6)) - 1 for _ in range(length))
        return " ".join(words[min(rank, len(words) - 1)] for rank in ranks)

    for number in range(size):
        phone = Contact(kind="phone", value=f"+4420794{number % 60_000:05}", raw="", span=SPAN)
        price = Money(
            low=Decimal(random.randint(100, 5000)), high=None, currency="EUR", raw="", span=SPAN
        )
        yield Offer(
            id=derive("bench", str(number)),
            id_from=IdFrom.KEY,
            site=f"site{number % 20}",
            url=f"https://bench.example/{number}",
            seen=NOW - timedelta(minutes=random.randint(0, 200_000)),
            title=text(6),
            text=text(120),
            kinds=frozenset({Kind.JOB}),
            places=(Place(name=text(1), raw="", span=SPAN, country=random.choice(["DE", "PL"])),),
            language=Language(code=random.choice(["en", "uk", "ar"]), confidence=1.0),
            contacts=(phone,),
            money=(price,),
        )


def entered(offer: Offer) -> Change:
    version = Version.after(None, "run-1", offer)
    event = Event(
        kind=EventKind.NEW,
        offer=offer.id,
        version=version.id,
        run="run-1",
        at=offer.seen,
        occasion=version.id,
    )
    known = Known(
        offer=offer,
        version=version.id,
        status=Status.ONLINE,
        first_seen=offer.seen,
        last_seen=offer.seen,
        last_run="run-1",
        expires=offer.seen + timedelta(days=90),
        pending=(event,),
    )
    return Change(
        known=known, versions=(version,), events=(event,), sightings=(sighting(known, "run-1"),)
    )


def sighting(known: Known, run: str) -> Sighting:
    return Sighting(offer=known.offer.id, run=run, at=known.last_seen, version=known.version)


def again(known: Known) -> Change:
    seen = replace(known, last_seen=NOW, last_run="run-2")
    return Change(known=seen, sightings=(sighting(seen, "run-2"),))


def plain_table(path: Path) -> sqlite3.Connection:
    connection = sqlite3.connect(path, isolation_level=None)
    connection.execute("PRAGMA journal_mode = WAL")
    connection.execute("PRAGMA synchronous = FULL")
    connection.execute("CREATE VIRTUAL TABLE ad USING fts5 (id UNINDEXED, title, text, document)")
    return connection


def insert(connection: sqlite3.Connection, batch: Sequence[Offer]) -> None:
    rows = [(one.id, one.title, one.text, encode(one)) for one in batch]
    connection.execute("BEGIN IMMEDIATE")
    connection.executemany("INSERT INTO ad VALUES (?, ?, ?, ?)", rows)
    connection.execute("COMMIT")


def write(store: Store, peer: sqlite3.Connection, batches: Sequence[Sequence[Offer]]) -> None:
    ours, theirs = Watch("put of new offers"), Watch("plain FTS5 insert")
    seen = Watch("put of offers seen again")
    for batch in batches:
        changes = [entered(one) for one in batch]
        ours.time(len(batch), partial(store.index.put, changes))
        theirs.time(len(batch), partial(insert, peer, batch))
    for batch in batches[: max(1, len(batches) // 4)]:
        known = store.index.known([one.id for one in batch]).values()
        changes = [again(one) for one in known]
        seen.time(len(batch), partial(store.index.put, changes))
    print(ours, theirs, seen, sep="\n")
    print(f"  put takes {ours.wall / theirs.wall:.2f} times as long as the plain insert")


def search(store: Store, peer: sqlite3.Connection, queries: dict[str, Sequence[str]]) -> None:
    for kind, asked in queries.items():
        ours, theirs = Watch(f"search: {kind}"), Watch(f"plain FTS5: {kind}")
        for query in asked:
            ours.time(1, partial(ask, store, query))
            if ":" not in query:
                theirs.time(1, partial(match, peer, query))
        print(ours, f"   95th percentile {ours.slowest[0] * 1000:.1f} ms")
        if theirs.things:
            print(theirs, f"   95th percentile {theirs.slowest[0] * 1000:.1f} ms")


def ask(store: Store, query: str) -> None:
    store.index.search(parse(query, now=NOW, zone=UTC, tokens=tokens))


def match(peer: sqlite3.Connection, query: str) -> None:
    """As many things as a search gives: the total and the 20 newest documents."""
    peer.execute("SELECT count(*) FROM ad WHERE ad MATCH ?", (query,)).fetchone()
    peer.execute(
        "SELECT document FROM ad WHERE ad MATCH ? ORDER BY rowid DESC LIMIT 20", (query,)
    ).fetchall()


def asked(random: Random, words: Sequence[str]) -> dict[str, Sequence[str]]:
    rare, common = words[200:3000], words[:20]
    return {
        "a rare word": random.choices(rare, k=200),
        "a frequent word": random.choices(common, k=50),
        "two words": [f"{random.choice(common)} {random.choice(rare)}" for _ in range(200)],
        "a phrase": [f'"{random.choice(common)} {random.choice(common)}"' for _ in range(50)],
        "the beginning of a word": [f"{word[:3]}*" for word in random.choices(rare, k=100)],
        "a phone number": [f"phone:+4420794{random.randint(0, 5000):05}" for _ in range(200)],
        "word, country, price, date": [
            f"{word} country:DE price:>1000 first_seen:>=now-30d/d"
            for word in random.choices(rare, k=100)
        ],
    }


def main(size: int) -> None:
    random = Random(1)
    words = vocabulary(random)
    made = list(offers(random, words, size))
    batches = [made[at : at + BATCH] for at in range(0, size, BATCH)]
    print(f"{size:,} offers, batches of {BATCH}, SQLite {sqlite3.sqlite_version}")
    with (
        tempfile.TemporaryDirectory() as name,
        open_store("sqlite:///bench.db", tokens, folder=Path(name)) as store,
    ):
        peer = plain_table(Path(name) / "plain.db")
        write(store, peer, batches)
        search(store, peer, asked(random, words))
        erase = Watch("delete of one offer")
        for offer in made[:5]:
            erase.time(1, partial(store.index.delete, [offer.id], NOW))
        print(erase)
        for file in ("bench.db", "plain.db"):
            size_each = (Path(name) / file).stat().st_size / size
            print(f"{file:<44}{size_each:>9,.0f} bytes an offer")
        peer.close()


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 5_000)
