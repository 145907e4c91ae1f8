"""Money with its role, payments and facts over the labelled cases."""

import tomllib
from collections.abc import Mapping
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from offers.ad import Ad
from offers.money import Money
from parsers.cards import mask
from parsers.facts import facts
from parsers.money import Market, money
from parsers.payments.find import payments
from parsers.wording import Wording
from parsers.words import Words
from tests.parsers.counting import calls

CASES = Path(__file__).parent.parent / "accuracy" / "cases"
FLOORS = {"money": 0.9, "payments": 0.9, "facts": 0.9}
"""Cases read wholly right, of those that were looked at while the tables were written and of
those that were not."""

Case = Mapping[str, Any]


def cases(room: str, file: str) -> list[Case]:
    found: list[Case] = tomllib.loads((CASES / room / f"{file}.toml").read_text("utf-8"))["case"]
    return found


def fields(case: Case) -> tuple[Wording, tuple[Words, ...]]:
    wording = Wording.of(Ad(url="u", title=case.get("title"), text=case["text"]))
    return wording, tuple(Words.of(written) for written in wording.prose())


def amount(found: Money) -> dict[str, object]:
    said = {
        "low": found.low,
        "high": found.high,
        "currency": found.currency,
        "per": found.per and found.per.value,
        "role": found.role and found.role.value,
        "due": found.due and found.due.value,
    }
    return {name: value for name, value in said.items() if value is not None}


def wanted(one: Mapping[str, str]) -> dict[str, object]:
    return {name: Decimal(it) if name in {"low", "high"} else it for name, it in one.items()}


def is_right(room: str, case: Case) -> bool:
    wording, words = fields(case)
    language = case["language"]
    if room == "money":
        read = money(wording, Market(None, language), words)
        return [amount(one) for one in read] == [wanted(one) for one in case["want"]]
    found = payments(wording, words) if room == "payments" else facts(words, language)
    said = {(one.kind.value, one.value) for one in found}
    return said == {(one["kind"], one["value"]) for one in case["want"]}


@pytest.mark.parametrize("file", ["open", "held"])
@pytest.mark.parametrize("room", FLOORS)
def test_labelled_cases(room: str, file: str) -> None:
    some = cases(room, file)
    wrong = [case["text"] for case in some if not is_right(room, case)]
    assert len(wrong) <= (1 - FLOORS[room]) * len(some), wrong


@pytest.mark.parametrize("room", FLOORS)
def test_negatives_outnumber_positives_in_many_languages(room: str) -> None:
    some = [*cases(room, "open"), *cases(room, "held")]
    assert sum(1 for case in some if not case["want"]) > len(some) / 2
    assert len({case["language"] for case in some if case["want"]}) >= 12


HOSTILE = [
    "salary 1500 € and deposit 200 €, fee ",
    "1 000 ",
    "1",
    "salary 15 ",
    "two and ",
    "5 € ",
    "25k/month ",
    "de89 3704 ",
    "de89",
    "████ ",
    "1A1zP1eP5QGefi2DMPTfTL5SLmv7DivfNb ",
    "pay paypal ",
    "emanet varınca ödeme ",
    "支付宝付款",
    "free housing, meals and ",
    "housing ",
    "12 hours a day ",
    "12-",
    "график 5/2 ",
    "((((",
    "\ud800",
    "\u200b9️⃣",
]


def everything(text: str) -> None:
    wording = Wording.of(Ad(url="u", text=mask(text)))
    words = tuple(Words.of(written) for written in wording.prose())
    money(wording, Market(), words)
    payments(wording, words)
    facts(words, None)


@pytest.mark.parametrize("text", HOSTILE)
def test_work_grows_with_the_text(text: str) -> None:
    everything(text * (2_000 // len(text)))  # tables are loaded once
    sizes = (12_000, 24_000)
    work = [calls(everything, text * (size // len(text))) for size in sizes]
    assert work[1] < 2.3 * work[0] + 1_000
