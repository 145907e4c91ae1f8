"""From the page of one ad to the list that leads to it: where such a list may be."""

from urllib.parse import urljoin, urlsplit

from offers.page import Page
from offers.profile import LinkRules, Profile
from parsers.links import links
from parsers.survey import Listing
from workspace.fault import Wrong
from workspace.hosts import host_of
from workspace.hosts import url as checked

ENOUGH = 3
"""So many ads make a list."""

EVERY = Profile(site="survey", reader="selectors", links=LinkRules(offer=("a[href]",), next=()))
NUMBERED = "0"
"""How the last step of a path with a number in it is written in its shape."""

Shape = tuple[str, ...]


def looks_single(url: str, found: Listing) -> bool:
    """Whether a page is one of an ad that names others like it: its address is as theirs are, with
    a number at the end."""
    alike = sum(shape(link.url) == shape(url) for link in found.offers)
    return shape(url)[-1] == NUMBERED and alike * 2 > len(found.offers)


def like(page: Page) -> tuple[str, ...]:
    """Pages that this one links to and whose addresses are as its own, with a number at the end."""
    urls = [link.url for link in links(page, EVERY).offers]
    own = shape(page.url)
    alike = [url for url in urls if shape(url) == own and known_host(url) == host_of(page.url)]
    return tuple(alike) if own[-1] == NUMBERED else ()


def leads_to(url: str, listing: Listing) -> bool:
    """Whether a list has a link to an ad's page, or to several like it."""
    urls = {link.url for link in listing.offers}
    alike = sum(shape(each) == shape(url) for each in urls)
    return url in urls or alike >= ENOUGH


def shape(url: str) -> Shape:
    """What addresses of one kind of page have in common: folders, and whether a number ends it."""
    *folders, last = urlsplit(url).path.rstrip("/").split("/")
    return (*folders, NUMBERED if any(sign.isdigit() for sign in last) else "a")


def above(page: Page) -> tuple[str, ...]:
    """The folders that an address lies in, the nearest first, then where its page leads."""
    parts = [part for part in urlsplit(page.url).path.split("/") if part]
    folders = [urljoin(page.url, "/" + "/".join(parts[:end])) for end in (*range(1, len(parts)), 0)]
    linked = [link.url for link in links(page, EVERY).offers]
    near = [url for url in linked if any(url.rstrip("/") == each.rstrip("/") for each in folders)]
    here = [url for url in linked if known_host(url) == host_of(page.url)]
    others = [url for url in here if shape(url) != shape(page.url)]
    known = dict.fromkeys((*near, *others, *folders))
    known.pop(page.url, None)
    return tuple(known)


def known_host(url: str) -> str:
    """The host of an address that a page named; empty for one that misleads."""
    try:
        return host_of(checked(url))
    except Wrong:
        return ""
