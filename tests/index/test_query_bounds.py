"""The query language: long, deep and hostile queries."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from index.fields import FIELDS
from index.query.parse import DEEPEST, LONGEST, QueryError
from index.query.signs import MOST
from index.query.tree import All, Any, Nothing, Term
from parsers.fold import tokens
from tests.index.reading import A, read, refused, words


@pytest.mark.parametrize(
    "query",
    [
        "a" * 100_000,
        '"' * 100_000,
        "(" * 100_000,
        "NOT " * 25_000,
        "title:" * 16_000,
        "\\" * 100_001,
    ],
)
def test_a_hundred_kilobytes_are_refused(query: str) -> None:
    error = refused(query)
    assert error.position == LONGEST
    assert "longer" in error.message


def test_long_queries_are_read() -> None:
    node = read("phone:(" + " OR ".join(f"+44{number:08}" for number in range(2000)) + ")")
    assert isinstance(node, Any)
    assert len(node.nodes) == 2000


def test_too_many_words_are_refused() -> None:
    error = refused("a " * (MOST + 1))
    assert error.position == 2 * MOST
    assert "words" in error.message


def test_conditions_in_all_are_bounded() -> None:
    several = " ".join(f"word{number}" for number in range(MOST // 2))
    assert "too many parts" in refused(several).message
    assert isinstance(read(f"text:({several})"), All)
    assert isinstance(read(several.replace(" ", " OR ")), Any)


def test_levels_are_bounded() -> None:
    def nested(levels: int) -> str:
        return "(a OR b AND " * levels + "c" + ")" * levels

    assert isinstance(read(nested(DEEPEST // 2)), Any)
    assert "inside each other" in refused(nested(DEEPEST // 2 + 1)).message
    assert "inside each other" in refused("-" * 10_000 + "a").message
    assert "parentheses" in refused("(" * 100 + "a" + ")" * 100).message
    assert read("(" * 40 + "a" + ")" * 40) == A


@settings(max_examples=500, deadline=None)
@given(query=st.text(max_size=40))
def test_any_text_is_read_or_refused(query: str) -> None:
    try:
        read(query)
    except QueryError as error:
        place = error.position
    else:
        place = 0
    assert 0 <= place <= len(query)


@settings(max_examples=500, deadline=None)
@given(
    query=st.text(st.sampled_from("ab*?\\\"'()[]{}:+-!&|^~/<>=., \n\0٣签é0219TONARD"), max_size=30)
)
def test_any_signs_are_read_or_refused(query: str) -> None:
    try:
        read(query)
    except QueryError as error:
        place = error.position
    else:
        place = 0
    assert 0 <= place <= len(query)


@settings(max_examples=200, deadline=None)
@given(value=st.text(max_size=30), field=st.sampled_from(sorted(FIELDS)))
def test_quoting_protects_any_value(value: str, field: str) -> None:
    quoted = value.replace("\\", "\\\\").replace('"', '\\"')
    if FIELDS[field].type == "keyword":
        node = read(f'{field}:"{quoted}"')
        spelt = dict.fromkeys(spell(value) for spell in FIELDS[field].spells)
        terms = tuple(Term(field, one) for one in spelt if one)
        assert node in (Nothing(), *terms, Any(terms))
    assert read(f'"{quoted}"') in (Nothing(), words(*tokens(value)))
