"""Obeys robots.txt from the first request on.

Scrapy 2.14 to 2.19 lets requests through that wait while another fetches robots.txt (13 of 20
first requests, measured). Here one lock for each site makes them wait for the rules themselves.
"""

import asyncio
import logging
from collections import defaultdict
from typing import Self
from urllib.parse import urljoin, urlsplit

from scrapy import Request, signals
from scrapy.crawler import Crawler
from scrapy.exceptions import StopDownload
from scrapy.http import Response
from scrapy.http.request import NO_CALLBACK

from crawlers.addresses import PublicAddresses
from crawlers.faults import BrokenOff, Fault, fault_of
from crawlers.guard import NotAsked
from crawlers.hosts import host
from crawlers.keeper import Keeper
from crawlers.pace import Pace, Tempo
from crawlers.robots_rules import LARGEST, Rules, read_rules, unreachable

logger = logging.getLogger(__name__)

ERRAND = "offerwatch_robots"
OURS = object()
"""Marks the requests for robots.txt itself: nobody else can have this very object."""

LENGTH = "offerwatch_robots_bytes"
SIZE = "download_maxsize"
MOST_ANNOUNCED = 2**40

FIRST = 1000

MOVED = frozenset({301, 302, 303, 307, 308})
HOPS = 5
"""Redirects of a robots.txt that are followed: as many as RFC 9309 wants at least."""

AGAIN = (5, 10, 20)
"""After how many times the site's pause a robots.txt that may only be down for the moment is asked
for again. For public sites that is a minute in all, unless they are asked more slowly."""

LONGEST = 120.0
"""Seconds. The longest of these waits, however slowly the site is asked."""


class Robots:
    """Asks each site (scheme, host and port) for its rules, before anything else of it."""

    def __init__(self, crawler: Crawler) -> None:
        self.crawler = crawler
        self.locks: defaultdict[str, asyncio.Lock] = defaultdict(asyncio.Lock)
        self.known: dict[str, Rules] = {}

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        made = cls(crawler)
        crawler.signals.connect(made.bytes_received, signals.bytes_received)
        return made

    async def process_request(self, request: Request) -> None:
        if request.meta.get(ERRAND) is OURS:
            # Scrapy would refuse a file for its length alone, and nothing of it would be read.
            request.meta[SIZE] = MOST_ANNOUNCED
            return
        rules = await self.rules(request.url)
        if reason := rules.forbids(request.url):
            raise NotAsked(rules.kind, reason)

    async def rules(self, url: str) -> Rules:
        """The rules of the site that a url belongs to, asked for now if nobody did before.

        `closed` says why nothing of it may be fetched, `parser` is `None` where it has no rules.
        Raises `BrokenOff` if the crawl ends meanwhile.
        """
        parts = urlsplit(url)
        site = f"{parts.scheme}://{parts.netloc}"
        async with self.locks[site]:
            if site not in self.known:
                self.known[site] = await self._had(site)
            return self.known[site]

    async def _had(self, site: str) -> Rules:
        """What the site says at last. All who wait for its rules wait on while it cannot; who only
        tries or looks is told at once and may ask again."""
        rules = await self._asked(site)
        looking = getattr(self.crawler.spider, "scratch", None)
        for times in () if looking else AGAIN:
            if not rules.passing:
                break
            await self._wait(site, times, rules)
            rules = await self._asked(site)
        if rules.warning:
            self._warn(f"{site}/robots.txt", rules.warning)
        if tempo := self._tempo(site):
            tempo.asked = max(tempo.asked, rules.delay)
        return rules

    def _tempo(self, site: str) -> Tempo | None:
        pace = self.crawler.get_extension(Pace)
        return pace.tempo(host(Request(site))) if pace else None

    async def _wait(self, site: str, times: int, rules: Rules) -> None:
        keeper, tempo = self.crawler.get_extension(Keeper), self._tempo(site)
        seconds = min(tempo.pause * times, LONGEST) if tempo else 0.0
        logger.info("%s: %s; asking again in %.0f seconds", site, rules.closed, seconds)
        if keeper:
            await keeper.wait(seconds)
            if keeper.stopping.is_set():
                raise BrokenOff("the crawl is to end")

    async def _asked(self, site: str) -> Rules:
        url = f"{site}/robots.txt"
        for _ in range(HOPS + 1):
            try:
                answer = await self._answer(url)
                moved = answer.headers.get(b"Location") if answer.status in MOVED else None
                if not moved:
                    return read_rules(answer.status, answer.body)
                url = urljoin(answer.url, moved.decode("latin-1").strip())
            except BrokenOff:
                raise
            except Exception as error:  # noqa: BLE001 - whatever it is, it is no permission
                return self._not_had(error, url)
        return unreachable("http", f"it moved more than {HOPS} times")

    async def _answer(self, url: str) -> Response:
        """Through all guards, as any other request; trying again and moving on are our own."""
        meta = {ERRAND: OURS, LENGTH: 0, "dont_retry": True, "dont_redirect": True}
        errand = Request(url, priority=FIRST, meta=meta, callback=NO_CALLBACK)
        return await self.crawler.engine.download_async(errand)

    def bytes_received(self, data: bytes, request: Request) -> None:
        """Nobody needs to send a robots.txt to its end that is not read to its end."""
        if request.meta.get(ERRAND) is OURS:
            # What it is when unpacked is bounded as for any other answer.
            request.meta.pop(SIZE, None)
            request.meta[LENGTH] += len(data)
            if request.meta[LENGTH] > LARGEST:
                raise StopDownload(fail=False)

    def _warn(self, url: str, warning: str) -> None:
        keeper = self.crawler.get_extension(Keeper)
        if keeper and keeper.run:
            keeper.run.problem(url, Fault("robots", warning))
        else:
            logger.warning("%s: %s", url, warning)

    def _not_had(self, error: Exception, url: str) -> Rules:
        addresses = self.crawler.get_downloader_middleware(PublicAddresses)
        if addresses and not isinstance(error, NotAsked):
            # A name whose addresses are all refused looks as if it could not be resolved.
            error = addresses.refused(Request(url)) or error
        fault = fault_of(error) or Fault("robots", type(error).__name__)
        return unreachable(fault.kind, fault.reason)
