"""Which pages are due: by tables."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from crawlers.basis import listed_digest
from crawlers.visits import Due, Link, Terms, asks_shortly, due, full_look_due
from offers.page import Capture
from offers.run import Look, Run, Visit

NOON = datetime(2026, 3, 2, 12, tzinfo=UTC)
HOUR, DAY = timedelta(hours=1), timedelta(days=1)
URL = "https://bazaar.example/1"
CAPTURE = Capture("bazaar/1.warc.gz", 0, "00")
VISIT = Visit(
    site="bazaar", url=URL, at=NOON, status=200, capture=CAPTURE, offers=("a",), basis="b"
)
TERMS = Terms(now=NOON, recheck=DAY, basis="b", online={"a"})
MIDNIGHT = datetime(2026, 3, 2, tzinfo=UTC)


def judged(
    visit: Visit | None = VISIT,
    hours: float = 0,
    *,
    digest: str = "",
    modified: datetime | None = None,
    **terms: object,
) -> Due:
    """What is due so many hours after the last look."""
    now = NOON + timedelta(hours=hours)
    link = Link(URL, modified=modified)
    return due(link, digest, visit, replace(TERMS, now=now, **terms))  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("hours", "recheck", "found"),
    [
        (0, 24, Due.NOT), (12, 24, Due.NOT), (21, 24, Due.NOT),
        # The crawl of yesterday lasted an hour, and today's began a little early.
        (22.9, 24, Due.AGAIN), (24, 24, Due.AGAIN), (240, 24, Due.AGAIN),
        (0.8, 1, Due.NOT), (1, 1, Due.AGAIN), (24, 48, Due.NOT),
    ],
)  # fmt: skip
def test_ads_are_looked_at_again_after_a_while(hours: float, recheck: int, found: Due) -> None:
    assert judged(hours=hours, recheck=recheck * HOUR) is found


@pytest.mark.parametrize(
    ("visit", "digest", "online", "found"),
    [
        (None, "", {"a"}, Due.NEW),
        (replace(VISIT, basis="older"), "", {"a"}, Due.OTHERWISE),
        (replace(VISIT, basis="", offers=()), "", {"a"}, Due.OTHERWISE),
        (VISIT, "told otherwise", {"a"}, Due.RETOLD),
        (replace(VISIT, listed="the same"), "the same", {"a"}, Due.NOT),
        (VISIT, "", set(), Due.BACK),
        (replace(VISIT, offers=("a", "gone")), "", {"a"}, Due.BACK),
        (replace(VISIT, offers=()), "", set(), Due.NOT),
    ],
)
def test_what_else_makes_an_ad_due(
    visit: Visit | None, digest: str, online: set[str], found: Due
) -> None:
    assert judged(visit, digest=digest, online=online) is found


@pytest.mark.parametrize(
    ("modified", "hours", "found"),
    [
        (NOON + HOUR, 2, Due.UPDATED),
        (NOON, 2, Due.NOT), (NOON - DAY, 30, Due.NOT), (NOON - DAY, 6 * 24, Due.NOT),
        # Some sitemaps never change what they say.
        (NOON - DAY, 7 * 24, Due.AGAIN),
        # A day without an hour: perhaps before the look, perhaps after.
        (MIDNIGHT, 2, Due.NOT), (MIDNIGHT, 24, Due.AGAIN), (MIDNIGHT - DAY, 24, Due.NOT),
        (MIDNIGHT + DAY, 13, Due.UPDATED),
    ],
)  # fmt: skip
def test_what_a_sitemap_says(modified: datetime, hours: float, found: Due) -> None:
    assert judged(hours=hours, modified=modified) is found


def test_old_ads_are_left_alone_unless_they_were_read() -> None:
    old = {"modified": NOON - 40 * DAY, "oldest": NOON - 30 * DAY}
    assert judged(None, **old) is Due.TOO_OLD  # type: ignore[arg-type]
    assert judged(replace(VISIT, capture=None), **old) is Due.TOO_OLD  # type: ignore[arg-type]
    assert judged(**old) is Due.NOT  # type: ignore[arg-type]
    assert judged(None, modified=NOON, oldest=NOON - 30 * DAY) is Due.NEW
    assert judged(None, oldest=NOON - 30 * DAY) is Due.NEW


@pytest.mark.parametrize(
    ("visit", "found"),
    [
        (None, False),
        (VISIT, False),
        (replace(VISIT, etag='"1"'), True),
        (replace(VISIT, modified="Mon, 02 Mar 2026 08:00:00 GMT"), True),
        (replace(VISIT, etag='"1"', basis="older"), False),
    ],
)
def test_where_a_short_answer_will_do(visit: Visit | None, *, found: bool) -> None:
    assert asks_shortly(visit, "b") is found


def run(hours: float, look: Look) -> Run:
    return Run(id=f"run{hours}", site="bazaar", started=NOON - timedelta(hours=hours), look=look)


@pytest.mark.parametrize(
    ("last", "full", "found"),
    [
        (None, None, True),
        (run(1, Look.CUT), None, True),
        (run(1, Look.FULL), run(1, Look.FULL), False),
        (run(23, Look.FULL), run(23, Look.FULL), True),
        (run(1, Look.NEWS), run(20, Look.FULL), False),
        (run(1, Look.NEWS), run(24, Look.FULL), True),
        # What the cut run did not see may be further down than the first page without news.
        (run(1, Look.CUT), run(2, Look.FULL), True),
    ],
)
def test_when_listings_are_read_to_their_end(
    last: Run | None, full: Run | None, *, found: bool
) -> None:
    assert full_look_due(last, full, DAY, NOON) is found


def test_dates_and_pictures_on_a_list_are_no_reason_to_ask_for_an_ad_again() -> None:
    """Boards count days, and make new addresses for the same picture."""
    said = {"price": "900", "published": "today", "images": "https://cdn.example/1.jpg?sign=a"}
    later = {"price": "900", "published": "yesterday", "images": "https://cdn.example/1.jpg?sign=b"}
    assert listed_digest(said, b"secret") == listed_digest(later, b"secret")
    assert listed_digest(said | {"price": "950"}, b"secret") != listed_digest(said, b"secret")
    assert listed_digest({"images": "https://cdn.example/1.jpg"}, b"secret") == ""
