"""Contacts whose parts stand apart: lines, sentences, codes behind, a number named once more."""

import pytest

from offers.ad import Ad
from parsers.contacts.evidence import NAMED, SHAPE, Evidence
from parsers.contacts.find import contacts
from parsers.contacts.hints import Hints
from parsers.contacts.repeated import repeated
from parsers.contacts.runs import joined
from parsers.wording import Wording, Written
from tests.parsers.counting import calls

KYIV = Hints(country="UA", languages=("uk",))


def values(text: str, hints: Hints = KYIV) -> list[str]:
    found = contacts(Wording.of(Ad(url="u", text=text)), hints)
    return [f"{one.kind} {one.value}" for one in found]


@pytest.mark.parametrize(
    "behind",
    [
        ", same number on Viber",
        " (Viber same number)",
        ". Є також вайбер",
        ", only Viber",
        " Сергій, або вайбер той самий номер",
        ", viber isto",
        "\nViber: the same number",
        "\n(вайбер, Ольга)",
        ". Viber",
    ],
)
def test_a_messenger_on_which_the_same_number_is(behind: str) -> None:
    assert values(f"067 123 45 67{behind}") == ["phone +380671234567", "viber +380671234567"]


@pytest.mark.parametrize(
    "behind",
    [
        ", also Viber: +380 50 123 45 67",
        ", also on Telegram @some_name",
        ", the same job. Viber is installed",
        ", viber? no",
        ", same number, 050 7654321, viber",
        ", viber group https://invite.viber.com/?g2=AQBm7KpX",
    ],
)
def test_a_messenger_with_an_address_of_its_own(behind: str) -> None:
    assert repeated(f"067 123 45 67{behind.lower()}", 13) == frozenset()


@pytest.mark.parametrize(
    "text",
    [
        "067 123 45 67 або вайбер на 050 765 43 21",
        "067 123 45 67 or use viber on 050 765 43 21",
        "067 123 45 67, viber 050 765 43 21",
    ],
)
def test_a_messenger_between_two_numbers_leads_the_second(text: str) -> None:
    found = values(text)
    assert found == ["phone +380671234567", "phone +380507654321", "viber +380507654321"]


@pytest.mark.parametrize(
    "text",
    [
        "067 123 45 67 viber, 050 765 43 21",
        "067 123 45 67 (вайбер), офіс 050 765 43 21",
        "067 123 45 67 (вайбер), 050 765 43 21",
        "067 123 45 67 вайбер або 050 765 43 21",
    ],
)
def test_a_messenger_between_two_numbers_belongs_to_the_first(text: str) -> None:
    found = values(text)
    assert found == ["phone +380671234567", "viber +380671234567", "phone +380507654321"]


def test_a_messenger_that_is_on_all_numbers_of_a_row() -> None:
    found = values("067 123 45 67, 050 765 43 21 Олена, вайбер на обох")
    assert found[1::2] == ["viber +380671234567", "viber +380507654321"]


def test_a_messenger_behind_a_land_line_is_on_the_mobile_before_it() -> None:
    found = values("067 123 45 67, 044 234 56 78, є viber")
    assert found == ["phone +380671234567", "viber +380671234567", "phone +380442345678"]


@pytest.mark.parametrize(
    "behind", ["\nViber: 050 765 43 21", "\nтелега собака olena_hr", ". Viber: olena_hr"]
)
def test_a_line_of_its_own_for_a_messenger(behind: str) -> None:
    of_first = [one for one in values(f"067 123 45 67{behind}") if one.endswith("671234567")]
    assert of_first == ["phone +380671234567"]


def test_an_ending_before_another_number() -> None:
    found = values("тел. 067 123 45 67, 68 або 050 765 43 21")
    assert found == ["phone +380671234567", "phone +380671234568", "phone +380507654321"]


def test_a_contract_behind_a_messenger_is_no_number_on_it() -> None:
    found = values("+380 67 123 45 67\nвайб/вотс. Контракт № 0664182700 на 3 міс")
    assert found == ["phone +380671234567", "viber +380671234567", "whatsapp +380671234567"]


def test_write_on_a_messenger_means_the_number_before_it() -> None:
    assert values("067 123 45 67. Краще писати у вайбер")[1:] == ["viber +380671234567"]
    link = values("067 123 45 67. Пишіть у вайбер або t.me/olena_hr")
    assert link == ["phone +380671234567", "telegram olena_hr"]


def test_what_stands_behind_the_last_of_two_numbers_is_said_of_that_one() -> None:
    found = values("☎ 067 123 45 67 ☎ 067 765 43 21 (вайбер)")
    assert found == ["phone +380671234567", "phone +380677654321", "viber +380677654321"]


@pytest.mark.parametrize(
    "text",
    [
        "Телефон:\n+380 (67)\n123-45-\n67",
        "28 тис. грн. 067 123 45 67",
        "RL/2023/0712. 067 123 45 67",
        "67 123 45 67 (+380)",
        "(380+) 671234567",
        "4567 123 67 380+",
        "067-12three 45-67",
    ],
)
def test_a_number_whose_parts_stand_apart(text: str) -> None:
    assert "phone +380671234567" in values(text)


@pytest.mark.parametrize("text", ["067-123-45-6l", "8(067)123 45 6l"])
def test_a_letter_at_the_end_of_a_number(text: str) -> None:
    assert values(text) == ["phone +380671234561"]


@pytest.mark.parametrize(
    "text",
    [
        "лічильник 0671234567",
        "файл 2025/06-0321",
        "розміри 36 38 40 42 44",
        "36 38 40 42 44 46",
        "300.123.456-7",
    ],
)
def test_figures_of_something_else(text: str) -> None:
    assert values(text) == []


def test_a_reference_ends_with_its_sentence_and_after_three_words() -> None:
    assert values("Num 067 123 45 67") == ["phone +380671234567"]
    assert values("Ліцензія для роботи за кордоном 067 123 45 67") == ["phone +380671234567"]


def test_a_number_that_no_range_lists_is_one_where_a_cue_says_so() -> None:
    assert values("tel 052-1122334", Hints(country="IL")) == ["phone +972521122334"]


@pytest.mark.parametrize(
    "unit", ["067 123 45 67 viber same number ", "+38 (0\n1 2\n", "1234. 0671 ", "067 123 45 6l "]
)
def test_the_work_grows_with_the_text(unit: str) -> None:
    values(unit)
    assert calls(values, unit * 40) < 3 * calls(values, unit * 20)


def test_lines_are_joined_at_their_length() -> None:
    assert joined("+380 (67)\n123-45-\n67") == "+380 (67) 123-45- 67"


@pytest.mark.parametrize(
    ("text", "country"),
    [("(404) 555-0162", "US"), ("0470/12.34.56", "BE"), ("06-12345678", "NL")],
)
def test_how_digits_are_parted_tells_of_their_country(text: str, country: str) -> None:
    [weighed] = Evidence(Hints(), (Written("text", text),)).full().items()
    assert weighed == (country, SHAPE)


def test_a_place_in_the_text_tells_of_a_country() -> None:
    assert Evidence(Hints(named=("PL",))).full() == {"PL": NAMED}


@pytest.mark.parametrize(
    ("text", "country", "expected"),
    [
        ("Tel: 069 412 73 85, Kosova: 044 482 637", "AL", ["+355694127385", "+38344482637"]),
        ("🇵🇱 501 234 567 🇩🇪 0151 23456789", "PL", ["+48501234567", "+4915123456789"]),
        ("Office (11) 2694-3318", "BR", ["+551126943318"]),
        ("电话 13826475093", "CN", ["+8613826475093"]),
        ("Viajes sin pasaporte\n0414-7312298", "VE", ["+584147312298"]),
        ("Llámame en 0414-7312298", "VE", ["+584147312298"]),
        ("Falar com Don Wilber (11) 96841-2270", "BR", ["+5511968412270"]),
        ("Утас: 9914 8263", "MN", ["+97699148263"]),
        ("Zvanīt 2 nulle 48 36 septiņi 1", "LV", ["+37120483671"]),
        ("נייד אפס חמש ארבע 66 38 192", "IL", ["+972546638192"]),
        ("Call me on 07700 900412", "GB", ["+447700900412"]),
        ("Passport no.\n0414731229", "VE", []),
    ],
)
def test_numbers_of_their_country(text: str, country: str, expected: list[str]) -> None:
    found = values(text, Hints(country=country))
    assert found == [f"phone {number}" for number in expected]


def test_a_messenger_on_both_of_two_numbers_in_a_row() -> None:
    found = values("0414-7312298 / 0424 716 50 43 whatsapp los dos", Hints(country="VE"))
    numbers = ("+584147312298", "+584247165043")
    assert found == [f"{kind} {one}" for one in numbers for kind in ("phone", "whatsapp")]


def test_what_ends_with_a_sentence_is_said_of_the_number_before_it() -> None:
    found = values("0917 638 2415, Viber same number. Landline (02) 8524 7183", Hints(country="PH"))
    assert found == ["phone +639176382415", "viber +639176382415", "phone +63285247183"]
