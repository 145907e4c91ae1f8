"""Words and phrases: cut as tables are cut, found where they stand."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from parsers.disguises import disguised
from parsers.lexicon import Lexicon, Shelf
from parsers.wording import Written
from parsers.words import Words
from tests.parsers.counting import calls

LEXICON = Lexicon.of(
    [
        ("a", "en", "looking for ~ job"),
        ("b", "en", "looking"),
        ("c", "ru", "ищу работ*"),
        ("d", "", "16"),
        ("e", "zh", "工作"),
        ("f", "ar", "أريد السفر"),
        ("g", "en", "passport"),
        ("h", "en", "free visa"),
        ("i", "ar", "جواز ~ سفر"),
        ("j", "fa", "سفر"),
        ("k", "zh", "护照"),
        ("l", "zh", "扣护照"),
        ("m", "ru", "без ~ опыт* ~ работы"),
        ("n", "en", "... ~"),
        ("p", "en", ""),
        ("q", "zh", "代办 ~ 签证"),
        ("o", "ar", "تأشير*"),
    ]
)


def words(text: str) -> Words:
    return Words.of(Written("text", text))


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
        ("what!!!! now... ok", ["what", ".", "now", ".", "ok"]),
        ("W.o.r.k  p a s s p o r t!", ["work", "passport", "."]),
        ("п - а - с - п о р т", ["пасп", "о", "р", "т"]),
        ("V_I_S_A v*i*s*a", ["visa", "visa"]),
        ("B, C, D, E", ["b", "c", "d", "e"]),
        ("a b c de", ["a", "b", "c", "de"]),
        ("e.g. U.S. t.me", ["e", ".", "g", ".", "u", ".", "s", ".", "t", ".", "me"]),
        ("1 2 3 4 5", ["1", "2", "3", "4", "5"]),
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
        ("فأريد وللسفر", ["f"]),
        ("الجواز او بالسفر", ["i"]),
        ("والتأشيرات", ["o"]),
        ("تسفر", []),
        ("وسفر سفر", ["j"]),
        ("p a s s p o r t", ["g"]),
        ("P.A.S.S.P.O.R.T", ["g"]),
        ("p4ssp0rt passp0rt", ["g", "g"]),
        ("passssport, freeeee v1sa", ["g", "h"]),
        ("b2b a16 4ree", []),
        ("2 passport5 16", ["d"]),
        ("公司扣护照吗，护照", ["l", "k"]),
        ("我们代办各国签证", ["q"]),
        ("代办签证", ["q"]),
        ("我们代办申请欧洲各国签证", []),
        ("代办 签证", ["q"]),
        ("без всякого опыта любой работы", ["m"]),
        ("без всякого там опыта. работы", []),
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
        assert len(read.texts[at]) <= end - start
    LEXICON.find(read)


@pytest.mark.parametrize(
    ("text", "quoted"),
    [
        ("your p a s s p o r t here", "p a s s p o r t"),
        ("公司要扣护照", "扣护照"),
        ("والله وَالسَّفَر إلى وأريد للسفر", "وأريد للسفر"),
        ("FREEEE V.I.S.A", "FREEEE V.I.S.A"),
    ],
)
def test_what_is_in_other_dress_is_quoted_as_published(text: str, quoted: str) -> None:
    read = words(text)
    (hit,) = LEXICON.find(read)
    span = hit.span(read)
    assert text[span.start : span.end] == quoted


DRESSES = "p a s s p o r t|W.o.r.k|v1sa|free|16|وللسفر|جواز|护照|ищу|работу|без|опыта"
PIECES = st.sampled_from([*DRESSES.split("|"), *"\n .'\u200bİ፲!\ud800", "looking", "for", "job"])


@given(st.lists(PIECES | st.characters(), max_size=25).map("".join))
def test_every_hit_quotes_the_ad(text: str) -> None:
    read = words(text)
    before = -1
    for hit in LEXICON.find(read):
        span = hit.span(read)
        assert 0 <= span.start < span.end <= len(text)
        assert span.start >= before
        before = span.start


def test_a_part_of_the_words_is_searched_alone() -> None:
    read = words("passport free visa passport")
    assert [hit.phrase.says for hit in LEXICON.find(read, 1, 3)] == ["h"]
    assert [hit.phrase.says for hit in LEXICON.find(read, 2)] == ["g"]


def test_words_in_other_dress_are_not_other_words() -> None:
    assert list(disguised("b2b")) == []
    assert list(disguised("2026")) == []
    assert "work" in disguised("w0rk")
    assert "договор" in disguised("д0г0вор")
    assert {"cool", "col"} == set(disguised("coooool"))


@pytest.mark.parametrize(
    "unit",
    [
        "a ",
        "p a s s ",
        "без опыт ",
        "без ",
        "护照",
        "free ",
        "v1sa ",
        "a.",
        "w_",
        "وللسفر ",
        "x" * 50,
        "!?",
    ],
)
def test_twice_the_text_is_twice_the_work(unit: str) -> None:
    def read(text: str) -> None:
        found = words(text)
        for hit in LEXICON.find(found):
            hit.span(found)

    read(unit * 4_000)
    once, twice = calls(read, unit * 4_000), calls(read, unit * 8_000)
    assert twice <= 2.1 * once + 100


def test_lexicons_of_one_shelf_find_their_own_phrases_alone() -> None:
    shelf = Shelf()
    visas = shelf.lexicon(lambda: [("visa", "en", "free visa"), ("bonus", "en", "bonus*")])
    jobs = shelf.lexicon(lambda: [("job", "en", "free"), ("number", "en", "b0nus")])
    text = words("Free visa and a b0nus")
    assert [hit.phrase.says for hit in visas.find(text)] == ["visa", "bonus"]
    assert [hit.phrase.says for hit in jobs.find(text)] == ["job", "number"]


def test_a_lexicon_that_comes_later_finds_in_the_same_words() -> None:
    shelf = Shelf()
    early, text = shelf.lexicon(lambda: [("a", "", "visa")]), words("visa or passport")
    assert [hit.phrase.says for hit in early.find(text)] == ["a"]
    late = shelf.lexicon(lambda: [("b", "", "passport")])
    assert [hit.phrase.says for hit in late.find(text)] == ["b"]
    assert [hit.phrase.says for hit in early.find(text)] == ["a"]


def test_a_stretch_of_words_gives_what_begins_in_it() -> None:
    text = words("visa, free visa. 护照 visa")
    assert [hit.start for hit in LEXICON.every(text, 1, 2)] == [1]
    assert [hit.phrase.says for hit in LEXICON.every(text, 3)] == ["k"]
    assert [hit.phrase.says for hit in LEXICON.every(text)] == ["h", "k"]


def test_a_table_without_rows_finds_nothing() -> None:
    assert Lexicon.of([]).find(words("visa")) == []
