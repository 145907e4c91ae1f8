"""Turns: one request at a time to a registrable domain and to an address, of all processes."""

import asyncio
import os
from collections.abc import AsyncIterator, Awaitable, Iterator
from contextlib import asynccontextmanager, contextmanager
from secrets import token_hex
from time import monotonic
from typing import Any, Self

from scrapy import Request, signals
from scrapy.crawler import Crawler
from scrapy.exceptions import DownloadFailedError
from scrapy.http import Response

from crawlers.domains import addresses, domains
from crawlers.faults import BrokenOff
from crawlers.holder import BEAT, Holder, Resting
from crawlers.hosts import host, site_of
from crawlers.keeper import Keeper
from crawlers.pace import BUSY, Pace, Tempo
from crawlers.retry import LONGEST_WAIT, asked_rest
from index.base import Store, StoreError
from workspace.site import SiteFile

PER_PAGE = 3
"""Requests that a run may make for each of its `max_pages`: redirects and second tries count."""

IN_BROWSER = 40
"""The same for pages in a browser, which ask for scripts and data."""

SPARE = 20
"""Requests that it may make besides: robots.txt of each host and what it moves to."""

MOST_BUSY = 10
"""So many answers in a row of a site that has enough for now end the run: five pages, if each is
tried twice, but second tries may come after all first ones."""

LONGEST_REST = 86_400.0
"""Seconds. What asks for more than a day does not mean it."""


class TurnLost(DownloadFailedError):
    """This process stood still for so long that others took its turn."""


class Turn:
    """The leave to make one request, from taking it to leaving it. `status` is that of the answer,
    0 if none came, `rest` how many seconds it asks for."""

    def __init__(self, holder: Holder, tempo: Tempo) -> None:
        self.tempo = tempo
        self.rest = 0.0
        self.status = 0
        self.held: list[str] = []
        self._holder = holder
        self._lost = False
        self._download: asyncio.Task[Any] | None = None
        self._beats = asyncio.get_running_loop().call_later(BEAT, self._beat)

    async def take(self, names: tuple[str, ...]) -> None:
        """Have all of the leases, in the order in which every process takes them."""
        for number, name in enumerate(names, start=1):
            await self._holder.take(name, self.tempo.pause, names[number:])
            self.held.append(name)

    async def fetched(self, download: Awaitable[Response]) -> Response:
        """The answer, as long as the turn lasts. Raises `TurnLost`."""
        begun = monotonic()
        self._download = asyncio.current_task()
        try:
            self._check()
            response = await download
        except asyncio.CancelledError:
            self._check()
            raise
        except Exception:
            self.tempo.answered(0, monotonic() - begun)
            raise
        self.status = response.status
        self.tempo.answered(self.status, monotonic() - begun)
        self.rest = min(asked_rest(response) or 0.0, LONGEST_REST)
        return response

    def _check(self) -> None:
        if self._lost:
            raise TurnLost("other crawls took this one for dead")

    def _beat(self) -> None:
        """A turn of which one lease is lost is lost."""
        try:
            alive = all(self._holder.beat(name) for name in self.held)
        except StoreError:
            alive = False
        if alive:
            self._beats = asyncio.get_running_loop().call_later(BEAT, self._beat)
        else:
            self._lost = True
            if self._download:
                self._download.cancel()

    def leave(self) -> None:
        """What the host asks for holds for its domain; provider and address have other tenants."""
        self._beats.cancel()
        pauses = [max(self.tempo.theirs, self.rest), *[0.0] * len(self.held)]
        for name, pause in zip(self.held, pauses, strict=False):
            self._holder.leave(name, pause)


class Turns:
    """The extension that has every download wait its turn, and counts them: `requests`."""

    def __init__(self, crawler: Crawler) -> None:
        self.crawler = crawler
        self.site = site_of(crawler)
        self.most = most_requests(self.site)
        self.requests = 0
        self._busy = 0
        self._alone = asyncio.Lock()
        self._addresses: dict[str, tuple[str, ...]] = {}
        self._store: Store | None = None
        self._holder: Holder | None = None

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        made = cls(crawler)
        crawler.signals.connect(made.close, signals.spider_closed)
        return made

    @asynccontextmanager
    async def turn(self, request: Request) -> AsyncIterator[Turn]:
        """Around the real download of a request, and nothing else.

        Raises `BrokenOff` if the run is to end: it has made all of its requests, the site wants
        to be left alone for long, or the store fails.
        """
        pace = self.crawler.get_extension(Pace)
        assert pace
        async with self._alone:
            with self._ending():
                name = host(request)
                self._count()
                turn = Turn(self._opened(), pace.tempo(name))
                try:
                    await turn.take(await self._names(name))
                    yield turn
                finally:
                    self._leave(turn)
                self._learn(name, turn)

    def _leave(self, turn: Turn) -> None:
        """What was answered counts, though the store fails when others are to be let in: they find
        out by themselves that this holder is gone."""
        try:
            turn.leave()
        except StoreError as error:
            self._keeper.fail(error)

    def _learn(self, name: str, turn: Turn) -> None:
        """Whether an answer is one too many."""
        self._busy = self._busy + 1 if turn.status in BUSY else 0
        if turn.rest > LONGEST_WAIT:
            self._keeper.give_up(f"{name} asks to be left alone for {turn.rest:.0f} seconds")
        elif self._busy >= MOST_BUSY:
            self._keeper.give_up(f"{name} said {MOST_BUSY} times in a row that it has enough")

    @contextmanager
    def _ending(self) -> Iterator[None]:
        """What ends the run instead of a request."""
        try:
            yield
        except Resting as rest:
            self._keeper.give_up(f"the site asked to be {rest}")
            raise BrokenOff(str(rest)) from rest
        except StoreError as error:
            self._keeper.fail(error)
            raise BrokenOff("the store fails") from error

    def _count(self) -> None:
        if self.requests >= self.most:
            pages = self.site.max_pages
            self._keeper.finish(
                f"{self.most} requests were made, as many as max_pages = {pages} allows"
            )
            raise BrokenOff("no more requests")
        self.requests += 1

    async def _names(self, name: str) -> tuple[str, ...]:
        """The leases that a request to a host takes: its domain, its provider's, its addresses."""
        if name not in self._addresses:
            self._addresses[name] = await addresses(name)
        found = (f"address {address}" for address in self._addresses[name])
        return (*(f"domain {domain}" for domain in domains(name)), *found)

    def _opened(self) -> Holder:
        """The workspace's own store, also where a run keeps the rest in a scratch folder."""
        if self._holder is None:
            spider: Any = self.crawler.spidercls
            self._store = spider.workspace.open_store()
            assert self._store
            me = f"{self.site.name}/{os.getpid()}/{token_hex(4)}"
            self._holder = Holder(self._store.journal, me, LONGEST_WAIT)
        return self._holder

    @property
    def _keeper(self) -> Keeper:
        keeper = self.crawler.get_extension(Keeper)
        assert keeper
        return keeper

    def close(self) -> None:
        if self._store:
            self._store.close()


def most_requests(site: SiteFile) -> int:
    """How many requests a run may make in all, whatever they are for."""
    return site.max_pages * (IN_BROWSER if site.render else PER_PAGE) + SPARE
