"""Where a listing or a sitemap leads on: to ads, and to further pages."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from offers.page import Page
from offers.profile import Profile
from parsers.blocks.outline import Outline
from parsers.dom import Dom, Element
from parsers.fields import read_field
from parsers.pagination import next_page
from parsers.readers import blocks
from parsers.sitemaps import Sitemap, SitemapEntry, sitemap
from parsers.urls import absolute, host

__all__ = ["Links", "OfferLink", "Sitemap", "SitemapEntry", "links", "sitemap"]

MOST = 20_000
"""Links of one page. No listing has more, and what has more is no listing."""

KNOWN_NEXT = {
    "telegram": ("a.tme_messages_more[data-before]", "link[rel=prev]"),
    "feed": ("link[rel=next]",),
}
"""Ways to the next page that a reader knows without being told."""


@dataclass(frozen=True, slots=True)
class OfferLink:
    """A link to an ad, and what the listing already says of that ad by field name."""

    url: str
    listed: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Links:
    """Absolute http(s) urls without fragments, each once, in the order of the page."""

    offers: tuple[OfferLink, ...] = ()
    next: tuple[str, ...] = ()


def links(page: Page, profile: Profile) -> Links:
    """The links of a listing that the site's rules name.

    The reader `blocks` finds the links to ads by itself where no rule names them. The next page
    is found where `next` is `None`, see `parsers.pagination`. Raises `Unreadable` for markup that
    would stall the parser, nothing for strange links.
    """
    rules = profile.links
    following = KNOWN_NEXT.get(profile.reader) if rules.next is None else rules.next
    found = profile.reader == "blocks" and not rules.offer
    if not rules.offer and following == () and not found:
        return Links()
    dom = Dom(page)
    offers = _in_blocks(dom, profile) if found else _offers(dom, profile)
    if following is None:
        url = next_page(dom, offers)
        return Links(tuple(offers.values()), (url,) if url else ())
    next_pages = dict.fromkeys(url for _, url in _leading(dom, following))
    next_pages.pop(page.url, None)
    return Links(tuple(offers.values()), tuple(next_pages))


def _offers(dom: Dom, profile: Profile) -> dict[str, OfferLink]:
    listed = _Listing(dom, profile)
    offers: dict[str, OfferLink] = {}
    for element, url in _leading(dom, profile.links.offer):
        if url not in offers:
            offers[url] = OfferLink(url, listed.around(element))
    return offers


def _in_blocks(dom: Dom, profile: Profile) -> dict[str, OfferLink]:
    """The entries of a list that have a page of their own on the same site."""
    offers: dict[str, OfferLink] = {}
    listing = blocks.listing(Outline(dom), profile)
    for entry in listing.entries if listing else ():
        url = entry.url
        if url and host(url) == host(dom.url) and url not in offers and url != dom.url:
            offers[url] = OfferLink(url, blocks.listed_beside(dom, entry, profile.fields))
    return offers


def _leading(dom: Dom, selectors: Sequence[str]) -> Iterator[tuple[Element, str]]:
    """Elements of the first selector that finds a link, with where they lead."""
    for selector in selectors:
        found = [(element, _url(element, dom.base)) for element in dom.all(selector)[:MOST]]
        leading = [(element, url) for element, url in found if url]
        if leading:
            yield from leading
            return


def _url(element: Element, base: str) -> str | None:
    """Where an element leads: itself, or the first link in it."""
    if not element.tag:
        return absolute(base, element.said())
    if element.get("href") is not None:
        return absolute(base, element.get("href"))
    inner = element.first("[href]")
    return absolute(base, inner.get("href")) if inner else None


class _Listing:
    """Reads the fields that stand beside a link, once for each entry."""

    def __init__(self, dom: Dom, profile: Profile) -> None:
        self._rules = tuple(rule for rule in profile.fields if rule.listed)
        self._base = dom.base
        entry = profile.links.entry
        self._entries = {e.id: e for e in dom.all(entry)} if entry and self._rules else {}
        self._whole = entry is None
        self._known: dict[int, Element | None] = {}
        self._read: dict[int, Mapping[str, str]] = {}

    def around(self, link: Element) -> Mapping[str, str]:
        if not self._rules:
            return {}
        entry = link if self._whole else self._entry(link)
        if entry is None:
            return {}
        if entry.id not in self._read:
            found = ((rule.name, read_field(entry, rule, self._base)) for rule in self._rules)
            self._read[entry.id] = {name: value for name, value in found if value}
        return self._read[entry.id]

    def _entry(self, link: Element) -> Element | None:
        """The innermost entry around a link; no step upwards is taken twice."""
        path: list[int] = []
        entry = None
        for above in link.above():
            if above in self._known or above in self._entries:
                entry = self._known.get(above) or self._entries.get(above)
                break
            path.append(above)
        self._known.update(dict.fromkeys(path, entry))
        return entry
