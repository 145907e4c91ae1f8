"""Card numbers go, everything else stays, and nothing changes its place."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from parsers.cards import MASK, mask

CARDS = [
    "4111111111111111",
    "4111 1111 1111 1111",
    "4111-1111-1111-1111",
    "5105.1051.0510.5100",
    "3782 822463 10005",
    "378282246310005",
    "3056 930902 5904",
    "6011000990139424",
    "4 1 1 1 1 1 1 1 1 1 1 1 1 1 1 1",
    "41111111 11111111",
    "٤١١١ ١١١١ ١١١١ ١١١١",
    "۴۱۱۱۱۱۱۱۱۱۱۱۱۱۱۱",
    "４１１１１１１１１１１１１１１１",
    "④①①①①①①①①①①①①①①①",
    "4111\u200b1111\u200b1111\u200b1111",
    "4111\xa01111\xa01111\xa01111",
    "4️⃣1️⃣1️⃣1️⃣1️⃣1️⃣1️⃣1️⃣1️⃣1️⃣1️⃣1️⃣1️⃣1️⃣1️⃣1️⃣",
    "8600 0000 0000 0007",
    "2200 0000 0000 0004",
]


@pytest.mark.parametrize("card", CARDS)
@pytest.mark.parametrize("around", ["{}", "Картка: {}, дякую", "pay to {} 12/27 123", "Visa{}"])
def test_a_card_is_masked_but_for_its_last_four(card: str, around: str) -> None:
    text = around.format(card)
    found = mask(text)
    assert len(found) == len(text)
    assert found.count(MASK) == sum(1 for char in card if char.isnumeric()) - 4
    assert found[-4:] == text[-4:]


def test_two_cards_in_one_run() -> None:
    text = "4111 1111 1111 1111 5105 1051 0510 5100"
    assert mask(text) == "████ ████ ████ 1111 ████ ████ ████ 5100"


@pytest.mark.parametrize(
    "text",
    [
        "4111 1111 1111 1112",  # fails the check
        "+49 171 3920015, 491713920015 and 0049 171 3920015",
        "Tel. 044 012 34 56\n032 012 34 57\n044 012 34 58",
        "DE89 3704 0044 0532 0130 00",
        "IBAN UA213223130000026007233566001",
        "GB29 NWBK 6016 1331 9268 19",
        "https://board.example/ad/4111111111111111?x=5105105105105100",
        "www.board.example/4111111111111111",
        "01.02.2026 - 03.04.2026 08:00 17:00",
        "1234567890123456",
        "0000000000000000",
        "41111111111111111111111",
        "5105105105105100af",
        "",
    ],
)
def test_other_numbers_stay(text: str) -> None:
    assert mask(text) == text


@given(st.text(alphabet="0123456789 -./+aA١４️⃣\u200b\n", max_size=80))
def test_length_and_everything_but_digits_stay(text: str) -> None:
    found = mask(text)
    assert len(found) == len(text)
    assert all(new in (old, MASK) for old, new in zip(text, found, strict=True))
    assert mask(found) == found
