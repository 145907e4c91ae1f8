"""`offerwatch index make` and `flush`: a store where there is none, and what waits for one."""

from typing import TYPE_CHECKING

import typer

from console import options
from console.desk import opened, workspace_of
from console.exits import Exit
from console.guide import command
from console.plain import counted
from console.screen import Screen

if TYPE_CHECKING:
    from workspace.spool import Delivery

MAKE_EXAMPLES = ("offerwatch index make",)
FLUSH_EXAMPLES = ("offerwatch index flush", "offerwatch index flush --json | jq .left")


def register(app: typer.Typer) -> None:
    command(app, "make", *MAKE_EXAMPLES)(make)
    command(app, "flush", *FLUSH_EXAMPLES)(flush)


def make(ctx: typer.Context) -> None:
    """Make the store, if it is not there.

    Whatever needs a store makes it. This is for those whose other users may not: on Elasticsearch
    it takes the role `owner`, once.
    """
    workspace_of(ctx).make_store()
    Screen().say("The store is there.")


def flush(ctx: typer.Context, *, as_json: options.Json = False) -> None:
    """Deliver what crawls read and could not store.

    A crawl whose store fails keeps what it has read in the folder `spool` of the workspace; the
    next crawl of the site delivers it, or this command, for all sites. Nothing is doubled by that.
    What the store refuses for good stays there, with the reason told; exit code 1 says so.
    """
    from workspace.lock import Busy
    from workspace.spool import Delivery

    screen = Screen()
    done: dict[str, Delivery] = {}
    with opened(ctx) as desk:
        ledger = desk.workspace.ledger(desk.store)
        for site in desk.workspace.spool.sites():
            try:
                with desk.workspace.lock(f"site-{site}", "delivering its spool"):
                    done[site] = desk.workspace.spool.deliver(site, ledger)
            except Busy as error:
                done[site] = Delivery(left=(str(error),))
    _show(done, screen, as_json=as_json)
    if any(one.left for one in done.values()):
        raise typer.Exit(Exit.FAILED)


def _show(done: "dict[str, Delivery]", screen: Screen, *, as_json: bool) -> None:
    if as_json:
        for site, one in done.items():
            screen.json({"site": site, "offers": one.offers, "left": list(one.left)})
        return
    for site, one in done.items():
        screen.say(f"{site}: {counted(one.offers, 'offer')} delivered")
        for why in one.left:
            screen.say(why, "yellow")
    if not done:
        screen.say("Nothing waits.")
