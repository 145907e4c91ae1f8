"""Contacts: found however they are dressed, one value for one contact, with the way back."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from offers.ad import Ad
from offers.offer import Contact
from parsers.contacts.find import contacts
from parsers.contacts.hints import Hints
from parsers.contacts.shapes import shapes
from parsers.letters import table
from parsers.wording import Wording

KYIV = Hints(country="UA", languages=("uk",), home="board.example")
KINDS = {
    "phone", "mail", "whatsapp", "telegram", "viber", "signal", "facebook", "instagram", "tiktok",
    "vk", "ok", "wechat", "line", "skype", "x", "discord", "youtube", "zalo", "imo", "botim",
    "threema", "wire", "snapchat",
}  # fmt: skip
NOWHERE = Hints(home="board.example")


def read(text: str, hints: Hints = NOWHERE, *, greedy: bool = False) -> tuple[Contact, ...]:
    return contacts(Wording.of(Ad(url="https://board.example/1", text=text)), hints, greedy=greedy)


def values(text: str, hints: Hints = NOWHERE) -> list[tuple[str, str]]:
    return [(found.kind, found.value) for found in read(text, hints)]


@pytest.mark.parametrize(
    "text",
    [
        "+380 44 012 34 56",
        "тел. 044 012 34 56",
        "0440123456",
        "00380440123456",
        "380440123456",
        "+38(044)012-34-56",
        "8 (044) 012-34-56",
        "٠٤٤ ٠١٢ ٣٤ ٥٦",
        "+३८०४४०१२३४५६",
        "＋３８０４４０１２３４５６",
        "+38044\u200b0123456",
        "⓪④④⓪①②③④⑤⑥",
        "➕3️⃣8️⃣0️⃣4️⃣4️⃣0️⃣1️⃣2️⃣3️⃣4️⃣5️⃣6️⃣",
        "380440123456+ واتساب",
        "0_4_4_0_1_2_3_4_5_6",
        "044 О12 34 56",
        "+380 44 ** 012 34 56",
        "tel:+380440123456",
        "tel:0440123456",
        "зарплата 20000 грн 0440123456",
    ],
)
def test_one_number_in_many_dresses(text: str) -> None:
    assert ("phone", "+380440123456") in values(text, KYIV)


@pytest.mark.parametrize(
    ("text", "hidden"),
    [
        ("+380440123456", False),
        ("٠٤٤٠١٢٣٤٥٦", False),
        ("\u200e+380 44 012 34 56\u200e", False),
        ("04401\u200b23456", True),
        ("⓪④④⓪①②③④⑤⑥", True),
        ("044 О12 34 56", True),
        ("044_012_34_56", True),
        ("00380440123456", False),
        ("нуль сорок чотири нуль дванадцять тридцять чотири п'ятдесят шість", True),
        ("380440123456+", False),
        ("0️⃣4️⃣4️⃣ 012 34 56", True),
    ],
)
def test_obfuscated_is_what_a_plain_reading_would_miss(text: str, *, hidden: bool) -> None:
    assert [found.obfuscated for found in read(text, KYIV)] == [hidden]


def test_numbers_in_a_row_are_parted() -> None:
    text = "044 012 34 56 / 032 012 34 57\n0440123458, 0320123459"
    found = [value for _, value in values(text, KYIV)]
    assert found == ["+380440123456", "+380320123457", "+380440123458", "+380320123459"]


@pytest.mark.parametrize(
    "text",
    [
        "25 000 30 000 40 000 грн",
        "1 500 000 грн",
        "$1 500 000 000",
        "01.02.2026 - 03.04.2026",
        "2026-11-05 2026-12-31",
        "2019-2026",
        "10.00-18.00",
        "UA213223130000026007233566001",
        "№ 12345678901",
        "ЄДРПОУ 12345678",
        "1234567890123456789",
        "0000000000",
        "Xb4111223344556677",
        "██████████████1111",
        "2026",
        "de 9 o 10, 3 o 4, 5 o 6, 7 o 8",
    ],
)
def test_other_figures_are_no_phones(text: str) -> None:
    assert values(text, KYIV) == []


def test_the_site_settles_the_country() -> None:
    (found,) = read("044 012 34 56", KYIV)
    assert (found.country, found.confidence) == ("UA", 0.88)
    (abroad,) = read("+49 30 23125014", KYIV)
    assert (abroad.value, abroad.country, abroad.confidence) == ("+493023125014", "DE", 1.0)


def test_a_guessed_country_leaves_alternatives_over_one_span() -> None:
    found = read("0171 3920015", Hints(languages=("de",)))
    assert [one.country for one in found] == ["DE", "AT"]
    assert len({one.span for one in found}) == 1
    assert 0 < found[1].confidence < found[0].confidence <= 0.6


def test_a_country_that_the_ad_names_counts_before_its_language() -> None:
    first, other = read("044 012 34 56", Hints(said=("UA",), languages=("de",)))
    assert (first.country, other.country) == ("UA", "DE")
    assert first.confidence > other.confidence


@pytest.mark.parametrize(
    "more",
    [
        "Тел. +380 50 765 43 21",
        "\U0001f1fa\U0001f1e6 \U0001f1fa\U0001f1e6",
        "5000 грн",
        "https://wa.me/380507654321",
        "дзвоніть",
    ],
)
def test_what_else_the_ad_says_helps_to_choose(more: str) -> None:
    hints = Hints(languages=("de",))
    alone = {one.country: one.confidence for one in read("067 123 45 67", hints)}
    text = f"067 123 45 67. {more}"
    found = {one.country: one.confidence for one in read(text, hints) if one.span.start == 0}
    assert "UA" not in alone
    assert found["UA"] > 0.2


def test_without_any_hint_a_cue_keeps_the_digits() -> None:
    assert read("2025550143") == ()
    (found,) = read("call 2025550143")
    assert (found.value, found.country) == ("2025550143", None)
    (greedy,) = read("2025550143", greedy=True)
    assert greedy.raw == "2025550143"


@pytest.mark.parametrize(
    "text",
    [
        "Viber/WhatsApp: +380440123456",
        "+380440123456 (Viber, WhatsApp)",
        "вайбер, вотсап 0440123456",
    ],
)
def test_a_number_on_messengers_is_theirs_and_a_phone(text: str) -> None:
    found = read(text, KYIV)
    assert {one.kind for one in found} == {"phone", "viber", "whatsapp"}
    assert {one.value for one in found} == {"+380440123456"}
    assert len({one.span for one in found}) == 1


def test_every_shape_reads_its_example() -> None:
    rows = [shape for some in shapes().values() for shape in some]
    assert len(rows) > 50
    for shape in rows:
        assert (shape.kind, shape.value) in values(f"Пишіть: {shape.example}, дякую"), shape.example


def test_shapes_name_kinds_and_sources() -> None:
    kinds = {row[0] for row in table("contact_links.tsv")}
    assert kinds <= KINDS
    assert {row[6] for row in table("contact_links.tsv")} == {"S", "G"}


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("https://t.me/Safe_Trip", "Telegram: @safe_trip"),
        ("https://t.me/s/safe_trip/12", "tg://resolve?domain=SAFE_TRIP"),
        ("https://safetrip.t.me", "https://telegram.dog/safetrip"),
        ("https://wa.me/12025550143?text=hi", "WhatsApp +1 202 555 0143"),
        ("https://api.whatsapp.com/send?phone=%2B12025550143", "whatsapp://send?phone=12025550143"),
        ("https://m.facebook.com/Way.to/", "https://m.me/way.to"),
        ("https://vk.com/club123", "https://m.vk.com/public123"),
        ("mailto:Jobs@Example.org?subject=x", "jobs (at) example (dot) org"),
        ("https://www.example.org/jobs/", "http://example.org/jobs?utm_source=x#top"),
        ("https://t\u200b.me/safetrip", "ｔ．ｍｅ/safetrip"),
    ],
)
def test_one_contact_has_one_value(one: str, other: str) -> None:
    assert set(values(one)) == set(values(other)) != set()


@pytest.mark.parametrize(
    "text",
    [
        "https://board.example/other",
        "https://www.board.example/",
        "see foo@t.me.example/x and/or.Then",
        "t.me",
        "https://t.me/share/url?url=x",
        "https://www.facebook.com/sharer/sharer.php?u=x",
        "instagram.com/p/Cabc123",
        "x.com/intent/tweet",
        "Telegram: write to us",
        "telegram channel, viber group",
        "meet at ten. dot your i",
        "we work at amazon.com",
        "3 @ 5 euro",
    ],
)
def test_what_leads_to_nobody(text: str) -> None:
    assert [found for found in values(text) if found[0] not in {"website", "mail"}] == []
    assert not any("board.example" in value for _, value in values(text))


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("Write to a.b+c@Example.org.", "a.b+c@example.org"),
        ("name (at) example (dot) org", "name@example.org"),
        ("name [at] example.org", "name@example.org"),
        ("name_at_example.org", "name@example.org"),
        ("info{at}example{dot}co{dot}uk", "info@example.co.uk"),
        ("jobs at example dot com", "jobs@example.com"),
        ("ivan собака example точка org", "ivan@example.org"),
        ("juan arroba example punto com", "juan@example.com"),
        ("ｎａｍｅ＠ｅｘａｍｐｌｅ．ｏｒｇ", "name@example.org"),
        ("na\u200bme@example.org", "name@example.org"),
        ("jobs@exаmple.org", "jobs@example.org"),
        ("name @ example.org", "name@example.org"),
        ("post@bücher.example", "post@xn--bcher-kva.example"),
    ],
)
def test_mails(text: str, value: str) -> None:
    assert values(text) == [("mail", value)]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Telegram: @safe_trip", [("telegram", 1.0)]),
        ("пишите в тг @safe_trip", [("telegram", 1.0)]),
        ("تلگرام: @safe_trip", [("telegram", 1.0)]),
        ("тeлегрaм @safe_trip", [("telegram", 1.0)]),
        ("@safe_trip (telegram)", [("telegram", 0.9)]),
        ("follow @safe_trip on instagram", [("instagram", 0.9)]),
        ("insta: safe_trip", [("instagram", 0.9)]),
        ("@safe_trip", [("telegram", 0.5), ("instagram", 0.3)]),
    ],
)
def test_names_and_their_services(text: str, found: list[tuple[str, float]]) -> None:
    assert [(one.kind, one.confidence) for one in read(text)] == found
    assert {one.value for one in read(text)} == {"safe_trip"}


def test_a_name_on_a_telegram_site_is_a_telegram_name() -> None:
    assert [one.kind for one in read("@safe_trip", Hints(handles="telegram"))] == ["telegram"]


def test_labelled_fields_are_read_but_not_those_of_figures() -> None:
    said = {"contact": "0440123456", "price": "0440123456", "published": "0440123457"}
    found = contacts(Wording.of(Ad(url="u", said=said)), KYIV)
    assert [(one.value, one.span.field) for one in found] == [("+380440123456", "contact")]


@given(st.text(alphabet="+0123456789 ()-./@atdotме:tgWhatsApp\u200b１٣9️⃣\n", max_size=80))
def test_nothing_raises_and_every_span_is_the_raw_text(text: str) -> None:
    for found in read(text, KYIV):
        assert found.raw == text[found.span.start : found.span.end] != ""
        assert 0 < found.confidence <= 1


@pytest.mark.parametrize(
    ("text", "country", "value"),
    [
        ("Se busca camarero. 612.34.56.78", "ES", "+34612345678"),
        ("Sjåfør søkes, ring 40.61.23.45", "NO", "+4740612345"),
        ("Haydovchi kerak, tel 91.234.56.78", "UZ", "+998912345678"),
    ],
)
def test_groups_parted_by_dots_are_no_address_of_a_machine(
    text: str, country: str, value: str
) -> None:
    assert values(text, Hints(country=country, home="board.example")) == [("phone", value)]


def test_an_address_of_a_machine_is_no_number() -> None:
    assert values("Log in at 91.234.56.78 with your name", Hints(country="UZ")) == []


@pytest.mark.parametrize("ending", ["", ".", " Ann", "\nAnn asks you to come"])
def test_a_long_mobile_number_without_its_plus_needs_no_cue_where_it_ends_a_line(
    ending: str,
) -> None:
    text = f"Helpers wanted, good pay, 998901234567{ending}"
    assert values(text) == [("phone", "+998901234567")]
    assert values(f"Helpers wanted, 998901234567 is what {ending} we need") == []


def test_english_says_little_of_numbers_where_it_is_not_spoken() -> None:
    greek = Hints(country="GR", languages=("en",), home="board.example")
    assert values("Workers wanted. Call 21 2345 6789", greek) == [("phone", "+302123456789")]


def test_what_was_dialled_once_weighs_less_than_what_is() -> None:
    text = "бронювання: +48 573 418 296, 067 341 82 95"
    found = values(text, Hints(country="PL", languages=("uk",), home="board.example"))
    assert found[1:] == [("phone", "+380673418295"), ("phone", "+48673418295")]
