"""Ads that say the same twice, in two languages, and ads that only look so."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from offers.ad import Ad
from offers.offer import Language, Passage
from offers.span import Span
from parsers.passages import mainly, passages, torn
from parsers.wording import Wording
from tests.parsers.counting import calls

SAID = {
    "en": "We are hiring waiters and cleaners for a hotel by the sea, housing and meals are free.",
    "ru": "Требуются официанты и уборщики в отель у моря, жильё и питание бесплатно.",
    "uk": "Потрібні офіціанти та прибиральники в готель біля моря, житло й харчування безкоштовно.",
    "ar": "مطلوب نادلون وعمال نظافة لفندق على البحر، السكن والطعام مجانا.",
    "de": "Wir suchen Kellner und Reinigungskräfte für ein Hotel am Meer, Unterkunft frei.",
    "pl": "Szukamy kelnerów i sprzątaczek do hotelu nad morzem, mieszkanie i wyżywienie gratis.",
    "ro": "Căutăm ospătari și cameriste pentru un hotel la mare, cazare și masă gratuite.",
    "tr": "Deniz kenarındaki otelimize garson ve temizlikçi alınacaktır, konaklama bizden.",
    "fa": "برای هتلی کنار دریا به گارسون و نظافتچی نیازمندیم، جای خواب و غذا رایگان است.",
    "sr": "Potrebni konobari i čistačice za hotel na moru, smeštaj i hrana su obezbeđeni.",
    "zh": "海边酒店招聘服务员和清洁工，包吃包住，月薪面议，有意者请联系我们，签证由酒店办理。",
}
PAIRS = "en-ru uk-ru ar-en de-pl pl-uk ro-en tr-ar fa-ar sr-en de-tr zh-en ru-de"
PHONE = "☎️ +380 67 123 45 67"


def read(text: str, title: str | None = None) -> list[tuple[str | None, str]]:
    """Passages with the words that they quote."""
    ad = Ad(url="u", title=title, text=text)
    found = passages(Wording.of(ad))
    fields = {"title": title or "", "text": text}
    return [
        (
            one.language.code if one.language else None,
            fields[one.span.field][one.span.start : one.span.end],
        )
        for one in found
    ]


@pytest.mark.parametrize(
    ("one", "other"),
    [pair.split("-") for pair in PAIRS.split()],
)
def test_two_languages_are_two_passages(one: str, other: str) -> None:
    text = f"{SAID[one]}\n\n{SAID[other]}\n{PHONE}"
    assert read(text) == [(one, SAID[one]), (other, f"{SAID[other]}\n{PHONE}")]


def test_three_languages_and_back() -> None:
    text = "\n".join((PHONE, SAID["de"], "—", SAID["pl"], SAID["ro"], SAID["de"]))
    assert [code for code, _ in read(text)] == ["de", "pl", "ro", "de"]


def test_neighbours_are_joined_and_the_title_is_a_passage_too() -> None:
    text = f"{SAID['ru']}\n\n{PHONE}\n\n{SAID['ru']}"
    found = read(text, title=SAID["en"])
    assert found == [("en", SAID["en"]), ("ru", text)]


@pytest.mark.parametrize("code", SAID)
@pytest.mark.parametrize(
    "aside",
    [
        PHONE,
        "Amazon, Zalando, DHL, InPost",
        "Full time, remote",
        "https://example.org/jobs/warehouse/123",
        "WhatsApp / Viber / Telegram",
        "CV: hr@example.org",
        "Berlin – Wien – München – Roma",
    ],
)
def test_an_ad_in_one_language_has_no_passages(code: str, aside: str) -> None:
    text = f"{SAID[code]}\n{aside}\n\n{SAID[code]}"
    assert read(text) == []
    assert read(f"{aside}\n{SAID[code]}", title=aside) == []


def passage(code: str | None, size: int) -> Passage:
    told = Language(code=code, confidence=0.9) if code else None
    return Passage(language=told, span=Span("text", 0, size))


def test_the_language_of_an_ad_in_several_is_that_of_most_of_it() -> None:
    told = Language(code="ru", confidence=0.9)
    assert mainly(told, ()) is told
    most = mainly(None, (passage("en", 10), passage("ru", 40), passage("en", 5)))
    assert most
    assert most.code == "ru"
    assert mainly(told, (passage("en", 10), passage("ru", 15))) is None
    assert mainly(told, (passage(None, 90), passage("ru", 15), passage("en", 5))) is None


LINES = st.sampled_from([*SAID.values(), PHONE, "", " ", "OK", "\u200b", "\ud800", "İ", "p a s s"])


@given(st.lists(LINES | st.text(max_size=20), max_size=8), st.none() | LINES)
def test_passages_lie_one_behind_the_other(lines: list[str], title: str | None) -> None:
    text = "\n".join(lines)
    found = passages(Wording.of(Ad(url="u", title=title or None, text=text or None)))
    assert len(found) != 1
    for one, other in pairwise(found):
        if one.span.field == other.span.field:
            assert one.span.end <= other.span.start
    for one in found:
        field = text if one.span.field == "text" else title or ""
        quoted = field[one.span.start : one.span.end]
        assert quoted
        assert quoted == quoted.strip()


@pytest.mark.parametrize(
    "unit", ["a\n", SAID["de"] + "\n" + SAID["pl"] + "\n", "x" * 50 + "\n", "\n"]
)
def test_twice_the_text_is_at_most_twice_the_work(unit: str) -> None:
    def told(_: str) -> None:
        passages(wording)

    wording = Wording.of(Ad(url="u", title=None, text=unit * 1_000))
    told("")
    once = calls(told, "")
    wording = Wording.of(Ad(url="u", title=None, text=unit * 2_000))
    assert calls(told, "") <= 2.1 * once + 200


@pytest.mark.parametrize("unit", ["1", "1@", "w", "слово", "://", "a\u0301", "签", "-" * 9])
def test_a_line_without_end_costs_no_more_than_its_beginning(unit: str) -> None:
    """Looking for addresses in all of it would take hours."""
    text = f"{SAID['de']}\n{unit * 300_000}@\n{SAID['pl']}"
    assert [code for code, _ in read(text) if code][:1] == ["de"]


@pytest.mark.parametrize(
    ("text", "said"),
    [
        (
            "Kellner gesucht, gute Bezahlung, Zimmer.\nGarson aranıyor, iyi maaş, hemen başla.",
            True,
        ),
        (
            "Kellner gesucht, gute Bezahlung, Zimmer.\nWir zahlen pünktlich und nach Tarif.",
            False,
        ),
        ("Kellner gesucht", False),
    ],
)
def test_a_short_ad_may_be_torn_between_languages(text: str, said: bool) -> None:
    assert torn(Wording.of(Ad(url="u", text=text))) is said
