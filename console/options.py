"""Options that several commands share, each described once."""

from typing import Annotated

import typer

Json = Annotated[
    bool, typer.Option("--json", help="Write JSON to stdout, one object a line, for scripts.")
]
Yes = Annotated[bool, typer.Option("--yes", "-y", help="Do not ask.")]
Query = Annotated[
    str,
    typer.Argument(
        metavar="QUERY",
        help="What to look for, in the language of docs/query.md; without it, everything.",
        show_default=False,
    ),
]
OfferId = Annotated[
    str, typer.Argument(metavar="ID", help="An offer's id; its beginning is enough.")
]
