"""What a text has none of is not looked for: quick looks never say no where there is something."""

import re

from hypothesis import given
from hypothesis import strategies as st

from parsers.alphabets import mixes
from parsers.characters import characters, pictured
from parsers.wording import Written
from parsers.words import Words

_SCRIPTS = ("a-z", "\u03b1-\u03c9", "\u0430-\u044f")
_MIXED = re.compile(
    "|".join(f"[{one}][0-9]*[{two}]" for one in _SCRIPTS for two in _SCRIPTS if one != two)
)


@given(st.text())
def test_characters_are_those_of_the_text(text: str) -> None:
    assert characters(text) == set(text)


@given(st.text())
def test_only_texts_with_pictures_are_pictured(text: str) -> None:
    assert pictured(text) == any(char > "\uffff" for char in text)


@given(st.text(alphabet="ab12аб αβ.-"))
def test_every_word_of_two_alphabets_is_seen(text: str) -> None:
    assert mixes(text) == bool(_MIXED.search(text))


@given(st.text(alphabet="abz1.-_ *|\n", max_size=60))
def test_words_stand_where_they_are_said_to(text: str) -> None:
    words = Words.of(Written("text", text))
    ends = [0, *(end for _, end in words.places)]
    assert all(end <= start < stop for end, (start, stop) in zip(ends, words.places, strict=False))
    for word, (start, stop) in zip(words.texts, words.places, strict=True):
        said = words.written.folded.text[start:stop]
        assert [char for char in said if char.isalnum()] == [c for c in word if c.isalnum()]
