"""What a sitemap names: pages with the day of their last change, or further sitemaps."""

import re
import zlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import UTC, datetime

from offers.page import Page
from parsers.charset import decoded
from parsers.dom import Unreadable, Xml, xml
from parsers.urls import absolute

MOST_BYTES = 24 * 1024 * 1024
"""Half of what the protocol allows a sitemap before compression (sitemaps.org): one of 50,000 urls
has 3 to 10 MiB, and 50 MiB take 280 MB to be read."""

MOST_TAGS = 1_000_000
"""Twice what 50,000 urls with all that the protocol has to say of each take."""

MOST_URLS = 100_000
"""Twice what the protocol allows."""

GZIP = b"\x1f\x8b"
PARTIAL = re.compile(r"(\d{4})(?:-(\d{2}))?")


@dataclass(frozen=True, slots=True)
class SitemapEntry:
    """`modified` bears a zone, UTC where none was written; `None` if nothing sound was."""

    url: str
    modified: datetime | None = None


@dataclass(frozen=True, slots=True)
class Sitemap:
    """Pages, each once, and the urls of further sitemaps, if this one is an index."""

    entries: tuple[SitemapEntry, ...] = ()
    nested: tuple[str, ...] = ()


def sitemap(page: Page) -> Sitemap:
    """The sitemap on a page: XML or a list of urls, compressed or not.

    Raises `Unreadable` for anything else, for what is cut off, and for what unpacks to more than
    a sitemap may hold.
    """
    plain = replace(page, body=_unpacked(page))
    text = decoded(plain).strip("\ufeff \t\r\n")
    if text and not text.startswith("<"):
        return Sitemap(entries=_distinct(_listed(page.url, text)))
    if plain.body.count(b"<") > MOST_TAGS:
        raise Unreadable(page.url, f"more than {MOST_TAGS} tags")
    root = xml(plain)
    match _name(root):
        case "urlset":
            return Sitemap(entries=_distinct(_entries(root, page.url)))
        case "sitemapindex":
            urls = (entry.url for entry in _entries(root, page.url))
            return Sitemap(nested=tuple(dict.fromkeys(urls)))
        case other:
            raise Unreadable(page.url, f"no sitemap: its root is <{other}>")


def _unpacked(page: Page) -> bytes:
    """The body; members of a gzip file one after the other, never more than allowed."""
    rest, parts, size = page.body, [], 0
    while rest.startswith(GZIP):
        member = zlib.decompressobj(wbits=31)
        try:
            parts.append(member.decompress(rest, MOST_BYTES + 1 - size))
        except zlib.error as error:
            raise Unreadable(page.url, f"damaged gzip: {error}") from error
        size += len(parts[-1])
        if size > MOST_BYTES:
            raise Unreadable(page.url, f"unpacks to more than {MOST_BYTES} bytes")
        if not member.eof:
            raise Unreadable(page.url, "a gzip file that is cut off")
        rest = member.unused_data
    return b"".join(parts) if parts else rest


def _name(element: Xml) -> str:
    return str(element.tag).rpartition("}")[2].lower()


def _entries(root: Xml, base: str) -> Iterator[SitemapEntry]:
    for entry in root:
        told = {_name(child): (child.text or "").strip() for child in entry}
        if url := absolute(base, told.get("loc")):
            yield SitemapEntry(url, _moment(told.get("lastmod", "")))


def _listed(base: str, text: str) -> Iterator[SitemapEntry]:
    lines = text.split()
    if not all(line.startswith(("http://", "https://")) for line in lines):
        raise Unreadable(base, "neither XML nor a list of urls")
    yield from (SitemapEntry(url) for line in lines if (url := absolute(base, line)))


def _distinct(entries: Iterable[SitemapEntry]) -> tuple[SitemapEntry, ...]:
    found: dict[str, SitemapEntry] = {}
    for entry in entries:
        found.setdefault(entry.url, entry)
        if len(found) >= MOST_URLS:
            break
    return tuple(found.values())


def _moment(written: str) -> datetime | None:
    """A W3C date and time, to the year if need be (w3.org/TR/NOTE-datetime)."""
    if partial := PARTIAL.fullmatch(written):
        written = f"{partial[1]}-{partial[2] or '01'}-01"
    try:
        moment = datetime.fromisoformat(written)
    except ValueError:
        return None
    return moment if moment.tzinfo else moment.replace(tzinfo=UTC)
