"""What is said to be readable is read back; of all else there may be doubt."""

from dataclasses import replace
from datetime import UTC, datetime
from decimal import Decimal
from types import MappingProxyType
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from index.codec import decode, encode
from index.readable import readable
from offers.money import Money
from offers.offer import Language, Offer
from offers.place import Place
from offers.span import Span
from tests.index.making import offer

TIMES = st.datetimes(timezones=st.just(UTC))
SPAN = Span("text", 0, 1)

ODD: dict[str, Any] = {
    "title": 5,
    "url": None,
    "site": b"b",
    "seen": "2026-11-22",
    "kinds": frozenset({"job"}),
    "places": [Place(name="Rom", raw="", span=SPAN)],
    "said": MappingProxyType({"a": "b"}),
    "language": Language(code="en", confidence=float("nan")),
    "money": (Money(low=Decimal("Infinity"), high=None, currency=None, raw="", span=SPAN),),
    "passages": (None,),
    "text": "a lone \ud800 surrogate",
}


@pytest.mark.parametrize("field", ODD)
def test_odd_values_are_doubted(field: str) -> None:
    assert readable(replace(offer(), **{field: ODD[field]})) is None


def test_most_offers_are_readable() -> None:
    made = replace(offer(), seen=datetime(2026, 11, 22, tzinfo=UTC), text="tea, NULL, coffee")
    assert readable(made) == encode(made)


@settings(deadline=None, suppress_health_check=list(HealthCheck))
@given(st.from_type(Offer), TIMES)
def test_what_is_readable_is_read_back(made: Offer, seen: datetime) -> None:
    made = replace(made, seen=seen)
    document = readable(made)
    if document is not None:
        assert document == encode(made)
        assert decode(Offer, document) == made
