"""`offerwatch doctor`: whether everything is as it has to be, and what to do where it is not."""

import typer

from console import options
from console.desk import workspace_of
from console.exits import Exit
from console.guide import command
from console.plain import counted
from console.record import json_of
from console.screen import Column, Screen, Styles
from index.health import Finding, Level

EXAMPLES = (
    "offerwatch doctor",
    "offerwatch doctor --json | jq -r 'select(.level != \"ok\") | .remedy'",
)
COLUMNS = (
    Column(title="state", style="green"),
    Column(title="what", style="cyan"),
    Column(title="found, and the way out", folds=True, grows=True),
)
STYLES: Styles = {("state", Level.WARN): "yellow", ("state", Level.BAD): "bold red"}


def register(app: typer.Typer) -> None:
    command(app, "doctor", *EXAMPLES, panel="Keep")(doctor)


def doctor(ctx: typer.Context, *, as_json: options.Json = False) -> None:
    """Look over settings, store, disks, browser and mail server, and say what to do.

    Each line is ok, warn (works, but somebody should know) or bad (something fails). On
    Elasticsearch: version, health, copies, disks, licence, clock and this user's rights as well.
    Nothing is changed. Exits with 1 if something is bad.
    """
    from console.checkup import examined

    screen = Screen()
    found = []
    for each in examined(workspace_of(ctx)):
        found.append(each)
        if as_json:
            screen.json(json_of(each))
    if not as_json:
        screen.table(COLUMNS, map(_row, found), styles=STYLES)
        screen.say(_sum(found))
    if any(each.level is Level.BAD for each in found):
        raise typer.Exit(Exit.FAILED)


def _row(finding: Finding) -> tuple[str, ...]:
    remedy = f"; {finding.remedy}" if finding.remedy else ""
    return finding.level, finding.about, f"{finding.said}{remedy}"


def _sum(found: list[Finding]) -> str:
    levels = [each.level for each in found]
    bad, warn = levels.count(Level.BAD), levels.count(Level.WARN)
    if not bad and not warn:
        return "Everything is as it has to be."
    return f"{bad} bad, {counted(warn, 'warning')}"
