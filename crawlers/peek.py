"""`python -m crawlers.peek FILE`: asks a site for single pages, one for each line on stdin.

What is asked is `{"page": URL}` or `{"rules": URL}`; each is answered by a line on stdout. Every
request is made as in a crawl of that site file, with the same guards, and nothing is kept.
"""

import asyncio
import json
import sys
from collections.abc import AsyncIterator, Mapping
from functools import partial
from itertools import islice
from typing import Any, ClassVar

from scrapy import Request
from scrapy.http import Response
from scrapy.spidermiddlewares.httperror import HttpError
from twisted.python.failure import Failure

from crawlers.errand import Teller, attributes, crawl, end_with_parent, parser, site_of
from crawlers.faults import fault_of
from crawlers.received import page_of
from crawlers.robots import Robots
from crawlers.robots_reason import reason
from crawlers.spider import SiteSpider
from crawlers.talk import page_told
from workspace.folder import Workspace

Told = Mapping[str, object]

OVER = "the time for it was over"

SITEMAPS = 50
"""Sitemaps of a robots.txt that are told; some name thousands."""


class PeekSpider(SiteSpider):
    """Fetches what it is told, one page after the other, and follows nothing."""

    tell: ClassVar[Teller]

    async def start(self) -> AsyncIterator[Request]:
        asked = await _stdin()
        while line := await asked.readline():
            match json.loads(line):
                case {"page": str(url)}:
                    self.answer: asyncio.Future[Told] = asyncio.get_running_loop().create_future()
                    yield Request(url, self.parse, errback=self.failed, dont_filter=True)
                    self.tell(**await self.answer)
                case {"rules": str(url)}:
                    self.tell(**await self._rules(url))

    def parse(self, response: Response, **_: Any) -> None:
        self.answer.set_result({"page": page_told(page_of(response, self.site.encoding))})

    def failed(self, failure: Failure) -> None:
        """No page, or one with a status that is no page's; `led` is where it was looked for."""
        error, led = failure.value, failure.request.url  # type: ignore[attr-defined]
        fault = fault_of(error) if error else None
        told: dict[str, object] = {"kind": "time-out", "reason": OVER, "led": led}
        if fault:
            told |= {"kind": fault.kind, "reason": fault.reason, "status": fault.status}
        if isinstance(error, HttpError):
            told["page"] = page_told(page_of(error.response, self.site.encoding))
        self.answer.set_result({"fault": told})

    async def _rules(self, url: str) -> Told:
        robots = self.crawler.get_downloader_middleware(Robots)
        assert robots
        rules = await robots.rules(url)
        return {
            "allowed": rules.forbids(url) is None,
            "reason": reason(rules, url),
            "kind": rules.kind if rules.closed else None,
            "warning": rules.warning,
            "delay": rules.delay,
            "sitemaps": [*islice(rules.parser.sitemaps, SITEMAPS)] if rules.parser else [],
        }


async def _stdin() -> asyncio.StreamReader:
    reader = asyncio.StreamReader()
    protocol = partial(asyncio.StreamReaderProtocol, reader)
    await asyncio.get_running_loop().connect_read_pipe(protocol, sys.stdin)
    return reader


def main(arguments: list[str] | None = None) -> int:
    asked = parser(__doc__).parse_args(arguments)
    end_with_parent()
    tell = Teller()
    workspace = Workspace.open(asked.workspace)
    site = site_of(asked.file, workspace)
    told = attributes(site, workspace, asked.scratch, asked.seconds)
    crawl(type("PeekSpider", (PeekSpider,), {**told, "tell": tell}), workspace)
    return 0


if __name__ == "__main__":
    sys.exit(main())
