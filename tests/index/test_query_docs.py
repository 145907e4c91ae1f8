"""docs/query.md says what is true: every field, every example, every limit."""

import re
from datetime import UTC
from enum import StrEnum
from pathlib import Path

import pytest

from index import asked, spelling
from index.fields import FIELDS
from index.query import parse as language
from index.query import signs
from index.query.parse import QueryError, parse
from index.query.tree import All, Not, Phrase
from offers.indicator import Tier
from offers.money import Per, Role, When
from offers.offer import Kind, Speaker
from offers.payment import PaymentKind
from offers.place import Means
from parsers import fold
from parsers.fold import tokens
from tests.index.making import MONDAY

DOCS = (Path(__file__).parents[2] / "docs" / "query.md").read_text("utf-8")
REFUSED = DOCS.split("## What is not supported")[1].split("##")[0]


def section(name: str) -> str:
    return DOCS.split(f"## {name}\n")[1].split("\n## ")[0]


def first_cells(text: str) -> list[str]:
    """What stands in backquotes in the first cell of each row."""
    cells = re.findall(r"^\| (.*?[^\\]) \|", text, flags=re.MULTILINE)
    return [one.replace("\\|", "|") for cell in cells for one in re.findall("`([^`]+)`", cell)]


def examples() -> list[str]:
    names = ("Words and phrases", "Operators", "Ranges", "Dates")
    found = [example for name in names for example in first_cells(section(name))]
    found += [one for one in first_cells(section("Fields")) if one not in FIELDS]
    blocks = re.findall(r"^```\n(.*?)^```", DOCS, flags=re.MULTILINE | re.DOTALL)
    return found + [line for block in blocks for line in block.splitlines()]


def test_every_field_is_documented_as_it_is() -> None:
    rows = re.findall(r"^\| `(\w+)` \| (\w+)(, several)? \|", section("Fields"), flags=re.MULTILINE)
    documented = {name: (kind, bool(several)) for name, kind, several in rows}
    assert documented == {name: (field.type, field.many) for name, field in FIELDS.items()}


@pytest.mark.parametrize("words", [Kind, Speaker, Per, Role, When, PaymentKind, Means, Tier])
def test_every_value_of_a_closed_list_is_documented(words: type[StrEnum]) -> None:
    assert [word for word in words if f"`{word}`" not in section("Fields")] == []


def test_there_are_examples() -> None:
    assert len(examples()) > 40


@pytest.mark.parametrize("query", examples())
def test_example_is_understood(query: str) -> None:
    assert parse(query, now=MONDAY, zone=UTC, tokens=tokens)


def test_what_is_said_to_be_refused_is_refused() -> None:
    queries = re.findall("`([^`]+)`", REFUSED)
    assert len(queries) > 5
    for query in queries:
        with pytest.raises(QueryError):
            parse(query, now=MONDAY, zone=UTC, tokens=tokens)


def test_the_error_shown_is_the_error() -> None:
    shown = re.search(r"^```text\n(.*?)\n```", DOCS, flags=re.MULTILINE | re.DOTALL)
    assert shown is not None
    with pytest.raises(QueryError) as caught:
        parse(shown[1].splitlines()[0], now=MONDAY, zone=UTC, tokens=tokens)
    assert caught.value.pointed() == shown[1]


def test_the_limits_are_the_limits() -> None:
    numbers = re.findall(r"\| ([\d,]+)", section("Limits"))
    assert [int(number.replace(",", "")) for number in numbers] == [
        language.LONGEST,
        signs.MOST,
        language.DEEPEST,
        signs.DEEPEST,
        asked.MOST,
        fold.LONGEST,
        spelling.LONGEST,
        asked.PATIENCE,
    ]


def test_the_words_about_logic_are_true() -> None:
    a, b = Phrase(("title",), ("a",)), Phrase(("title",), ("b",))
    assert parse("title:(a -b)", now=MONDAY, zone=UTC, tokens=tokens) == All((a, Not(b)))
