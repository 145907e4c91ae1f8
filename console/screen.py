"""What the operator sees: what was asked for on stdout, all that is said about it on stderr."""

import json
import sys
import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from rich import box
from rich.console import Console, RenderableType
from rich.table import Table
from rich.text import Text

from console import plain

Styles = Mapping[tuple[str, str], str]
"""Colours by column title and cell, where a cell has one of its own."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Column:
    """A column of a table, as a terminal shows it; scripts get every column, whole.

    `short` is the part of an id that a person needs; `from_width` leaves the column out of
    terminals with fewer columns; `grows` takes the room that is left and is cut where there is
    none. `folds` breaks long cells instead of cutting them.
    """

    title: str
    style: str = ""
    right: bool = False
    short: slice | None = None
    from_width: int = 0
    grows: bool = False
    folds: bool = False


class Screen:
    """stdout and stderr. No ad's text is ever read as markup: both consoles have it switched off.

    `piped`: somebody reads stdout who is no person, so nothing is cut, coloured or drawn there;
    with `always_drawn` tables are drawn all the same, without colours.
    """

    def __init__(self, *, always_drawn: bool = False) -> None:
        self._always_drawn = always_drawn

    @cached_property
    def out(self) -> Console:
        return _console(stderr=False)

    @cached_property
    def err(self) -> Console:
        return _console(stderr=True)

    @property
    def piped(self) -> bool:
        return not self._always_drawn and not self.out.is_terminal

    def say(self, text: str = "", style: str = "") -> None:
        """Something about what was asked for: to stderr."""
        self.err.print(self.text(text, style), soft_wrap=not self.err.is_terminal)

    def show(self, what: RenderableType) -> None:
        """Something that was asked for: to stdout."""
        self.out.print(what, soft_wrap=self.piped)

    def unbroken(self, text: str, style: str = "") -> None:
        """A line to be copied from: to stdout, and never broken by us."""
        self.out.print(Text(plain.line(text), style), soft_wrap=True)

    def heading(self, text: str) -> None:
        """The title of what follows on stdout."""
        self.show(Text(f"\n{plain.line(text)}", "bold"))

    def text(self, text: str, style: str = "") -> Text:
        """Foreign text, of several lines perhaps, made harmless."""
        return Text(plain.lines(text), style)

    def json(self, value: object) -> None:
        """One line of JSON to stdout."""
        sys.stdout.write(dumped(value) + "\n")

    def table(
        self, columns: Sequence[Column], rows: Iterable[Sequence[str]], styles: Styles | None = None
    ) -> None:
        """Rows of foreign text: drawn for a person, parted by tabs for a script."""
        if self.piped:
            self._tabs(columns, rows)
        else:
            self.out.print(drawn(columns, rows, width=self.out.width, styles=styles))

    def _tabs(self, columns: Sequence[Column], rows: Iterable[Sequence[str]]) -> None:
        for row in ([column.title for column in columns], *rows):
            sys.stdout.write("\t".join(plain.line(cell) for cell in row) + "\n")


def _console(*, stderr: bool) -> Console:
    return Console(stderr=stderr, markup=False, highlight=False, emoji=False)


def dumped(value: object) -> str:
    """JSON in one line, every script readable, nothing in it that a terminal obeys."""
    return plain.escaped(json.dumps(value, ensure_ascii=False, allow_nan=False))


def drawn(
    columns: Sequence[Column],
    rows: Iterable[Sequence[str]],
    *,
    width: int,
    styles: Styles | None = None,
) -> RenderableType:
    """A table for a terminal of that width."""
    seen = [at for at, column in enumerate(columns) if width >= column.from_width]
    rows = list(rows)
    table = Table(
        box=box.SIMPLE_HEAD,
        show_edge=False,
        padding=(0, 1, 0, 0),
        header_style="bold",
        width=width - _slack(rows, width) if any(columns[at].grows for at in seen) else None,
    )
    for at in seen:
        _add(table, columns[at])
    for row in rows:
        table.add_row(*(_cell(columns[at], row[at], styles or {}) for at in seen))
    return table


def _add(table: Table, column: Column) -> None:
    table.add_column(
        column.title,
        justify="right" if column.right else "left",
        no_wrap=not column.folds,
        overflow="fold" if column.folds else "ellipsis",
        min_width=len(column.title) if column.right else None,
        ratio=1 if column.grows else None,
    )


def _slack(rows: Iterable[Sequence[str]], width: int) -> int:
    """Columns to leave free: many terminals give a vowel sign beside its letter (Unicode category
    Mc, as in Hindi) a column of its own, and Rich does not."""
    signs = (sum(unicodedata.category(sign) == "Mc" for sign in "".join(row)) for row in rows)
    return min(max(signs, default=0), width // 4)


def _cell(column: Column, text: str, styles: Styles) -> Text:
    return Text(
        plain.cell(text[column.short or slice(None)]),
        styles.get((column.title, text), column.style),
    )
