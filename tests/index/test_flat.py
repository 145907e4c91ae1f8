"""Flat values of an offer, and the one spelling of each keyword."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from importlib.resources import files
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index import spelling
from index.fields import CONTACTS, FIELDS, FieldType
from index.flat import BETWEEN, flatten, milliseconds
from index.understood import WALLETS
from offers.fact import FactKind
from offers.indicator import State
from offers.life import Status
from offers.money import Per, Role, When
from offers.offer import Kind, Language, Named, Speaker
from offers.payment import PaymentKind
from offers.place import Means, PlaceRole
from parsers.fold import tokens
from tests.index.deep import PAID, STATED, fact, hit, of_role, passage, payment, route, spot
from tests.index.making import MONDAY, SPAN, contact, day, first, money, offer, place


def test_every_field_can_be_filled() -> None:
    made = offer(
        kinds=frozenset(Kind),
        speaker=Speaker.OFFERS,
        published=day(MONDAY),
        valid_until=day(MONDAY + timedelta(days=1)),
        employer=Named(name="Acme", raw="", span=SPAN),
        places=(
            place("Berlin", "de"),
            replace(place("Kyiv", "UA"), role=PlaceRole.SOUGHT),
            replace(place("DE", "DE"), role=PlaceRole.WORK),
        ),
        language=Language(code="EN", confidence=1.0, script="Latn"),
        contacts=tuple(contact(kind, "+442079460001") for kind in CONTACTS),
        money=(
            replace(money("1500.50", "2000"), per=Per.MONTH),
            replace(money(None, "500", "uah"), due=When.BEFORE),
            *(of_role(role, "700", "900") for role in Role),
        ),
        payments=tuple(map(payment, PAID)),
        routes=(route("İstanbul", "Bari", "Греція", means=(Means.BOAT,)),),
        facts=tuple(fact(kind, value) for kind, values in STATED.items() for value in values),
        indicators=(hit("fee.before_work"), hit("documents.kept", State.CONTRADICTED)),
        passages=(passage("UK", "Cyrl"), passage(None)),
        images=("https://cdn.example/B.jpg", "https://cdn.example/a.jpg?w=3"),
        site_country="pl",
        extractor="2",
    )
    flat = flatten(first(made, status=Status.GONE, gone_since=MONDAY).known, tokens)
    assert {*flat.words, *flat.keywords, *flat.numbers} == set(FIELDS)
    assert flat.keywords["country"] == ("DE", "GR", "IT", "TR", "UA")
    assert flat.keywords["kind"] == ("job", "travel")
    assert flat.keywords["images"] == ("https://cdn.example/B.jpg", "https://cdn.example/a.jpg?w=3")
    assert flat.keywords["currency"] == ("EUR", "UAH")
    assert flat.keywords["site_country"] == ("PL",)
    assert flat.keywords["language"] == ("en",)
    assert (flat.numbers["price"], flat.numbers["price_max"]) == (500.0, 2000.0)
    assert flat.words["place"][:5] == ("berlin", BETWEEN, "kyiv", BETWEEN, "de")


Values = dict[str, tuple[str, ...] | float]


def values(**more: Any) -> Values:
    """The keywords and numbers of an offer, without those that every offer has."""
    plain, deep = (flatten(first(made).known, tokens) for made in (offer(), offer(**more)))
    every = {*plain.keywords, *plain.numbers}
    found: Values = {**deep.keywords, **deep.numbers}
    return {name: value for name, value in found.items() if name not in every}


def test_ways_to_pay_are_found_by_kind_and_by_any() -> None:
    found = values(payments=tuple(map(payment, PAID)))
    assert found["iban"] == ("DE89370400440532013000",)
    assert found["wallet"] == (
        "0x52908400098527886e0f7030069857d2e4169ee7",
        "1A1zP1eP5QGefi2DMPTfTL5SLmv7DivfNa",
    )
    assert {"hawala", "western union", "DE89370400440532013000"} < {*found["payment"]}  # type: ignore[misc]
    assert found["paid_by"] == ("bitcoin", "card", "ethereum", "hawala", "iban", "service")


def test_each_kind_of_payment_is_a_wallet_or_is_none() -> None:
    others = {"iban", "card", "service", "hawala", "escrow", "cash"}
    assert {*WALLETS} | {PaymentKind(kind) for kind in others} == {*PaymentKind}


def test_a_route_is_found_by_its_ends_and_by_both() -> None:
    found = values(routes=(route("İstanbul", "Bari", "Греція"), route(None, "the old camp")))
    assert found["route"] == ("TR>IT",)
    assert (found["origin"], found["via"], found["destination"]) == (("TR",), ("GR",), ("IT",))
    assert found["from"] == ("istanbul",)
    assert found["to"] == ("bari", "the old camp")


def test_a_place_is_found_by_its_english_name_too() -> None:
    flat = flatten(first(offer(places=(spot("Греція"),))).known, tokens)
    assert flat.words["place"] == ("греція", BETWEEN, "greece")
    assert flat.keywords["place_id"] == ("country:GR",)


def test_money_is_found_by_its_role() -> None:
    fees = (of_role(Role.FEE, "700", "900"), of_role(Role.FEE, "300"), of_role(Role.FEE, None))
    found = values(money=(*fees, of_role(Role.FINE, "50")))
    assert (found["fee"], found["price"]) == (300.0, 50.0)
    assert found["role"] == ("fee", "fine")
    assert "fine" not in found


STATEMENTS = {
    ("hours", "12/day"): {"hours_day": 12.0},
    ("hours", "40-50/week"): {"hours_week": 50.0},
    ("hours", "200/month"): {},
    ("days", "6/week"): {"days_week": 6.0},
    ("duration", "PT14H"): {"duration": 14.0},
    ("duration", "P3D"): {"duration": 72.0},
    ("duration", "P1DT6H30M"): {"duration": 30.5},
    ("duration", "P1W"): {"duration": 168.0},
    ("duration", "soon"): {},
    ("seats", "2-3"): {"seats": 3.0},
    ("seats", "many"): {},
    ("housing", "free"): {"housing": ("free",)},
    ("departure", "2026-03-05"): {"departure": ("2026-03-05",)},
}


@pytest.mark.parametrize("stated", STATEMENTS, ids=" ".join)
def test_terms_are_found_as_numbers_or_words(stated: tuple[str, str]) -> None:
    kind, value = stated
    assert values(facts=(fact(FactKind(kind), value),)) == STATEMENTS[stated]


def test_an_indicator_that_is_denied_is_not_shown() -> None:
    denied = hit("documents.kept", State.CONTRADICTED)
    found = values(
        indicators=(hit("fee.before_work"), hit("fee.before_work"), hit("documents.kept"), denied)
    )
    assert found["indicator"] == ("fee.before_work",)
    assert found["contradicted"] == ("documents.kept",)
    assert found["tier"] == ("strong",)
    assert found["rank"] == 3.0


def test_what_shows_no_indicator_has_no_rank() -> None:
    assert "rank" not in values()
    assert values(indicators=(hit("contract.written"),))["rank"] == 0.0


def test_what_is_unknown_is_not_there() -> None:
    empty = money(None, currency=None)
    made = offer(title=None, text=" \u2014 !", places=(place("!"),), money=(empty,))
    flat = flatten(first(replace(made, key=None)).known, tokens)
    assert flat.words == {}
    assert set(flat.keywords) == {"id", "site", "url", "status", "family", "arrival"}
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
    "00": "",
    "0000": "",
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
    "iban": {"de89 3704 0044 0532 0130 00": "DE89370400440532013000", "de89": "DE89"},
    "wallet": {"0xAB": "0xab", "BC1QW508": "bc1qw508", "1A1zP1": "1A1zP1"},
    "from": {" İSTANBUL ": "istanbul", "Évora": "evora", "São  Paulo": "sao paulo"},
    "site": {"WorkUA": "workua"},
}


@pytest.mark.parametrize("name", SPELT)
def test_one_spelling_of_each_keyword(name: str) -> None:
    assert {value: FIELDS[name].spell(value) for value in SPELT[name]} == SPELT[name]


def test_every_kind_of_contact_that_is_read_has_a_field() -> None:
    data = files("parsers.data").joinpath("contact_links.tsv").read_text("utf-8")
    rows = [line.split("\t")[0] for line in data.splitlines() if not line.startswith("#")]
    assert {kind for kind in rows if kind} | {"website"} <= set(CONTACTS)


def test_milliseconds_round_down_and_want_a_zone() -> None:
    at = datetime(1969, 12, 31, 23, 59, 59, 999_999, tzinfo=UTC)
    assert milliseconds(at) == -1
    assert milliseconds(at + timedelta(microseconds=1)) == 0
    with pytest.raises(ValueError, match="time zone"):
        milliseconds(at.replace(tzinfo=None))
