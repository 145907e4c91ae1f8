"""Encodings that are declared, forgotten, and lied about."""

from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from offers.page import Page
from parsers.charset import decode, decoded

TEXTS = {
    "cp1251": "Требуется сварщик на верфь, жильё предоставляем. Оплата каждую неделю наличными.",
    "koi8-r": "Ищем водителя на ночные смены, перевозка мебели, оплата сразу после работы",
    "cp866": "Нужны рабочие на склад. Общежитие, питание, аванс каждую неделю",
    "iso8859-5": "Работа на стройке вахтовым методом, проезд оплачиваем",
    "cp1252": "Für unser Café suchen wir Küchenhilfen – Übernachtung möglich, 12 € die Stunde",
    "cp1250": "Zatrudnię kierowcę, dobra płaca, zakwaterowanie wliczone, również dla uczących się",
    "cp1254": "Otel için deneyimli garson aranıyor, maaş ve yatacak yer sağlanır, görüşelim",
    "cp1256": "مطلوب عمال نظافة لفندق في دبي والسكن على الشركة مع التأمين",
    "cp1255": "דרושים עובדים לחקלאות, מגורים על חשבון המעסיק",
    "cp1253": "Ζητείται προσωπικό για ξενοδοχείο στη Ρόδο, παρέχεται διαμονή",
    "cp874": "รับสมัครพนักงานโรงงาน มีที่พักฟรี",
    "gb18030": "招聘工厂工人，包吃包住，月薪五千元，详情请联系",
}


@pytest.mark.parametrize("encoding", TEXTS)
def test_nobody_says_and_it_is_told_by_its_letters(encoding: str) -> None:
    assert decode(TEXTS[encoding].encode(encoding)) == TEXTS[encoding]


@pytest.mark.parametrize("encoding", [*TEXTS, "cp932", "euc_jp", "cp949", "big5", "utf-8"])
def test_a_true_claim_is_believed(encoding: str) -> None:
    text = TEXTS.get(encoding) or {"cp949": "직원 모집 숙식 제공", "big5": "徵求工人包食宿"}.get(
        encoding, "工場スタッフ募集、寮あり。未経験歓迎"
    )
    assert decode(text.encode(encoding), [encoding]) == text


@pytest.mark.parametrize("lie", ["utf-8", "iso-8859-1", "utf-16", "no-such", "unicode_escape", ""])
def test_a_false_claim_is_not(lie: str) -> None:
    text = TEXTS["cp1251"]
    assert decode(text.encode("cp1251"), [lie, None]) == text
    assert decode(text.encode("cp1251"), [lie, "windows-1251"]) == text


@pytest.mark.parametrize("lie", ["windows-1251", "iso-8859-1", "koi8-r", "gb2312", "us-ascii"])
def test_sound_utf8_beats_every_claim(lie: str) -> None:
    text = "Потрібен зварювальник, житло надаємо"
    assert decode(text.encode(), [lie]) == text


def test_a_little_damage_in_utf8_is_damage_and_no_other_encoding() -> None:
    text = "Потрібен зварювальник, житло надаємо" * 3
    broken = text.encode()[:-1]
    assert decode(broken) == text[:-1] + "\ufffd"
    assert decode(broken + b"\xff", ["windows-1251"]).startswith(text[:-1])


def test_a_few_east_asian_signs_may_look_like_utf8() -> None:
    assert decode("联通".encode("gb18030"), ["gb2312"]) == "联通"


@pytest.mark.parametrize("codec", ["utf-8-sig", "utf-16"])
def test_a_byte_order_mark_beats_all(codec: str) -> None:
    assert decode("Œuvre".encode(codec), ["windows-1251"]) == "Œuvre"


def test_browsers_read_latin_1_as_windows_1252() -> None:
    assert decode(b"\x80 5 \x96 10", ["iso-8859-1"]) == "€ 5 – 10"


@pytest.mark.parametrize(
    ("head", "headers", "charset"),
    [
        (b'<meta http-equiv="Content-Type" content="text/html; charset=windows-1251">', (), None),
        (b"<META CHARSET='CP1251'>", (), None),
        (b'<?xml version="1.0" encoding="windows-1251"?>', (), None),
        (b"", (("Content-Type", 'text/html; charset="windows-1251"'),), None),
        (b"", (), "windows-1251"),
        (b"<meta charset=koi8-r>", (("Content-Type", "text/html; charset=koi8-u"),), "cp1251"),
    ],
)
def test_whoever_says_it(
    head: bytes, headers: tuple[tuple[str, str], ...], charset: str | None
) -> None:
    body = head + "Ґанок".encode("cp1251")
    page = Page(
        asked="https://board.example/",
        url="https://board.example/",
        status=200,
        body=body,
        fetched=datetime(2026, 11, 5, tzinfo=UTC),
        headers=headers,
        charset=charset,
    )
    assert decoded(page).endswith("Ґанок")


@given(st.binary(), st.lists(st.text(max_size=12) | st.sampled_from(["utf-8", "gbk"]), max_size=3))
def test_never_raises_and_never_leaves_half_a_pair(body: bytes, claims: list[str]) -> None:
    decode(body, claims).encode("utf-8")
