"""What the sitemaps of a site that nobody has described yet list."""

from collections.abc import Callable, Iterable, Sequence

from crawlers.upward import known_host, shape
from offers.page import Page
from parsers.dom import NotRead
from parsers.sitemaps import Sitemap, sitemap
from workspace.hosts import host_of

Fetch = Callable[[str], Page | None]
"""Has a page, or `None` where that could not be had."""

NESTED = 3
"""Sitemaps of an index that are looked into for one that lists pages."""

ADS = 0.9
"""What part of a sitemap's pages must have addresses like the ads', if all are taken for ads."""


def as_sitemap(page: Page) -> Sitemap | None:
    """What a page lists if it is a sitemap."""
    start = page.body.lstrip(b"\xef\xbb\xbf \t\r\n")[:2000]
    if not (start.startswith(b"\x1f\x8b") or b"<urlset" in start or b"<sitemapindex" in start):
        return None
    try:
        return sitemap(page)
    except NotRead:
        return None


def entries(url: str, listed: Sitemap, fetch: Fetch) -> Sequence[str]:
    """The pages that a sitemap lists, or the first of an index that lists any."""
    found = [entry.url for entry in listed.entries]
    for nested in listed.nested[:NESTED]:
        page = fetch(nested) if not found and known_host(nested) == host_of(url) else None
        inner = as_sitemap(page) if page else None
        found += [entry.url for entry in inner.entries] if inner else []
    return found


def wider(ads: Iterable[str], named: Iterable[str], fetch: Fetch) -> tuple[str, int] | None:
    """The sitemap that lists these ads and more of their kind, hardly anything else, and how many
    pages that are."""
    known = set(ads)
    shapes = {shape(url) for url in known}
    here = {known_host(url) for url in known}
    for url in named:
        page = fetch(url) if known_host(url) in here else None
        listed = as_sitemap(page) if page else None
        pages = entries(url, listed, fetch) if listed else []
        alike = sum(shape(each) in shapes for each in pages)
        if len(pages) > len(known) and alike >= ADS * len(pages) and known & set(pages):
            return url, len(pages)
    return None
