"""`offerwatch init`: a workspace to begin with."""

from pathlib import Path
from typing import Annotated

import typer

from console.guide import command
from console.screen import Screen
from workspace.init import init as make

EXAMPLES = ("offerwatch init my-watch", "offerwatch init .")

Folder = Annotated[
    Path,
    typer.Argument(metavar="DIR", help="The folder; made if it is not there.", file_okay=False),
]


def register(app: typer.Typer) -> None:
    command(app, "init", *EXAMPLES, panel="Begin")(init)


def init(folder: Folder) -> None:
    """Make a workspace: settings with comments, a first site file, a first rule.

    What is in the folder already is left as it is.
    """
    screen = Screen()
    for file in make(folder):
        screen.show(screen.text(f"{file}"))
    screen.say(f"Next: write your contact into {folder / 'offerwatch.toml'}, then")
    for typed in ("sites check", "crawl"):
        screen.say(f"  offerwatch -w {folder} {typed}")
