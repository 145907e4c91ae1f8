"""`offerwatch family`: one ad in all places where it stood, and what a person decides about it."""

from typing import Annotated

import typer

from console import deciding, family_json, family_view, hub_said, options
from console.desk import opened
from console.guide import command, group
from console.kinfolk import gathered, head
from console.screen import Screen

GROUP = ("offerwatch family show 3fa9c01b", "offerwatch family split 3fa9c01b 77d02e4f")
SHOW = (
    "offerwatch family show 3fa9c01b",
    "offerwatch family show 3fa9c01b --limit 50",
    "offerwatch family show 3fa9c01b --json | jq -r '.members[].url'",
)

FamilyId = Annotated[
    str,
    typer.Argument(
        metavar="ID", help="The id of a family, or of any ad in it; its beginning is enough."
    ),
]


def register(app: typer.Typer) -> None:
    inner = group(
        app, "family", "Look at one family of ads, part it, join it.", *GROUP, panel="Look"
    )
    command(inner, "show", *SHOW)(show)
    deciding.register(inner)
    hub_said.register(inner)


def show(
    ctx: typer.Context,
    id: FamilyId,
    *,
    limit: Annotated[
        int, typer.Option("--limit", "-n", metavar="N", min=1, help="At most so many ads.")
    ] = 20,
    as_json: options.Json = False,
) -> None:
    """Show one ad in all places where it stood.

    When each was there, on one scale; why it belongs to the family and what it is to an earlier
    one; what differs from the earliest; by which contacts it could be answered when; and ads of
    other families that have a contact, a name or a picture in common with it.
    """
    screen = Screen()
    with opened(ctx) as desk:
        kinfolk = gathered(desk, head(desk, id), limit)
        if as_json:
            screen.json(family_json.kinfolk_json(kinfolk))
        else:
            family_view.draw(screen, desk, kinfolk)
