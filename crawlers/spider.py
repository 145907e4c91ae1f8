"""The spider that every site has: it does what the site file says, page by page."""

from collections.abc import AsyncIterator, Mapping, Sequence
from functools import cached_property
from types import MappingProxyType
from typing import Any, ClassVar, cast

from scrapy import Request, Spider
from scrapy.http import Response
from scrapy.settings import BaseSettings
from scrapy.spidermiddlewares.httperror import HttpError
from twisted.python.failure import Failure

from crawlers import guard
from crawlers.conditional import NOT_MODIFIED, same_as
from crawlers.faults import Fault
from crawlers.findings import PageRead, PageSame
from crawlers.keeper import Keeper
from crawlers.losses import Losses
from crawlers.received import exchanges, page_of
from crawlers.refusals import GONE
from crawlers.run import SiteRun
from crawlers.visits import Link
from crawlers.walk import ASKED, Steps, Walk
from offers.offer import Offer
from offers.page import Page
from parsers.indicators.combined import Packs
from parsers.links import Links, links
from parsers.offer import Reading, read_offers
from parsers.readers import Reader
from parsers.sitemaps import sitemap
from workspace.folder import Workspace
from workspace.site import SiteFile

OF_MANY = frozenset({"feed", "telegram"})
"""Readers whose pages are listings and hold the ads themselves."""

NOTHING: Mapping[str, str] = MappingProxyType({})

SCRAPYDS = frozenset({"_job", "_version"})
"""What Scrapyd tells every job of itself: its number and the version of its egg."""


class SiteSpider(Spider):
    """Follows a site's listings and reads its ads. `site` and `workspace` are set by the loader,
    `seconds` is the time limit, `run` is there once the spider has been opened.

    A site of its own overrides `links`, `read` or `holds_ads`; what belongs to the guard it cannot
    set.
    """

    site: ClassVar[SiteFile]
    workspace: ClassVar[Workspace]
    seconds: ClassVar[float]
    reader: ClassVar[Reader | None] = None
    run: SiteRun

    def __init_subclass__(cls) -> None:
        if taken := guard.taken(cls, SiteSpider):
            raise TypeError(f"{cls.__name__} cannot set {', '.join(taken)}: see docs/lawful.md")

    @classmethod
    def update_settings(cls, settings: BaseSettings) -> None:
        guard.enforce(settings, cls.site, cls.workspace.settings.contact)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        if asked := kwargs.keys() - SCRAPYDS:
            # Scrapy would make attributes of them, and by some it is told to be impolite.
            raise TypeError(f"a crawl takes no arguments, so no {', '.join(sorted(asked))}")
        super().__init__(*args)

    # What a Python site may say better:

    def links(self, page: Page) -> Links:
        """Where a listing leads. Raises `NotRead`."""
        return links(page, self.site.profile)

    def read(self, page: Page, listed: Mapping[str, str] = NOTHING) -> Reading:
        """The offers of a page. Raises `NotRead`."""
        return read_offers(page, self.site.profile, listed, type(self).reader, self._packs)

    @cached_property
    def _packs(self) -> Packs:
        """The indicators that count in this workspace, read once a crawl."""
        own = self.workspace.packs()
        for fault in own.faults:
            self.logger.warning("left out: %s", fault)
        return own.all

    def holds_ads(self) -> bool:
        """Whether listings are read for ads, as well as for links."""
        profile = self.site.profile
        leads = profile.links.offer or self.site.sitemaps
        return profile.item is not None or profile.reader in OF_MANY or not leads

    # Where it begins:

    async def start(self) -> AsyncIterator[Request]:
        keeper = self.crawler.get_extension(Keeper)
        assert keeper
        self.losses = Losses(self.run, keeper.give_up)
        self.walk = Walk(self.run, self)
        for request in self.walk.begin():
            yield request

    # What comes back:

    def parse_listing(self, response: Response, number: int | None = None) -> Steps:
        page = self._page(response)
        with self.losses.noted(page, exchanges(response.request), listing=True):
            found = self._same(response, page) or self._listing(response, page)
            if found:
                self.run.met.listings += 1
                yield from self.walk.on(found, number)

    def parse_ad(self, response: Response, listed: Mapping[str, str]) -> Steps:
        page = self._page(response)
        with self.losses.noted(page, exchanges(response.request), listing=False):
            found = self._same(response, page) or self._ad(response, page, listed)
            if found:
                self.run.met.ads += 1
                yield found

    def parse_sitemap(self, response: Response) -> Steps:
        page = self._page(response)
        with self.losses.noted(page, exchanges(response.request), listing=True):
            found = self._same(response, page) or self._sitemap(response, page)
            self.run.met.listings += 1
            yield from self.walk.on_map(found)

    def failed(self, failure: Failure) -> Steps | None:
        """A request that brought no page, or the page as it was."""
        error, request = failure.value, failure.request  # type: ignore[attr-defined]
        if isinstance(error, HttpError):
            if same_as(error.response):
                return cast("Steps", request.callback(error.response, **request.cb_kwargs))
            self.run.page()
            number = request.cb_kwargs.get("number")
            if number and error.response.status in GONE and number > self._first_number:
                # The page after the last one: that is how numbered pages end.
                return None
        self.losses.failed(request, error)
        return None

    # How it is read:

    def _same(self, response: Response, page: Page) -> PageSame | None:
        visit = same_as(response)
        return PageSame(**_came(response, page), visit=visit) if visit else None

    def _listing(self, response: Response, page: Page) -> PageRead | None:
        """What a listing leads to and holds; nothing if it is not the site's own page."""
        found = self.links(page)
        offers = self._read(page) if self.holds_ads() else ()
        leads = len(found.offers) + len(found.next)
        if self._turned_away(response, page, listing=True, offers=offers, leads=leads):
            return None
        return PageRead(
            **_came(response, page),
            offers=offers,
            listing=True,
            links=tuple(Link(link.url, link.listed) for link in found.offers),
            next=found.next,
            kept=bool(offers or any(link.listed for link in found.offers)),
        )

    def _ad(self, response: Response, page: Page, listed: Mapping[str, str]) -> PageRead | None:
        offers = self._read(page, listed)
        if self._turned_away(response, page, listing=False, offers=offers):
            return None
        said = self.run.memory.digest(Link(page.url, listed))
        return PageRead(**_came(response, page), offers=offers, listed=said, kept=bool(offers))

    def _sitemap(self, response: Response, page: Page) -> PageRead:
        found = sitemap(page)
        return PageRead(
            **_came(response, page),
            offers=(),
            listing=True,
            links=tuple(Link(entry.url, modified=entry.modified) for entry in found.entries),
            next=found.nested,
            kept=False,
        )

    # Small things:

    def _turned_away(
        self,
        response: Response,
        page: Page,
        *,
        listing: bool,
        offers: Sequence[Offer],
        leads: int = 0,
    ) -> bool:
        """Whether the page is no page of the site's own but stands in the way of one."""
        return self.losses.turned_away(
            page, exchanges(response.request), listing=listing, offers=offers, leads=leads
        )

    def _page(self, response: Response) -> Page:
        if response.status == NOT_MODIFIED:
            self.run.not_modified()
        else:
            self.run.page()
        return page_of(response, self.site.encoding)

    def _read(self, page: Page, listed: Mapping[str, str] = NOTHING) -> tuple[Offer, ...]:
        reading = self.read(page, listed)
        for warning in reading.warnings:
            self.run.problem(page.url, Fault("broken-data", warning))
        return reading.offers

    @property
    def _first_number(self) -> int:
        return self.site.pages.first if self.site.pages else 0


def _came(response: Response, page: Page) -> dict[str, Any]:
    asked = response.meta.get(ASKED, page.asked)
    return {"page": page, "exchanges": exchanges(response.request), "asked": asked}
