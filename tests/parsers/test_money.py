"""Money as people write it: amounts, ranges, currencies, what is paid for."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from offers.ad import Ad
from offers.money import Money, Per
from parsers.money import Market, in_prose, money
from parsers.wording import Wording, Written


def read(text: str, country: str | None = None, language: str | None = None) -> list[Money]:
    return list(in_prose(Written("text", text), Market(country, language)))


def said(**fields: str) -> tuple[Money, ...]:
    return money(Wording.of(Ad(url="u", said=fields)), Market())


AMOUNTS = [
    ("1.500,- €", 1500, "EUR"),
    ("CHF 1'200", 1200, "CHF"),
    ("CHF 1’200.–", 1200, "CHF"),
    ("$3,800", 3800, "USD"),
    ("US$ 3.800,50", "3800.50", "USD"),
    ("4000€", 4000, "EUR"),
    ("EUR1500", 1500, "EUR"),
    ("2k €", 2000, "EUR"),
    ("£2.5k", 2500, "GBP"),
    ("2 млн руб", 2_000_000, "RUB"),
    ("7 тыс евро", 7000, "EUR"),
    ("1\u00a0200\u00a0lei", 1200, "RON"),
    ("3bin euro", 3000, "EUR"),
    ("15 triệu đồng", 15_000_000, "VND"),
    ("٢٠٠٠ يورو", 2000, "EUR"),
    ("۳۰۰۰ یورو", 3000, "EUR"),
    ("५०० ₹", 500, "INR"),
    ("1,50,000 INR", 150_000, "INR"),
    ("20 lakh INR", 2_000_000, "INR"),
    ("5万元", 50_000, "CNY"),
    ("2 ألف دولار", 2000, "USD"),
    ("۱۰ میلیون تومان", 100_000_000, "IRR"),
    ("50 000 р.", 50_000, "RUB"),
    ("12.50€", "12.50", "EUR"),
    ("0.500 KD", "0.500", "KWD"),
    ("5 TRY", 5, "TRY"),
]


@pytest.mark.parametrize(("text", "amount", "currency"), AMOUNTS)
def test_amounts(text: str, amount: int | str, currency: str) -> None:
    (found,) = read(f"Pay {text}, soon")
    assert (found.low, found.high, found.currency) == (Decimal(amount), Decimal(amount), currency)
    assert found.raw in text


@pytest.mark.parametrize(
    ("text", "low", "high", "currency"),
    [
        ("25-30 тыс. грн", 25_000, 30_000, "UAH"),
        ("25 000 - 30 000 грн", 25_000, 30_000, "UAH"),
        ("USD 2000-3000", 2000, 3000, "USD"),
        ("$800-$1,200", 800, 1200, "USD"),
        ("1500$ – 2000$", 1500, 2000, "USD"),
        ("$55 - $75k", 55_000, 75_000, "USD"),
        ("від 500 до 700 євро", 500, 700, "EUR"),
        ("من ٢٠٠٠ إلى ٣٠٠٠ يورو", 2000, 3000, "EUR"),
        ("od 4000 do 5000 zł", 4000, 5000, "PLN"),
        ("ab 1500 Euro", 1500, None, "EUR"),
        ("от 1500 евро", 1500, None, "EUR"),
        ("up to 50 zł", None, 50, "PLN"),
        ("hasta 300 euros", None, 300, "EUR"),
    ],
)
def test_ranges(text: str, low: int | None, high: int | None, currency: str) -> None:
    (found,) = read(text)
    assert (found.low, found.high, found.currency) == (low, high, currency)


@pytest.mark.parametrize(
    ("text", "per"),
    [
        ("$15/hr", "hour"),
        ("8,50 € / Stunde", "hour"),
        ("50 zł/godz.", "hour"),
        ("300 руб в час", "hour"),
        ("12 euros l'heure", "hour"),
        ("10 euro pe oră", "hour"),
        ("$100 a day", "day"),
        ("2000 грн за день", "day"),
        ("500 € per week", "week"),
        ("1500 евро в месяц", "month"),
        ("40 000 грн/міс", "month"),
        ("1500 EUR netto/Monat", "month"),
        ("1800 zł brutto miesięcznie", "month"),
        ("1 200 euros par mois", "month"),
        ("1200 euros al mes", "month"),
        ("30.000 TL aylık", "month"),
        ("aylık 30.000 TL", "month"),
        ("700 euro në muaj", "month"),
        ("٢٠٠٠ يورو شهريا", "month"),
        ("۲۰۰۰ یورو در ماه", "month"),
        ("15 triệu đồng/tháng", "month"),
        ("月薪8000元", "month"),
        ("£30,000 per annum", "year"),
        ("5000 долларов с человека", "person"),
        ("kişi başı 4.000 euro", "person"),
        ("2500 € od osoby", "person"),
        ("4000 دولار للشخص", "person"),
        ("0,20 zł za sztukę", "piece"),
    ],
)
def test_what_is_paid_for(text: str, per: str) -> None:
    (found,) = read(text)
    assert found.per == per


def test_words_of_one_language_count_only_there() -> None:
    assert [found.per for found in read("150 грн/год", language="uk")] == [Per.HOUR]
    assert [found.per for found in read("150 руб/год", language="ru")] == [Per.YEAR]
    assert [found.per for found in read("150 грн/год")] == [None]


@pytest.mark.parametrize(
    ("text", "country", "currency"),
    [
        ("$100", None, "USD"),
        ("$100", "CA", "CAD"),
        ("1200 lei", "MD", "MDL"),
        ("100 kr", "SE", "SEK"),
        ("100 kr", None, None),
        ("500.000đ", "VN", "VND"),
        ("100 dinars", "RS", "RSD"),
    ],
)
def test_the_country_tells_currencies_apart(
    text: str, country: str | None, currency: str | None
) -> None:
    assert [found.currency for found in read(text, country)] == [currency]


@pytest.mark.parametrize(
    "text",
    [
        "+380440123456 грн",
        "lift 50 pounds",
        "6 ft tall, 20 km away, 5 da",
        "I try 5 times, try 3",
        "50% бонус",
        "1500-2000",
        "in 2026 we grew",
        "500.000đ",
    ],
)
def test_what_is_no_money(text: str) -> None:
    assert read(text) == []


def test_a_currency_belongs_to_its_own_amount() -> None:
    found = read("зарплата 20000 грн 0440123456, бонус 100€ 20 дней")
    assert [one.raw for one in found] == ["20000 грн", "100€"]


@pytest.mark.parametrize(
    ("fields", "low", "high", "currency", "per"),
    [
        ({"price": "1500-2000", "currency": "EUR", "per": "MONTH"}, 1500, 2000, "EUR", "month"),
        ({"price": "2500.00", "currency": "pln", "per": "hour"}, 2500, 2500, "PLN", "hour"),
        ({"price": "12 zł/godz.", "currency": "EUR"}, 12, 12, "PLN", "hour"),
        ({"price": "1500"}, 1500, 1500, None, None),
        ({"price": "£30k", "per": "YEAR"}, 30_000, 30_000, "GBP", "year"),
    ],
)
def test_labelled_prices(
    fields: dict[str, str], low: int, high: int, currency: str | None, per: str | None
) -> None:
    (found,) = said(**fields)
    assert (found.low, found.high) == (Decimal(low), Decimal(high))
    assert found.currency == currency
    assert found.per == per
    assert found.span.field == "price"
    assert fields["price"][found.span.start : found.span.end] == found.raw


def test_a_price_in_words_is_none() -> None:
    assert said(price="by agreement", currency="EUR") == ()


@given(st.text(alphabet="0123456789 .,'-$€złгрнeur/%тыс١٢k\u00a0万元\n", max_size=60))
def test_nothing_raises_and_every_span_is_the_raw_text(text: str) -> None:
    for found in read(text):
        assert found.raw == text[found.span.start : found.span.end] != ""
        for amount in (found.low, found.high):
            assert amount is None or (amount.is_finite() and amount >= 0)
        if found.low is not None and found.high is not None:
            assert found.low <= found.high


@pytest.mark.parametrize(
    ("text", "amount", "currency"),
    [
        ("We raised $3.2M last year", 3_200_000, "USD"),
        ("$500 m/w/d", 500, "USD"),
        ("$1'300.000 al mes", 1_300_000, "USD"),
        ("NT$28,590", 28_590, "TWD"),
    ],
)
def test_large_amounts(text: str, amount: int, currency: str) -> None:
    assert [(one.low, one.currency) for one in read(text)] == [(Decimal(amount), currency)]


def test_a_year_is_no_rouble() -> None:
    assert read("Авто 2011 р.в., у гарному стані", language="uk") == []


def test_what_one_amount_is_paid_for_is_not_what_the_next_is() -> None:
    found = read("2500 евро с человека, залог 500 евро", language="ru")
    assert [one.per for one in found] == ["person", None]


def test_the_one_country_that_is_named_tells_riyals_apart() -> None:
    wording = Wording.of(Ad(url="u", text="2500 ريال"))
    told = [
        money(wording, Market(named=frozenset(named)))[0].currency
        for named in ({"SA"}, {"SA", "QA"}, set[str]())
    ]
    assert told == ["SAR", None, None]


def test_the_account_of_a_name_is_no_currency() -> None:
    assert read("telegram factory_kr77", language="ko") == []
