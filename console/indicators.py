"""`offerwatch indicators`: which there are, what one means, and the operator's own packs."""

from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING, Annotated

import typer

from console import faults, options
from console.desk import workspace_of
from console.exits import Exit, Refused
from console.guide import command, group
from console.plain import counted
from console.record import Json, json_of
from console.screen import Column, Screen
from workspace.fault import meant

if TYPE_CHECKING:
    from parsers.indicators.combined import Packs
    from parsers.indicators.pack import Indicator, Saying

GROUP_EXAMPLES = ("offerwatch indicators list", "offerwatch indicators show job.fee-upfront")
LIST_EXAMPLES = (
    "offerwatch indicators list",
    "offerwatch indicators list --json | jq -r 'select(.tier == \"strong\") | .id'",
)
SHOW_EXAMPLES = (
    "offerwatch indicators show job.fee-upfront",
    "offerwatch indicators show travel.escrow --json | jq .phrases",
)
CHECK_EXAMPLES = ("offerwatch indicators check", "offerwatch indicators check --json")
COLUMNS = (
    Column(title="id", style="green"),
    Column(title="tier"),
    Column(title="weight", right=True),
    Column(title="phrases", right=True, from_width=90),
    Column(title="pack", from_width=100),
    Column(title="name", grows=True),
)
PHRASES = (
    Column(title="language", style="cyan"),
    Column(title="phrase", grows=True),
    Column(title="says"),
    Column(title="from"),
    Column(title="near"),
    Column(title="gloss", grows=True),
)

Id = Annotated[str, typer.Argument(metavar="ID", help="As in `offerwatch indicators list`.")]


def register(app: typer.Typer) -> None:
    inner = group(app, "indicators", "What ads are looked at for.", *GROUP_EXAMPLES, panel="Watch")
    command(inner, "list", *LIST_EXAMPLES)(listed)
    command(inner, "show", *SHOW_EXAMPLES)(show)
    command(inner, "check", *CHECK_EXAMPLES)(check)


def listed(ctx: typer.Context, *, as_json: options.Json = False) -> None:
    """List all indicators that count here, those of the workspace's own packs among them.

    None of them says what an ad is; docs/indicators.md says what they are good for.
    """
    screen = Screen()
    own = workspace_of(ctx).packs()
    packs = own.all
    if as_json:
        for one in packs.indicators.values():
            screen.json(_json(one, packs))
    else:
        screen.table(COLUMNS, [_row(one, packs) for one in packs.indicators.values()])
        phrases = sum(map(_phrases, packs.indicators.values()))
        screen.say(f"{counted(len(packs.indicators), 'indicator')}, {counted(phrases, 'phrase')}")
    if own.faults:
        screen.say("Some of your packs have faults: `offerwatch indicators check`", "yellow")


def _row(one: "Indicator", packs: "Packs") -> tuple[str, ...]:
    return (
        one.id,
        one.tier,
        f"{one.weight:g}",
        str(_phrases(one)),
        packs.titles[one.id],
        one.name,
    )


def _phrases(one: "Indicator") -> int:
    return sum(len(saying.spellings) for saying in (*one.phrases, *one.denials))


def _json(one: "Indicator", packs: "Packs") -> Mapping[str, Json]:
    return {
        "id": one.id,
        "name": one.name,
        "tier": one.tier,
        "weight": one.weight,
        "pack": packs.titles[one.id],
        "definition": one.definition,
        "why": one.why,
        "sources": [packs.sources.get(key, key) for key in one.sources],
        "needs": [" or ".join(each) for each in one.needs],
        "check": one.check,
        "phrases": [json_of(saying) for saying in one.phrases],
        "denials": [json_of(saying) for saying in one.denials],
    }


def show(ctx: typer.Context, id_: Id, *, as_json: options.Json = False) -> None:
    """Show one indicator: what it means, why it counts, who says so, and its phrases."""
    packs = workspace_of(ctx).packs().all
    one = packs.indicators.get(id_)
    if one is None:
        raise Refused(f"there is no indicator {id_}; {meant(id_, packs.indicators)}")
    screen = Screen()
    if as_json:
        screen.json(_json(one, packs))
        return
    for line in _told(one, packs):
        screen.show(screen.text(line))
    rows = [*_sayings("shows", one.phrases), *_sayings("denies", one.denials)]
    if rows:
        screen.table(PHRASES, rows)


def _told(one: "Indicator", packs: "Packs") -> Iterable[str]:
    yield f"{one.id}: {one.name}"
    yield f"{one.tier}, weight {one.weight:g}, pack {packs.titles[one.id]}"
    yield f"What: {one.definition}"
    yield f"Why:  {one.why}"
    if one.needs:
        yield f"Needs: {'; '.join(' or '.join(each) for each in one.needs)}"
    if one.check:
        yield f"Looked for in values as well: {one.check}"
    yield from (f"Source: {packs.sources.get(key, key)}" for key in one.sources)


def _sayings(says: str, sayings: Iterable["Saying"]) -> Iterable[tuple[str, ...]]:
    for one in sayings:
        for spelt in one.spellings:
            yield one.language, spelt, says, one.provenance, one.near or "", one.gloss


def check(ctx: typer.Context, *, as_json: options.Json = False) -> None:
    """Check the workspace's own packs: file, line, field, what is wrong and what would be right.

    Exits with 1 if a pack has faults: it is left out then, and all others count.
    """
    screen = Screen()
    own = workspace_of(ctx).packs()
    faults.report(screen, own.faults, own.warnings, as_json=as_json)
    screen.say(f"{counted(len(own.good), 'own pack')} without faults")
    if own.faults:
        raise typer.Exit(Exit.FAILED)
