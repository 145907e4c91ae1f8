"""The command `offerwatch`: its commands, what they share, and how they fail."""

import sys
from importlib.metadata import version
from pathlib import Path
from typing import Annotated, Any

import typer
from typer.core import TyperGroup

from console import (
    alerts,
    changes,
    contact,
    crawl,
    demo,
    doctor,
    explain,
    export,
    families,
    family,
    index_group,
    indicators,
    init,
    kibana,
    private,
    reread,
    runs,
    search,
    service,
    show,
    sites,
    trying,
)
from console.guide import shown
from console.screen import Screen

GROUPS = (
    init,
    demo,
    sites,
    trying,
    crawl,
    search,
    show,
    explain,
    contact,
    family,
    families,
    changes,
    runs,
    export,
    alerts,
    indicators,
    service,
    private,
    reread,
    index_group,
    kibana,
    doctor,
)
"""The modules of the commands, in the order in which help shows them."""

EXAMPLES = (
    "offerwatch demo                       # see it work on boards of its own",
    "offerwatch init my-watch",
    "offerwatch -w my-watch sites check",
    "offerwatch -w my-watch crawl",
    "offerwatch -w my-watch search 'passport AND waiter' --since 7d",
)


class Root(TyperGroup):
    """All commands. An error that the operator can mend is a sentence and an exit code."""

    def invoke(self, ctx: Any) -> Any:
        try:
            return super().invoke(ctx)
        except Exception as error:
            # What an error means is asked once there is one.
            from console.failures import refusal

            refused = refusal(error)
            if refused is None:
                raise
            Screen().say(str(refused), "red")
            raise typer.Exit(refused.code) from error


Folder = Annotated[
    Path | None,
    typer.Option(
        "--workspace",
        "-w",
        metavar="DIR",
        help="The workspace; without it OFFERWATCH_WORKSPACE, then the nearest one upward.",
    ),
]


def _tell_version(wanted: bool) -> None:  # noqa: FBT001 - Typer hands it over so
    if wanted:
        typer.echo(f"offerwatch {version('offerwatch')}")
        raise typer.Exit


Version = Annotated[
    bool, typer.Option("--version", help="Show the version.", callback=_tell_version, is_eager=True)
]


def root(ctx: typer.Context, *, workspace: Folder = None, _version: Version = False) -> None:
    """Collect public job ads and travel offers, keep proof of them, search them, be told of new
    ones."""
    ctx.obj = workspace


def build() -> typer.Typer:
    """The whole command, as Typer runs it."""
    app = typer.Typer(
        name="offerwatch",
        cls=Root,
        no_args_is_help=True,
        pretty_exceptions_enable=False,
        context_settings={"help_option_names": ["--help", "-h"]},
    )
    app.callback(epilog=shown(EXAMPLES))(root)
    for group in GROUPS:
        group.register(app)
    return app


def main() -> None:
    """Run the command line that the process was started with."""
    for stream in (sys.stdout, sys.stderr):
        # A terminal that cannot write Arabic shows question marks; it is no reason to stop.
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(errors="replace")
    build()(prog_name="offerwatch")
