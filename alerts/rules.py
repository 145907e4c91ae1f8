"""The rules in force: as their files say now, or as the last good wording of a bad file said."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path
from tempfile import TemporaryDirectory

from index.base import Journal
from index.query.parse import parse
from index.query.tree import Node
from offers.alert import RuleState
from parsers.fold import tokens
from workspace.fault import Fault
from workspace.folder import Workspace
from workspace.rule import AlertRule, read_rule
from workspace.table import Document


@dataclass(frozen=True, slots=True)
class Standing:
    """A rule and since when its wording counts. `edited`: its file now says something else than
    when the last events were taken; `before` is what it said then."""

    rule: AlertRule
    since: datetime
    before: AlertRule | None = None

    @property
    def edited(self) -> bool:
        return self.before is not None

    @property
    def judging(self) -> AlertRule:
        """The rule for events that nobody has taken yet: asked as it was worded when they
        happened, but for whom it is, and how it is written, as the file says now."""
        if self.before is None:
            return self.rule
        return replace(self.rule, query=self.before.query, events=self.before.events)


@dataclass(frozen=True, slots=True)
class Force:
    """All rules in force by name, and what is wrong with files of rules."""

    standing: Mapping[str, Standing]
    faults: tuple[Fault, ...]

    @property
    def rules(self) -> Mapping[str, AlertRule]:
        return {name: standing.rule for name, standing in self.standing.items()}


def in_force(workspace: Workspace, journal: Journal, now: datetime) -> Force:
    """Which rules count at `now`. A rule that the journal does not know begins to count now."""
    rules, states = workspace.rules(), journal.rule_states()
    standing = {name: _standing(workspace, rule, states.get(name), now)
                for name, rule in rules.good.items()}  # fmt: skip
    for name, state in states.items():
        file = workspace.folder / "alerts" / f"{name}.toml"
        # A rule whose file is gone was taken back; one whose file is bad was not.
        if name not in standing and file.exists():
            last_good = reworded(workspace, file, state, now)
            if last_good:
                standing[name] = Standing(last_good, state.since)
    return Force(standing, rules.faults)


def _standing(
    workspace: Workspace, rule: AlertRule, state: RuleState | None, now: datetime
) -> Standing:
    if state is None:
        return Standing(rule, now)
    if state.text == rule.text:
        return Standing(rule, state.since)
    before = reworded(workspace, rule.file, state, now)
    if before is None or (before.query, before.events) == (rule.query, rule.events):
        return Standing(rule, state.since)
    return Standing(rule, state.since, before)


def reworded(workspace: Workspace, file: Path, state: RuleState, now: datetime) -> AlertRule | None:
    """The rule as the journal remembers it; `None` if this version cannot read that any more."""
    with TemporaryDirectory(prefix="offerwatch-") as folder:
        # The reader of rules reads files, and says what is wrong by their lines.
        copy = Path(folder) / file.name
        copy.write_text(state.text, encoding="utf-8")
        read = read_rule(Document(copy, Path(folder)), now, workspace.settings.zone)
    return replace(read, file=file) if read else None


def asked(workspace: Workspace, rule: AlertRule, now: datetime) -> Node:
    """The rule's query, relative dates reckoned from `now`; raises `QueryError`."""
    return parse(rule.query, now=now, zone=workspace.settings.zone, tokens=tokens)
