"""Obeys robots.txt from the first request on.

Scrapy 2.14 to 2.19 lets requests through that wait while another fetches robots.txt (13 of 20
first requests, measured). Here one lock for each host makes them wait for the rules themselves.
"""

import asyncio
import logging
from collections import defaultdict
from typing import Self

from scrapy import Request
from scrapy.crawler import Crawler
from scrapy.exceptions import IgnoreRequest
from scrapy.http.request import NO_CALLBACK
from scrapy.utils.httpobj import urlparse_cached

from crawlers.addresses import PublicAddresses
from crawlers.faults import Fault, fault_of
from crawlers.guard import NotAsked
from crawlers.keeper import Keeper
from crawlers.pace import Pace
from crawlers.robots_rules import Rules, read_rules, unreachable

logger = logging.getLogger(__name__)

ERRAND = "offerwatch_robots"
OURS = object()
"""Marks the requests for robots.txt itself: nobody else can have this very object."""

FIRST = 1000


class Robots:
    """Asks each host once for its rules, before anything else is asked of it."""

    def __init__(self, crawler: Crawler) -> None:
        self.crawler = crawler
        self.locks: defaultdict[str, asyncio.Lock] = defaultdict(asyncio.Lock)
        self.rules: dict[str, Rules | NotAsked] = {}

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        return cls(crawler)

    async def process_request(self, request: Request) -> None:
        if request.meta.get(ERRAND) is OURS:
            return
        rules = await self._rules(request)
        if isinstance(rules, NotAsked):
            raise rules
        if reason := rules.forbids(request.url):
            raise NotAsked(rules.kind, reason)

    async def _rules(self, request: Request) -> Rules | NotAsked:
        parts = urlparse_cached(request)
        site = f"{parts.scheme}://{parts.netloc}"
        async with self.locks[site]:
            if site not in self.rules:
                self.rules[site] = await self._asked(f"{site}/robots.txt", request)
            return self.rules[site]

    async def _asked(self, url: str, first: Request) -> Rules | NotAsked:
        errand = Request(url, priority=FIRST, meta={ERRAND: OURS}, callback=NO_CALLBACK)
        try:
            answer = await self.crawler.engine.download_async(errand)
        except Exception as error:  # noqa: BLE001 - whatever it is, it is no permission
            return self._not_had(error, first)
        rules = read_rules(answer.status, answer.body)
        if rules.warning:
            self._warn(url, rules.warning)
        if rules.delay:
            pace = self.crawler.get_extension(Pace)
            assert pace
            pace.slow_down(urlparse_cached(answer).hostname or "", rules.delay)
        return rules

    def _warn(self, url: str, warning: str) -> None:
        keeper = self.crawler.get_extension(Keeper)
        if keeper and keeper.run:
            keeper.run.problem(url, Fault("robots", warning))
        else:
            logger.warning("%s: %s", url, warning)

    def _not_had(self, error: Exception, first: Request) -> Rules | NotAsked:
        addresses = self.crawler.get_downloader_middleware(PublicAddresses)
        refused = addresses.refused(first) if addresses else None
        if refused:
            return refused
        fault = fault_of(error) or Fault("robots", type(error).__name__)
        if isinstance(error, IgnoreRequest) and fault.kind == "address":
            return NotAsked("address", fault.reason)
        return unreachable(fault.kind, fault.reason)
