"""Good rules become values, bad ones stop nobody else."""

from collections.abc import Callable
from pathlib import Path

import pytest

from offers.life import EventKind
from workspace.folder import Workspace
from workspace.rule import AlertRule

Write = Callable[..., Workspace]

RULE = """\
# told about waiters
name = "waiters"
description = '''
Two
lines'''
query = "title:waiter AND published:[now-7d TO *]"
to = ["desk@unseen.example", "b@x.test"]
marking = "TLP:AMBER+STRICT"
contacts = "shown"
events = ["new", "back"]
"""
SHORT = 'query = "waiter"\nto = ["a@b.example"]\n'
MAIL = 'contact = "mailto:w@example.org"\n[mail]\nhost = "localhost"\nsender = "w@example.org"\n'


def test_every_key_arrives(write: Write, tmp_path: Path) -> None:
    found = write({"alerts/waiters.toml": RULE}, MAIL).rules()
    assert (found.faults, found.warnings) == ((), ())
    assert found.good["waiters"] == AlertRule(
        name="waiters",
        file=tmp_path / "alerts" / "waiters.toml",
        text=RULE,
        query="title:waiter AND published:[now-7d TO *]",
        recipients=("desk@unseen.example", "b@x.test"),
        marking="TLP:AMBER+STRICT",
        contacts="shown",
        events=frozenset({EventKind.NEW, EventKind.BACK}),
        description="Two\nlines",
    )


def test_defaults(write: Write) -> None:
    rule = write({"alerts/waiters.toml": SHORT}, MAIL).rules().good["waiters"]
    assert rule.marking == "TLP:AMBER"
    assert rule.contacts == "masked"
    assert rule.events == {EventKind.NEW}
    assert rule.description is None


def test_other_rules_still_load(write: Write) -> None:
    files = {"alerts/good.toml": SHORT, "alerts/bad.toml": "query = 1\n"}
    found = write(files, MAIL).rules()
    assert list(found.good) == ["good"]
    assert {fault.file for fault in found.faults} == {"alerts/bad.toml"}


@pytest.mark.parametrize("name", ["Bad", "a b", "a.b", "ж", "x" * 41])
def test_names_that_are_none(write: Write, name: str) -> None:
    found = write({f"alerts/{name}.toml": SHORT}, MAIL).rules()
    assert found.good == {}
    assert [fault.problem for fault in found.faults] == ["the file is not named as rules are"]


def test_rule_without_a_mail_server_is_a_warning(write: Write) -> None:
    found = write({"alerts/waiters.toml": SHORT}).rules()
    assert list(found.good) == ["waiters"]
    assert list(map(str, found.warnings)) == [
        "alerts/waiters.toml:2: to: gets no mail; fill in [mail] in offerwatch.toml"
    ]
