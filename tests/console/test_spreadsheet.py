"""A spreadsheet shows what an ad says and reckons nothing of it."""

import csv
from collections.abc import Callable
from dataclasses import replace
from io import StringIO

import pytest
from hypothesis import given
from hypothesis import strategies as st

from console.spreadsheet import COLUMNS, harmless, write
from offers.fact import FactKind
from offers.indicator import State
from offers.life import Known
from offers.money import Role, When
from offers.payment import PaymentKind
from offers.place import Means
from tests.index.deep import fact, hit, of_role, passage, payment, route

FORMULAS = (
    "=1+1", "+1", "-2+3", "@SUM(A1)", "\t=1", "\r=1", " =1",
    "\n=1", "\u200b=1", "＝1", "＋1", "－1", "＠x",
    "|calc",
    '=HYPERLINK("https://evil.example","click")', "=cmd|' /C calc'!A0", "\x00=1", "\x1b=1",
)  # fmt: skip


@pytest.mark.parametrize("formula", FORMULAS)
def test_no_cell_is_a_formula(formula: str) -> None:
    assert harmless(formula).startswith("'")


@pytest.mark.parametrize("text", ["waiter", "2000 EUR", "a=b", "", "https://x.example/?a=1"])
def test_other_text_stays_as_it_is(text: str) -> None:
    assert harmless(text) == text


@given(st.text(st.characters(codec=None, exclude_categories=())))
def test_any_text_is_one_cell_and_no_formula(text: str) -> None:
    file = StringIO(newline="")
    csv.writer(file).writerow(["before", harmless(text), "after"])
    file.getvalue().encode()
    [row] = csv.reader(StringIO(file.getvalue(), newline=""))
    assert row[0] == "before"
    assert row[2] == "after"
    assert not row[1].strip().startswith(("=", "+", "-", "@"))


def test_a_row_holds_what_was_read(remembered: Callable[..., Known]) -> None:
    file = StringIO()
    assert write([remembered(title='=1+1, "two"\nlines')], file) == 1
    [row] = csv.DictReader(StringIO(file.getvalue()))
    assert list(row) == list(COLUMNS)
    assert row["title"] == '\'=1+1, "two"\nlines'
    assert row["money"] == "2000 EUR month"
    assert row["contacts"] == "phone:+12025550123"
    assert row["published"] == "2026-11-01T22:00:00Z"
    assert row["countries"] == "DE"
    assert row["capture_offset"] == "1234"


def test_a_row_holds_routes_ways_to_pay_terms_and_indicators(
    remembered: Callable[..., Known],
) -> None:
    made = remembered(
        routes=(route("İstanbul", "Bari", "Греція", means=(Means.BOAT,)), route(None, "=1+1")),
        payments=(payment(PaymentKind.IBAN), payment(PaymentKind.HAWALA)),
        facts=(fact(FactKind.HOUSING, "free"), fact(FactKind.HOURS, "12/day")),
        money=(replace(of_role(Role.FEE, "300"), due=When.BEFORE),),
        indicators=(hit("fee.before_work"), hit("documents.kept", State.CONTRADICTED)),
        passages=(passage("uk", "Cyrl"), passage(None), passage("en")),
    )
    file = StringIO()
    write([made], file)
    [row] = csv.DictReader(StringIO(file.getvalue()))
    assert row["routes"] == "from Istanbul via Greece to Bari by boat; to =1+1"
    assert row["payments"] == "iban:DE89 3704 0044 0532 0130 00; hawala:hawala"
    assert row["terms"] == "housing free; hours 12/day"
    assert row["money"] == "300 EUR (fee, before)"
    assert (row["indicators"], row["contradicted"]) == ("fee.before_work", "documents.kept")
    assert (row["rank"], row["languages"]) == ("3", "en; uk")
