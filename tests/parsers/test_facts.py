"""Terms of work: what is said of each, and where."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from offers.fact import Fact
from parsers.facts import facts
from parsers.letters import table
from parsers.wording import Written
from parsers.words import Words


def read(text: str, language: str | None = None) -> tuple[Fact, ...]:
    return facts((Words.of(Written("text", text)),), language)


def said(text: str, language: str | None = None) -> set[str]:
    return {f"{one.kind.value} {one.value}" for one in read(text, language)}


def test_a_fact_quotes_the_term_and_its_state() -> None:
    (found,) = read("We have free lodging, call")
    assert (found.value, found.raw) == ("free", "free lodging")


@pytest.mark.parametrize(
    ("text", "what"),
    [
        ("8.5 hours a day", {"hours 8.5/day"}),
        ("8,5 hours a day", {"hours 8.5/day"}),
        ("8 to 10 hours per day", {"hours 8-10/day"}),
        ("35–40 h/week", {"hours 35-40/week"}),
        ("on 12-hour shifts", {"hours 12/shift"}),
        ("160 hours per month", {"hours 160/month"}),
        ("график 6/1", {"days 6/week"}),
        ("график 15/15", {"shift rotating"}),
        ("графік роботи 2/2", {"shift rotating"}),
        ("график 8/17", set()),
        ("график 01/02/2026", set()),
        ("дом 5/2", set()),
        ("10 hours", set()),
        ("0 hours a day", set()),
        ("30 hours a day", set()),
        ("24 hours a day, 7 days a week", set()),
        ("2026 hours a week", set()),
        ("€12 hours a day", set()),
    ],
)
def test_hours_and_days(text: str, what: set[str]) -> None:
    assert said(text) == what


@pytest.mark.parametrize(
    ("text", "what"),
    [
        ("free housing, meals and transport", {"housing free", "food free", "transport free"}),
        ("housing provided, meals deducted", {"housing provided", "food deducted"}),
        ("no housing", {"housing none"}),
        ("housing no experience", set()),
        ("meals, free parking", set()),
        ("free parking and a bus. Meals", set()),
        ("transport, accommodation not included", {"transport none", "housing none"}),
        ("жильё бесплатно, питание платное", {"housing free", "food paid"}),
    ],
)
def test_states_go_to_their_terms(text: str, what: set[str]) -> None:
    assert said(text) - {"deduction food"} == what


def test_words_of_another_language_do_not_count() -> None:
    assert said("pa banim, free", "en") == set()
    assert said("banim falas", "sq") == {"housing free"}


def test_each_term_is_told_once_a_value() -> None:
    assert len(read("free housing. Free housing! Housing free")) == 1


def test_rows_say_what_a_fact_can_hold() -> None:
    states = {"free", "provided", "deducted", "paid", "none"}
    for row in table("fact_words.tsv"):
        says, _, value = row[0].partition("=")
        head, _, state = says.partition(" ")
        assert len(row) == 4
        assert state in states or head in {
            "housing", "food", "transport", "documents", "roster", "shift", "days", "other",
        }  # fmt: skip
        assert not value or says in {"housing", "food", "transport", "shift", "days"}


@given(st.text(alphabet="12 6-4/hours a day week free food,. 小时每天包住 часов\n", max_size=80))
def test_every_span_is_the_raw_text(text: str) -> None:
    for found in read(text):
        assert text[found.span.start : found.span.end] == found.raw != ""
