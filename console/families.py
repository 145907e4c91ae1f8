"""`offerwatch families`: all families of ads, the largest first."""

from collections.abc import Callable, Iterator
from typing import Annotated

import typer

from console import by_family, options
from console.by_family import cells
from console.desk import Desk, opened
from console.exits import Exit, Refused
from console.family_json import family_json
from console.guide import command, group
from console.progress import Told, progress
from console.screen import Screen
from console.stopping import stoppable
from offers.family import Family

GROUP = ("offerwatch families list", "offerwatch families rebuild")
LIST = (
    "offerwatch families list",
    "offerwatch families list --least 10 --limit 0",
    "offerwatch families list --json | jq -r 'select(.sites | length > 2) | .id'",
)
REBUILD = ("offerwatch families rebuild", "offerwatch families rebuild --recount")
COLUMNS = tuple(column for column in by_family.COLUMNS if column.title != "found")
PAGE = 200
"""Families asked for at once."""

Least = Annotated[
    int, typer.Option("--least", metavar="N", min=1, help="Only families of at least so many ads.")
]
Recount = Annotated[
    bool,
    typer.Option(
        "--recount", help="First count anew how rare words are, what sites repeat, and hubs."
    ),
]
Limit = Annotated[
    int, typer.Option("--limit", "-n", metavar="N", min=0, help="At most so many; 0 for all.")
]


def register(app: typer.Typer) -> None:
    inner = group(app, "families", "All families of ads.", *GROUP, panel="Look")
    command(inner, "list", *LIST)(listing)
    command(inner, "rebuild", *REBUILD)(rebuild)


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


def rebuild(ctx: typer.Context, *, recount: Recount = False, as_json: options.Json = False) -> None:
    """Find all families again from scratch.

    Gives what comparing each ad when it came gave, by today's rules; what was decided holds.
    Others may go on reading, who see the families of before until it is done, and crawling.
    Broken off, nothing has changed.
    """
    screen = Screen()
    with stoppable(), opened(ctx) as desk:
        with progress(screen) as told:
            said = _thinned(told)
            done = desk.kinship.rebuild(desk.workspace.now(), said, recount=recount)
        if not done:
            raise Refused("another process settles families; try again in a while", Exit.BUSY)
        _tell(screen, desk, as_json=as_json)


def _thinned(told: Told) -> Callable[[str, int, int], None]:
    return lambda what, done, total: told(f"{what}, of {total}", done)


def _tell(screen: Screen, desk: Desk, *, as_json: bool) -> None:
    families = sum(1 for _ in _families(desk, 2, None))
    largest = next(_families(desk, 2, 1), None)
    if as_json:
        told = family_json(largest) if largest else None
        screen.json({"families": families, "largest": told})
        return
    most = f", the largest of {largest.size}" if largest else ""
    noun = "family" if families == 1 else "families"
    screen.say(f"{families} {noun} of several ads{most}")
