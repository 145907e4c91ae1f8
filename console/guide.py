"""How help is laid out: what a command does, then examples that can be typed as they stand."""

from collections.abc import Callable, Sequence
from inspect import cleandoc
from typing import TypeVar

import typer
from rich.markup import escape

Command = TypeVar("Command", bound=Callable[..., None])


def command(
    app: typer.Typer, name: str, *examples: str, panel: str | None = None
) -> Callable[[Command], Command]:
    """Register a command under its name; its docstring is its help, `examples` end it.

    `panel` is the part of the list of commands in which it stands.
    """

    def register(function: Command) -> Command:
        told = prose(function.__doc__ or "")
        return app.command(
            name,
            help=told,
            short_help=told.split("\n\n")[0],
            epilog=shown(examples),
            rich_help_panel=panel,
        )(function)

    return register


def prose(text: str) -> str:
    """Paragraphs without the line breaks of the source, so that any terminal can break them."""
    paragraphs = cleandoc(text).split("\n\n")
    return escape("\n\n".join(" ".join(paragraph.split()) for paragraph in paragraphs))


def shown(examples: Sequence[str]) -> str:
    """Examples, one under the other, none of them read as markup."""
    return "[bold]Examples[/bold]\n" + "\n".join(f"  {escape(example)}" for example in examples)


def group(app: typer.Typer, name: str, told: str, *examples: str, panel: str) -> typer.Typer:
    """A group of commands under one name."""
    inner = typer.Typer(no_args_is_help=True)
    app.add_typer(
        inner, name=name, help=told, short_help=told, epilog=shown(examples), rich_help_panel=panel
    )
    return inner
