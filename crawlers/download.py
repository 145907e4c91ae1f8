"""Downloads that wait their turn, and end at once when the crawl is to end."""

import asyncio

from scrapy import Request
from scrapy.core.downloader.handlers.http11 import HTTP11DownloadHandler
from scrapy.crawler import Crawler
from scrapy.http import Response

from crawlers.faults import BrokenOff
from crawlers.keeper import Keeper
from crawlers.limits import BoundedFactory
from crawlers.turns import Turns


class BreakableDownload(HTTP11DownloadHandler):
    """Scrapy's own handler; a stop does not wait for the answer that is on its way, and no answer
    goes on for ever."""

    def __init__(self, crawler: Crawler) -> None:
        super().__init__(crawler)
        self.crawler = crawler
        self._pool._factory = BoundedFactory  # noqa: SLF001 - there is no other place

    async def download_request(self, request: Request) -> Response:
        keeper = self.crawler.get_extension(Keeper)
        assert keeper
        answer = asyncio.ensure_future(self._in_turn(request))
        stop = asyncio.ensure_future(keeper.stopping.wait())
        try:
            done, _ = await asyncio.wait({answer, stop}, return_when=asyncio.FIRST_COMPLETED)
        finally:
            # Whoever waits for the answer no longer keeps no turn.
            answer.cancel()
            stop.cancel()
        if answer not in done:
            raise BrokenOff("the crawl is to end")
        return answer.result()

    async def _in_turn(self, request: Request) -> Response:
        """The turn is taken here and no earlier, so that nobody holds one who waits for another."""
        turns = self.crawler.get_extension(Turns)
        assert turns
        async with turns.turn(request) as turn:
            return await turn.fetched(super().download_request(request))
