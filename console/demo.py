"""`offerwatch demo`: all of it at work, on small boards and a mail server of its own."""

import shutil
from pathlib import Path
from typing import Annotated

import typer

from console.exits import Exit, Refused
from console.guide import command
from console.screen import Screen

EXAMPLES = (
    "offerwatch demo",
    "offerwatch demo --keep my-demo --days 2",
    "offerwatch demo --store elasticsearch    # with a server of its own: needs Java and Maven",
)
MARK = ".offerwatch-demo"
"""The file that tells a demo's folder from anybody else's."""

Keep = Annotated[
    Path,
    typer.Option(
        "--keep", metavar="DIR", help="Where the demo's workspace is made.", file_okay=False
    ),
]
Days = Annotated[
    int, typer.Option("--days", metavar="N", min=1, max=30, help="How many days to simulate.")
]


Store = Annotated[
    str,
    typer.Option(
        "--store",
        metavar="STORE",
        help="sqlite; elasticsearch for a server that ends with the demo; or the URL of one.",
    ),
]


def register(app: typer.Typer) -> None:
    command(app, "demo", *EXAMPLES, panel="Begin")(demo)


def demo(*, keep: Keep = Path("offerwatch-demo"), days: Days = 3, store: Store = "sqlite") -> None:
    """See it work: crawl the demo's boards over simulated days, search, get a mail.

    Needs no server and no configuration: boards and mail server are on loopback and end with the
    demo. The workspace stays, to be looked around in; the next demo makes it anew. A folder that
    is not a demo's is never touched.
    """
    # The demo's web is needed by nobody else.
    from console import served, story

    with served.open_store(store) as url:
        prepare(keep)
        good = story.tell(keep, url, days, Screen(always_drawn=True))
    if not good:
        raise typer.Exit(Exit.FAILED)


def prepare(folder: Path) -> None:
    """An empty folder with the demo's mark; an earlier demo is cleared away.

    Raises `Refused` if there is something else in it.
    """
    if (folder / MARK).is_file():
        shutil.rmtree(folder)
    elif folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
        raise Refused(
            f"{folder} is not empty and not a demo's: name another with --keep DIR", Exit.USAGE
        )
    folder.mkdir(parents=True, exist_ok=True)
    (folder / MARK).write_text("Made by `offerwatch demo`, which may clear this folder.\n", "utf-8")
