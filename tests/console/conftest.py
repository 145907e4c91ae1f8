"""Offers as values, for tests that need no store."""

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from typing import Any

import pytest

from offers.life import Known, Status
from offers.offer import (
    Contact,
    IdFrom,
    Kind,
    Language,
    Moment,
    Money,
    Offer,
    Per,
    Place,
    Precision,
    offer_id,
)
from offers.page import Capture
from offers.span import Span

SEEN = datetime(2026, 11, 3, 8, 30, tzinfo=UTC)

OFFER = Offer(
    id=offer_id("bazaar", "4711"),
    id_from=IdFrom.KEY,
    site="bazaar",
    url="https://bazaar.example/4711",
    seen=SEEN,
    title="Waiter wanted",
    text="Waiter in Berlin, 2000 EUR a month.\n\nCall +1 202 555 0123.",
    said={"price": "2000 EUR"},
    key="4711",
    kinds=frozenset({Kind.JOB}),
    published=Moment(
        at=datetime(2026, 11, 1, 22, tzinfo=UTC),
        precision=Precision.DAY,
        zone="Europe/Kyiv",
        raw="2 листопада",
        span=Span("published", 0, 11),
    ),
    places=(Place(name="Berlin", raw="Berlin", span=Span("text", 10, 16), country="DE"),),
    language=Language(code="en", confidence=0.99),
    contacts=(
        Contact(
            kind="phone", value="+12025550123", raw="+1 202 555 0123", span=Span("text", 43, 58)
        ),
    ),
    money=(
        Money(
            low=Decimal(2000),
            high=Decimal(2000),
            currency="EUR",
            raw="2000 EUR",
            span=Span("text", 18, 26),
            per=Per.MONTH,
        ),
    ),
    capture=Capture("2026/11/run.warc.gz", 1234, "ab" * 32),
)


@pytest.fixture
def an_offer() -> Callable[..., Offer]:
    """An offer of a waiter's job, with whatever is to be different about it."""

    def make(**different: Any) -> Offer:
        return replace(OFFER, **different)

    return make


@pytest.fixture
def remembered() -> Callable[..., Known]:
    """The same, as a store remembers it."""

    def make(**different: Any) -> Known:
        offer = replace(OFFER, **different)
        return Known(
            offer=offer,
            version="c0ffee" * 5,
            status=Status.ONLINE,
            first_seen=SEEN,
            last_seen=SEEN + timedelta(days=1),
            last_run="20261104T083000-0011aabb",
            expires=SEEN + timedelta(days=366),
        )

    return make
