"""Two wordings of a text: what stayed, what went, what came."""

import unicodedata
from collections.abc import Sequence
from itertools import pairwise
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ledger.history.wording import GAP, Piece, pieces, shortened

SIGNS = {"-": "[-{}-]", "+": "{{+{}+}}", "=": "{}"}


def drawn(before: str, after: str) -> str:
    return "".join(SIGNS[piece.sign].format(piece.text) for piece in pieces(before, after))


def side(pieces: Sequence[Piece], sign: str) -> str:
    return "".join(piece.text for piece in pieces if piece.sign in {"=", sign})


PAY = "Pay 2.500 EUR a month, free housing. Call +33 6 12 34."


@pytest.mark.parametrize(
    ("before", "after", "told"),
    [
        ("Waiter wanted", "Cook wanted", "[-Waiter-]{+Cook+} wanted"),
        ("a b c d", "a b c d", "a b c d"),
        ("", "Cook", "{+Cook+}"),
        ("急招服务员", "急招厨师", "急招[-服务员-]{+厨师+}"),
        (
            PAY,
            "Pay 2.600 EUR a month. Visa arranged. Call +33 6 12 34.",
            "Pay [-2.500-]{+2.600+} EUR a month[-, free housing. -]{+. Visa arranged. +}"
            + PAY[-17:],
        ),
        (
            "مطلوب نادل في بيروت. الراتب 500 دولار.",
            "مطلوب طباخ في بيروت. الراتب 700 دولار.",
            "مطلوب [-نادل-]{+طباخ+} في بيروت. الراتب [-500-]{+700+} دولار.",
        ),
        ("ทำงานที่ร้านอาหาร", "ทำงานที่โรงแรม", "ทำงานที่[-ร้านอาหาร-]{+โรงแรม+}"),
    ],
)
def test_what_changed_can_be_read(before: str, after: str, told: str) -> None:
    assert drawn(before, after) == told


def test_sentences_on_other_things_are_told_whole() -> None:
    before, after = "The sun is up.\nWe go home", "A cat, the dog.\nNobody knows we are here"
    assert [piece.sign for piece in pieces(before, after)] == ["-", "+"]


def test_a_sentence_that_moved_went_and_came() -> None:
    before = "We seek a cook.\nThe sea is near.\nCall Anna.\n"
    after = "The sea is near.\nCall Anna.\nWe seek a cook.\n"
    assert drawn(before, after) == (
        "[-We seek a cook.\n-]The sea is near.\nCall Anna.\n{+We seek a cook.\n+}"
    )


TEXTS = st.text("ab.\u3002 \n\u064e\u4e2d\u0e01\u0e31\u202e\u05d0", max_size=60)


@given(TEXTS, TEXTS)
def test_both_wordings_can_be_read_from_the_pieces(before: str, after: str) -> None:
    found = list(pieces(before, after))
    assert side(found, "-") == before
    assert side(found, "+") == after
    assert all(piece.text for piece in found)
    assert all(a.sign != b.sign for a, b in pairwise(found))


@given(st.text("กขคัิ่้", min_size=1), st.text("กขคัิ่้", min_size=1))
def test_no_cut_falls_before_a_mark(before: str, after: str) -> None:
    for piece, text in [(p, text) for text in (before, after) for p in pieces(before, after)]:
        if unicodedata.category(piece.text[0]) == "Mn":
            assert text.startswith(piece.text) or before[0] in "ัิ่้" or after[0] in "ัิ่้"


def test_a_long_text_is_compared_by_words_as_well() -> None:
    """Beyond the square that is afforded, in one sentence and with no word that stands once."""
    words = [f"w{word}" for word in Random(7).choices(range(200), k=12_000)]
    changed = [word if at % 1000 else "new" for at, word in enumerate(words)]
    assert len(words) ** 2 > GAP
    found = list(pieces(" ".join(words), " ".join(changed)))
    assert sum(piece.text.count("new") for piece in found if piece.sign == "+") == 12
    assert sum(len(piece.text) for piece in found if piece.sign != "=") < 500


def test_a_text_that_says_one_thing_all_over_is_replaced() -> None:
    assert [piece.sign for piece in pieces("ab " * 20_000, "b a" * 20_000)] == ["-", "+"]


def test_what_stayed_is_cut_and_what_changed_is_not() -> None:
    pieces = (Piece("=", "a" * 500), Piece("-", "b" * 500), Piece("=", "c" * 500))
    first, changed, last = shortened(pieces)
    assert first.text == " … " + "a" * 40
    assert changed == pieces[1]
    assert last.text == "c" * 40 + " … "
