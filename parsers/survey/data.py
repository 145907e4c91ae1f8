"""What a page says of itself as data: job ads of schema.org, feeds, sitemaps, a channel."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from offers.ad import Ad
from offers.page import Page
from offers.profile import Profile
from parsers.dom import Dom, NotRead
from parsers.readers import json_ld, markup, read_ads
from parsers.readers.jobposting import KIND
from parsers.urls import absolute

FEEDS = (
    "link[rel~=alternate i][type='application/rss+xml' i]",
    "link[rel~=alternate i][type='application/atom+xml' i]",
    "link[rel~=alternate i][type='application/feed+json' i]",
    "a[href$='.rss' i], a[href$='/rss' i], a[href$='/rss/' i], a[href$='.atom' i]",
    "a[href$='/feed' i], a[href$='/feed/' i], a[href*='rss.xml' i], a[href*='feed.xml' i]",
)
"""Where pages name their feeds: said by rel and type, or by links that look it."""

SITEMAPS = (
    "link[rel~=sitemap i]",
    "a[href$='/sitemap.xml' i], a[href$='/sitemap_index.xml' i], a[href$='sitemap.xml.gz' i]",
)


@dataclass(frozen=True, slots=True)
class Postings:
    """Job ads of schema.org on a page. `ways` says how they are told."""

    ads: tuple[Ad, ...] = ()
    ways: tuple[str, ...] = ()
    faults: tuple[str, ...] = ()


def postings(page: Page, dom: Dom) -> Postings:
    """The job ads that a page describes as data; none where it does not."""
    blocks = json_ld.blocks(dom, KIND)
    ways = ["JSON-LD"] if json_ld.postings(blocks, KIND) else []
    dialects = (markup.MICRODATA, markup.RDFA)
    ways += [one.name for one in dialects if next(markup.items(dom, one, KIND), None)]
    if not ways:
        return Postings(faults=tuple(blocks.faults))
    try:
        ads = read_ads(page, Profile(site="survey")).ads
    except NotRead:
        ads = ()
    return Postings(ads, tuple(ways), tuple(blocks.faults))


def told(ads: Sequence[Ad]) -> str:
    """Which fields ads have, and how many of them: `title 10, price 4`."""
    names = Counter(name for ad in ads for name in _fields(ad))
    return ", ".join(f"{name} {count}" for name, count in names.most_common())


def _fields(ad: Ad) -> list[str]:
    own = [name for name in ("title", "text", "key") if getattr(ad, name)]
    return own + list(ad.said)


def named(dom: Dom, selectors: Sequence[str]) -> tuple[str, ...]:
    """The urls of elements, each once, in the order of the selectors."""
    found = (absolute(dom.base, e.get("href")) for one in selectors for e in dom.all(one)[:50])
    return tuple(dict.fromkeys(url for url in found if url))
