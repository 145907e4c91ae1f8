"""IBANs by the examples of the registry, and cards as they were masked."""

from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from offers.ad import Ad, AdsFound
from offers.page import Page
from offers.payment import Payment, PaymentKind
from offers.profile import Profile
from parsers.cards import mask
from parsers.fold import clean
from parsers.offer import read_offers
from parsers.payments.find import payments
from parsers.payments.iban import ibans
from parsers.wording import Wording
from parsers.words import Words


def read(text: str) -> list[Payment]:
    wording = Wording.of(Ad(url="u", text=text))
    return list(payments(wording, [Words.of(field) for field in wording.prose()]))


IBANS = [  # examples of the registry, and Iran's
    "AD1200012030200359100100",
    "AE070331234567890123456",
    "AL47212110090000000235698741",
    "BE68539007547034",
    "CH9300762011623852957",
    "DE89370400440532013000",
    "EG380019000500000000263180002",
    "ES9121000418450200051332",
    "FR1420041010050500013M02606",
    "GB29NWBK60161331926819",
    "GR1601101250000000012300695",
    "IR062960000000100324200001",
    "IT60X0542811101000000123456",
    "NO9386011117947",
    "PL61109010140000071219812874",
    "RO49AAAA1B31007593840000",
    "TR330006100519786457841326",
    "UA213223130000026007233566001",
]
WAYS = ["{}", "IBAN: {}.", "на рахунок {}, дякую", "({})", "حساب {}"]


@pytest.mark.parametrize("iban", IBANS)
@pytest.mark.parametrize("around", WAYS)
def test_an_iban_is_read_with_its_country(iban: str, around: str) -> None:
    fours = " ".join(iban[at : at + 4] for at in range(0, len(iban), 4))
    dotted = fours.replace(" ", ".")
    for shown in (iban, iban.lower(), fours, fours.lower(), dotted, fours.replace(" ", "\u200b ")):
        (found,) = read(around.format(shown))
        assert (found.kind, found.value, found.country) == (PaymentKind.IBAN, iban, iban[:2])
        assert found.raw == shown


def test_digits_of_any_script_and_letters_that_look_alike() -> None:
    assert [one.value for one in read("UА۲۱ ۳۲۲۳ 1300 0002 6007 2335 6600 1")] == [IBANS[-1]]


@pytest.mark.parametrize(
    "text",
    [
        "DE89370400440532013001",
        "DE8937040044053201300",
        "DE893704004405320130001",
        "XX89370400440532013000",
        "at 20 00 30 40 50 60 70 80 90 100",
        "XDE89370400440532013000",
        "IR06296000000010032420000A",
        "de 89 people, 370 400 440 beds",
        "PL 61, 10 90 10 14",
    ],
)
def test_what_is_no_iban(text: str) -> None:
    assert read(text) == []


@pytest.mark.parametrize(
    "text",
    [
        "de89 3704 0044 0532 0130 00",
        "GB29.NWBK.6016.1331.9268.19",
        "lt121000011101001000",
        "SI56 2633 0001 2039 086",
    ],
)
def test_no_iban_is_masked(text: str) -> None:
    assert mask(text) == text
    assert [one.kind for one in read(text)] == [PaymentKind.IBAN]


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("Картка 4111 1111 1111 1111, дякую", "████████████1111"),
        ("378282246310005", "███████████0005"),
        ("بطاقة ٤١١١-١١١١-١١١١-١١١١", "████████████1111"),
        ("4️⃣1️⃣1️⃣1️⃣1️⃣1️⃣1️⃣1️⃣1️⃣1️⃣1️⃣1️⃣1️⃣1️⃣1️⃣1️⃣", "████████████1111"),
        ("4111\u200b1111\u200b1111\u200b1111", "████████████1111"),
        ("4111•1111•1111•1111", "████████████1111"),
        ("3056 930902 5904", "██████████5904"),
    ],
)
def test_a_card_is_read_as_it_was_masked(text: str, value: str) -> None:
    stored = mask(text)
    assert len(stored) == len(text)
    (found,) = read(stored)
    assert (found.kind, found.value) == (PaymentKind.CARD, value)
    assert stored[found.span.start : found.span.end] == found.raw


def test_cards_are_masked_in_every_field_before_anything_is_read() -> None:
    said = {"price": "4111-1111-1111-1111", "contacts": "4111\u200b1111\u200b1111\u200b1111"}
    text = "Pay to ٤١١١ ١١١١ ١١١١ ١١١١ or 5105•1051•0510•5100"
    ad = Ad(url="https://b.example/1", key="1", title="4111 1111 1111 1111", text=text, said=said)
    page = Page(
        asked=ad.url, url=ad.url, status=200, body=b"", fetched=datetime(2026, 11, 22, tzinfo=UTC)
    )
    (offer,) = read_offers(page, Profile(site="b"), {}, lambda *_: AdsFound((ad,))).offers
    cards = [(one.span.field, one.value) for one in offer.payments]
    first, second = "████████████1111", "████████████5100"
    assert cards == [
        ("title", first),
        ("text", first),
        ("text", second),
        ("price", first),
        ("contacts", first),
    ]
    assert offer.money == ()
    for name in ("title", "text", "price", "contacts"):
        assert not any(card in clean(offer.field(name)).text for card in ("4111", "5105"))
        assert len(offer.field(name)) == len({"title": ad.title, "text": text, **said}[name] or "")


@pytest.mark.parametrize("text", ["██████████ 2024", "████ 70%", "1234 5678", "█████ 1111 people"])
def test_what_looks_like_a_mask_is_none(text: str) -> None:
    assert read(text) == []


@given(st.text(alphabet="DE89370400440532013000 .-de█1\n", max_size=80))
def test_every_span_is_the_raw_text(text: str) -> None:
    for found in read(text):
        assert text[found.span.start : found.span.end] == found.raw != ""


def test_steps_grow_with_the_text() -> None:
    class Counted(str):
        __slots__ = ()
        looked = 0

        def __getitem__(self, at: object) -> str:
            Counted.looked += 1
            return super().__getitem__(at)  # type: ignore[index]

    steps = []
    for size in (1_000, 2_000, 4_000):
        Counted.looked = 0
        assert list(ibans(Counted("de89 3704 de89de89-" * size))) == []
        steps.append(Counted.looked)
    assert steps[2] < 2.2 * steps[1] < 2.2 * 2.2 * steps[0]
