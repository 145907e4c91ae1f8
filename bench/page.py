"""From a page to a stored offer, beside the stack that comes to mind first.

The peer: BeautifulSoup over html.parser, langdetect, PhoneNumberMatcher over the page's text,
dateparser without languages, one INSERT and one commit for each offer. Ours: `read_offers` and
`Ledger.record`, with as many pages in one durable write as a crawl has (WAL, synchronous=FULL, as
the peer). It finds more: money, places, who speaks, what must be sealed, versions, events, full
text. Beside it what keeping the page as a capture adds, for which the peer has nothing.
"""

import json
import sqlite3
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from functools import partial
from pathlib import Path
from tempfile import TemporaryDirectory

import dateparser
import phonenumbers
from bs4 import BeautifulSoup
from langdetect import DetectorFactory

from bench.measure import Pair, Spread, cpu, gains, turns
from bench.obvious import language, said
from bench.pages import ad_page, made_ads
from bench.report import Figure, Goal, Report, Size, leave
from crawlers.waiting import MOST
from evidence.exchange import Exchange
from evidence.warc import Warc
from index.base import Store
from index.store import open_store
from ledger import Kinship, Ledger
from offers.offer import Offer
from offers.page import Page
from offers.profile import FieldRule, LinkRules, Profile
from parsers.fold import tokens
from parsers.offer import read_offers

PAGES = {Size.QUICK: 6, Size.USUAL: 60, Size.LONG: 200}
"""Pages of a round, which are others in every round."""

ROUNDS = {Size.QUICK: 2, Size.USUAL: 9, Size.LONG: 15}
BYTES = (10_000, 60_000)
GOAL = Goal(10, at_least=True)

URL = "https://board.example/ad/{number}"
NOW = datetime(2026, 11, 22, 10, 30, tzinfo=UTC)
FIELDS = {
    "title": "h1",
    "text": "div.text",
    "price": "dd.price",
    "place": "dd.place",
    "employer": "dd.employer",
    "published": "time.published",
}
PROFILE = Profile(
    site="bench",
    reader="selectors",
    country="GB",
    languages=("en",),
    links=LinkRules(offer=("a.title",)),
    fields=tuple(FieldRule(name=name, select=(css,)) for name, css in FIELDS.items()),
)
Pages = Sequence[Page]


def pages(count: int, size: int) -> list[Page]:
    """So many different pages of one ad each."""
    return [
        Page(asked=url, url=url, status=200, body=ad_page(ad, size), fetched=NOW)
        for ad in made_ads(count)
        for url in [URL.format(number=ad.number)]
    ]


@dataclass(frozen=True, slots=True)
class Ours:
    """Reads pages and enters their offers, in a store of its own. `warc`: keeps each page first."""

    store: Store
    warc: Warc | None = None

    def take(self, some: Pages) -> None:
        ledger = Ledger(
            self.store.index,
            self.store.journal,
            timedelta(days=90),
            b"bench",
            Kinship(self.store, b"bench"),
        )
        run = ledger.begin("bench", NOW)
        for at in range(0, len(some), MOST):
            read = [self._read(page) for page in some[at : at + MOST]]
            if self.warc:
                self.warc.sync()
            with self.store.together():
                for offers in read:
                    assert ledger.record(run, offers).counts

    def _read(self, page: Page) -> tuple[Offer, ...]:
        offers = read_offers(page, PROFILE).offers
        if self.warc is None:
            return offers
        capture = self.warc.keep(_exchange(page))
        return tuple(replace(offer, capture=capture) for offer in offers)


def _exchange(page: Page) -> Exchange:
    head = b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n"
    asked = b"GET / HTTP/1.1\r\nHost: board.example\r\n\r\n"
    return Exchange(url=page.url, request=asked, head=head, body=page.body, at=page.fetched)


@dataclass(frozen=True, slots=True)
class Obvious:
    """What one writes in an afternoon."""

    connection: sqlite3.Connection

    def take(self, some: Pages) -> None:
        for page in some:
            soup = BeautifulSoup(page.body, "html.parser")
            fields = {name: said(soup, css) for name, css in FIELDS.items()}
            matches = phonenumbers.PhoneNumberMatcher(soup.get_text(" "), "GB")
            phones = [match.raw_string for match in matches]
            published = dateparser.parse(fields["published"])
            row = (
                page.url,
                json.dumps(fields),
                language(fields["text"]),
                str(published),
                str(phones),
            )
            self.connection.execute("INSERT OR REPLACE INTO offer VALUES (?, ?, ?, ?, ?)", row)
            self.connection.commit()


def measure(size: Size) -> Iterator[Report]:
    DetectorFactory.seed = 1
    for bytes_ in BYTES:
        count = PAGES[size] * (ROUNDS[size] + 1)
        with TemporaryDirectory() as name, ExitStack() as stack:
            sides = _sides(Path(name), stack)
            rounds = _compare(sides, pages(count, bytes_), PAGES[size], ROUNDS[size])
        about = f"pages of {bytes_:,} bytes; {ROUNDS[size]} rounds of {PAGES[size]} pages"
        yield Report("A page to a stored offer", about, _figures(*rounds, PAGES[size]))


def _sides(folder: Path, stack: ExitStack) -> tuple[Ours, Ours, Obvious]:
    """Ours, ours with captures, and the peer, each with a file of its own."""
    stores = [
        stack.enter_context(open_store(f"sqlite:///{name}.db", tokens, folder=folder))
        for name in ("ours", "kept")
    ]
    warc = Warc(folder / "captures", "bench.warc.gz", opened=NOW, about={})
    peer = sqlite3.connect(folder / "obvious.db")
    stack.callback(peer.close)
    peer.execute("PRAGMA journal_mode = WAL")
    peer.execute("PRAGMA synchronous = FULL")
    peer.execute("CREATE TABLE offer (url PRIMARY KEY, said, language, published, phones)")
    return Ours(stores[0]), Ours(stores[1], stack.enter_context(warc)), Obvious(peer)


def _compare(
    sides: tuple[Ours, Ours, Obvious], made: Sequence[Page], some: int, rounds: int
) -> tuple[Sequence[Pair], Sequence[Pair]]:
    """Pairs of ours and the peer, and of ours with captures and ours without them."""
    first, *rest = [made[at : at + some] for at in range(0, len(made), some)]
    for side in sides:
        side.take(first)  # tables and models are loaded once

    def timed(take: Callable[[Pages], None]) -> Callable[[int], float]:
        return lambda number: cpu(partial(take, rest[number]))

    ours, kept, obvious = (timed(side.take) for side in sides)
    pairs = turns(ours, obvious, rounds)
    return pairs, [Pair(kept(number), pair.ours) for number, pair in enumerate(pairs)]


def _figures(pairs: Sequence[Pair], kept: Sequence[Pair], count: int) -> tuple[Figure, ...]:
    def each(values: Sequence[float]) -> Spread:
        return Spread.of([value / count * 1000 for value in values])

    return (
        Figure("faster than the obvious stack", "times", gains(pairs), GOAL),
        Figure("a page, Offerwatch", "ms CPU", each([pair.ours for pair in pairs])),
        Figure("a page, the obvious stack", "ms CPU", each([pair.peer for pair in pairs])),
        Figure("a page, Offerwatch with captures", "ms CPU", each([pair.ours for pair in kept])),
    )


if __name__ == "__main__":
    leave(__doc__, measure)
