"""How long an answer asks to wait."""

import pytest
from scrapy.http import Response

from crawlers.retry import retry_after

DATE = "Tue, 03 Nov 2026 10:00:00 GMT"


@pytest.mark.parametrize(
    ("said", "seconds"),
    [("5", 5.0), ("0", 0.0), (" 7 ", 7.0), ("Tue, 03 Nov 2026 10:00:30 GMT", 30.0),
     ("Tue, 03 Nov 2026 09:00:00 GMT", 0.0), ("soon", None), ("", None), ("-3", None),
     ("1.5", None), ("99999999999999999999", 1e20)],
)  # fmt: skip
def test_by_seconds_or_by_the_servers_clock(said: str, seconds: float | None) -> None:
    response = Response("https://a.example/", headers={"Retry-After": said, "Date": DATE})
    assert retry_after(response) == seconds


def test_a_date_means_nothing_without_the_servers_own() -> None:
    assert retry_after(Response("https://a.example/", headers={"Retry-After": DATE})) is None


def test_nothing_said() -> None:
    assert retry_after(Response("https://a.example/")) is None
