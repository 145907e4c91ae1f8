"""Bounds for what comes over the wire, where Scrapy and Twisted have none.

Twisted 25 bounds a header line (16 KiB) and not how many there are, nor how often a server may say
"100 Continue" or how much a chunked answer says between its chunks; Scrapy bounds the body alone.
"""

from typing import Any, Self

from scrapy import Request, signals
from scrapy.core.downloader.handlers.http11 import (
    _LenientHTTP11ClientFactory,
    _LenientHTTP11ClientProtocol,
)
from scrapy.crawler import Crawler
from scrapy.exceptions import StopDownload
from scrapy.http import Headers
from twisted.python.failure import Failure
from twisted.web._newclient import BODY

MOST_HEAD = 256 * 1024
"""Bytes of all heads of one answer, interim ones too. Browsers give up at as much."""

MOST_IN_ALL = 24 * 1024 * 1024
"""Bytes of one answer as sent: chunks of 10 MiB of body take less, if they are honest."""

PACKED = frozenset({b"gzip", b"x-gzip", b"deflate", b"identity"})
"""Content codings that were asked for; `evidence` can undo no other."""

MOST_CODINGS = 2
"""How often an answer may be packed; each time costs its whole size again."""


class TooMuch(Exception):
    """An answer says more than any honest one. `what` names it."""

    def __init__(self, what: str) -> None:
        super().__init__(what)
        self.what = what


class Unasked(StopDownload):
    """An answer in a form that nobody asked for."""

    def __init__(self, what: str) -> None:
        super().__init__(fail=True)
        self.what = what


class BoundedProtocol(_LenientHTTP11ClientProtocol):
    """Scrapy's protocol; an answer that goes on and on is given up."""

    heads = 0
    in_all = 0

    def request(self, request: Any) -> Any:
        self.heads = self.in_all = 0
        return super().request(request)

    def dataReceived(self, bytes: bytes) -> None:  # noqa: N802 - Twisted's names
        self.in_all += len(bytes)
        if self._parser is None or self._parser.state != BODY:
            self.heads += len(bytes)
        super().dataReceived(bytes)  # type: ignore[no-untyped-call]
        still_head = self._parser is not None and self._parser.state != BODY
        if still_head and self.heads > MOST_HEAD:
            self._end(f"headers of more than {MOST_HEAD // 1024} KiB")
        elif self.in_all > MOST_IN_ALL:
            self._end(f"an answer of more than {MOST_IN_ALL // 2**20} MiB as it was sent")

    def _end(self, what: str) -> None:
        assert self.transport
        self.transport.abortConnection()
        self._giveUp(Failure(TooMuch(what)))  # type: ignore[no-untyped-call]


class BoundedFactory(_LenientHTTP11ClientFactory):
    """What the pool of connections makes its protocols with."""

    def buildProtocol(self, addr: Any) -> BoundedProtocol:  # noqa: ARG002, N802
        return BoundedProtocol(self._quiescentCallback)  # type: ignore[no-untyped-call]


class Limits:
    """The extension that breaks off answers packed as nobody asked for."""

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        made = cls()
        crawler.signals.connect(made.headers_received, signals.headers_received)
        return made

    def headers_received(self, headers: Headers, request: Request) -> None:  # noqa: ARG002
        said = b",".join(headers.getlist(b"Content-Encoding")).lower()
        codings = [coding.strip() for coding in said.split(b",") if coding.strip()]
        strange = [coding for coding in codings if coding not in PACKED]
        if strange:
            name = strange[0][:20].decode("ascii", "replace")
            raise Unasked(f"packed as {name!r}, which was not asked for")
        if len(codings) > MOST_CODINGS:
            raise Unasked(f"packed {len(codings)} times over")
