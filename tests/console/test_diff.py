"""Two wordings of an ad: what stayed, what went, what came."""

from collections.abc import Callable, Sequence
from datetime import UTC, datetime

from hypothesis import given
from hypothesis import strategies as st

from console.diff import Piece, changes, shortened
from offers.offer import IdFrom, Offer


def wording(text: str) -> Offer:
    seen = datetime(2026, 11, 3, tzinfo=UTC)
    return Offer(
        id="x",
        id_from=IdFrom.KEY,
        site="s",
        url="https://s.example/",
        seen=seen,
        title=None,
        text=text,
    )


def side(pieces: Sequence[Piece], sign: str) -> str:
    return "".join(piece.text for piece in pieces if piece.sign in {"=", sign})


def test_only_fields_that_changed(an_offer: Callable[..., Offer]) -> None:
    [diff] = changes(an_offer(), an_offer(title="Cook wanted"))
    assert diff.field == "title"
    assert diff.pieces == (Piece("-", "Waiter"), Piece("+", "Cook"), Piece("=", " wanted"))


def test_labelled_fields_that_came_and_went(an_offer: Callable[..., Offer]) -> None:
    found = changes(an_offer(), an_offer(said={"phone": "none"}))
    assert [(diff.field, diff.pieces) for diff in found] == [
        ("price", (Piece("-", "2000 EUR"),)),
        ("phone", (Piece("+", "none"),)),
    ]


def test_chinese_is_compared_letter_by_letter() -> None:
    [diff] = changes(wording("急招服务员"), wording("急招厨师"))
    assert diff.pieces == (Piece("=", "急招"), Piece("-", "服务员"), Piece("+", "厨师"))


TEXTS = st.text("ab \n\u064e\u4e2d", max_size=60)


@given(TEXTS, TEXTS)
def test_both_wordings_can_be_read_from_the_pieces(before: str, after: str) -> None:
    for diff in changes(wording(before), wording(after)):
        assert side(diff.pieces, "-") == before
        assert side(diff.pieces, "+") == after
        assert all(piece.text for piece in diff.pieces)


def test_long_texts_are_compared_by_lines() -> None:
    before = "word " * 5000 + "\nsame\n" + "end " * 10
    [diff] = changes(wording(before), wording(before + "new"))
    assert side(diff.pieces, "+") == before + "new"
    assert diff.pieces[0].text.startswith("word word")


def test_what_stayed_is_cut_and_what_changed_is_not() -> None:
    pieces = (Piece("=", "a" * 500), Piece("-", "b" * 500), Piece("=", "c" * 500))
    first, changed, last = shortened(pieces)
    assert first.text == " … " + "a" * 40
    assert changed == pieces[1]
    assert last.text == "c" * 40 + " … "
