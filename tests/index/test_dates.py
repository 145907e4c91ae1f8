"""Dates of queries: absolute ones round as Elasticsearch does, relative ones walk the calendar."""

from datetime import UTC, datetime, timedelta, tzinfo
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.flat import milliseconds
from index.query.dates import Period, period
from index.query.parse import parse
from index.query.tree import Range
from parsers.fold import tokens

BERLIN = ZoneInfo("Europe/Berlin")
NOW = datetime(2026, 11, 22, 10, 30, 15, 123456, tzinfo=UTC)


def ms(text: str, zone: tzinfo = BERLIN) -> int:
    return milliseconds(datetime.fromisoformat(text).replace(tzinfo=zone))


PERIODS = {
    "2026": ("2026-01-01", "2027-01-01"),
    "2026-01": ("2026-01-01", "2026-02-01"),
    "2026-12": ("2026-12-01", "2027-01-01"),
    "2026-1-5": ("2026-01-05", "2026-01-06"),
    "2026-01-05": ("2026-01-05", "2026-01-06"),
    "2028-02-29": ("2028-02-29", "2028-03-01"),
    "2026-01-05T14": ("2026-01-05T14:00", "2026-01-05T15:00"),
    "2026-01-05T14:30": ("2026-01-05T14:30", "2026-01-05T14:31"),
    "2026-01-05 14:30": ("2026-01-05T14:30", "2026-01-05T14:31"),
    "2026-01-05T14:30:59": ("2026-01-05T14:30:59", "2026-01-05T14:31"),
    # Days of 23 and 25 hours.
    "2026-03-29": ("2026-03-29", "2026-03-30"),
    "2026-10-25": ("2026-10-25", "2026-10-26"),
    "now/d": ("2026-11-22", "2026-11-23"),
    "now/w": ("2026-11-16", "2026-11-23"),
    "now/M": ("2026-11-01", "2026-12-01"),
    "now/y": ("2026-01-01", "2027-01-01"),
    "now/h": ("2026-11-22T11:00", "2026-11-22T12:00"),
    "now/m": ("2026-11-22T11:30", "2026-11-22T11:31"),
    "now/s": ("2026-11-22T11:30:15", "2026-11-22T11:30:16"),
    "now-7d/d": ("2026-11-15", "2026-11-16"),
    "now-1M/M": ("2026-10-01", "2026-11-01"),
    "now-1w/w": ("2026-11-09", "2026-11-16"),
    "now+1y/y": ("2027-01-01", "2028-01-01"),
    "now-d/d": ("2026-11-21", "2026-11-22"),
    "2026-01-31||+1M/d": ("2026-02-28", "2026-03-01"),
    "2024-02-29||+1y/d": ("2025-02-28", "2025-03-01"),
    "2026-01||/y": ("2026-01-01", "2027-01-01"),
}


@pytest.mark.parametrize("text", PERIODS)
def test_a_date_is_the_whole_of_what_it_names(text: str) -> None:
    first, end = PERIODS[text]
    assert period(text, now=NOW, zone=BERLIN) == Period(ms(first), ms(end) - 1)


MOMENTS = {
    "now": "2026-11-22T10:30:15.123",
    "now-7d": "2026-11-15T10:30:15.123",
    "now-1w": "2026-11-15T10:30:15.123",
    "now-36h": "2026-11-20T22:30:15.123",
    "now-36H": "2026-11-20T22:30:15.123",
    "now+90m": "2026-11-22T12:00:15.123",
    "now-15s": "2026-11-22T10:30:00.123",
    "now-1d+12h": "2026-11-21T22:30:15.123",
    "2026-01-05T14:30:00Z||+1h": "2026-01-05T15:30:00",
    "2026-01-05T14:30:00.250Z": "2026-01-05T14:30:00.250",
    "2026-01-05T14:30:00.2509999Z": "2026-01-05T14:30:00.250",
    # One calendar day before, across the end of summer time, and one month, in the zone's clock.
    "now-1M": "2026-10-22T09:30:15.123",
}


@pytest.mark.parametrize("text", MOMENTS)
def test_a_moment_is_one_millisecond(text: str) -> None:
    at = ms(MOMENTS[text], UTC)
    assert period(text, now=NOW, zone=BERLIN) == Period(at, at)


def test_an_offset_counts_before_the_zone() -> None:
    found = period("2026-01-05T00:00+05:30", now=NOW, zone=BERLIN)
    assert found.first == ms("2026-01-04T18:30", UTC)
    assert period("2026-01-05T00:00Z", now=NOW, zone=BERLIN).first == ms("2026-01-05", UTC)


def test_rounding_by_the_end_of_the_range() -> None:
    """As Elasticsearch: `gte` and `lt` down, `lte` and `gt` up."""
    first, last = ms("2026-01-05"), ms("2026-01-06") - 1
    bounds = {
        "published:>=2026-01-05": Range("published", first, None),
        "published:<2026-01-05": Range("published", None, first, high_open=True),
        "published:<=2026-01-05": Range("published", None, last),
        "published:>2026-01-05": Range("published", last, None, low_open=True),
        "published:[2026-01-05 TO 2026-01-05]": Range("published", first, last),
        "published:{2026-01-05 TO 2026-01-05}": Range("published", last, first, True, True),
        "published:2026-01-05": Range("published", first, last),
    }
    for query, expected in bounds.items():
        assert parse(query, now=NOW, zone=BERLIN, tokens=tokens) == expected


WRONG = [
    *("", "today", "2026-13", "2026-00-01", "2026-02-30", "26-01-01", "2026-01-01T25", "20260101"),
    *("now-7", "now7d", "now-7days", "now//d", "now/7d", "now-7d/", "Now", "now ", "-7d", "+2026"),
    *("2026-01-01|+1d", "0000", "9999-12-31", "now+9999y", "now-999999999d"),
    *("2026-01-01T10:00+99:00", "2026-01-01+1d", "now-1234567890s", "٢٠٢٦", "now-" + "1d-" * 9999),
]


@pytest.mark.parametrize("text", WRONG)
def test_what_is_no_date_is_refused_with_a_way_out(text: str) -> None:
    with pytest.raises(ValueError, match=r"no date|no step|out of reach") as caught:
        period(text, now=NOW, zone=BERLIN)
    assert len(str(caught.value)) < 250


@given(
    at=st.datetimes(datetime(1971, 1, 1), datetime(2100, 1, 1)),  # noqa: DTZ001
    unit=st.sampled_from("yMwdhms"),
    zone=st.sampled_from(["UTC", "Europe/Kyiv", "America/St_Johns", "Asia/Beirut", "Pacific/Apia"]),
)
def test_a_rounded_moment_lies_in_its_period(at: datetime, unit: str, zone: str) -> None:
    now = at.replace(tzinfo=UTC)
    found = period(f"now/{unit}", now=now, zone=ZoneInfo(zone))
    assert found.first <= milliseconds(now) <= found.last
    after = period(f"now/{unit}", now=now + timedelta(milliseconds=1), zone=ZoneInfo(zone))
    assert after.first in {found.first, found.last + 1}
