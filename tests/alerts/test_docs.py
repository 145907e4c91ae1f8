"""docs/rules.md names every key there is, its examples are right, and it shows what is sent."""

import re
from pathlib import Path

import pytest

from alerts.message import DISCLAIMER, LISTED
from alerts.outbox import PAUSES
from tests.alerts.desk import Desk
from workspace.rule import CONTACTS, MARKINGS

PAGE = (Path(__file__).parents[2] / "docs" / "rules.md").read_text(encoding="utf-8")
EXAMPLES = re.findall(r"```toml\n(.*?)```", PAGE, re.DOTALL)


@pytest.mark.parametrize("number", range(len(EXAMPLES)))
def test_examples_are_good_rules(desk: Desk, number: int) -> None:
    desk.write("example", EXAMPLES[number])
    rules = desk.workspace.rules()
    assert (rules.faults, rules.warnings) == ((), ())
    assert list(rules.good) == ["example"]


def test_every_key_has_a_row(desk: Desk) -> None:
    desk.write("example", "unknown = 1")
    said = next(str(fault) for fault in desk.workspace.rules().faults if "unknown" in str(fault))
    keys = set(re.findall(r'"(\w+)"', said.partition("known are")[2]))
    assert keys
    assert {key for key in keys if f"| `{key}` |" not in PAGE} == set()
    assert {value for value in (*MARKINGS, *CONTACTS) if f'`"{value}"`' not in PAGE} == set()


def test_what_is_said_of_mails_holds() -> None:
    assert " ".join(DISCLAIMER.split()) in " ".join(PAGE.split())
    assert f"The {LISTED} newest offers are listed" in PAGE
    minutes = [int(pause.total_seconds()) // 60 for pause in PAUSES]
    assert minutes == [1, 5, 15, 60, 4 * 60, 12 * 60]
    assert "1, 5 and 15 minutes, 1, 4 and 12 hours, and every 12 hours from then on" in PAGE
