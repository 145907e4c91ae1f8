"""Tries again once, and only when the site lets us."""

from datetime import UTC, datetime
from email.utils import parsedate_to_datetime

from scrapy import Request
from scrapy.downloadermiddlewares.retry import RetryMiddleware
from scrapy.http import Response

from crawlers.pace import BUSY

LONGEST_WAIT = 120.0
"""Seconds. Whoever wants to be left alone for longer is left alone: the run ends."""


class PatientRetry(RetryMiddleware):
    """Scrapy's retry. How long to wait before is seen to by `crawlers.turns`."""

    def process_response(  # type: ignore[override]
        self, request: Request, response: Response
    ) -> Request | Response:
        if (asked_rest(response) or 0) > LONGEST_WAIT:
            return response
        return super().process_response(request, response)


def asked_rest(response: Response) -> float | None:
    """Seconds for which a busy site wants to be left alone, `None` if it does not say."""
    return retry_after(response, datetime.now(UTC)) if response.status in BUSY else None


def retry_after(response: Response, now: datetime) -> float | None:
    """Seconds that the answer asks to wait; `None` if it does not say, or not understandably.

    A date was reckoned by the server's own clock, which its Date header tells; `now` is taken
    where that is missing.
    """
    said = _header(response, b"Retry-After")
    if said.isdecimal() and said.isascii():
        return float(said)
    at = _date(said)
    if at is None:
        return None
    return max((at - (_date(_header(response, b"Date")) or now)).total_seconds(), 0.0)


def _header(response: Response, name: bytes) -> str:
    return (response.headers.get(name) or b"").decode("latin-1").strip()


def _date(said: str) -> datetime | None:
    try:
        found = parsedate_to_datetime(said)
    except (ValueError, OverflowError):
        return None
    return found if found.tzinfo else found.replace(tzinfo=UTC)
