"""`offerwatch index status`, `migrate` and `rebuild`: whether the store is as it would be made now,
and making it so."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, Annotated

import typer

from console import options
from console.desk import workspace_of
from console.guide import command
from console.plain import counted
from console.progress import progress
from console.record import json_of
from console.screen import Column, Screen
from console.stopping import stoppable
from index.upkeep import Standing

if TYPE_CHECKING:
    from index.upkeep import Upkeep

STATUS_EXAMPLES = (
    "offerwatch index status",
    "offerwatch index status --json | jq .is_current",
)
MIGRATE_EXAMPLES = (
    "offerwatch index migrate",
    "offerwatch index migrate --keep            # Elasticsearch: the old indices stay beside",
)
REBUILD_EXAMPLES = ("offerwatch index rebuild",)

CURRENT = "The store is up to date."

COLUMNS = (Column(title="what", style="cyan"), Column(title="how many", right=True))

Keep = Annotated[
    bool,
    typer.Option(
        "--keep", help="Elasticsearch: leave the indices that are replaced where they are."
    ),
]


def register(app: typer.Typer) -> None:
    command(app, "status", *STATUS_EXAMPLES)(status)
    command(app, "migrate", *MIGRATE_EXAMPLES)(migrate)
    command(app, "rebuild", *REBUILD_EXAMPLES)(rebuild)


def status(ctx: typer.Context, *, as_json: options.Json = False) -> None:
    """Show what the store holds, and whether it is up to date.

    Layout is the version of its tables or mappings; folding says how words were spelt when offers
    were indexed. Nothing is changed by looking.
    """
    screen = Screen()
    with _upkeep(ctx) as upkeep:
        standing = upkeep.status()
    if as_json:
        screen.json(_json(standing))
    else:
        _show(standing, screen)


def migrate(ctx: typer.Context, *, keep: Keep = False, as_json: options.Json = False) -> None:
    """Bring the store up to date: its layout, and how its words are folded.

    An SQLite file is changed in one step. On Elasticsearch new indices are built beside the old
    ones while others read and write, and take their place at once. Broken off, it goes on or back
    the next time.
    """
    _upkept(ctx, keep=keep, as_json=as_json, anew=False)


def rebuild(ctx: typer.Context, *, keep: Keep = False, as_json: options.Json = False) -> None:
    """Index all offers anew from what is kept of them, though the store is up to date.

    On Elasticsearch it is a migration to the same layout: shards and replicas are made as
    offerwatch.toml has them by now.
    """
    _upkept(ctx, keep=keep, as_json=as_json, anew=True)


def _upkept(ctx: typer.Context, *, keep: bool, as_json: bool, anew: bool) -> None:
    screen = Screen()
    done = True
    with stoppable(), _upkeep(ctx) as upkeep:
        with progress(screen) as told:
            if anew:
                upkeep.rebuild(told, keep=keep)
            else:
                done = upkeep.migrate(told, keep=keep)
        standing = upkeep.status()
    if as_json:
        screen.json({"done": done, **_json(standing)})
    else:
        screen.say(CURRENT if done else "The store was up to date.")


@contextmanager
def _upkeep(ctx: typer.Context) -> "Iterator[Upkeep]":
    with workspace_of(ctx).open_upkeep() as upkeep:
        yield upkeep


def _json(standing: Standing) -> dict[str, object]:
    value = json_of(standing)
    assert isinstance(value, dict)
    return {**value, "is_current": standing.is_current}


def _show(standing: Standing, screen: Screen) -> None:
    screen.table(COLUMNS, [(name, str(count)) for name, count in standing.counts.items()])
    screen.say(f"{standing.home}: {_bytes(standing.size)}")
    for what, has, wants in (
        ("layout", str(standing.layout), str(standing.newest)),
        ("folding", standing.folding or "none", standing.current),
    ):
        same = has == wants
        told = f"{what} {has}" + ("" if same else f", this program makes {wants}")
        screen.say(told, "" if same else "yellow")
    for note in standing.notes:
        screen.say(note, "yellow")
    if standing.is_current:
        screen.say(CURRENT)
    else:
        screen.say("`offerwatch index migrate` brings it up to date", "yellow")


def _bytes(size: int) -> str:
    """A size as people read it."""
    for unit, factor in (("GB", 10**9), ("MB", 10**6), ("kB", 10**3)):
        if size >= factor:
            return f"{size / factor:.1f} {unit}"
    return counted(size, "byte")
