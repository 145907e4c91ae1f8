"""Ties a run to a crawl of Scrapy's: opened and closed with it, told of all that happens."""

import asyncio
import logging
from time import monotonic
from typing import Any, Self

from scrapy import Request, signals
from scrapy.crawler import Crawler
from scrapy.exceptions import CloseSpider
from scrapy.http import Response
from scrapy.utils.asyncio import create_looping_call
from twisted.python.failure import Failure

from crawlers.faults import Fault
from crawlers.findings import Finding
from crawlers.received import remember
from crawlers.run import SiteRun
from evidence.warc import NotKept
from index.base import StoreError
from workspace.lock import Busy
from workspace.secret import NoSecret

logger = logging.getLogger(__name__)

LISTING = "offerwatch_listing"
"""Marks in `Request.meta` that a page leads to others; without it a page is an ad's own."""

TURNED_AWAY = "turned away"
CAPPED = "capped"
LOOK = 0.1
"""Seconds between two looks at whether the crawl is to end."""


class Keeper:
    """The extension that every crawl has, whoever started it.

    `stopping` is set as soon as the crawl is to end, before Scrapy waits for what is on its way.
    """

    def __init__(self, crawler: Crawler) -> None:
        self.crawler = crawler
        self.spider: Any = None
        self.run: SiteRun | None = None
        self.refused: Exception | None = None
        self.stopping = asyncio.Event()
        self.deadline = float("inf")
        self.watch = create_looping_call(self._look)
        self.closing: asyncio.Future[None] | None = None

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        made = cls(crawler)
        told = {
            signals.spider_opened: made.spider_opened,
            signals.spider_closed: made.spider_closed,
            signals.request_reached_downloader: made.request_sent,
            signals.response_downloaded: made.response_downloaded,
            signals.request_dropped: made.request_dropped,
            signals.spider_error: made.spider_error,
        }
        for signal, method in told.items():
            crawler.signals.connect(method, signal)
        return made

    def spider_opened(self, spider: Any) -> None:
        self.spider = spider
        try:
            scratch = getattr(spider, "scratch", None)
            self.run = spider.run = SiteRun(spider.workspace, spider.site, scratch)
        except (Busy, StoreError, NoSecret, OSError) as error:
            self.refused = error
            logger.error("%s", error)  # noqa: TRY400 - it says all there is to say
            raise CloseSpider("refused") from error
        self.deadline = monotonic() + spider.seconds
        self.watch.start(LOOK, now=False)

    def request_sent(self) -> None:
        if self.run:
            self.run.counts["requests"] += 1

    def response_downloaded(self, response: Response, request: Request) -> None:
        if self.run:
            self.run.counts["bytes"] += len(response.body)
            remember(request, response, self.run.now())

    def request_dropped(self, request: Request) -> None:
        """Scrapy says nothing of redirects that lead to where the crawl has been."""
        urls = request.meta.get("redirect_urls")
        if self.run and urls:
            reason = f"redirects to {request.url}, which this run reads anyway"
            self.run.problem(urls[0], Fault("http", reason))

    def spider_error(self, failure: Failure, response: Response | Failure) -> None:
        """Something outside of what `Losses.noted` sees. Its message stays out of the journal."""
        if self.run and isinstance(failure.value, StoreError):
            self.run.fail(failure.value)
        elif self.run and isinstance(response, Response):
            fault = Fault("reader", f"the reader failed: {type(failure.value).__name__}")
            self.run.lost(response.url, fault, listing=bool(response.meta.get(LISTING)))

    async def wait(self, seconds: float) -> None:
        """Wait so long, but no longer than the crawl lasts."""
        try:
            await asyncio.wait_for(self.stopping.wait(), seconds)
        except TimeoutError:
            return

    def stop(self, reason: str) -> None:
        """End the crawl early; the first reason counts."""
        if self.run and not self.run.met.stopped:
            self.run.met.stopped = reason
        self._close("stopped")

    def fail(self, error: StoreError) -> None:
        """End the crawl because its store takes nothing more; what it reads is kept apart."""
        if self.run:
            self.run.fail(error)
        self._close("stopped")

    def give_up(self, reason: str | None = None) -> None:
        """End the crawl because the site turns it away, for good or so often."""
        if self.run:
            self.run.met.turned_away = True
            self.run.met.first_refusal = reason or self.run.met.first_refusal
        self._close(TURNED_AWAY)

    def finish(self, reason: str) -> None:
        """End the crawl with what it has: the reason says why the rest is not looked at."""
        if self.run:
            self.run.met.capped = reason
            self.run.met.news_left = True
        self._close(CAPPED)

    def _close(self, reason: str) -> None:
        if not self.stopping.is_set():
            self._begin_stop()
            self.closing = asyncio.ensure_future(
                self.crawler.engine.close_spider_async(reason=reason)
            )

    def _begin_stop(self) -> None:
        self.stopping.set()
        if self.watch.running:
            self.watch.stop()

    def _look(self) -> None:
        """Scrapy tells nobody of a signal before it waits for what is on its way: ask it."""
        if self.run:
            self._show(self.run)
        if not self.crawler.crawling:
            self._begin_stop()
        elif monotonic() > self.deadline:
            self.stop(f"the time limit of {self.spider.seconds:.0f} seconds was reached")

    def _show(self, run: SiteRun) -> None:
        try:
            run.show()
        except StoreError as error:
            self.fail(error)
        if run.met.stopped:
            self._close("stopped")

    def spider_closed(self, reason: str) -> None:
        self._begin_stop()
        if not self.run:
            return
        if reason not in {"finished", TURNED_AWAY, CAPPED} and not self.run.met.stopped:
            self.run.met.stopped = REASONS.get(reason, f"the crawl was ended early: {reason}")
        ended = self.run.end()
        logger.info(
            "run %s ended %s, coverage %s%s: %s",
            ended.id,
            ended.end,
            ended.coverage,
            f" ({ended.reason})" if ended.reason else "",
            ", ".join(f"{count} {name}" for name, count in ended.counts.items()),
        )


REASONS = {
    "shutdown": "stopped by a signal (Ctrl-C or SIGTERM)",
    "memusage_exceeded": "the crawl needed more than 2 GiB of memory",
    "start_error": "the spider could not say where to begin",
}


class IntoLedger:
    """The pipeline: what was found is kept and entered, or the crawl ends."""

    def __init__(self, crawler: Crawler) -> None:
        self.crawler = crawler

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        return cls(crawler)

    def process_item(self, item: Finding) -> Finding:
        keeper = self.crawler.get_extension(Keeper)
        assert keeper
        assert keeper.run
        if keeper.run.met.stopped and not keeper.run.failed:
            return item
        try:
            keeper.run.enter(item)
        except NotKept as error:
            keeper.stop(f"nothing more can be stored: {error}")
        except StoreError as error:
            keeper.fail(error)
        return item
