"""What came over the wire, as the values that `evidence` keeps and `parsers` read."""

from dataclasses import replace
from datetime import datetime
from typing import cast
from urllib.parse import urlsplit

from scrapy import Request
from scrapy.http import Headers, Response

from crawlers.faults import phrase
from evidence.exchange import Exchange
from offers.page import Page

CHAIN = "offerwatch_exchanges"
"""Where a request carries what was answered on its way: redirects, then the page."""

LINE_END = b"\r\n"


def remember(request: Request, response: Response, at: datetime) -> None:
    """Note an answer before anything is undone in it. A second answer of a url replaces the
    first: that was tried again."""
    earlier = [known for known in exchanges(request) if known.url != response.url]
    request.meta[CHAIN] = (*earlier, _exchange(request, response, at))


def exchanges(request: Request | None) -> tuple[Exchange, ...]:
    """What was answered on the way to a page, in order."""
    return cast("tuple[Exchange, ...]", request.meta.get(CHAIN, ())) if request else ()


def show(request: Request, dom: bytes, parts: tuple[Exchange, ...]) -> None:
    """Note what a browser made of the answer, and of which others."""
    *hops, last = exchanges(request)
    request.meta[CHAIN] = (*hops, replace(last, dom=dom, parts=parts))


def page_of(response: Response, charset: str | None) -> Page:
    """The page for a reader: content codings undone, everything else as received, unless a
    browser showed it."""
    request = response.request
    assert request is not None
    *hops, last = exchanges(request)
    return Page(
        asked=hops[0].url if hops else last.url,
        url=response.url,
        status=response.status,
        body=response.body,
        fetched=last.at,
        redirects=tuple(hop.url for hop in hops[1:]),
        headers=last.headers,
        charset=charset if last.dom is None else "utf-8",
        address=last.address,
        rendered=last.dom is not None,
    )


def _exchange(request: Request, response: Response, at: datetime) -> Exchange:
    return Exchange(
        url=response.url,
        request=_request_head(request),
        head=_response_head(response),
        body=response.body,
        at=at,
        address=str(response.ip_address) if response.ip_address else None,
    )


def _request_head(request: Request) -> bytes:
    parts = urlsplit(request.url)
    path = (parts.path or "/") + (f"?{parts.query}" if parts.query else "")
    first = f"{request.method} {path} HTTP/1.1".encode()
    return _head(first, [b"Host: " + parts.netloc.encode(), *_lines(request.headers)])


def _response_head(response: Response) -> bytes:
    """Scrapy keeps all values of each header, not how the lines of different ones were mixed."""
    said = f"{response.protocol or 'HTTP/1.1'} {response.status} {phrase(response.status)}"
    return _head(said.strip().encode(), _lines(response.headers))


def _lines(headers: Headers) -> list[bytes]:
    return [name + b": " + value for name in headers for value in headers.getlist(name)]


def _head(first: bytes, lines: list[bytes]) -> bytes:
    return LINE_END.join([first, *lines]) + LINE_END * 2
