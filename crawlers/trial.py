"""`python -m crawlers.trial FILE`: crawls a handful of a site's pages, keeps nothing, tells all.

One line of JSON on stdout for each page that offers were read from, one for each problem, one for
the end. What must not lie open is counted, never told. The spider, its guards and its pace are
those of a crawl.
"""

import sys
from collections.abc import AsyncIterator, Mapping
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from typing import Any, ClassVar, Self

from scrapy import Request, signals
from scrapy.crawler import Crawler
from scrapy.exceptions import UsageError
from scrapy.settings import Settings

from crawlers.errand import Teller, attributes, crawl, end_with_parent, parser, site_of
from crawlers.findings import Finding, PageRead
from crawlers.keeper import LISTING, Keeper
from crawlers.loader import FOLDER, SiteLoader
from crawlers.spider import NOTHING, OF_MANY, SiteSpider
from index.base import Index, StoreError
from ledger.seal import seal
from offers.offer import Offer
from offers.page import Page
from parsers.offer import Reading
from workspace import told
from workspace.folder import Workspace
from workspace.site import SiteFile

READ = (
    *("published", "valid_until", "employer", "places", "contacts", "money"),
    *("payments", "routes", "facts", "indicators"),
)
"""What is made of an ad's words, and quotes them."""

SITEMAPS = 4
"""Pages of a trial beyond those asked for where the first ones are sitemaps."""


class Tried(SiteSpider):
    """Put before a site's own spider: notes where each field was read, and tells of each page.

    `as_ad`: the start page is the page of one ad. `index` is that of the workspace's own store: it
    knows what was erased, or sealed in other words.
    """

    tell: ClassVar[Teller]
    as_ad: ClassVar[bool]
    index: ClassVar[Index]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.sources: dict[str, Mapping[str, str]] = {}

    @classmethod
    def from_crawler(cls, crawler: Crawler, *args: Any, **kwargs: Any) -> Self:
        made = super().from_crawler(crawler, *args, **kwargs)
        crawler.signals.connect(made.page_read, signals.item_scraped)
        crawler.signals.connect(made.ended, signals.engine_stopped)
        return made

    async def start(self) -> AsyncIterator[Request]:
        async for request in super().start():
            if self.as_ad:
                meta = {**request.meta, LISTING: False}
                yield request.replace(callback=self.parse_ad, cb_kwargs={"listed": {}}, meta=meta)
            else:
                yield request

    def read(self, page: Page, listed: Mapping[str, str] = NOTHING) -> Reading:
        reading = super().read(page, listed)
        self.sources.update(reading.sources)
        return reading

    def page_read(self, item: Finding) -> None:
        if not isinstance(item, PageRead) or not item.kept:
            return
        look = self.index.look([offer.id for offer in item.offers])
        secret = self.workspace.secret
        sealings = [
            seal(offer, look.known.get(offer.id), secret)
            for offer in item.offers
            if offer.id not in look.erased
        ]
        offers = [
            self._told(sealing.open, redacted=sealing.original is not None)
            for sealing in sealings
            if not sealing.sealed
        ]
        # Addresses tell what ads are called.
        url = item.page.url if offers else None
        sealed, erased = len(sealings) - len(offers), len(item.offers) - len(sealings)
        self.tell(page=url, offers=offers, sealed=sealed, erased=erased)

    def _told(self, offer: Offer, *, redacted: bool) -> Mapping[str, object]:
        """An offer as all may see it: whoever seeks has no contacts here either. `words` are what
        was read, the ad's own words for it, and the field in which they stand."""
        sources = self.sources.get(offer.id, {})
        wanted = dict.fromkeys(("title", "text", *(r.name for r in self.site.profile.fields)))
        return {
            "read": told.offer(offer),
            "sources": dict(sources),
            "words": {name: _words(getattr(offer, name)) for name in READ},
            "nowhere": [name for name in wanted if name not in sources],
            "redacted": redacted,
        }

    def ended(self) -> None:
        """Tell of problems and the end: the scratch journal has them all by now."""
        keeper = self.crawler.get_extension(Keeper)
        if keeper is None or keeper.run is None:
            return
        run = keeper.run.run
        with keeper.run.workspace.open_store() as store:
            for problem in store.journal.problems(run.id):
                self.tell(problem=problem.url, kind=problem.kind, reason=problem.reason)
        self.tell(end=str(run.end), reason=run.reason, counts=dict(run.counts))


def _words(found: Any) -> list[tuple[str, str, str]]:
    several = found if isinstance(found, tuple) else (found,)
    return [
        (told.one(each), each.raw, each.span.field if each.span else "")
        for each in several
        if each is not None
    ]


def _narrowed(site: SiteFile, pages: int, url: str | None) -> SiteFile:
    """The site with so many pages at most, and of them perhaps only one."""
    most = pages + (SITEMAPS if site.sitemaps else 0)
    few = replace(site, max_pages=1 if url else most, expect_offers=None)
    return replace(few, start=(url,), sitemaps=(), pages=None) if url else few


def _is_ad(site: SiteFile, url: str | None) -> bool:
    """Whether an address is to be read as that of a single ad: where the site has pages for them
    and none of its listings is there."""
    profile = site.profile
    leads = profile.links.offer or site.sitemaps
    listings = {*site.start, *(site.pages.urls() if site.pages else ())}
    return bool(leads and url and url not in listings and not profile.item) and (
        profile.reader not in OF_MANY
    )


def _spider(site: SiteFile, workspace: Workspace, told: Mapping[str, object]) -> type[SiteSpider]:
    """The site's own spider, with `Tried` before it. Raises `UsageError`."""
    loader = SiteLoader.from_settings(Settings({FOLDER: str(workspace.folder)}))
    base = loader.spider(site, timedelta(seconds=1))
    return type(base.__name__, (Tried, base), dict(told))


def main(arguments: list[str] | None = None) -> int:
    made = parser(__doc__)
    made.add_argument("--pages", type=int, required=True, metavar="N")
    made.add_argument("--url", metavar="URL", help="this page and no other")
    asked = made.parse_args(arguments)
    end_with_parent()
    tell = Teller()
    workspace = Workspace.open(Path(asked.workspace))
    whole = site_of(asked.file, workspace)
    site = _narrowed(whole, asked.pages, asked.url)
    told = attributes(site, workspace, asked.scratch, asked.seconds)
    own = {"tell": tell, "as_ad": _is_ad(whole, asked.url)}
    try:
        with workspace.open_store() as store:
            crawl(_spider(site, workspace, {**told, **own, "index": store.index}), workspace)
    except (UsageError, StoreError) as error:
        sys.exit(str(error))
    return 0


if __name__ == "__main__":
    sys.exit(main())
