"""`offerwatch index copy`: all that one store holds moves to another."""

from typing import TYPE_CHECKING, Annotated

import typer

from console import options
from console.desk import workspace_of
from console.exits import Exit, Refused
from console.guide import command
from console.plain import counted
from console.progress import progress
from console.screen import Screen
from console.stopping import stoppable

if TYPE_CHECKING:
    from index.entries import Sums
    from index.upkeep import Told
    from workspace.folder import Workspace

EXAMPLES = (
    "offerwatch index copy sqlite:///offerwatch.db https://search.example:9200/watch",
    "offerwatch index copy http://127.0.0.1:9200/watch sqlite:///back.db",
)

From = Annotated[str, typer.Argument(metavar="FROM", help="URL of the store that is copied.")]
To = Annotated[str, typer.Argument(metavar="TO", help="URL of an empty store, or of none yet.")]


def register(app: typer.Typer) -> None:
    command(app, "copy", *EXAMPLES)(copy)


def copy(ctx: typer.Context, source: From, target: To, *, as_json: options.Json = False) -> None:
    """Copy all that a store holds into an empty one, and compare them at the end.

    Stop the service and crawls first: the copy has what was there, and what is written meanwhile
    makes the two differ, which is said. Broken off, the same command goes on. Leases stay behind.
    Afterwards `store` in offerwatch.toml says which of them counts.
    """
    screen = Screen()
    workspace = workspace_of(ctx)
    for url in (source, target):
        _check(url)
    with stoppable(), progress(screen) as told:
        sums = _copied(workspace, source, target, told)
    if as_json:
        screen.json({str(kind): one.count for kind, one in sums.items()})
    else:
        number = sum(one.count for one in sums.values())
        screen.say(f"{counted(number, 'thing')} copied, and both stores are equal")


def _check(url: str) -> None:
    # What settings may hold takes rooms that help and completion must not wait for.
    from workspace.fault import Wrong
    from workspace.store import store

    try:
        store(url)
    except Wrong as error:
        raise Refused(str(error), Exit.USAGE) from error


def _copied(workspace: "Workspace", source: str, target: str, told: "Told") -> "Sums":
    # Copying takes both homes; help and completion must not wait for them.
    from index import copying
    from index.store import named

    name = named(source, workspace.folder)
    if name == named(target, workspace.folder):
        raise Refused("FROM and TO are the same store: there is nothing to copy", Exit.USAGE)
    with workspace.open_upkeep(source) as upkeep:
        # Opened as a store, one that is not there would be made.
        upkeep.status()
    with workspace.open_store(source) as one, workspace.open_store(target) as other:
        return copying.copy(one, other, name, told)
