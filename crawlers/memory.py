"""What earlier visits of a site's pages say, looked up for a whole listing at once."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from crawlers.basis import basis, listed_digest
from crawlers.findings import PageRead, PageSame
from crawlers.visits import (
    NEWS,
    SHORT,
    SPARED,
    Due,
    Link,
    Terms,
    asks_shortly,
    due,
    full_look_due,
)
from index.base import Store
from offers.page import Capture
from offers.run import Lead, Visit
from workspace.folder import Workspace
from workspace.site import SiteFile

NOT_FOUND_OUT = ""
"""The basis of a visit that says no more than that there was one."""


@dataclass(frozen=True, slots=True)
class Wanted:
    """A page to ask for. `visit`: where "not modified" is answer enough, what that stands for."""

    link: Link
    visit: Visit | None
    news: bool


@dataclass(frozen=True, slots=True)
class Plan:
    """What becomes of the links of a listing: pages to ask for, offers that are still listed, and
    of how many pages they are; whether anything of it is news."""

    wanted: tuple[Wanted, ...]
    listed: frozenset[str]
    spared: int
    news: bool


class Memory:
    """Of one site's pages. `full`: this run reads listings to their end. Made before the run is
    begun, so that the newest run is the one before. `settle` enters what waits to be, so that it
    is remembered too. `new` are urls of which it is known that there was no visit."""

    def __init__(
        self,
        store: Store,
        workspace: Workspace,
        site: SiteFile,
        settle: Callable[[], None] = lambda: None,
    ) -> None:
        self._store = store
        self._settle = settle
        self._site = site
        self._now = workspace.now
        self._secret = workspace.secret
        self._bases = {of: basis(site, workspace, listing=of) for of in (False, True)}
        last = next(iter(store.journal.runs(site=site.name, limit=1)), None)
        full = store.journal.last_full_look(site.name)
        self.new: set[str] = set()
        self.full = full_look_due(last, full, site.full_look, self._now())

    def plan(self, links: Sequence[Link]) -> Plan:
        """Decide for all links of a page, with one look-up of visits and one of offers."""
        self._settle()
        visits = self._store.journal.visits(self._site.name, [link.url for link in links])
        self.new.update(link.url for link in links if link.url not in visits)
        terms = self._terms(visits.values())
        judged = [
            (link, visit, due(link, self.digest(link), visit, terms))
            for link in links
            for visit in (visits.get(link.url),)
        ]
        known = [visit for _, visit, why in judged if visit and why is Due.NOT]
        return Plan(
            wanted=tuple(
                Wanted(link, self._short(visit, why), why in NEWS)
                for link, visit, why in judged
                if why not in SPARED
            ),
            listed=frozenset(offer for visit in known for offer in visit.offers),
            spared=len(known),
            news=any(why in NEWS for _, _, why in judged),
        )

    def _terms(self, visits: Iterable[Visit]) -> Terms:
        held = {offer for visit in visits for offer in visit.offers}
        age = self._site.max_age
        return Terms(
            now=self._now(),
            recheck=self._site.recheck,
            basis=self._bases[False],
            oldest=self._now() - age if age else None,
            online=self._store.index.online(held) if held else frozenset(),
        )

    def _short(self, visit: Visit | None, why: Due) -> Visit | None:
        return visit if why in SHORT and self._asks_shortly(visit, listing=False) else None

    def _asks_shortly(self, visit: Visit | None, *, listing: bool) -> bool:
        # The frame of a page in a browser is the same whatever its scripts put into it.
        return not self._site.render and asks_shortly(visit, self._bases[listing])

    def listing(self, url: str) -> Visit | None:
        """The visit that "not modified" would stand for, if a listing may be asked so."""
        self._settle()
        visit = self._store.journal.visit(self._site.name, url)
        return visit if self._asks_shortly(visit, listing=True) else None

    def held_offers(self, url: str) -> bool:
        """Whether an earlier run read offers there."""
        self._settle()
        visit = self._store.journal.visit(self._site.name, url)
        return visit is not None and visit.capture is not None

    def brings_news(self, offers: Iterable[str]) -> bool:
        """Whether one of them is not known, or was gone."""
        self._settle()
        ids = frozenset(offers)
        return not ids <= self._store.index.online(ids)

    def digest(self, link: Link) -> str:
        return listed_digest(link.listed, self._secret)

    def read(self, read: PageRead, offers: Iterable[str], capture: Capture | None) -> None:
        """Remember a page that was read and what was entered of it."""
        relied = bool(read.offers or read.listing)
        # What a listing says of an ad may be what must not lie open, so it is not remembered, and
        # such a listing is read anew each time.
        silent = not any(link.listed for link in read.links)
        self._write(read, Visit(
            site=self._site.name,
            url=read.page.url,
            at=read.page.fetched,
            status=read.page.status,
            capture=capture,
            etag=read.page.header("etag") if silent else None,
            modified=read.page.header("last-modified") if silent else None,
            offers=tuple(offers),
            leads=tuple(Lead(link.url, link.modified) for link in read.links) if silent else (),
            next=read.next,
            basis=self._bases[read.listing] if relied else NOT_FOUND_OUT,
            listed=read.listed,
        ))  # fmt: skip

    def same(self, same: PageSame) -> None:
        """Remember that a page is as it was; the answer may renew what it is asked by."""
        visit, page = same.visit, same.page
        self._write(same, replace(
            visit,
            at=page.fetched,
            status=page.status,
            etag=page.header("etag") or visit.etag,
            modified=page.header("last-modified") or visit.modified,
        ))  # fmt: skip

    def passed_over(self, url: str, at: datetime, status: int | None) -> None:
        """Remember that a link leads nowhere, so that it is no news the next time."""
        self._settle()
        if self._store.journal.visit(self._site.name, url) is None:
            visit = Visit(site=self._site.name, url=url, at=at, status=status or 0)
            self._store.journal.write_visits([visit])

    def _write(self, came: PageRead | PageSame, visit: Visit) -> None:
        self._store.journal.write_visits(list(_of_all(came, visit)))


def _of_all(came: PageRead | PageSame, visit: Visit) -> Iterator[Visit]:
    """A visit for every url that led to the page: the next listing may name any of them."""
    for url in sorted(came.urls):
        yield replace(visit, url=url, final=came.page.url if url != came.page.url else None)
