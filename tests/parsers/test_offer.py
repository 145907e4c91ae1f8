"""From a page to offers: everything an ad says, nothing lost, nothing leaked."""

from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from decimal import Decimal
from typing import Protocol

import pytest
from hypothesis import given
from hypothesis import strategies as st

from offers.ad import Ad, AdsFound
from offers.money import Per
from offers.offer import IdFrom, Kind, Offer, Protects, Speaker
from offers.page import Capture, Page
from offers.profile import Profile
from offers.span import Span
from parsers.offer import EXTRACTOR, Reading, read_offers


class Read(Protocol):
    """Whatever was read keeps its words and their place."""

    @property
    def raw(self) -> str: ...

    @property
    def span(self) -> Span: ...


CAPTURE = Capture("run.warc.gz", 17, "ab" * 32)
PAGE = Page(
    asked="https://board.example/list",
    url="https://board.example/list",
    status=200,
    body=b"",
    fetched=datetime(2026, 11, 5, 12, 0, tzinfo=UTC),
    capture=CAPTURE,
)
PROFILE = Profile(
    site="board",
    kinds=frozenset({Kind.JOB}),
    country="UA",
    timezone="Europe/Kyiv",
    languages=("uk",),
)


class Quoting(str):
    """A text that a normaliser chokes on, and quotes."""

    __slots__ = ()

    def isascii(self) -> bool:
        raise ValueError(str(self))


def read(*ads: Ad, profile: Profile = PROFILE, warnings: Sequence[str] = ()) -> Reading:
    def reader(page: Page, profile: Profile, listed: Mapping[str, str]) -> AdsFound:
        return AdsFound(ads, tuple(warnings))

    return read_offers(PAGE, profile, {}, reader)


def one(ad: Ad, profile: Profile = PROFILE) -> Offer:
    (offer,) = read(ad, profile=profile).offers
    return offer


AD = Ad(
    url="https://board.example/ad/7?utm_source=x",
    title="Комірник у Лейпциг",
    text="Потрібні працівники на склад.\n\nЗарплата 1500-1800 євро на місяць. Viber 044 012 34 56.",
    said={
        "published": "вчора",
        "valid_until": "31 грудня",
        "employer": " ТОВ «Склад» ",
        "place": "Лейпциг, Німеччина",
        "contact": "hr(at)example.org",
        "empty": "  ",
    },
)


def test_a_whole_ad() -> None:
    offer = one(AD)
    assert (offer.id_from, offer.site, offer.url) == (IdFrom.URL, "board", AD.url)
    assert (offer.title, offer.text, offer.seen) == (AD.title, AD.text, PAGE.fetched)
    assert offer.kinds == {Kind.JOB}
    assert offer.speaker is Speaker.OFFERS
    assert offer.language is not None
    assert offer.language.code == "uk"
    assert offer.published is not None
    assert offer.published.at == datetime(2026, 11, 3, 22, 0, tzinfo=UTC)
    assert offer.published.relative
    assert offer.valid_until is not None
    assert offer.valid_until.at == datetime(2026, 12, 30, 22, 0, tzinfo=UTC)
    assert offer.employer is not None
    assert offer.employer.name == "ТОВ «Склад»"
    assert [(place.name, place.country) for place in offer.places] == [("Лейпциг, Німеччина", "DE")]
    assert "empty" not in offer.said
    assert (offer.site_country, offer.extractor, offer.capture) == ("UA", EXTRACTOR, CAPTURE)
    assert offer.fingerprint is not None
    assert offer.protections == ()


def test_an_ad_in_two_languages_says_which_is_where() -> None:
    text = (
        "Шукаємо працівників на склад у Лейпцигу, житло надаємо безкоштовно.\n\n"
        "Wir suchen Lagerhelfer in Leipzig, die Unterkunft ist für alle kostenlos."
    )
    offer = one(Ad(url="https://board.example/ad/8", title="Склад", text=text))
    assert offer.language is None
    told = [(part.language, part.span) for part in offer.passages]
    assert [(spoken and (spoken.code, spoken.script)) for spoken, _ in told] == [
        ("uk", "Cyrl"),
        ("de", "Latn"),
    ]
    said = [text[span.start : span.end] for _, span in told]
    assert "\n\n".join(said) == text
    assert one(AD).passages == ()


def test_its_contacts_and_money() -> None:
    offer = one(AD)
    assert [(found.kind, found.value, found.span.field) for found in offer.contacts] == [
        ("phone", "+380440123456", "text"),
        ("viber", "+380440123456", "text"),
        ("mail", "hr@example.org", "contact"),
    ]
    (pay,) = offer.money
    assert (pay.low, pay.high, pay.currency, pay.per) == (
        Decimal(1500), Decimal(1800), "EUR", Per.MONTH,
    )  # fmt: skip


def test_every_span_points_at_the_stored_field() -> None:
    offer = one(AD)
    assert offer.employer
    assert offer.published
    assert offer.valid_until
    said: list[Read] = [offer.employer, offer.published, offer.valid_until]
    said += [*offer.contacts, *offer.money, *offer.places]
    for value in said:
        assert offer.field(value.span.field)[value.span.start : value.span.end] == value.raw


def test_cards_are_masked_before_anyone_reads() -> None:
    card = "4111 1111 1111 1111"
    offer = one(
        Ad(url="u", title=f"Pay {card}", text=f"to {card}", said={"contact": card, "note": card})
    )
    masked = "████ ████ ████ 1111"
    assert (offer.title, offer.text) == (f"Pay {masked}", f"to {masked}")
    assert dict(offer.said) == {"contact": masked, "note": masked}
    assert offer.contacts == ()


def test_a_seeker_has_every_number_found() -> None:
    offer = one(
        Ad(url="u", title="Ищу работу", text="Водитель, звоните 2025550143 или 555 01 43 22"),
        Profile(site="board"),
    )
    assert offer.speaker is Speaker.SEEKS
    assert {found.raw for found in offer.contacts} == {"2025550143", "555 01 43 22"}
    assert [(why.protects, why.raw) for why in offer.protections] == [
        (Protects.SEEKER, "Ищу работу")
    ]


def test_a_recruited_minor_is_protected() -> None:
    offer = one(Ad(url="u", title="Офіціантки", text="Потрібні дівчата від 16 років."))
    assert [found.protects for found in offer.protections] == [Protects.MINOR]


def test_one_ad_that_cannot_be_understood_costs_no_other() -> None:
    class Odd(str):
        __slots__ = ()

        def isascii(self) -> bool:
            raise ValueError("odd text")

    good, bad = (
        Ad(url="https://board.example/1", title="a"),
        Ad(url="https://board.example/2", text=Odd("x")),
    )
    found = read(
        good, bad, Ad(url="https://board.example/3", title="c"), warnings=["a field is gone"]
    )
    assert [offer.url for offer in found.offers] == [good.url, "https://board.example/3"]
    first, second = found.warnings
    assert first == "a field is gone"
    assert second.startswith("https://board.example/2: ")
    assert second.endswith("ValueError in parsers.cards")


def test_a_warning_does_not_quote_the_ad() -> None:
    found = read(Ad(url="https://board.example/2", text=Quoting("call +44 20 7946 0001")))
    assert len(found.warnings) == 1
    assert "7946" not in found.warnings[0]


def test_an_unknown_zone_is_a_warning() -> None:
    ad = Ad(url="https://board.example/1", said={"published": "2026-11-05"})
    found = read(ad, profile=Profile(site="board", timezone="Mars/Olympus"))
    assert found.offers == ()
    assert "ZoneInfo" in found.warnings[0]


def test_25_ads_of_one_page_are_25_offers() -> None:
    found = read(
        *(Ad(url=PAGE.url, title="Driver", text=f"wanted in town {at}") for at in range(25))
    )
    assert len(found.offers) == len({offer.id for offer in found.offers}) == 25


def test_an_ad_that_stands_twice_is_one_offer() -> None:
    assert len(read(AD, AD).offers) == 1
    assert read(AD, AD).warnings == ()


def test_a_number_given_twice_keeps_the_first_and_says_so() -> None:
    found = read(Ad(url="u1", key="7", text="a"), Ad(url="u2", key="7", text="b"))
    assert [offer.text for offer in found.offers] == ["a"]
    assert found.warnings[0].startswith("u2: ")


def test_an_empty_page_has_no_offers() -> None:
    assert read() == Reading(())


def test_a_bare_ad_knows_nothing() -> None:
    offer = one(Ad(url="u"), Profile(site="board"))
    assert offer.speaker is None
    assert (offer.language, offer.published, offer.employer, offer.fingerprint) == (None,) * 4
    assert (offer.places, offer.contacts, offer.money, offer.protections) == ((),) * 4


@pytest.mark.parametrize(
    ("reader", "kind"), [("telegram", ["telegram"]), ("feed", ["telegram", "instagram"])]
)
def test_a_lone_name_on_telegram_is_one_there(reader: str, kind: list[str]) -> None:
    offer = one(Ad(url="u", text="Пишіть @safe_trip"), Profile(site="board", reader=reader))
    assert [found.kind for found in offer.contacts] == kind


HOSTILE = st.text(
    alphabet=st.one_of(
        st.characters(), st.sampled_from("0123456789+@./:€ \n\x00\ud800\u202e١٦лет")
    ),
    max_size=80,
)


@given(HOSTILE, HOSTILE, HOSTILE)
def test_no_text_is_lost(title: str, text: str, said: str) -> None:
    names = ("published", "valid_until", "place", "country", "price", "currency", "per", "contact")
    found = read(Ad(url="u", title=title, text=text, said=dict.fromkeys(names, said)))
    assert found.warnings == ()
    (offer,) = found.offers
    found_in: list[Read] = [*offer.contacts, *offer.money, *offer.places, *offer.protections]
    for value in found_in:
        assert offer.field(value.span.field)[value.span.start : value.span.end] == value.raw


def test_an_ad_of_nothing_but_numbers_comes_to_an_end() -> None:
    """With a search for every word at every number this took longer than a test may."""
    found = read(Ad(url="https://board.example/1", text="+1" * 30_000))
    assert len(found.offers) == 1


WORST = {
    "digits": "1 " * 20_000,
    "ranges": "1-2-3-" * 7_000,
    "phones": "0440123456 " * 4_000,
    "plus": "+1" * 20_000,
    "addresses": "a@" + "b." * 20_000,
    "links": "t.me/" * 8_000,
    "ages": "girls 15 16 17 years " * 2_000,
    "phrases": "i am looking for x y " * 2_000,
    "marks": ("e" + "\u0301" * 50) * 800,
    "pairs": "签证" * 20_000,
    "money": "1 000 000 € - " * 3_000,
    "cards": "4111 1111 1111 1111 " * 2_000,
    "mixed": "яa" * 20_000,
    "apart": "w o r k " * 5_000,
    "lines": "слово одне за одним, і ще одне слово\nsome words in a line of their own here\n" * 500,
    "numerals": "፩፪፻" * 10_000,
}


@pytest.mark.parametrize("text", WORST.values(), ids=WORST)
@pytest.mark.timeout(60)
def test_time_grows_with_the_text_and_no_faster(text: str) -> None:
    offer = one(Ad(url="u", title=text[:500], text=text, said={"published": text, "price": text}))
    assert offer.text
