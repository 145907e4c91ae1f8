"""Words and phrases: cut as tables are cut, found where they stand."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from parsers.lexicon import Lexicon
from parsers.wording import Written
from parsers.words import Words

LEXICON = Lexicon(
    [
        ("a", "en", "looking for ~ job"),
        ("b", "en", "looking"),
        ("c", "ru", "ищу работ*"),
        ("d", "", "16"),
        ("e", "zh", "工作"),
        ("f", "ar", "أريد السفر"),
    ]
)


def words(text: str) -> Words:
    return Words.of(Written.of("text", text))


def found(text: str) -> list[str]:
    return [hit.phrase.says for hit in LEXICON.find(words(text))]


@pytest.mark.parametrize(
    ("text", "cut"),
    [
        ("Hello, World! 5€", ["hello", "world", ".", "5", "€"]),
        ("16летних, 16-17 b2b", ["16", "летних", "16", "17", "b2b"]),
        ("招聘女孩16-18岁", ["招聘女孩", "16", "18", "岁"]),
        ("what? 16+ 50%", ["what", "?", "16", "+", "50", "%"]),
        ("a\nb", ["a", ".", "b"]),
    ],
)
def test_words(text: str, cut: list[str]) -> None:
    assert list(words(text).texts) == cut


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("LOOKING for a job", ["a"]),
        ("looking for any good job", ["a"]),
        ("looking for any very good job", ["b"]),
        ("looking for. a job", ["b"]),
        ("ищу РАБОТУ, ищу работников", ["c", "c"]),
        ("ищу другую работу", []),
        ("2016, 16 and 160", ["d"]),
        ("我想找工作吗", ["e"]),
        ("واريد السَّفر", ["f"]),
        ("", []),
    ],
)
def test_phrases(text: str, says: list[str]) -> None:
    assert found(text) == says


def test_a_phrase_maps_back() -> None:
    text = "Я  И\u0301ЩУ   РАБОТНИКОВ!"
    read = words(text)
    (hit,) = LEXICON.find(read)
    span = read.span(hit.start, hit.end)
    assert text[span.start : span.end] == "И\u0301ЩУ   РАБОТНИКОВ"


@given(st.text(max_size=80))
def test_every_word_has_its_place(text: str) -> None:
    read = words(text)
    for at, (start, end) in enumerate(read.places):
        assert read.written.folded.text[start:end].replace("\n", ".")
        assert len(read.texts[at]) == end - start
    LEXICON.find(read)
