"""Text of an ad moves, colours, hides and turns nothing on a terminal."""

import json
import unicodedata

from hypothesis import given
from hypothesis import strategies as st

from console import plain
from console.screen import dumped

ANY_TEXT = st.text(st.characters(codec=None, exclude_categories=()))
BIDI = {*map(chr, range(0x202A, 0x202F)), *map(chr, range(0x2066, 0x206A))}


@given(ANY_TEXT)
def test_nothing_that_a_terminal_obeys_is_left(text: str) -> None:
    shown = plain.lines(text)
    assert not {sign for sign in shown if unicodedata.category(sign) in {"Cc", "Cs"}} - {"\n"}
    assert not BIDI & set(shown)


@given(ANY_TEXT)
def test_a_line_is_one_line_and_a_cell_holds_no_tab(text: str) -> None:
    assert not {"\n", "\r", "\t", "\u2028", "\x85"} & set(plain.line(text) + plain.cell(text))


@given(ANY_TEXT)
def test_json_keeps_the_text_and_shows_no_control_characters(text: str) -> None:
    written = dumped({"text": text})
    assert json.loads(written)["text"] == text
    assert not {sign for sign in written if unicodedata.category(sign) in {"Cc", "Cs"}}
    assert not BIDI & set(written)
    written.encode()


def test_escape_sequences_lose_their_escape() -> None:
    assert (
        plain.line("a\x1b[31mred\x1b]0;title\x07\x9b2J")
        == "a\ufffd[31mred\ufffd]0;title\ufffd\ufffd2J"
    )


def test_a_bidi_override_is_shown_as_a_mark() -> None:
    assert plain.line("invoice\u202egnp.exe") == "invoice\ufffdgnp.exe"


def test_every_kind_of_line_break_is_one() -> None:
    assert plain.lines("a\r\nb\rc\u2028d\x0be") == "a\nb\nc\nd\ne"


def test_what_has_no_width_is_left_out() -> None:
    assert plain.line("pass\u200bport\u00ad \ufeffnow\U000e0041") == "passport now"


def test_letters_that_need_a_joiner_keep_it() -> None:
    assert plain.line("می\u200cشود") == "می\u200cشود"


def test_pictures_have_a_width_that_every_terminal_agrees_on() -> None:
    assert plain.line("👉🏻 ☎️ 👨‍👩‍👧 🇩🇪") == "👉 ☎ 👨👩👧 DE"


def test_right_to_left_text_does_not_turn_the_cells_beside_it() -> None:
    assert plain.cell("نادل") == "\u200eنادل\u200e"
    assert plain.cell("waiter") == "waiter"
