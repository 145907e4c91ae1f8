"""`offerwatch alerts`: the rules, what they would send, and sending by hand."""

from collections import Counter
from collections.abc import Mapping
from email import message_from_bytes, policy
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from console import complete, faults, options
from console.desk import Desk, opened, workspace_of
from console.exits import Exit, Refused
from console.guide import command, group
from console.mailing import deliver, part, show_mail
from console.plain import counted
from console.record import Json, json_of
from console.screen import Column, Screen
from workspace.fault import meant

if TYPE_CHECKING:
    from workspace.rule import AlertRule
    from workspace.rules import Rules

GROUP_EXAMPLES = ("offerwatch alerts list", "offerwatch alerts test passports --days 90")
LIST_EXAMPLES = ("offerwatch alerts list", "offerwatch alerts list --json | jq -r .query")
CHECK_EXAMPLES = ("offerwatch alerts check", "offerwatch alerts check passports --json")
TEST_EXAMPLES = (
    "offerwatch alerts test passports",
    "offerwatch alerts test passports --days 90 --html mail.html",
)
SEND_EXAMPLES = (
    "offerwatch crawl; offerwatch alerts send",
    "offerwatch alerts send --backfill passports",
)
UNSENT = ("refused", "deferred", "waiting", "cut off", "faults")
"""What is counted and is a failure."""

COLUMNS = (
    Column(title="rule", style="green"),
    Column(title="marking", from_width=90),
    Column(title="to", from_width=70),
    Column(title="matches", right=True),
    Column(title="query", grows=True),
)

Name = Annotated[
    str | None,
    typer.Argument(
        metavar="RULE", help="Only this rule; without it, all.", autocompletion=complete.rules
    ),
]
Rule = Annotated[
    str, typer.Argument(metavar="RULE", help="The rule's name.", autocompletion=complete.rules)
]
Days = Annotated[
    int, typer.Option("--days", metavar="N", min=1, max=3650, help="How far to look back.")
]
Backfill = Annotated[
    str | None,
    typer.Option(
        "--backfill",
        metavar="RULE",
        help="First ask this rule about all that is stored.",
        autocompletion=complete.rules,
    ),
]
Html = Annotated[
    Path | None,
    typer.Option("--html", metavar="FILE", help="Write the mail's HTML to a file.", dir_okay=False),
]


def register(app: typer.Typer) -> None:
    inner = group(
        app,
        "alerts",
        "List, check and try alert rules; send by hand.",
        *GROUP_EXAMPLES,
        panel="Watch",
    )
    command(inner, "list", *LIST_EXAMPLES)(listed)
    command(inner, "check", *CHECK_EXAMPLES)(check)
    command(inner, "test", *TEST_EXAMPLES)(try_out)
    command(inner, "send", *SEND_EXAMPLES)(send)


def listed(ctx: typer.Context, *, as_json: options.Json = False) -> None:
    """List the rules with how often each has matched."""
    screen = Screen()
    with opened(ctx) as desk:
        rules = desk.workspace.rules()
        matches = {name: len(desk.store.journal.matches(rule=name)) for name in rules.good}
    for rule in rules.good.values() if as_json else ():
        screen.json(_json(rule, matches[rule.name]))
    if not rules.good:
        screen.say("No rule yet: write alerts/NAME.toml, docs/rules.md tells how.")
    elif not as_json:
        screen.table(COLUMNS, (_row(rule, matches[rule.name]) for rule in rules.good.values()))
    if rules.faults:
        screen.say(
            f"{counted(len(rules.faults), 'fault')} in rules: `offerwatch alerts check`", "yellow"
        )


def _row(rule: "AlertRule", matches: int) -> tuple[str, ...]:
    return rule.name, rule.marking, ", ".join(rule.recipients), str(matches), rule.query


def _json(rule: "AlertRule", matches: int) -> Mapping[str, Json]:
    return {
        "name": rule.name,
        "file": str(rule.file),
        "query": rule.query,
        "to": list(rule.recipients),
        "marking": rule.marking,
        "contacts": rule.contacts,
        "events": json_of(rule.events),
        "matches": matches,
    }


def check(ctx: typer.Context, name: Name = None, *, as_json: options.Json = False) -> None:
    """Check the rule files: file, line, field, what is wrong and what would be right.

    Exits with 1 if a file has faults; warnings alone are no faults.
    """
    screen = Screen()
    rules = workspace_of(ctx).rules()
    wrong = faults.of_file(rules.faults, "alerts", name)
    if name is not None and name not in rules.good and not wrong:
        raise _unknown(name, rules)
    faults.report(screen, wrong, faults.of_file(rules.warnings, "alerts", name), as_json=as_json)
    good = int(name in rules.good) if name else len(rules.good)
    screen.say(f"{counted(good, 'rule')} without faults")
    if wrong:
        raise typer.Exit(Exit.FAILED)


def _unknown(name: str, rules: "Rules") -> Refused:
    known = meant(name, rules.good) if rules.good else "there are no rules"
    return Refused(f"there is no rule {name!r}; {known}", Exit.USAGE)


def try_out(ctx: typer.Context, rule: Rule, *, days: Days = 30, html: Html = None) -> None:
    """Show the mail that a rule would have sent about the last days. Nothing is sent or kept."""
    # The mail's templates are needed by alerts alone.
    from alerts.preview import would_send

    screen = Screen()
    with opened(ctx) as desk:
        written = would_send(desk.workspace, desk.store, _rule(desk, rule), days=days)
    if written is None:
        screen.say(f"In the last {days} days rule {rule} would have sent nothing.")
        return
    message = message_from_bytes(written, policy=policy.default)
    show_mail(screen, message)
    if html is not None:
        html.write_text(part(message, "html"), encoding="utf-8")
        screen.say(f"The mail's HTML is in {html}")


def _rule(desk: Desk, name: str) -> "AlertRule":
    rules = desk.workspace.rules()
    if name in rules.good:
        return rules.good[name]
    if wrong := faults.of_file(rules.faults, "alerts", name):
        raise Refused("\n".join(map(str, wrong)))
    raise _unknown(name, rules)


def send(ctx: typer.Context, *, backfill: Backfill = None) -> None:
    """Match what is new against the rules and send the mails, once, without the service.

    A rule counts from when it was first seen, by a crawl, by the service or by this command;
    with --backfill it is asked about everything that is stored. Exits with 1 if a mail was refused
    or has to wait, or if a rule has faults.
    """
    screen = Screen()
    with opened(ctx) as desk:
        if desk.workspace.settings.mail is None:
            raise Refused("no mail can be sent: fill in [mail] in offerwatch.toml")
        counts = Counter(deliver(desk, _rule(desk, backfill) if backfill else None))
    screen.say(", ".join(f"{count} {name}" for name, count in counts.items()) or "nothing is new")
    if counts["faults"]:
        screen.say("`offerwatch alerts check` tells the faults", "yellow")
    if any(counts[name] for name in UNSENT):
        raise typer.Exit(Exit.FAILED)
