"""The spider that every site has: it does what the site file says, page by page."""

from collections.abc import AsyncIterator, Callable, Iterator, Mapping, Sequence
from types import MappingProxyType
from typing import Any, ClassVar

from scrapy import Request, Spider
from scrapy.http import Response
from scrapy.settings import BaseSettings
from scrapy.spidermiddlewares.httperror import HttpError
from twisted.python.failure import Failure

from crawlers import guard
from crawlers.faults import Fault
from crawlers.keeper import LISTING, Keeper
from crawlers.losses import GONE, Losses
from crawlers.received import exchanges, page_of
from crawlers.run import PageRead, SiteRun
from offers.offer import Offer
from offers.page import Page
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
        self.asked: set[str] = set()
        self.offers_met: set[str] = set()

    # What a Python site may say better:

    def links(self, page: Page) -> Links:
        """Where a listing leads. Raises `NotRead`."""
        return links(page, self.site.profile)

    def read(self, page: Page, listed: Mapping[str, str] = NOTHING) -> Reading:
        """The offers of a page. Raises `NotRead`."""
        return read_offers(page, self.site.profile, listed, type(self).reader)

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
        for url in self.site.sitemaps:
            for request in self._asking(url, self.parse_sitemap, listing=True):
                yield request
        for url, number in self._first_listings().items():
            for request in self._asking(url, self.parse_listing, listing=True, number=number):
                yield request

    def _first_listings(self) -> dict[str, int | None]:
        """Start pages and the first numbered page; the home page of a site that is read by its
        sitemaps alone leads nowhere."""
        site, rules = self.site, self.site.profile.links
        starts = () if site.sitemaps and not (rules.offer or rules.next) else site.start
        first = {next(site.pages.urls()): site.pages.first} if site.pages else {}
        return {**dict.fromkeys(starts), **first}

    # What comes back:

    def parse_listing(
        self, response: Response, number: int | None = None
    ) -> Iterator[Request | PageRead]:
        page = self._page(response)
        with self.losses.noted(page, exchanges(response.request), listing=True):
            found = self.links(page)
            offers = self._read(page) if self.holds_ads() else ()
            leads = len(found.offers) + len(found.next)
            if self._turned_away(response, page, listing=True, offers=offers, leads=leads):
                return
            fresh = any(link.url not in self.asked for link in found.offers)
            yield from self._following(found)
            fresh = fresh or any(offer.id not in self.offers_met for offer in offers)
            self.offers_met.update(offer.id for offer in offers)
            self.run.met.listings += 1
            if offers or (found.offers and self._lists_fields):
                yield PageRead(page, exchanges(response.request), offers)
            if number is not None and fresh:
                yield from self._numbered(number + 1)

    def parse_ad(self, response: Response, listed: Mapping[str, str]) -> Iterator[PageRead]:
        page = self._page(response)
        with self.losses.noted(page, exchanges(response.request), listing=False):
            offers = self._read(page, listed)
            if self._turned_away(response, page, listing=False, offers=offers):
                return
            self.run.met.ads += 1
            if offers:
                yield PageRead(page, exchanges(response.request), offers)

    def parse_sitemap(self, response: Response) -> Iterator[Request]:
        page = self._page(response)
        with self.losses.noted(page, exchanges(response.request), listing=True):
            found = sitemap(page)
            self.run.met.listings += 1
            for url in found.nested:
                yield from self._asking(url, self.parse_sitemap, listing=True)
            oldest = self.run.now() - self.site.max_age if self.site.max_age else None
            for entry in found.entries:
                old = oldest and entry.modified and entry.modified < oldest
                # What was read before is asked for as long as it is there.
                if not old or self.run.visited(entry.url):
                    yield from self._leading(entry.url)

    def failed(self, failure: Failure) -> None:
        """A request that brought no page."""
        error, request = failure.value, failure.request  # type: ignore[attr-defined]
        number = request.cb_kwargs.get("number")
        if isinstance(error, HttpError):
            self.run.page()
            if number and error.response.status in GONE and number > self._first_number:
                # The page after the last one: that is how numbered pages end.
                return
        self.losses.failed(request, error)

    # How it goes on:

    def _following(self, found: Links) -> Iterator[Request]:
        for link in found.offers:
            yield from self._leading(link.url, link.listed)
        for url in found.next:
            yield from self._asking(url, self.parse_listing, listing=True)

    def _leading(self, url: str, listed: Mapping[str, str] = NOTHING) -> Iterator[Request]:
        for request in self._asking(url, self.parse_ad, listing=False, listed=listed):
            self.run.met.leads += 1
            yield request

    def _numbered(self, number: int) -> Iterator[Request]:
        pages = self.site.pages
        assert pages
        if number > pages.last:
            self.run.met.capped = f"there may be more pages than the last, {pages.last}"
            return
        url = list(pages.urls())[number - pages.first]
        yield from self._asking(url, self.parse_listing, listing=True, number=number)

    def _asking(
        self, url: str, callback: Callable[..., Any], *, listing: bool, **told: object
    ) -> Iterator[Request]:
        """A request, unless the url was asked for in this run or the cap is reached."""
        if url in self.asked:
            return
        if len(self.asked) >= self.site.max_pages:
            self.run.met.capped = f"max_pages = {self.site.max_pages} was reached"
            return
        self.asked.add(url)
        yield Request(url, callback, errback=self.failed, cb_kwargs=told, meta={LISTING: listing})

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

    @property
    def _lists_fields(self) -> bool:
        return any(rule.listed for rule in self.site.profile.fields)
