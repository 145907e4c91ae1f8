"""Tries again once, and only when the site said it may."""

import logging
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime

from scrapy import Request
from scrapy.downloadermiddlewares.retry import RetryMiddleware
from scrapy.http import Response

from crawlers.keeper import Keeper

logger = logging.getLogger(__name__)

ASKS_TO_WAIT = frozenset({429, 503})
LONGEST_WAIT = 120.0
"""Seconds. Whoever wants to be left alone for longer is left alone until the next run."""


class PatientRetry(RetryMiddleware):
    """Scrapy's retry, which waits as long as Retry-After says; everything else waits with it."""

    async def process_response(  # type: ignore[override]
        self, request: Request, response: Response
    ) -> Request | Response:
        wait = retry_after(response) if response.status in ASKS_TO_WAIT else None
        if wait is not None and wait > LONGEST_WAIT:
            return response
        again = super().process_response(request, response)
        if isinstance(again, Request) and wait:
            logger.info("%s asks to wait for %.0f seconds", request.url, wait)
            keeper = self.crawler.get_extension(Keeper)
            assert keeper
            await keeper.wait(wait)
        return again


def retry_after(response: Response) -> float | None:
    """Seconds that the answer asks to wait; `None` if it does not say, or not understandably."""
    said = (response.headers.get(b"Retry-After") or b"").decode("latin-1").strip()
    if said.isdecimal():
        return float(said)
    at, now = _date(said), _date((response.headers.get(b"Date") or b"").decode("latin-1"))
    if at is None or now is None:
        return None
    # The server's own clock is what its date was reckoned by.
    return max((at - now).total_seconds(), 0.0)


def _date(said: str) -> datetime | None:
    try:
        found = parsedate_to_datetime(said)
    except ValueError:
        return None
    return found if found.tzinfo else found.replace(tzinfo=UTC)
