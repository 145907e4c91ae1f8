"""Looks around on a site that nobody has described yet: which page leads to ads, and a few of them.

It fetches nothing itself and knows no reactor: whoever calls it hands in how a page is had.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import islice
from urllib.parse import urljoin

from crawlers.mapped import Fetch, as_sitemap, entries, wider
from crawlers.upward import ENOUGH, above, known_host, leads_to, like, looks_single
from offers.page import Page
from offers.profile import LinkRules, Profile
from parsers.links import links
from parsers.sitemaps import Sitemap
from parsers.survey import About, AdPages, Listing, survey_ads, survey_listing
from workspace.hosts import host_of

ADS = 3
"""Pages of ads that are looked at."""

SPARE = 2
"""Further ones that are tried where some of these cannot be had."""

UPWARD = 3
"""Pages above that of an ad that are tried for the list that leads to it."""

SINGLE = (
    "This looks like the page of one ad: begin with the list that leads to it (start, links).",
)

HOLDING = frozenset({"feed", "telegram"})
"""Readers of pages that hold the ads themselves."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Scouted:
    """`listing` is the page that leads to ads or holds them, `survey` what was found there; `ads`
    are pages of single ads, `read` what they have in common, and `beside` what the listing says of
    each, by address. `sitemaps` are those by which the ads were found. `notes` are sentences."""

    start: str
    listing: Page | None = None
    survey: Listing | None = None
    ads: tuple[Page, ...] = ()
    read: AdPages | None = None
    beside: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    sitemaps: tuple[str, ...] = ()
    offers: int = 0
    notes: tuple[str, ...] = ()

    @property
    def found(self) -> bool:
        """Whether there is anything to write a site file from."""
        return bool(self.offers and (self.read or (self.survey and self._holds)))

    @property
    def _holds(self) -> bool:
        found = self.survey
        return bool(found and (found.item or found.reader != "selectors"))

    @property
    def about(self) -> About:
        """What is known of the site; pages of ads know it better than lists."""
        ads = self.read.about if self.read else About()
        page = self.survey.about if self.survey else About()
        return About(
            country=ads.country or page.country,
            timezone=ads.timezone or page.timezone,
            languages=ads.languages or page.languages,
            kinds=ads.kinds or page.kinds,
            notes=tuple(dict.fromkeys((*ads.notes, *page.notes))),
        )


def scout(first: Page, fetch: Fetch, named: Sequence[str] = ()) -> Scouted:
    """What can be found from a page on. `named` are the sitemaps of its robots.txt.

    Raises `Unreadable` for a page whose markup would stall the parser.
    """
    listed = as_sitemap(first)
    if listed is not None:
        return _by_sitemap(first.url, listed, fetch)
    found = survey_listing(first)
    single = looks_single(first.url, found)
    if not single and (found.ads >= ENOUGH or found.reader in HOLDING or found.links.offer):
        return _with_more(_by_listing(first, found, fetch), named, fetch)
    for way in (_of_an_ad, _by_feeds, _by_sitemaps):
        scouted = way(first, found, fetch, named)
        if scouted and scouted.found:
            return scouted
    if alike := like(first):
        scouted = Scouted(start=first.url, survey=found, offers=1, notes=SINGLE)
        return _with_ads(scouted, (first.url, *alike), fetch)
    if found.ads:
        return _by_listing(first, found, fetch)
    return Scouted(start=first.url, listing=first, survey=found, notes=found.notes)


def _by_listing(page: Page, found: Listing, fetch: Fetch) -> Scouted:
    """A list of ads: some of them are looked at, unless the list holds them whole."""
    scouted = Scouted(
        start=page.url,
        listing=page,
        survey=found,
        offers=found.ads,
        beside={link.url: link.listed for link in found.offers},
        notes=(*found.notes, *_next(page, found, fetch)),
    )
    if found.item or found.reader in HOLDING:
        return scouted
    here = host_of(page.url)
    urls = [link.url for link in found.offers if known_host(link.url) == here]
    if found.offers and not urls:
        elsewhere = (
            f"All links to ads lead to other hosts, {known_host(found.offers[0].url)} for one."
        )
        return replace(scouted, notes=(*scouted.notes, elsewhere))
    return _with_ads(scouted, urls, fetch)


def _with_more(scouted: Scouted, named: Sequence[str], fetch: Fetch) -> Scouted:
    """A list that leads nowhere else shows what is new; a sitemap beside it may list them all."""
    found = scouted.survey
    if not scouted.ads or found is None or found.links.next or found.links.more or found.item:
        return scouted
    ads = [link.url for link in found.offers]
    more = wider(ads, dict.fromkeys((*found.sitemaps, *named)), fetch)
    if more is None:
        return scouted
    url, pages = more
    note = f"The sitemap {url} lists {pages} pages like the {len(ads)} ads of the list."
    return replace(scouted, sitemaps=(url,), offers=pages, notes=(*scouted.notes, note))


def _with_ads(scouted: Scouted, urls: Sequence[str], fetch: Fetch) -> Scouted:
    """The first, the middle and the last of the ads, and what they have in common."""
    had = (fetch(url) for url in _spread(urls))
    pages = tuple(islice((page for page in had if page), ADS))
    if not pages:
        return scouted
    read = survey_ads(pages, scouted.survey)
    return replace(scouted, ads=pages, read=read, notes=(*scouted.notes, *read.notes))


def _spread(urls: Sequence[str]) -> tuple[str, ...]:
    """The first, the middle and the last, then some more in case one of these cannot be had."""
    middle = len(urls) // 2
    chosen = (*urls[:1], *urls[middle : middle + 1], *urls[-1:], *urls[1:])
    return tuple(dict.fromkeys(chosen))[: ADS + SPARE]


def _next(page: Page, found: Listing, fetch: Fetch) -> Iterator[str]:
    """Whether the next page of a list brings ads that this one has not."""
    rules = found.links
    if not rules.next or not rules.offer:
        return
    profile = Profile(site="survey", reader="selectors", links=rules)
    here = links(page, profile)
    second = fetch(here.next[0]) if here.next else None
    if second is None:
        yield "The next page of the list could not be had; look at `next` in [links]."
        return
    known = {link.url for link in here.offers}
    fresh = sum(link.url not in known for link in links(second, profile).offers)
    if fresh:
        yield f"The next page of the list was found, and brings {fresh} more ads."
    else:
        yield "The next page of the list brings nothing new; look at `next` in [links]."


def _of_an_ad(page: Page, found: Listing, fetch: Fetch, named: Sequence[str]) -> Scouted | None:
    """The page of one ad: the list that leads to it is looked for above it and in its links."""
    del named
    ads = {link.url for link in found.offers}
    for url in [each for each in above(page) if each not in ads][:UPWARD]:
        upper = fetch(url)
        listing = survey_listing(upper) if upper else None
        if upper and listing and leads_to(page.url, listing):
            note = f"{page.url} is the page of one ad; {upper.url} leads to such."
            scouted = _by_listing(upper, listing, fetch)
            return replace(scouted, notes=(note, *scouted.notes))
    return None


def _by_feeds(page: Page, found: Listing, fetch: Fetch, named: Sequence[str]) -> Scouted | None:
    del named
    for url in found.feeds[:1]:
        feed = fetch(url) if known_host(url) == host_of(page.url) else None
        listing = survey_listing(feed) if feed else None
        if feed and listing and listing.reader == "feed":
            note = f"{page.url} itself lists no ads; it names this feed."
            others = tuple(each for each in found.feeds if each != feed.url)
            scouted = _by_listing(feed, replace(listing, feeds=others), fetch)
            return replace(scouted, notes=(note, *scouted.notes))
    return None


def _by_sitemaps(page: Page, found: Listing, fetch: Fetch, named: Sequence[str]) -> Scouted | None:
    for url in dict.fromkeys((*found.sitemaps, *named)):
        answer = fetch(url) if known_host(url) == host_of(page.url) else None
        listed = as_sitemap(answer) if answer else None
        if listed:
            note = f"{page.url} itself lists no ads; robots.txt or the page names this sitemap."
            scouted = _by_sitemap(url, listed, fetch)
            return replace(scouted, notes=(note, *scouted.notes))
    return None


def _by_sitemap(url: str, listed: Sitemap, fetch: Fetch) -> Scouted:
    """A sitemap, or an index of them: some of the pages that it lists are looked at."""
    pages = entries(url, listed, fetch)
    here = host_of(url)
    urls = [each for each in pages if known_host(each) == here]
    note = f"A sitemap of {len(pages)} pages, all of which are taken for ads."
    start = urljoin(url, "/")
    empty = Listing(reader="selectors", ads=len(urls), links=LinkRules())
    scouted = Scouted(start=start, survey=empty, sitemaps=(url,), offers=len(urls), notes=(note,))
    return _with_ads(scouted, urls, fetch)
