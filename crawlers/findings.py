"""What a crawl comes upon, on the way to the ledger.

None of it says anything of offers when printed: Scrapy writes items into its log, and some offers
must not stand there.
"""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime

from crawlers.visits import Link
from evidence.exchange import Exchange
from offers.offer import Offer
from offers.page import Page
from offers.run import Visit


@dataclass(frozen=True, slots=True, kw_only=True)
class Came:
    """An answer: `exchanges` are redirects and the page, `asked` is the url as it was linked to."""

    page: Page
    exchanges: tuple[Exchange, ...]
    asked: str

    @property
    def urls(self) -> Collection[str]:
        """All the urls that led to the page, and its own."""
        return {self.asked, self.page.url, *(hop.url for hop in self.exchanges)}


@dataclass(frozen=True, slots=True, kw_only=True, repr=False)
class PageRead(Came):
    """A page and what was read from it. A `listing` leads on by `links` and `next`; `listed` is a
    digest of what another said of this one. `kept`: the answer is kept as evidence."""

    offers: tuple[Offer, ...]
    listing: bool = False
    links: tuple[Link, ...] = ()
    next: tuple[str, ...] = ()
    listed: str = ""
    kept: bool = True

    @property
    def ids(self) -> frozenset[str]:
        return frozenset(offer.id for offer in self.offers)

    def __repr__(self) -> str:
        return f"<{len(self.offers)} offers of {self.page.url}>"


@dataclass(frozen=True, slots=True, kw_only=True, repr=False)
class PageSame(Came):
    """A page that answered that it is as it was on its last `visit`, and so leads and holds what
    it did then."""

    visit: Visit

    @property
    def ids(self) -> frozenset[str]:
        return frozenset(self.visit.offers)

    @property
    def links(self) -> tuple[Link, ...]:
        return tuple(Link(lead.url, modified=lead.modified) for lead in self.visit.leads)

    @property
    def next(self) -> tuple[str, ...]:
        return self.visit.next

    def __repr__(self) -> str:
        return f"<{len(self.visit.offers)} offers of {self.page.url}, not modified>"


@dataclass(frozen=True, slots=True, kw_only=True, repr=False)
class StillListed:
    """Offers whose pages a listing led to at that time, and nobody asked for."""

    offers: frozenset[str]
    at: datetime

    def __repr__(self) -> str:
        return f"<{len(self.offers)} offers, listed>"


Finding = PageRead | PageSame | StillListed
