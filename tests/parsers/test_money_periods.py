"""Amounts that say what they are paid for and in which money not, and sums of several parts."""

from decimal import Decimal

import pytest

from offers.ad import Ad
from offers.money import Money
from parsers.money import Market, money
from parsers.wording import Wording
from parsers.words import Words


def read(text: str, country: str, language: str) -> list[Money]:
    wording = Wording.of(Ad(url="https://board.example/1", text=text))
    fields = tuple(Words.of(field) for field in wording.prose())
    return list(money(wording, Market(country, language), fields))


@pytest.mark.parametrize(
    ("text", "language", "amount", "per"),
    [
        ("cerco lavoro come badante, minimo 1100 al mese", "it", "1100", "month"),
        ("colheita de café, alojamento e comida, 120 por dia", "pt", "120", "day"),
        ("потрібні різноробочі, 1000 в день", "uk", "1000", "day"),
        ("kierowca kat. C, 6000 miesięcznie", "pl", "6000", "month"),
        ("carers wanted, 12.50 an hour", "en", "12.50", "hour"),
        ("berber çırağı aranıyor, haftalık 1500", "tr", "1500", "week"),
        ("হেল্পার লাগবে, মাসে ১২০০০", "bn", "12000", "month"),
        ("مطلوب عمال، 6000 في الشهر", "ar", "6000", "month"),
    ],
)
def test_an_amount_by_what_it_is_paid_for(text: str, language: str, amount: str, per: str) -> None:
    [found] = read(text, "XX", language)
    assert (found.low, found.currency, found.per) == (Decimal(amount), None, per)


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("12 घंटे ड्यूटी", "hi"),
        ("Ca 12 giờ", "vi"),
        ("每天12小时，招20人", "zh"),
        ("26 روز کار، ۲ شیفت", "fa"),
        ("1,500 orders a day, 300 per hour", "en"),
        ("40 hours, 5 a week", "en"),
        ("weekly 40 hours", "en"),
        ("10 kişi alınacak", "tr"),
        ("Öffnungszeiten 8 am Tag", "de"),
    ],
)
def test_hours_days_and_people_are_no_amounts(text: str, language: str) -> None:
    assert not read(text, "XX", language)


@pytest.mark.parametrize(
    ("text", "country", "language", "amount", "currency"),
    [
        ("ویزا فیس 1 لاکھ 50 ہزار روپے", "PK", "ur", 150_000, "PKR"),
        ("ویزا فیس ایک لاکھ پچاس ہزار روپے", "PK", "ur", 150_000, "PKR"),
        ("মোট খরচ ৪ লাখ ৫০ হাজার টাকা", "BD", "bn", 450_000, "BDT"),
        ("খরচ সাড়ে তিন লাখ টাকা", "BD", "bn", 350_000, "BDT"),
        ("fees 2 crore 30 lakh 50 thousand rupees", "IN", "en", 23_050_000, "INR"),
        ("цена 1 млн 200 тысяч рублей", "RU", "ru", 1_200_000, "RUB"),
        ("оплата две с половиной тысячи рублей", "RU", "ru", 2500, "RUB"),
        ("giá 2 triệu rưỡi đồng", "VN", "vi", 2_500_000, "VND"),
        ("月薪1万5千元", "CN", "zh", 15_000, "CNY"),
    ],
)
def test_sums_of_several_parts(
    text: str, country: str, language: str, amount: int, currency: str
) -> None:
    [found] = read(text, country, language)
    assert (found.low, found.currency) == (Decimal(amount), currency)


@pytest.mark.parametrize(
    ("text", "country", "currency"),
    [
        ("lipia 50,000/= tu", "TZ", "TZS"),
        ("fee is 300,000/= only", "UG", "UGX"),
        ("salaire 200 000 fr cfa", "CI", "XOF"),
        ("1500 lv na kurs", "BG", "BGN"),
        ("castig 400 lire pe saptamana", "RO", "GBP"),
    ],
)
def test_money_by_its_country(text: str, country: str, currency: str) -> None:
    assert [found.currency for found in read(text, country, "en")] == [currency]


def test_thousands_of_two_things_are_no_sum() -> None:
    found = read("2 thousand euro, 5 thousand dollars", "XX", "en")
    assert [one.low for one in found] == [2000, 5000]
    assert [one.low for one in read("28 thousand 28 thousand euro", "XX", "en")][-1] == 28_000


@pytest.mark.parametrize("part", ["1k ", "1k and ", "1 thousand ", "2 lakh "])
def test_parts_of_one_amount_grow_smaller(part: str) -> None:
    found = read(part * 5_000 + "1 euro", "XX", "en")
    assert all(one.low is not None and one.low <= 200_000 for one in found)
