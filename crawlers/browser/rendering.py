"""One page in the browser: opened, waited for, read to its end, taken away."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from time import monotonic

from playwright.async_api import BrowserContext, Error, Page

from crawlers.browser.traffic import Traffic
from crawlers.browser.world import Hung, World
from offers.profile import LinkRules

QUIET = 0.5
"""Seconds without a request and without a change of the document after which it is ready."""

RESTLESS = 4.0
"""Seconds without a request after which it is ready though it changes: clocks and slide shows."""

LOOK = 0.1
MOST_CHARACTERS = 10 * 1024 * 1024


class TooLarge(Exception):
    """The document is larger than anybody reads."""


@dataclass(frozen=True, slots=True)
class Orders:
    """What is to be done with a page: `wait` is a selector that it has once it is ready, `links`
    say how a listing brings what it holds back (`None` for other pages). `patience` is in seconds
    that the page itself may take, `hung` in those that a script may keep it from answering."""

    wait: str | None
    links: LinkRules | None
    patience: float
    hung: float


@dataclass(frozen=True, slots=True)
class Rendered:
    """The final document. `missed` says why it may not be all, `odd` what does not fit the site
    file any more."""

    html: str
    missed: str | None = None
    odd: str | None = None


async def render(context: BrowserContext, url: str, traffic: Traffic, orders: Orders) -> Rendered:
    """Raises `Hung` and `TooLarge`; the context is to be closed in any case."""
    async with _page(context, traffic) as page:
        session = await context.new_cdp_session(page)
        world = World(session, traffic.waited, orders.hung)
        await world.answered(page.goto(url, wait_until="commit", timeout=0))
        await world.enter()
        return await _Visit(world, traffic, orders).read()


@asynccontextmanager
async def _page(context: BrowserContext, traffic: Traffic) -> AsyncIterator[Page]:
    """A page whose requests are answered, and the only one: others are closed as they open."""
    await context.route("**/*", traffic.answer)
    page = await context.new_page()
    closing: set[asyncio.Task[None]] = set()

    def shut(other: Page) -> None:
        closing.add(task := asyncio.ensure_future(_shut(other)))
        task.add_done_callback(closing.discard)

    context.on("page", shut)
    try:
        yield page
    except Error as error:
        raise Hung("the page crashed or went away") from error
    finally:
        traffic.over.set()


async def _shut(page: Page) -> None:
    try:
        await page.close()
    except Error:
        return


class _Visit:
    """What happens on a page that has been opened."""

    def __init__(self, world: World, traffic: Traffic, orders: Orders) -> None:
        self.world = world
        self.traffic = traffic
        self.orders = orders
        self._begun = monotonic() - traffic.waited()

    async def read(self) -> Rendered:
        odd = missed = None
        if self.orders.wait and not await self._has(self.orders.wait):
            odd = f'wait = "{self.orders.wait}" is not on the page, which is read as it stands'
        quiet = await self._quiet()
        if quiet and self.orders.links:
            missed, refused = await self._all(self.orders.links)
            odd = refused or odd
        elif self.orders.links and not self.orders.wait:
            missed = "the page did not come to rest"
        html = await self.world.html(MOST_CHARACTERS)
        if isinstance(html, int):
            raise TooLarge(f"the document has {html} characters once its scripts have run")
        return Rendered(html, self.traffic.capped or missed, odd)

    async def _has(self, selector: str) -> bool:
        while not await self.world.has(selector):
            if self._over():
                return False
            await asyncio.sleep(LOOK)
        return True

    async def _quiet(self) -> bool:
        """Whether the page comes to rest, counted from now, before its time is over."""
        begun = monotonic()
        while True:
            looked = await self.world.look()
            calm = min(self.traffic.idle(), monotonic() - begun)
            if calm >= QUIET and (looked.still >= QUIET or calm >= RESTLESS):
                return True
            if self._over():
                return False
            await asyncio.sleep(LOOK)

    async def _all(self, links: LinkRules) -> tuple[str | None, str | None]:
        """Have a listing bring what it holds back: why that may not be all, and why something was
        not pressed."""
        if not (links.more or links.scroll):
            return None, None
        for _ in range(links.rounds):
            before = await self.world.look()
            if links.scroll:
                await self.world.scroll()
            said = await self.world.press(links.more) if links.more else ""
            if said not in {"", "gone"}:
                reason = f'links.more = "{links.more}" {said}: it is not pressed'
                return reason, reason
            if said == "gone" and not links.scroll:
                return None, None
            if not await self._quiet():
                return "the page did not come to rest", None
            if (await self.world.look()).elements <= before.elements:
                return None, None
        return f"links.rounds = {links.rounds} was reached", None

    def _over(self) -> bool:
        return monotonic() - self.traffic.waited() - self._begun > self.orders.patience
