"""Numbers that are written out: their words become figures, with the way back to the words."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from parsers.contacts.figures import figures
from parsers.contacts.numerals import UNSPOKEN, numerals
from parsers.fold import fold


def read(text: str) -> str:
    folded = fold(text).text
    seen = figures(folded, sum(char.isdigit() for char in folded))
    return "".join(char for char in seen.text if char.isdigit() or char == "+")


@pytest.mark.parametrize(
    ("text", "digits"),
    [
        ("oh seven double nine one two three four five", "079912345"),
        ("zero seven triple two one 45 67", "0722214567"),
        ("eight hundred five five five thirty-five thirty-five", "8005553535"),
        ("zéro six, douze, trente-quatre, cinquante-six, soixante-dix-huit", "0612345678"),
        ("zéro un quatre-vingts quatre-vingt-onze soixante et un", "01809161"),
        ("seis doce, treinta y cuatro, cincuenta y seis, setenta y ocho", "612345678"),
        ("novecientos doce, tres ceros, cuarenta y cinco", "91200045"),
        ("null eins sieben sechs dreiundzwanzig vierundfünfzig zwölf", "0176235412"),
        ("nul zes twaalf vierendertig zesenvijftig achtenzeventig", "0612345678"),
        ("tre quattro sette cento ventitré quarantacinque", "34712345"),
        ("плюс тридцать восемь ноль шестьдесят семь сто двадцать три", "+38067123"),
        ("ноль шестьдесят семь три нуля двенадцать", "06700012"),
        ("нуль дев'яносто три, двісті п'ять, сорок", "09320540"),
        ("pięćset dwanaście trzysta czterdzieści pięć sto", "512345100"),
        ("sıfır beş yüz otuz iki yüz yirmi üç", "0532123"),
        ("صفر نهصد و دوازده سیصد و چهل و پنج", "0912345"),
        ("صفر خمسة خمسة خمسة وأربعون ستة وسبعون", "0554576"),
        ("शून्य नौ आठ डबल सात छह पांच", "0987765"),
        ("শূন্য এক সাত এক দুই তিন চার", "0171234"),
        ("ዜሮ ዘጠኝ አንድ አንድ ሁለት ሶስት አራት", "0911234"),
        ("zero gjashtë nëntë një dy tre katër", "0691234"),
        ("không chín một hai ba bốn năm", "0912345"),
        ("zero șapte doi unu doi trei patru", "0721234"),
        ("一三八零零一三八零零零", "13800138000"),
        ("공일공 일이삼사 오육칠팔", "01012345678"),
        ("O67 l23 45 б7", "0671234567"),
    ],
)
def test_words_and_letters_become_figures(text: str, digits: str) -> None:
    assert read(text) == digits


@pytest.mark.parametrize(
    "text",
    [
        "one of two or three, four in five people",
        "call Tom on 07911 123456 or 020 7946 0958",
        "де 9 о 10, 3 о 4",
        "10l, 5g, 8b and 2z, level b2",
        "double your income, triple pay",
        "два или три года, пять дней, восемь часов",
        "三五年经验，一二线城市",
    ],
)
def test_words_that_are_counts_stay(text: str) -> None:
    folded = fold(text).text
    assert figures(folded, 20).text == folded


def test_at_least_twenty_languages_know_their_digits() -> None:
    whole = [
        language
        for language, own in numerals().items()
        if {str(digit) for digit in range(10)} <= set(own.says.values())
    ]
    assert len(whole) >= 35
    assert set(whole) >= UNSPOKEN - {"km"}


WORDS = [
    "one",
    "seven",
    "zero",
    "double",
    "и",
    "сто",
    "сорок",
    "три",
    "وخمسة",
    "零",
    "7",
    "O6",
    ",",
    " ",
    "-",
    "\n",
]


@given(st.lists(st.sampled_from(WORDS), max_size=20))
def test_every_figure_leads_back_to_its_word(pieces: list[str]) -> None:
    folded = fold(" ".join(pieces)).text
    seen = figures(folded, sum(char.isdigit() for char in folded))
    assert len(seen.starts) == len(seen.text) + 1
    assert list(seen.starts) == sorted(seen.starts)
    assert seen.starts[-1] == len(folded)


@pytest.mark.parametrize(
    ("text", "digits"),
    [
        ("010-4718-3625 사장님", "01047183625"),
        ("010-4718-3625 이모 구함", "01047183625"),
        ("공일공 사칠일팔 삼육이오로 연락", "01047183625"),
        ("010-4718-삼육이오", "01047183625"),
    ],
)
def test_a_word_of_korean_that_begins_as_a_digit_is_none(text: str, digits: str) -> None:
    assert read(text) == digits
