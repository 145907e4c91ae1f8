"""How long an answer asks to wait."""

from datetime import UTC, datetime

import pytest
from scrapy.http import Response

from crawlers.retry import asked_rest, retry_after

DATE = "Tue, 03 Nov 2026 10:00:00 GMT"
NOW = datetime(2026, 11, 3, 9, 59, tzinfo=UTC)


@pytest.mark.parametrize(
    ("said", "seconds"),
    [("5", 5.0), ("0", 0.0), (" 7 ", 7.0), ("Tue, 03 Nov 2026 10:00:30 GMT", 30.0),
     ("Tue, 03 Nov 2026 09:00:00 GMT", 0.0), ("Tuesday, 03-Nov-26 10:01:00 GMT", 60.0),
     ("Tue Nov  3 10:02:00 2026", 120.0), ("soon", None), ("", None), ("-3", None),
     ("1.5", None), ("99999999999999999999", 1e20), ("\u0663", None),
     ("Tue, 99 Nov 2026 10:00:30 GMT", None)],
)  # fmt: skip
def test_by_seconds_or_by_the_servers_clock(said: str, seconds: float | None) -> None:
    """Dates in all three forms that RFC 9110 wants to be understood."""
    headers = {"Retry-After": said.encode("utf-8"), "Date": DATE}
    assert retry_after(Response("https://a.example/", headers=headers), NOW) == seconds


@pytest.mark.parametrize("date", [{}, {"Date": "today"}])
def test_by_our_own_clock_if_the_server_does_not_say_what_time_it_is(date: dict[str, str]) -> None:
    response = Response("https://a.example/", headers={"Retry-After": DATE, **date})
    assert retry_after(response, NOW) == 60.0


def test_nothing_said() -> None:
    assert retry_after(Response("https://a.example/"), NOW) is None


@pytest.mark.parametrize(("status", "seconds"), [(429, 5), (503, 5), (200, None), (301, None)])
def test_only_who_is_busy_asks_for_rest(status: int, seconds: float | None) -> None:
    """Elsewhere the header speaks of something else, or of nothing (RFC 9110, 10.2.3)."""
    response = Response("https://a.example/", status=status, headers={"Retry-After": "5"})
    assert asked_rest(response) == seconds
