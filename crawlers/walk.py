"""The way of a crawl through a site: which pages it asks for, and how far it follows a listing."""

from collections.abc import Callable, Generator, Iterable, Iterator
from itertools import islice
from typing import Any, Protocol

from scrapy import Request
from scrapy.http import Response

from crawlers.conditional import VISIT
from crawlers.findings import Finding, PageRead, PageSame, StillListed
from crawlers.keeper import LISTING
from crawlers.run import SiteRun
from crawlers.visits import Link
from offers.run import Visit

ASKED = "offerwatch_asked"
"""Where a request carries the url as it was linked to, in the listing's own spelling."""

AT_ONCE = 1000
"""Links that are looked up together: a sitemap may have many thousands."""

Steps = Iterator[Request | Finding]
Parse = Callable[..., Iterator[Any]]


class Parses(Protocol):
    """Who reads what comes back."""

    def parse_listing(self, response: Response, number: int | None = None) -> Iterator[Any]: ...

    def parse_sitemap(self, response: Response) -> Iterator[Any]: ...

    def parse_ad(self, response: Response, listed: Any) -> Iterator[Any]: ...

    def failed(self, failure: Any) -> Any: ...


class Walk:
    """One run's. `asked` are the urls that were asked for, `spared` those that need not be."""

    def __init__(self, run: SiteRun, parses: Parses) -> None:
        self.run = run
        self.site = run.site
        self.parses = parses
        self.asked: set[str] = set()
        self.spared: set[str] = set()
        self.offers_met: set[str] = set()

    def begin(self) -> Iterator[Request]:
        """Sitemaps, start pages, and the first numbered page. The home page of a site that is read
        by its sitemaps alone leads nowhere."""
        site, rules = self.site, self.site.profile.links
        for url in site.sitemaps:
            yield from self._listing(url, self.parses.parse_sitemap)
        starts = () if site.sitemaps and not (rules.offer or rules.next) else site.start
        first = {next(site.pages.urls()): site.pages.first} if site.pages else {}
        for url, number in {**dict.fromkeys(starts), **first}.items():
            yield from self._listing(url, self.parses.parse_listing, number=number)

    def on(self, found: PageRead | PageSame, number: int | None = None) -> Steps:
        """From a listing to its ads and to the next page, if there is a point in that."""
        fresh = self._leads_on(found)
        self.offers_met |= found.ids
        news = isinstance(found, PageRead) and self.run.memory.brings_news(found.ids)
        news = (yield from self._ads(found)) or news
        yield found
        yield from self._next(found.next, news=news)
        if number is not None and fresh:
            yield from self._numbered(number + 1, news=news)

    def on_map(self, found: PageRead | PageSame) -> Steps:
        """From a sitemap to all that it names: it is in no order in which one could stop."""
        for url in found.next:
            yield from self._listing(url, self.parses.parse_sitemap)
        yield from self._ads(found)
        yield found

    def _leads_on(self, found: PageRead | PageSame) -> bool:
        """Whether a page differs from those before: numbers go on when a list has ended."""
        new = any(link.url not in self.asked | self.spared for link in found.links)
        return new or not found.ids <= self.offers_met

    def _ads(self, found: PageRead | PageSame) -> Generator[Request | Finding, None, bool]:
        """Ask for the ads that are due; says whether any of them is news."""
        news = False
        for some in _slices(found.links):
            links = [link for link in some if link.url not in self.asked | self.spared]
            plan = self.run.memory.plan(links)
            news = news or plan.news
            for each in plan.wanted:
                told = {"visit": each.visit, "news": each.news, "listed": each.link.listed}
                yield from self._ad(each.link.url, **told)
            self.spared |= {link.url for link in links} - {each.link.url for each in plan.wanted}
            self.run.spare(plan.spared)
            if plan.listed:
                yield StillListed(offers=plan.listed, at=found.page.fetched)
        return news

    def _ad(self, url: str, **told: Any) -> Iterator[Request]:
        for request in self._asking(url, self.parses.parse_ad, listing=False, **told):
            self.run.met.leads += 1
            yield request

    def _next(self, urls: Iterable[str], *, news: bool) -> Iterator[Request]:
        left = [url for url in urls if url not in self.asked]
        if left and not self._worth(news=news):
            return
        for url in left:
            yield from self._listing(url, self.parses.parse_listing, news=news)

    def _numbered(self, number: int, *, news: bool) -> Iterator[Request]:
        pages = self.site.pages
        assert pages
        if not self._worth(news=news):
            return
        if number > pages.last:
            self.run.met.capped = f"there may be more pages than the last, {pages.last}"
            return
        url = list(pages.urls())[number - pages.first]
        yield from self._listing(url, self.parses.parse_listing, news=news, number=number)

    def _worth(self, *, news: bool) -> bool:
        """Whether a listing is read on; if it is not, that is noted."""
        worth = news or self.run.memory.full
        self.run.met.curtailed = self.run.met.curtailed or not worth
        return worth

    def _listing(
        self, url: str, callback: Parse, *, news: bool = True, **told: object
    ) -> Iterator[Request]:
        if url not in self.asked:
            visit = self.run.memory.listing(url)
            yield from self._asking(url, callback, listing=True, visit=visit, news=news, **told)

    def _asking(
        self,
        url: str,
        callback: Parse,
        *,
        listing: bool,
        visit: Visit | None,
        news: bool,
        **told: object,
    ) -> Iterator[Request]:
        """A request, unless the url was asked for in this run or the cap is reached."""
        if url in self.asked:
            return
        if len(self.asked) >= self.site.max_pages:
            self.run.met.capped = f"max_pages = {self.site.max_pages} was reached"
            self.run.met.news_left = self.run.met.news_left or news
            return
        self.asked.add(url)
        meta = {LISTING: listing, ASKED: url, VISIT: visit}
        yield Request(url, callback, errback=self.parses.failed, cb_kwargs=told, meta=meta)


def _slices(links: Iterable[Link]) -> Iterator[list[Link]]:
    rest = iter(links)
    while some := list(islice(rest, AT_ONCE)):
        yield some
