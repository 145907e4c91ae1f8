"""`offerwatch export`: all offers, or those of a query, for another program."""

import os
import sys
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from enum import StrEnum
from pathlib import Path
from typing import Annotated, TextIO

import typer

from console import spreadsheet
from console.desk import Desk, opened
from console.guide import command
from console.narrow import Wanted, parsed
from console.plain import counted
from console.record import known_json
from console.screen import Screen, dumped
from index.base import Order
from offers.life import Known

EXAMPLES = (
    "offerwatch export --format jsonl -o offers.jsonl",
    "offerwatch export --format csv --query 'country:DE' > offers.csv",
    "offerwatch export --format csv --bom -o for-excel.csv",
)
TOLD_EVERY = 500


class Format(StrEnum):
    """What an export is written as."""

    JSONL = "jsonl"
    CSV = "csv"


Formats = Annotated[
    Format,
    typer.Option(
        "--format",
        metavar="FORMAT",
        help="jsonl or csv: JSON Lines with every field, or a spreadsheet's CSV.",
    ),
]
Query = Annotated[
    str,
    typer.Option(
        "--query", metavar="QUERY", help="Only offers that this query holds for (docs/query.md)."
    ),
]
File = Annotated[
    Path | None,
    typer.Option(
        "--output", "-o", metavar="FILE", help="A file instead of stdout.", dir_okay=False
    ),
]
Bom = Annotated[
    bool, typer.Option("--bom", help="Begin a CSV file with a byte order mark, as Excel wants it.")
]


def register(app: typer.Typer) -> None:
    command(app, "export", *EXAMPLES, panel="Look")(export)


def export(
    ctx: typer.Context,
    *,
    format: Formats = Format.JSONL,
    query: Query = "*",
    output: File = None,
    bom: Bom = False,
) -> None:
    """Write offers for other programs.

    Offers come oldest first, one by one: an export of millions needs no more memory than one of
    ten. In CSV a cell that a spreadsheet would take for a formula gets an apostrophe before it.
    Sealed offers are never exported.
    """
    screen = Screen()
    with opened(ctx) as desk:
        wanted = Wanted(
            node=parsed(desk, query), order=Order("first_seen", descending=False), limit=None
        )
        with _sink(output) as file:
            if bom and format is Format.CSV:
                file.write("\ufeff")
            written = WRITERS[format](_told(desk, wanted, screen), file)
    screen.say(f"{counted(written, 'offer')} written" + (f" to {output}" if output else ""))


def write_jsonl(offers: Iterable[Known], file: TextIO) -> int:
    """One JSON object a line; says how many."""
    written = 0
    for known in offers:
        file.write(dumped(known_json(known)) + "\n")
        written += 1
    return written


WRITERS: Mapping[Format, Callable[[Iterable[Known], TextIO], int]] = {
    Format.JSONL: write_jsonl,
    Format.CSV: spreadsheet.write,
}


@contextmanager
def _sink(output: Path | None) -> Iterator[TextIO]:
    """stdout, or a file that appears under its name only once it is whole."""
    if output is None:
        yield sys.stdout
        return
    part = output.with_name(f".{output.name}.{os.getpid()}.part")
    try:
        with part.open("w", encoding="utf-8", errors="replace", newline="") as file:
            yield file
        part.replace(output)
    finally:
        part.unlink(missing_ok=True)


def _told(desk: Desk, wanted: Wanted, screen: Screen) -> Iterator[Known]:
    """The offers, with a count on the terminal that grows as they pass."""
    if not screen.err.is_terminal:
        yield from wanted.offers(desk.store.index)
        return
    with screen.err.status("0 offers") as status:
        for number, known in enumerate(wanted.offers(desk.store.index), 1):
            if number % TOLD_EVERY == 0:
                status.update(f"{number} offers")
            yield known
