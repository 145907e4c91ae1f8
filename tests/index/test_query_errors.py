"""The query language: where its errors point, and how they are shown."""

import pytest

from tests.index.reading import refused

ERRORS = {
    "(a": (0, "not closed"),
    "a AND (b": (6, "not closed"),
    "((a) b": (0, "not closed"),
    "a)": (1, "closes nothing"),
    "()": (1, "nothing stands inside"),
    '"a': (0, "no partner"),
    'title:a "b c': (8, "no partner"),
    "a OR": (2, "second is missing"),
    "a AND": (2, "second is missing"),
    "a &&": (2, "second is missing"),
    "OR": (0, "one is missing"),
    "AND a": (0, "one is missing"),
    "a AND OR b": (6, "one is missing"),
    "NOT": (0, "excluded is missing"),
    "a -": (2, "excluded is missing"),
    "title:": (5, "value after the field is missing"),
    ":a": (0, "field name must stand before"),
    "a~1": (1, "not supported"),
    '"a b"~3': (5, "not supported"),
    "/a.*/": (0, "regular expressions"),
    "a^": (1, "takes a number"),
    "a^1.2.3": (1, "takes a number"),
    "^2": (0, "must follow"),
    "w*t": (0, "only a star at the end"),
    "*ter": (0, "only a star at the end"),
    "wait?": (0, "only a star at the end"),
    "'a b'": (0, "double quotes"),
    "a\\": (1, "backslash"),
    ">5": (0, "needs a field"),
    "price >= 500": (6, "needs a field"),
    "[1 TO 5]": (0, "needs a field"),
    "price:[5": (7, "a range is written"),
    "price:[5 6]": (9, "a range is written"),
    "price:[TO 5]": (7, "a range is written"),
    "price:abc": (6, "no number"),
    "price:1,500": (6, "no number"),
    "price:1e5": (6, "no number"),
    "price:inf": (6, "no number"),
    "price:>nan": (6, "no number"),
    "price:5*": (6, "write a range"),
    "title:[a TO b]": (6, "ranges are for numbers"),
    "site:>a": (5, "ranges are for numbers"),
    "published:yesterday": (10, "no date"),
    "published:05.01.2026": (10, "no date"),
    "published:2026-02-30": (10, "no date"),
    "published:now": (10, "published:>=now"),
    "published:>now-7x": (10, "no step"),
    "published:now-99999999y": (10, "out of reach"),
    "titel:a": (0, "did you mean title"),
    "a AND pric:5": (6, "did you mean price"),
    "Title:a": (0, "did you mean title"),
    "https://a.example/b": (6, "double quotes"),
    "mailto:a@example.org": (0, "double quotes"),
    "12:30": (0, "double quotes"),
    "_exists_:pric": (9, "did you mean price"),
    "_exists_:(a b)": (9, "no field"),
    "title:text:a": (6, "double quotes"),
    "title:(a OR text:b)": (12, "one field inside another"),
    "country:-DE": (8, "NOT country:DE"),
    "a OR +b": (5, "no clear meaning"),
    "+a OR b": (0, "no clear meaning"),
    "published:2026-01-05T10:00:00+02:00": (10, "double quotes"),
}


@pytest.mark.parametrize("query", ERRORS)
def test_error_points_at_the_character(query: str) -> None:
    position, message = ERRORS[query]
    error = refused(query)
    assert (error.position, message in error.message) == (position, True), error


def test_the_caret_stands_under_the_fault() -> None:
    assert refused("visa AND pric:5").pointed().splitlines() == [
        "visa AND pric:5",
        "         ^ there is no field 'pric'; did you mean price or price_max?",
    ]


def test_the_caret_counts_columns_of_wide_and_combining_signs() -> None:
    shown = refused("签证 e\u0301 pric:5").pointed().splitlines()
    assert shown[1].index("^") == 2 * 2 + 1 + 1 + 1


def test_a_long_query_is_shown_around_the_fault() -> None:
    query = "visa " * 100 + "pric:5" + " visa" * 100
    shown = refused(query).pointed().splitlines()
    assert len(shown[0]) < 130
    assert shown[0][shown[1].index("^") :].startswith("pric:5")


def test_nothing_shown_moves_the_terminal() -> None:
    shown = refused("a\x1b[31m\r\n\u202e pric:5").pointed()
    assert all(char.isprintable() or char == "\n" for char in shown)
    assert len(shown.splitlines()) == 2
