"""Values to JSON and back."""

from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import datetime, timedelta, timezone
from decimal import Decimal
from random import Random
from types import MappingProxyType

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from index.codec import REPLACED, Life, decode, encode
from offers.alert import Match
from offers.family import Arrival, Decision, Family, Kin, Link, Print, Ruling, Tables
from offers.life import Event, Known
from offers.money import Money
from offers.offer import Offer
from offers.run import Problem, Run, Visit
from tests.index.making import MONDAY, SPAN, corpus, first, offer

texts = st.text(max_size=20)
st.register_type_strategy(float, st.floats(allow_nan=False, allow_infinity=False))
st.register_type_strategy(Decimal, st.decimals(allow_nan=False, allow_infinity=False))
st.register_type_strategy(
    datetime,
    st.datetimes(
        datetime(1900, 1, 1),  # noqa: DTZ001
        datetime(2999, 1, 1),  # noqa: DTZ001
        timezones=st.builds(timezone, st.integers(-1439, 1439).map(lambda m: timedelta(minutes=m))),
    ),
)


@pytest.mark.parametrize("kind", [Event, Visit, Match, Money, Problem])
def test_a_value_comes_back_as_it_was(kind: type) -> None:
    @settings(max_examples=60, deadline=None)
    @given(value=st.from_type(kind))
    def there_and_back(value: object) -> None:
        assert decode(kind, encode(value)) == value

    there_and_back()


@settings(max_examples=60, deadline=None)
@given(seed=st.integers(), text=texts, said=st.dictionaries(texts, texts, max_size=3))
def test_an_offer_comes_back_as_it_was(seed: int, text: str, said: dict[str, str]) -> None:
    made = replace(corpus(Random(seed), 1)[0].known.offer, title=text, said=said)
    assert decode(Offer, encode(made)) == made


@pytest.mark.parametrize("make", [dict, MappingProxyType, Counter])
def test_a_table_of_any_make_is_stored(make: Callable[[dict[str, int]], Mapping[str, int]]) -> None:
    run = Run(id="r", site="s", started=MONDAY, counts=make({"pages": 2}))
    assert decode(Run, encode(run)).counts == {"pages": 2}


def test_a_run_of_before_says_by_its_reason_that_its_process_died() -> None:
    written = '{"id":"r","site":"s","started":"2026-03-02T08:00:00Z","end":"aborted","reason":"%s"}'
    assert decode(Run, written % "the process died before the run ended").died
    assert not decode(Run, written % "Ctrl-C").died


def test_a_life_comes_back_with_its_offer() -> None:
    known: Known = first(offer()).known
    life = decode(Life, encode(Life.of(known)))
    assert life.known(known.offer, "7").token == "7"
    assert life.known(known.offer, "7").pending == known.pending


@given(text=st.text(st.characters(codec=None, categories=["Cs", "L"]), max_size=20))
def test_lone_surrogates_are_replaced_one_by_one(text: str) -> None:
    found = decode(Offer, encode(offer(text=text))).text
    assert found is not None
    assert len(found) == len(text)
    for was, now in zip(text, found, strict=True):
        assert now == (REPLACED if "\ud800" <= was <= "\udfff" else was)


@pytest.mark.parametrize("document", ["", "{}", "[]", "nonsense", '{"id": 1}'])
def test_what_is_no_such_value_is_refused(document: str) -> None:
    with pytest.raises(ValueError, match="validation error"):
        decode(Offer, document)


def test_amounts_keep_their_digits() -> None:
    made = Money(low=Decimal("1500.50"), high=Decimal("1E+3"), currency=None, raw="", span=SPAN)
    found = decode(Money, encode(made))
    assert (str(found.low), str(found.high)) == ("1500.50", "1E+3")


def test_what_is_as_ever_takes_no_room() -> None:
    """And is written as it was when it could not be said."""
    known = first(offer()).known
    life, noticed = encode(Life.of(known)), encode(known.pending[0])
    for name in ("family", "arrival", "reason", "confidence"):
        assert name not in life + noticed
    assert decode(Life, life) == Life.of(known)
    assert decode(Event, noticed) == known.pending[0]
    assert '"family":"f"' in encode(Life.of(replace(known, family="f")))


@pytest.mark.parametrize("kind", [Print, Kin, Link, Decision, Ruling, Family, Tables, Arrival])
def test_what_says_that_offers_are_alike_comes_back_as_it_was(kind: type) -> None:
    @settings(max_examples=30, deadline=None)
    @given(value=st.from_type(kind))
    def there_and_back(value: object) -> None:
        assert decode(kind, encode(value)) == value

    there_and_back()
