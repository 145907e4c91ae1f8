"""`offerwatch families`: all families of ads, the largest first."""

from collections.abc import Iterator
from typing import Annotated

import typer

from console import by_family, options
from console.by_family import cells
from console.desk import Desk, opened
from console.family_json import family_json
from console.guide import command, group
from console.screen import Screen
from offers.family import Family

GROUP = ("offerwatch families list", "offerwatch families rebuild")
LIST = (
    "offerwatch families list",
    "offerwatch families list --least 10 --limit 0",
    "offerwatch families list --json | jq -r 'select(.sites | length > 2) | .id'",
)
COLUMNS = tuple(column for column in by_family.COLUMNS if column.title != "found")
PAGE = 200
"""Families asked for at once."""

Least = Annotated[
    int, typer.Option("--least", metavar="N", min=1, help="Only families of at least so many ads.")
]
Limit = Annotated[
    int, typer.Option("--limit", "-n", metavar="N", min=0, help="At most so many; 0 for all.")
]


def register(app: typer.Typer) -> None:
    inner = group(app, "families", "All families of ads.", *GROUP, panel="Look")
    command(inner, "list", *LIST)(listing)


def listing(
    ctx: typer.Context, *, least: Least = 2, limit: Limit = 20, as_json: options.Json = False
) -> None:
    """List families, the largest first.

    A family is one ad in all places where it stood, or the ads of one template. Large ones are
    worth a look: `offerwatch family show ID` tells why their ads belong together.
    """
    screen = Screen()
    with opened(ctx) as desk:
        found = _families(desk, least, limit or None)
        if as_json:
            for family in found:
                screen.json(family_json(family))
            return
        rows = [(family.id, *cells(desk, family)) for family in found]
        if rows:
            screen.table(COLUMNS, rows)
        else:
            screen.say(f"No family has {least} ads yet.")


def _families(desk: Desk, least: int, limit: int | None) -> Iterator[Family]:
    after: str | None = None
    while limit is None or limit > 0:
        size = PAGE if limit is None else min(PAGE, limit)
        some = desk.store.families.families(least=least, limit=size, after=after)
        yield from some
        if len(some) < size:
            return
        after, limit = some[-1].id, None if limit is None else limit - size
