"""What the shell offers after TAB: the names of sites and rules of the workspace at hand."""

from collections.abc import Iterator
from pathlib import Path

import typer

from workspace.where import NoWorkspace, find


def sites(ctx: typer.Context) -> Iterator[str]:
    yield from _names(ctx, "sites")


def rules(ctx: typer.Context) -> Iterator[str]:
    yield from _names(ctx, "alerts")


def _names(ctx: typer.Context, folder: str) -> Iterator[str]:
    """Names of files are enough: TAB must not wait for them to be read and checked."""
    named = ctx.find_root().params.get("workspace")
    try:
        workspace = Path(named) if named else find()
        yield from sorted(file.stem for file in (workspace / folder).glob("*.toml"))
    except (NoWorkspace, OSError):
        return
