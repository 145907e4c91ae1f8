"""`offerwatch sealed` and `offerwatch forget`: what is kept from sight, and what is erased."""

from typing import Annotated

import typer

from console import options
from console.desk import Desk, opened
from console.exits import Exit, Refused
from console.guide import command
from console.plain import counted
from console.screen import Column, Screen
from console.unseal import actor
from offers.offer import Protects

SEALED_EXAMPLES = ("offerwatch sealed", "offerwatch sealed --json")
FORGET_EXAMPLES = (
    "offerwatch forget 3fa9c01b --reason 'erasure asked for on 2026-11-20'",
    "offerwatch forget 3fa9c01b 77d02e4f --reason 'not about us' --yes",
)
COLUMNS = (Column(title="protects"), Column(title="offers", right=True))

Ids = Annotated[
    list[str], typer.Argument(metavar="ID...", help="Offers' ids; their beginnings are enough.")
]
Reason = Annotated[
    str, typer.Option("--reason", metavar="TEXT", help="Why; it is kept in the audit.")
]


def register(app: typer.Typer) -> None:
    command(app, "sealed", *SEALED_EXAMPLES, panel="Protect")(sealed)
    command(app, "forget", *FORGET_EXAMPLES, panel="Protect")(forget)


def sealed(ctx: typer.Context, *, as_json: options.Json = False) -> None:
    """Count the sealed offers.

    Sealed are offers in which a minor is recruited or offered, and the contacts of people who
    seek work or passage. They are in no list, search, mail, export or log; opening one is
    `offerwatch show ID --unseal --reason ...`.
    """
    screen = Screen()
    with opened(ctx) as desk:
        counts = {kind: desk.store.index.sealed().get(kind, 0) for kind in Protects}
    if as_json:
        screen.json({str(kind): count for kind, count in counts.items()})
    else:
        screen.table(COLUMNS, [(str(kind), str(count)) for kind, count in counts.items()])


def forget(ctx: typer.Context, ids: Ids, *, reason: Reason, yes: options.Yes = False) -> None:
    """Erase offers for good, every copy of them in the store, and recorded pages with them.

    Versions, sightings, matches and waiting mails go with them; later crawls do not bring them
    back. Captures are files of whole pages and stay until their run's file is deleted.
    """
    screen = Screen()
    if not reason.strip():
        raise Refused("--reason is empty: say why; it is kept in the audit", Exit.USAGE)
    with opened(ctx) as desk:
        found = [_whole(desk, start) for start in ids]
        if not yes:
            typer.confirm(f"Erase {counted(len(found), 'offer')} for good?", abort=True, err=True)
        erased = desk.workspace.forget(desk.store, found, actor(), reason.strip())
    screen.say(f"{counted(erased, 'offer')} erased")


def _whole(desk: Desk, start: str) -> str:
    """The id of an open offer, or a whole id of what is sealed."""
    known = desk.store.index.get(start)
    if known is not None:
        return known.offer.id
    if start in desk.store.index.known([start]):
        return start
    return desk.offer(start).offer.id
