"""Images, video, sound and fonts are never fetched: told by name, by type, by first bytes."""

from pathlib import PurePosixPath
from typing import Self

from scrapy import Request, signals
from scrapy.crawler import Crawler
from scrapy.exceptions import StopDownload
from scrapy.http import Headers
from scrapy.utils.httpobj import urlparse_cached

from crawlers.guard import NotAsked

ENDINGS = frozenset({
    "7z", "aac", "apk", "avi", "avif", "bmp", "css", "dmg", "doc", "docx", "eot", "exe",
    "flac", "flv", "gif", "heic", "heif", "ico", "iso", "jar", "jpeg", "jpg", "js", "m4a",
    "m4v", "mkv", "mov", "mp3", "mp4", "mpeg", "mpg", "msi", "odt", "ogg", "ogv", "otf",
    "pdf", "png", "ppt", "pptx", "psd", "rar", "svg", "svgz", "swf", "tar", "tif", "tiff",
    "ttf", "wav", "webm", "webp", "wmv", "woff", "woff2", "xls", "xlsx", "zip",
})  # fmt: skip
"""Endings of paths that no page of an ad has."""

TYPES = (
    "text/", "application/xhtml", "application/xml", "application/rss", "application/atom",
    "application/rdf", "application/feed", "application/json", "application/ld+json",
    "application/gzip", "application/x-gzip",
)  # fmt: skip
"""Beginnings of the content types that are read; all others are broken off at the headers."""

PROGRAMS = (
    "text/javascript", "application/javascript", "application/x-javascript", "text/ecmascript",
    "application/ecmascript",
)  # fmt: skip
"""Content types of scripts (RFC 9239), which only a page in the browser has a use for."""

FOR_PAGE = "offerwatch_for_page"
OURS = object()
"""Marks what is fetched for a page in the browser: nobody else can have this very object."""

BEGUN = "offerwatch_begun"

PACKED = (".gz", ".xml", "/robots.txt")
"""Sitemaps, and rules for robots, come as bytes of no particular type."""

SIGNATURES = (
    (0, b"\xff\xd8\xff"), (0, b"\x89PNG\r\n"), (0, b"GIF8"), (0, b"II*\0"),
    (0, b"MM\0*"), (8, b"WEBP"), (8, b"AVI "), (8, b"WAVE"), (4, b"ftyp"), (0, b"\x1aE\xdf\xa3"),
    (0, b"OggS"), (0, b"ID3"), (0, b"fLaC"), (0, b"FLV"), (0, b"\0\0\1\0"), (0, b"wOFF"),
    (0, b"wOF2"), (0, b"OTTO"), (0, b"\0\1\0\0"), (0, b"%PDF"),
)  # fmt: skip
"""Where and how files of media begin, whatever the server calls them (WHATWG MIME Sniffing)."""


class NoMedia:
    """Refuses requests by the ending of their path, and breaks answers off by type and content."""

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        made = cls()
        crawler.signals.connect(made.headers_received, signals.headers_received)
        crawler.signals.connect(made.bytes_received, signals.bytes_received)
        return made

    def process_request(self, request: Request) -> None:
        ending = PurePosixPath(urlparse_cached(request).path).suffix.lower().removeprefix(".")
        if ending in ENDINGS and not (ending == "js" and for_page(request)):
            raise NotAsked("media", f"files that end in .{ending} are never fetched")

    def headers_received(self, headers: Headers, request: Request) -> None:
        path = urlparse_cached(request).path
        if not readable(headers, path) and not (for_page(request) and usable(headers)):
            raise StopDownload(fail=True)

    def bytes_received(self, data: bytes, request: Request) -> None:
        # Only the first piece begins a file, and a retried request begins anew.
        begun = request.meta.get(BEGUN) is request
        request.meta[BEGUN] = request
        if not begun and is_media(data):
            raise StopDownload(fail=True)


def readable(headers: Headers, path: str) -> bool:
    """Whether the content type is one that is read. None given: the first bytes decide."""
    said = (headers.get(b"Content-Type") or b"").decode("latin-1").strip().lower()
    if said.startswith(("text/css", "text/javascript")):
        return False
    if said.startswith("application/octet-stream"):
        return path.endswith(PACKED)
    return not said or said.startswith(TYPES)


def for_page(request: Request) -> bool:
    """Whether a page in the browser asked for it."""
    return request.meta.get(FOR_PAGE) is OURS


def usable(headers: Headers) -> bool:
    """Whether the content type is a script's, or of some kind of JSON."""
    said = (headers.get(b"Content-Type") or b"").decode("latin-1").strip().lower()
    return said.startswith(PROGRAMS) or "json" in said.partition(";")[0]


def is_media(data: bytes) -> bool:
    return any(data.startswith(begin, at) for at, begin in SIGNATURES)
