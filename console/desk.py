"""The operator's workspace and its store, opened for one command."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

import typer

from console.ago import since as moment_since
from console.exits import Refused
from index.base import Order, Store
from index.query.tree import Term
from offers.life import Known
from workspace.where import checked, find

if TYPE_CHECKING:
    from ledger import Kinship
    from workspace.folder import Workspace


@dataclass(frozen=True, slots=True)
class Desk:
    """What most commands need. Times are shown in the workspace's zone."""

    workspace: "Workspace"
    store: Store

    def when(self, at: datetime | None) -> str:
        """A moment to the minute, in the workspace's time zone; empty if there is none."""
        return f"{at.astimezone(self.workspace.settings.zone):%Y-%m-%d %H:%M}" if at else ""

    def since(self, text: str) -> datetime:
        """The moment that `7d`, `36h` or a date means here. Raises `Refused`."""
        return moment_since(text, now=self.workspace.now(), zone=self.workspace.settings.zone)

    @property
    def kinship(self) -> "Kinship":
        """What decides which ads are the same ad."""
        return self.workspace.ledger(self.store).families

    def offer(self, start: str) -> Known:
        """The open offer whose id begins so."""
        known = self.store.index.get(start) if start else None
        if known is None:
            raise Refused(
                f"no open offer has an id that begins with {start!r}; "
                "`offerwatch search` shows the ids"
            )
        return known

    def at(self, url: str) -> Known | None:
        """The open offer at that address, the one seen last where several stand there."""
        found = self.store.index.search(Term("url", url), order=Order("last_seen"), limit=1)
        return found.offers[0] if found.offers else None


def workspace_of(ctx: typer.Context) -> "Workspace":
    """The workspace that `--workspace`, the environment or the folder names."""
    # Reading site files takes rooms that help and completion must not wait for.
    from workspace.folder import Workspace

    named = ctx.obj
    return Workspace.open(checked(named, "--workspace") if isinstance(named, Path) else find())


@contextmanager
def opened(ctx: typer.Context) -> Iterator[Desk]:
    """The workspace with its store; the store is closed at the end."""
    workspace = workspace_of(ctx)
    with workspace.open_store() as store:
        yield Desk(workspace, store)
