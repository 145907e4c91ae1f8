"""What a page in the browser asks for, and what it gets: Scrapy's answers, or nothing."""

import asyncio
import logging
from collections import OrderedDict
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from time import monotonic
from urllib.parse import urlsplit

from playwright.async_api import Error, Route
from playwright.async_api import Request as Asked
from scrapy import Request
from scrapy.crawler import Crawler
from scrapy.http import Response
from scrapy.http.request import NO_CALLBACK

from crawlers.faults import Fault, fault_of
from crawlers.media import FOR_PAGE, OURS
from crawlers.received import exchanges
from evidence.exchange import Exchange

logger = logging.getLogger(__name__)

MOST_REQUESTS = 150
MOST_BYTES = 40 * 1024 * 1024
"""What all of a page's scripts may ask for, and bring."""

SCRIPTS = 32 * 1024 * 1024
"""Bytes of scripts that are remembered for the pages of a run that come after."""

FETCHED = frozenset({"document", "script", "xhr", "fetch"})
"""Resource types that are asked for; the first is a frame's. All others come to nothing."""

DATA = frozenset({"xhr", "fetch"})
"""What may hold the ads themselves, and is therefore kept with the page."""

BETWEEN_US = frozenset({
    "alt-svc", "clear-site-data", "connection", "content-encoding", "content-length",
    "content-security-policy-report-only", "keep-alive", "link", "nel", "refresh", "report-to",
    "reporting-endpoints", "service-worker-allowed", "set-cookie", "sourcemap", "speculation-rules",
    "strict-transport-security", "transfer-encoding", "x-sourcemap",
})  # fmt: skip
"""Headers that a page does not get: they are about the connection, which was Scrapy's, or would
have the browser ask for more."""

FENCE = "sandbox allow-scripts allow-same-origin"
"""A policy that every document gets: the browser itself then opens no window and no dialogue, sends
no form and downloads nothing (Content Security Policy Level 3, 6.3.2)."""


@dataclass(frozen=True, slots=True)
class Given:
    """An answer as the browser gets it."""

    status: int
    headers: Mapping[str, str]
    body: bytes


EMPTY_STYLE = Given(200, {"content-type": "text/css"}, b"")
"""No style sheet is fetched, but programs wait for theirs."""


class Scripts:
    """Scripts of a run by url; what was not asked for the longest goes first."""

    def __init__(self, most: int = SCRIPTS) -> None:
        self._most = most
        self._size = 0
        self._known: OrderedDict[str, Given] = OrderedDict()

    def get(self, url: str) -> Given | None:
        if url in self._known:
            self._known.move_to_end(url)
        return self._known.get(url)

    def keep(self, url: str, given: Given) -> None:
        self._size += len(given.body)
        if known := self._known.pop(url, None):
            self._size -= len(known.body)
        self._known[url] = given
        while self._size > self._most:
            self._size -= len(self._known.popitem(last=False)[1].body)


class Traffic:
    """The requests of one page, whose document has been fetched already.

    `note` is told of everything that is not done as the page wants it. One request is under way at
    a time; the turns between them are Scrapy's.
    """

    def __init__(
        self,
        crawler: Crawler,
        document: Given,
        url: str,
        scripts: Scripts,
        note: Callable[[str, Fault], None],
    ) -> None:
        self.crawler = crawler
        self.url = url
        self.parts: list[Exchange] = []
        self.over = asyncio.Event()
        self.capped: str | None = None
        self._document: Given | None = document
        self._scripts = scripts
        self._note = note
        self._turn = asyncio.Lock()
        self._under_way = 0
        self._begun = self._since = monotonic()
        self._waited = 0.0
        self._asked = 0
        self._bytes = 0

    def idle(self) -> float:
        """For how many seconds nothing has been under way."""
        return 0.0 if self._under_way else monotonic() - self._since

    def waited(self) -> float:
        """For how many seconds, all in all, something has been under way."""
        return self._waited + (monotonic() - self._begun if self._under_way else 0.0)

    @contextmanager
    def _passing(self) -> Iterator[None]:
        if not self._under_way:
            self._begun = monotonic()
        self._under_way += 1
        try:
            yield
        finally:
            self._under_way -= 1
            self._since = monotonic()
            if not self._under_way:
                self._waited += self._since - self._begun

    async def answer(self, route: Route) -> None:
        """Answer a request of the page, whatever comes; the browser never asks anybody else."""
        try:
            given = None if self.over.is_set() else await self._given(route.request)
            if given is None or self.over.is_set():
                await route.abort("aborted")
            else:
                headers = dict(given.headers)
                await route.fulfill(status=given.status, headers=headers, body=given.body)
        except Error as error:
            logger.debug("%s: the page is gone: %s", self.url, error)

    async def finish(self) -> None:
        """Ask for nothing more, and wait for what is under way."""
        self.over.set()
        async with self._turn:
            pass

    async def _given(self, asked: Asked) -> Given | None:
        if asked.resource_type == "stylesheet":
            return EMPTY_STYLE
        if asked.resource_type not in FETCHED or not asked.url.startswith(("http:", "https:")):
            return None
        if asked.is_navigation_request() and asked.frame.parent_frame is None:
            return self._opened(asked)
        if asked.method != "GET":
            fault = Fault(
                "browser", f"the page wants to send something ({asked.method}): it is not"
            )
            self._note(asked.url, fault)
            return None
        known = self._scripts.get(asked.url) if asked.resource_type == "script" else None
        with self._passing():
            return known or await self._in_turn(asked)

    def _opened(self, asked: Asked) -> Given | None:
        """The document itself, once. A page that moves on by script stays where it is."""
        given, self._document = self._document, None
        if given is None:
            fault = Fault("browser", f"the page moves itself to {asked.url}: it is not followed")
            self._note(self.url, fault)
        return given

    async def _in_turn(self, asked: Asked) -> Given | None:
        async with self._turn:
            if self.over.is_set() or self._at_cap():
                return None
            self._asked += 1
            try:
                got = await self.crawler.engine.download_async(self._request(asked))
            except Exception as error:  # noqa: BLE001 - whatever it is, the page goes without
                self._refused(asked.url, error)
                return None
        self._bytes += len(got.body)
        given = given_of(got)
        if asked.resource_type == "script" and got.status == 200:
            self._scripts.keep(asked.url, given)
        if asked.resource_type in DATA:
            self.parts += exchanges(got.request)
        return given

    def _at_cap(self) -> bool:
        if self._asked >= MOST_REQUESTS or self._bytes >= MOST_BYTES:
            self.capped = f"{self.url}: its scripts ask for too much"
            self._note(self.url, Fault("too-large", "its scripts ask for too much"))
        return self.capped is not None

    def _request(self, asked: Asked) -> Request:
        """As Scrapy asks: through robots.txt, hosts, addresses, media, sizes and turns."""
        headers = {"Accept": asked.headers.get("accept", "*/*")}
        if origin(asked.url) == origin(self.url):
            headers["Referer"] = self.url
        return Request(
            asked.url, headers=headers, meta={FOR_PAGE: OURS}, callback=NO_CALLBACK, priority=1
        )

    def _refused(self, url: str, error: Exception) -> None:
        fault = fault_of(error)
        if fault:
            self._note(url, fault)


def given_of(got: Response, charset: str | None = None) -> Given:
    """An answer of Scrapy's for the browser; `charset` is what the site file says of documents."""
    told = {
        name.decode("latin-1").lower(): b", ".join(got.headers.getlist(name)).decode("latin-1")
        for name in got.headers
    }
    kind = told.get("content-type", "")
    if charset:
        told["content-type"] = f"{kind.partition(';')[0] or 'text/html'}; charset={charset}"
    if "html" in kind or not kind:
        policies = filter(None, (told.get("content-security-policy"), FENCE))
        told["content-security-policy"] = ", ".join(policies)
    kept = {name: value for name, value in told.items() if name not in BETWEEN_US}
    return Given(got.status, kept, got.body)


def origin(url: str) -> tuple[str, str]:
    parts = urlsplit(url)
    return parts.scheme, parts.netloc
