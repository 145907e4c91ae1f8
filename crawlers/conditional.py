"""Conditional requests: "only if it is not as it was" (RFC 9110, 13), by our own visits alone."""

import re
from typing import cast

from scrapy import Request
from scrapy.http import Response

from offers.run import Visit

VISIT = "offerwatch_visit"
"""Where a request carries the visit that an answer "not modified" would stand for."""

NOT_MODIFIED = 304

SOUND = re.compile(r"[\x20-\x7e\x80-\xff]{1,1000}")
"""What a validator may look like to be sent back."""


class Conditional:
    """Asks by what the last visit of the very url says. Runs again after each redirect, for what
    was said of one address means nothing at another."""

    def process_request(self, request: Request) -> None:
        for name in ("If-None-Match", "If-Modified-Since"):
            request.headers.pop(name, None)
        visit = visit_of(request)
        if visit and request.url == (visit.final or visit.url):
            _add(request, "If-None-Match", visit.etag)
            _add(request, "If-Modified-Since", visit.modified)


def visit_of(request: Request | None) -> Visit | None:
    """The visit by which a request may be asked."""
    return cast("Visit | None", request.meta.get(VISIT)) if request else None


def same_as(response: Response) -> Visit | None:
    """The visit that an answer says still holds; `None` if it is an answer in full, or one to a
    condition that nobody set."""
    asked = response.request
    conditional = asked and {"If-None-Match", "If-Modified-Since"} & {
        name.decode("latin-1") for name in asked.headers
    }
    return visit_of(asked) if response.status == NOT_MODIFIED and conditional else None


def _add(request: Request, name: str, value: str | None) -> None:
    if value and SOUND.fullmatch(value):
        request.headers[name] = value.encode("latin-1", "ignore")
