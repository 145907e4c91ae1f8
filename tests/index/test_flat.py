"""Flat values of an offer, and the one spelling of each keyword."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from importlib.resources import files

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index import spelling
from index.fields import CONTACTS, FIELDS, FieldType
from index.flat import BETWEEN, flatten, milliseconds
from offers.life import Status
from offers.money import Per
from offers.offer import Kind, Language, Named, Speaker
from parsers.fold import tokens
from tests.index.making import MONDAY, SPAN, contact, day, first, money, offer, place


def test_every_field_can_be_filled() -> None:
    made = offer(
        kinds=frozenset(Kind),
        speaker=Speaker.OFFERS,
        published=day(MONDAY),
        valid_until=day(MONDAY + timedelta(days=1)),
        employer=Named(name="Acme", raw="", span=SPAN),
        places=(place("Berlin", "de"), place("Kyiv", "UA"), place("DE", "DE")),
        language=Language(code="EN", confidence=1.0),
        contacts=tuple(contact(kind, "+442079460001") for kind in CONTACTS),
        money=(replace(money("1500.50", "2000"), per=Per.MONTH), money(None, "500", "uah")),
        site_country="pl",
    )
    flat = flatten(first(made, status=Status.GONE, gone_since=MONDAY).known, tokens)
    assert {*flat.words, *flat.keywords, *flat.numbers} == set(FIELDS)
    assert flat.keywords["country"] == ("DE", "UA")
    assert flat.keywords["kind"] == ("job", "travel")
    assert flat.keywords["currency"] == ("EUR", "UAH")
    assert flat.keywords["site_country"] == ("PL",)
    assert flat.keywords["language"] == ("en",)
    assert (flat.numbers["price"], flat.numbers["price_max"]) == (500.0, 2000.0)
    assert flat.words["place"] == ("berlin", BETWEEN, "kyiv", BETWEEN, "de")


def test_what_is_unknown_is_not_there() -> None:
    empty = money(None, currency=None)
    made = offer(title=None, text=" \u2014 !", places=(place("!"),), money=(empty,))
    flat = flatten(first(replace(made, key=None)).known, tokens)
    assert flat.words == {}
    assert set(flat.keywords) == {"id", "site", "url", "status"}
    assert set(flat.numbers) == {"first_seen", "last_seen"}


@pytest.mark.parametrize("amount", ["NaN", "sNaN", "Infinity", "-Infinity", "1E+400"])
def test_what_is_no_amount_is_no_price(amount: str) -> None:
    flat = flatten(first(offer(money=(money(amount), money("7")))).known, tokens)
    assert flat.numbers["price"] == flat.numbers["price_max"] == 7.0


def test_minus_nothing_is_nothing() -> None:
    flat = flatten(first(offer(money=(money("-0"),))).known, tokens)
    assert str(flat.numbers["price"]) == "0.0"


def test_no_word_is_spelt_like_the_gap() -> None:
    assert tokens(f"a{BETWEEN}b {BETWEEN}") == ("a", "b")


PHONES = {
    "+442079460001": "+442079460001",
    "+44 20 7946 0001": "+442079460001",
    "0044 (20) 7946-0001": "+442079460001",
    "442079460001": "+442079460001",
    "+44.20.7946.0001": "+442079460001",
    "+44\u00a020\u20117946\u20110001": "+442079460001",
    "٠٠٤٤٢٠٧٩٤٦٠٠٠١": "+442079460001",
    "@Safe_Trip": "safe_trip",
    "AbCdEf1234": "abcdef1234",
    "": "",
    " - ": "",
    "+": "",
}


@pytest.mark.parametrize("value", PHONES)
def test_one_spelling_of_a_phone(value: str) -> None:
    assert spelling.phone(value) == PHONES[value]


@given(value=st.text(), name=st.sampled_from(sorted(FIELDS)))
def test_spelling_a_spelt_keyword_changes_nothing(value: str, name: str) -> None:
    for spell in FIELDS[name].spells:
        spelt = spell(value)
        assert len(spelt) <= spelling.LONGEST + 1
        assert "\0" not in spelt
        spelt.encode()
    if FIELDS[name].type is FieldType.KEYWORD:
        once = FIELDS[name].spell(value)
        assert FIELDS[name].spell(once) == once


SPELT = {
    "telegram": {"@Name": "name", "invite/AbC": "invite/AbC", "+12025550123": "+12025550123"},
    "facebook": {"100012345678": "100012345678", "My.Page": "my.page"},
    "mail": {"MAILTO:Jobs@Example.org ": "jobs@example.org"},
    "website": {"HTTPS://www.Agency.example/Jobs/": "agency.example/Jobs"},
    "url": {" https://A.example/B ": "https://A.example/B"},
    "country": {"de": "DE"},
    "site": {"WorkUA": "workua"},
}


@pytest.mark.parametrize("name", SPELT)
def test_one_spelling_of_each_keyword(name: str) -> None:
    assert {value: FIELDS[name].spell(value) for value in SPELT[name]} == SPELT[name]


def test_every_kind_of_contact_that_is_read_has_a_field() -> None:
    data = files("parsers.data").joinpath("contact_links.tsv").read_text("utf-8")
    rows = [line.split("\t")[0] for line in data.splitlines() if not line.startswith("#")]
    assert {kind for kind in rows if kind} | {"website"} == set(CONTACTS)


def test_milliseconds_round_down_and_want_a_zone() -> None:
    at = datetime(1969, 12, 31, 23, 59, 59, 999_999, tzinfo=UTC)
    assert milliseconds(at) == -1
    assert milliseconds(at + timedelta(microseconds=1)) == 0
    with pytest.raises(ValueError, match="time zone"):
        milliseconds(at.replace(tzinfo=None))
