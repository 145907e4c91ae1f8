"""The prompt of `scrapy shell`: what `fetch` was told no for, it says in one line."""

import sys
from typing import Any

from scrapy import Request, Spider
from scrapy.exceptions import CloseSpider, IgnoreRequest
from scrapy.http import Response
from scrapy.shell import Shell
from scrapy.utils.defer import deferred_f_from_coro_f
from twisted.internet import threads
from w3lib.url import any_to_uri

from crawlers.faults import Fault
from crawlers.onlooker import BROKEN_OFF, look, told
from crawlers.received import page_of
from crawlers.still import show


class Prompt(Shell):
    """Beside what Scrapy lays ready there is `page`, as the site's reader gets it:
    `spider.read(page)` and `spider.links(page)` try the reader."""

    def run(self, url: str | None, *, redirect: bool) -> int:
        """Fetch a page, then evaluate the code or ask for some; the exit code."""
        if url:
            self.fetch(url, redirect=redirect)
        seen = self.vars.get("response")
        if seen is None and url and self.code:
            return 1
        self.start(response=seen, spider=self.spider)
        return 0

    def fetch(
        self,
        request_or_url: Request | str,
        spider: Spider | None = None,
        redirect: bool = True,  # noqa: FBT001, FBT002 - as Scrapy has it
        **kwargs: Any,
    ) -> None:
        request = request_or_url
        if not isinstance(request, Request):
            request = Request(any_to_uri(request), **kwargs)
        if not redirect:
            request.meta["dont_redirect"] = True
        super().fetch(request, spider)

    async def _schedule(self, request: Request, spider: Spider | None) -> Response:
        """In the thread of the crawl. A page that was not had leaves the prompt as it is."""
        try:
            if not self.spider:
                await self._open_spider(spider)
            seen: Response | Fault = await look(self.crawler, request)
        except CloseSpider:
            # Why, the keeper has said.
            seen = BROKEN_OFF
        if isinstance(seen, Fault):
            print(told(request.url, seen), file=sys.stderr)
            raise IgnoreRequest
        return seen

    def populate_vars(
        self,
        response: Response | None = None,
        request: Request | None = None,
        spider: Spider | None = None,
    ) -> None:
        super().populate_vars(response, request, spider)
        self.vars["view"] = show
        site = getattr(spider, "site", None)
        self.vars["page"] = page_of(response, site.encoding) if response and site else None

    def close(self) -> None:
        """End the crawl, and with it whatever it holds."""
        from twisted.internet import reactor  # noqa: PLC0415 - importing it installs one

        end: Any = deferred_f_from_coro_f(self.crawler.stop_async)
        threads.blockingCallFromThread(reactor, end)
