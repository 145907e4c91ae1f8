"""Folding: what must meet meets, nothing raises, every stretch has its way back."""

import unicodedata
from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from parsers.fold import LONGEST, SHORT, clean, fold, spelt, tokens
from parsers.letters import cleaned, folded, table
from tests.parsers.counting import calls

LETTERS = st.text(
    alphabet=st.one_of(
        st.characters(),
        st.sampled_from(
            "aAbBßıİđłøæ+#' -0፩፪፲፻፼፡١۱९éаоркиᴡ🅦①❶９️⃣ـ\u200c\u200b\u0301\u0338ةیک签证비자ไทยか\u3099"
        ),
        st.characters(min_codepoint=0x0900, max_codepoint=0x11FF),
        st.characters(categories=["Cs", "Cf", "Zs", "Mn", "Mc", "Co", "So"]),
    ),
    max_size=60,
)

SAME = [
    ("STRASSE", "straße", "ＳＴＲＡẞＥ"),
    ("passport", "𝓟𝓪𝓼𝓼𝓹𝓸𝓻𝓽", "ⓟⓐⓢⓢⓟⓞⓡⓣ", "🅿🅰🆂🆂🅿🅾🆁🆃", "🅟🅐🅢🅢🅟🅞🅡🅣", "p\u200ba\u00ads\u2060sport"),
    ("passport", "p̶a̶s̶s̶p̶o̶r̶t̶", "раssроrt", "ᴘᴀssᴘᴏʀᴛ"),
    ("робота", "РОБОТА", "poбoтa", "рοбοта"),
    ("тут елка", "ТУТ ЁЛКА"),
    ("مدرسة", "مَدْرَسَةٌ", "مــدرســة", "مدرسه", "ﻣﺪﺭﺳﺔ"),
    ("کار", "كار", "ﻛﺎر", "ڪار"),
    ("عربي", "عربی", "عربى", "عَرَبِيّ"),
    ("أوروبا", "اوروبا"),
    ("می‌خواهم", "میخواهم"),
    ("Đà Nẵng", "da nang", "ĐÀ NẴNG"),
    ("Łódź", "lodz"),
    ("ş ţ", "ș ț", "s t"),
    ("İstanbul ışık", "istanbul isik", "ISTANBUL ISIK"),
    ("1 234", "١ ٢٣٤", "۱ ۲۳۴", "१ २३४", "๑ ๒๓๔", "１ ２３４", "𝟏 𝟐𝟑𝟒", "① ②③④", "❶ ❷❸❹", "1️⃣ 2️⃣3️⃣4️⃣"),
    ("aujourd'hui", "aujourd’hui", "Aujourdʼhui"),
    ("ガイド", "ｶﾞｲﾄﾞ", "カ\u3099イト\u3099"),
    ("각하", "\u1100\u1161\u11a8\u1112\u1161", "ㅤ각하"),
    ("কোনো", unicodedata.normalize("NFD", "কোনো")),
    ("መስከረም 12 2018", "መስከረም ፲፪ ፳፻፲፰"),
    ("ሰላም አለም ጸሐይ", "ሠላም ዓለም ፀሀይ"),
    ("work", "ꓪꓳꓣꓗ", "ᴡᴏʀᴋ"),
    ("free visa", "🆓 VISA", "🆓visa"),
    ("हूं फ्री", "हूँ फ़्री"),
    ("فيزا", "ڤيزا", "ﭬيزا"),
    ("a b", "a\u3000b", "a\u2028b", "a\x00b", "a\xa0b", "a_b", "a\ud800b"),
]


@pytest.mark.parametrize("spellings", SAME, ids=lambda row: row[0])
def test_spellings_of_one_word_meet(spellings: tuple[str, ...]) -> None:
    assert {tokens(spelling) for spelling in spellings} == {tokens(spellings[0])}
    assert tokens(spellings[0])


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("мой", "мои"),
        ("ガイド", "カイト"),
        ("कि", "की"),
        ("ไม่", "ไม"),
        ("visa", "віза"),
        ("c++", "c#"),
    ],
)
def test_different_words_stay_different(one: str, other: str) -> None:
    assert tokens(one) != tokens(other)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("", ()),
        ("Hello, World!", ("hello", "world")),
        ("C++ / C# and java+sql #job 18+ ++", ("c++", "c#", "and", "java", "sql", "job", "18")),
        ("签证官", ("签证", "证官")),
        ("签", ("签",)),
        ("2个月job", ("2", "个月", "job")),
        ("ไทย", ("ไท", "ทย")),
        ("🇹🇳➡️🇮🇹🚤ok", ("🇹🇳", "➡", "🇮🇹", "🚤", "ok")),
        ("+49 (30) 12-34", ("49", "30", "12", "34")),
        ("a.b@example.org", ("a", "b", "example", "org")),
        ("IT-специалист VIPка", ("it", "специалист", "vipka")),
    ],
)
def test_words(text: str, words: tuple[str, ...]) -> None:
    assert tokens(text) == words


def test_a_pair_finds_its_place_in_a_longer_run() -> None:
    held, asked = tokens("办理欧洲签证服务"), tokens("签证")
    assert asked[0] in held
    assert any(word.startswith(tokens("签")[0]) for word in held)


def test_long_words_are_cut() -> None:
    assert tokens("a" * 300) == ("a" * LONGEST,)
    assert tokens("я" * 300) == ("я" * LONGEST,)


@given(LETTERS)
def test_words_of_words_are_the_same_words(text: str) -> None:
    once = tokens(text)
    assert tokens(" ".join(once)) == once


@given(LETTERS)
def test_words_suit_both_stores(text: str) -> None:
    for word in tokens(text):
        assert 0 < len(word) <= LONGEST
        assert not any(char.isspace() or "\ud800" <= char <= "\udfff" for char in word)
        assert all(char.isalnum() or char in "+#" for char in word if char.isascii())
        assert word == word.casefold()
        assert word.split() == [word]


@given(LETTERS)
def test_folding_twice_is_folding_once(text: str) -> None:
    once = fold(text).text
    assert fold(once).text == once


@given(LETTERS)
def test_a_folded_text_has_the_same_words(text: str) -> None:
    assert tokens(fold(text).text) == tokens(text)


@given(LETTERS)
def test_every_stretch_maps_back(text: str) -> None:
    found = fold(text)
    assert len(found.starts) == len(found.text) + 1
    assert list(found.starts) == sorted(found.starts)
    for at in range(len(found.text)):
        start, end = found.original(at, at + 1)
        assert 0 <= start < end <= len(text)
    assert found.original(0, 0) == (found.starts[0], found.starts[0])


@pytest.mark.parametrize(
    ("text", "needle", "raw"),
    [
        ("Zahlung: ١٢٣ €", "123", "١٢٣"),
        ("x 9️⃣0️⃣ y", "90", "9️⃣0️⃣"),
        ("die Straße lang", "strasse", "Straße"),
        ("a\u200b\u200bb\u0301c", "b", "b\u0301"),
        ("عَرَبِيّ", "عربي", "عَرَبِيّ"),
        ("poбoтa тут", "робота", "poбoтa"),
        ("በ፲፱፻፹፬ ዓ.ም", "1984", "፲፱፻፹፬"),
        ("ዋጋ ፻ ብር", "100", "፻"),
    ],
)
def test_the_way_back_gives_the_words_as_written(text: str, needle: str, raw: str) -> None:
    found = fold(text)
    at = found.text.index(needle)
    start, end = found.original(at, at + len(needle))
    assert text[start:end] == raw


@given(LETTERS, st.data())
def test_any_stretch_quotes_something(text: str, data: st.DataObject) -> None:
    for found in (fold(text), clean(text)):
        if not found.text:
            continue
        first = data.draw(st.integers(0, len(found.text) - 1))
        last = data.draw(st.integers(first + 1, len(found.text)))
        start, end = found.original(first, last)
        assert text[start:end]
        assert start == found.original(first, first + 1)[0]
        assert end == found.original(last - 1, last)[1]


@pytest.mark.parametrize(
    ("numerals", "number"),
    [
        ("፩", "1"),
        ("፲", "10"),
        ("፲፪", "12"),
        ("፺፱", "99"),
        ("፻", "100"),
        ("፪፻፶", "250"),
        ("፳፻፲፰", "2018"),
        ("፼", "10000"),
        ("፲፼", "100000"),
        ("፭፼፫፻፩", "50301"),
        ("፩፪፫", "123"),
        ("፩፲", "110"),
        ("፼" * 13, "10000" * 13),
    ],
)
def test_ethiopic_numbers(numerals: str, number: str) -> None:
    assert fold(numerals).text == number
    assert clean(f"ብር {numerals}.").text == f"ብር {number}."


TRICKY = [
    "W̶o̶r̶k̶",
    "፩፪፼",
    "poбoтa ",
    "ｱ\u3099",
    "َمـ",
    "签证",
    "👩‍👩‍👧",
    "\ud800",
    "İ",
    "🇹🇳",
    "ﷺ",
    "a\u0301" * 9,
]


@pytest.mark.parametrize("read", [fold, clean, tokens])
@pytest.mark.parametrize("tricky", TRICKY)
def test_twice_the_text_is_twice_the_work(read: Callable[[str], object], tricky: str) -> None:
    size = SHORT + 1
    read(tricky * size)
    once, twice = calls(read, tricky * size), calls(read, tricky * size * 2)
    assert twice <= 2 * once + 100


def test_lookalikes_are_folded_letters() -> None:
    for row in table("lookalikes.tsv"):
        for letter in ",".join(row).split(","):
            assert folded(letter) == letter


@pytest.mark.parametrize(
    ("text", "plain"),
    [
        ("T\u200b.me/Über_１２", "T.me/Über_12"),
        ("９️⃣ ⑨ 𝟵 ٩", "9 9 9 9"),
        ("🅦hatsApp 🇩🇪 Ł й", "WhatsApp 🇩🇪 Ł й"),
        ("ᴛ.ᴍᴇ/ꓪꓳꓣꓗ ፲፪", "t.me/WORK 12"),
        ("n̶a̶m̶e̶＠example．org", "name@example.org"),
    ],
)
def test_cleaning_takes_off_disguises_only(text: str, plain: str) -> None:
    assert clean(text).text == plain


@given(LETTERS)
def test_a_cleaned_text_maps_back(text: str) -> None:
    found = clean(text)
    assert len(found.starts) == len(found.text) + 1
    assert list(found.starts) == sorted(found.starts)
    assert clean(found.text).text == found.text


@pytest.mark.parametrize("change", [folded, cleaned])
def test_what_a_character_becomes_is_changed_no_further(change: Callable[[str], str]) -> None:
    """So characters of a text may be replaced one after the other."""
    made = {char for point in range(0x20000) for char in change(chr(point))}
    assert [char for char in sorted(made) if change(char) != char] == []


@given(st.text())
def test_the_text_alone_is_the_same(text: str) -> None:
    assert spelt(text) == fold(text).text


def test_phrases_of_tables_are_spelt_as_texts_are_folded() -> None:
    tables = ("speaker_phrases.tsv", "wall_phrases.tsv", "hotspots.tsv", "travel_words.tsv")
    cells = {cell for name in tables for row in table(name) for cell in row}
    assert len(cells) > 500
    assert [cell for cell in sorted(cells) if spelt(cell) != fold(cell).text] == []
