"""Pages of sites with `render = true` as a browser shows them: the last thing done to an answer."""

import asyncio
import logging
from collections.abc import Coroutine
from contextlib import suppress
from typing import Any, Self, TypeVar

from playwright.async_api import BrowserContext, Error
from scrapy import Request, signals
from scrapy.crawler import Crawler
from scrapy.exceptions import NotConfigured
from scrapy.http import HtmlResponse, Response
from scrapy.http.request import NO_CALLBACK

from crawlers.browser.chromium import Chromium, NotStarted
from crawlers.browser.found import NoBrowser, chromium
from crawlers.browser.rendering import Orders, Rendered, TooLarge, render
from crawlers.browser.traffic import Scripts, Traffic, given_of
from crawlers.browser.world import Hung
from crawlers.faults import BrokenOff, Fault
from crawlers.guard import NotAsked
from crawlers.hosts import site_of
from crawlers.keeper import LISTING, Keeper
from crawlers.received import show
from workspace.fault import Wrong
from workspace.hosts import host_of

logger = logging.getLogger(__name__)

LONGEST = 600.0
"""Seconds that a page may take with all that it asks for, which waits for its turns."""

HUNG = 10.0
"""Seconds that a script may keep its page from answering."""

MOST_PAGES = 100
MOST_MEMORY = 1024 * 1024 * 1024
"""Pages and bytes after which the browser is made anew."""

MOST_FOR_PAGE = 2 * MOST_MEMORY
"""Bytes of the whole browser beyond which the page in it is ended."""

LOOK = 0.5
"""Seconds between two looks at the browser's memory."""

CONDITIONS = ("If-None-Match", "If-Modified-Since")

Result = TypeVar("Result")


class NotShown(NotAsked):
    """A page that came and that the browser could not show."""


class Rendering:
    """Has documents shown in a browser, one at a time, after all other middlewares are done with
    them: what is fetched for them in turn passes all of those itself."""

    def __init__(self, crawler: Crawler) -> None:
        self.crawler = crawler
        self.site = site_of(crawler)
        self.patience = float(crawler.settings.getfloat("DOWNLOAD_TIMEOUT"))
        self.scripts = Scripts()
        self.noted: set[tuple[str, str]] = set()
        self._one = asyncio.Lock()
        self._browser: Chromium | None = None

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        if not site_of(crawler).render:
            raise NotConfigured
        made = cls(crawler)
        crawler.signals.connect(made.end, signals.spider_closed)
        return made

    def process_request(self, request: Request) -> None:
        """The frame of such a page never changes, whatever its scripts put into it."""
        for name in CONDITIONS:
            request.headers.pop(name, None)

    async def process_response(self, request: Request, response: Response) -> Response:
        """The page as the browser shows it, if it is one that a browser would show."""
        shown = isinstance(response, HtmlResponse) and response.status == 200
        if not shown or request.callback is NO_CALLBACK:
            return response
        async with self._one:
            return await self._unless_stopped(self._show(request, response))

    async def _show(self, request: Request, response: Response) -> Response:
        document = given_of(response, self.site.encoding)
        traffic = Traffic(self.crawler, document, response.url, self.scripts, self._note)
        listing = bool(request.meta.get(LISTING))
        orders = Orders(
            wait=self.site.wait,
            links=self.site.profile.links if listing else None,
            patience=self.patience,
            hung=min(HUNG, self.patience),
        )
        try:
            found = await asyncio.wait_for(self._rendered(response.url, traffic, orders), LONGEST)
        except TimeoutError:
            raise NotShown("time-out", f"not ready in a browser after {LONGEST:.0f} s") from None
        finally:
            await traffic.finish()
        self._judge(response.url, found, listing=listing)
        body = found.html.encode("utf-8", "replace")
        show(request, body, tuple(traffic.parts))
        return response.replace(body=body, encoding="utf-8")

    async def _rendered(self, url: str, traffic: Traffic, orders: Orders) -> Rendered:
        """Raises `NotShown`; a browser in which something went wrong is not used again."""
        browser = await self._ready()
        fine = False
        try:
            context = await browser.context(self.crawler.settings["USER_AGENT"])
            found = await self._watched(browser, render(context, url, traffic, orders))
            await _closed(context, orders.hung)
            fine = True
        except Hung as error:
            raise NotShown("time-out", f"not shown in a browser: {error}") from error
        except TooLarge as error:
            raise NotShown("too-large", str(error)) from error
        except Error as error:
            raise NotShown("browser", "the browser failed") from error
        finally:
            if not fine:
                await self.end()
        return found

    async def _watched(self, browser: Chromium, work: Coroutine[Any, Any, Result]) -> Result:
        """Do the work as long as it needs no more memory than it may. Raises `TooLarge`."""
        task = asyncio.ensure_future(work)
        try:
            while not task.done():
                await asyncio.wait({task}, timeout=LOOK)
                if not task.done() and await browser.memory() > MOST_FOR_PAGE:
                    raise TooLarge("the page needs more memory than it may")
            return task.result()
        finally:
            await _dropped(task)

    async def _ready(self) -> Chromium:
        """A browser that is young enough. Ends the crawl if there is none."""
        browser = self._browser
        if browser and (browser.pages >= MOST_PAGES or await browser.memory() > MOST_MEMORY):
            await self.end()
        if self._browser is None:
            try:
                self._browser = await Chromium.start(chromium())
            except (NoBrowser, NotStarted) as error:
                logger.error("%s", error)  # noqa: TRY400 - it says all there is to say
                self._keeper.stop(str(error))
                raise NotShown("browser", str(error)) from error
        return self._browser

    async def _unless_stopped(self, work: Coroutine[Any, Any, Result]) -> Result:
        task = asyncio.ensure_future(work)
        stop = asyncio.ensure_future(self._keeper.stopping.wait())
        try:
            await asyncio.wait({task, stop}, return_when=asyncio.FIRST_COMPLETED)
        finally:
            stop.cancel()
        if not task.done():
            await _dropped(task)
            await self.end()
            raise BrokenOff("the crawl is to end")
        return task.result()

    def _judge(self, url: str, found: Rendered, *, listing: bool) -> None:
        run = self._keeper.run
        if found.odd and run:
            run.problem(url, Fault("layout", found.odd))
        if found.missed and listing and run:
            run.met.capped = run.met.capped or f"{url}: {found.missed}"

    def _note(self, url: str, fault: Fault) -> None:
        """Once a run for each kind and host: a page may ask for the same a thousand times."""
        try:
            name = host_of(url)
        except (Wrong, ValueError):
            name = ""
        run = self._keeper.run
        if run and (fault.kind, name) not in self.noted:
            self.noted.add((fault.kind, name))
            run.problem(url, fault)

    async def end(self) -> None:
        """Close the browser; the next page gets another."""
        browser, self._browser = self._browser, None
        if browser:
            await browser.close()

    @property
    def _keeper(self) -> Keeper:
        keeper = self.crawler.get_extension(Keeper)
        assert keeper
        return keeper


async def _closed(context: BrowserContext, seconds: float) -> None:
    """Raises `Hung` where a page does not even close."""
    try:
        await asyncio.wait_for(context.close(), seconds)
    except TimeoutError:
        raise Hung("the page does not close") from None


async def _dropped(task: "asyncio.Future[Any]") -> None:
    """End a task whose outcome nobody wants any more, however it ends: why is told elsewhere."""
    if not task.done():
        task.cancel()
        with suppress(asyncio.CancelledError, Exception):
            await task
