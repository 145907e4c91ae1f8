"""`offerwatch reread`: stored offers are read again by today's parsers."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from itertools import islice
from typing import TYPE_CHECKING, Annotated

import typer

from console import options
from console.desk import Desk, opened
from console.guide import command
from console.narrow import narrowed
from console.plain import counted
from console.progress import Told, progress
from console.screen import Column, Screen
from console.search import Since, Site
from console.stopping import stoppable
from console.unseal import actor
from index.base import Order
from index.query.tree import All, Everything, Node, Not, Term
from offers.life import Known

if TYPE_CHECKING:
    from console.readings import Tally
    from ledger.rereading import Reread, Rereader

EXAMPLES = (
    "offerwatch reread --dry-run",
    "offerwatch reread --since 30d --site bazaar",
    "offerwatch reread --yes --json",
)
SLICE = 200
"""Offers read and written in one go."""

NAMED = 10
"""Ads that are named which could not be read."""

OLDEST = Order("first_seen", descending=False)
COUNTS = (Column(title="field"), Column(title="offers", right=True))
DIFFERENCES = (
    Column(title="id", style="cyan", short=slice(8)),
    Column(title="field"),
    Column(title="went", style="red", folds=True),
    Column(title="came", style="green", folds=True),
)

Dry = Annotated[bool, typer.Option("--dry-run", help="Only show what would change.")]
Every = Annotated[
    bool,
    typer.Option(
        "--all",
        help="Also offers that were read by these parsers: after a change of a site file or a"
        " pack of indicators.",
    ),
]


def register(app: typer.Typer) -> None:
    command(app, "reread", *EXAMPLES, panel="Keep")(reread)


def reread(  # noqa: PLR0913 - every option is a parameter
    ctx: typer.Context,
    *,
    since: Since = None,
    site: Site = None,
    every: Every = False,
    dry_run: Dry = False,
    yes: options.Yes = False,
    as_json: options.Json = False,
) -> None:
    """Read stored offers again by today's parsers.

    Shows what would change and asks before it changes it. What was published stays as it is, and
    so does what earlier wordings were read as; no event comes of it and no alert. Offers that turn
    out to need a seal are sealed. Broken off, the next one goes on.
    """
    screen = Screen()
    with stoppable(), opened(ctx) as desk:
        work = Work(desk, _wanted(desk, since, site, every=every), _rereader(desk))
        if as_json:
            _scripted(work, screen, write=yes and not dry_run)
        else:
            _talked(work, screen, yes=yes, dry_run=dry_run)


def _scripted(work: "Work", screen: Screen, *, write: bool) -> None:
    tally = _tallied(work.entered if write else work.looked, screen)
    screen.json(_json(tally, done=write and bool(tally.read)))


def _talked(work: "Work", screen: Screen, *, yes: bool, dry_run: bool) -> None:
    tally = _tallied(work.looked, screen)
    _show(screen, tally)
    if tally.read and not dry_run and (yes or _confirmed(tally)):
        screen.say(_said(_tallied(work.entered, screen), "changed"))
    elif tally.read:
        screen.say("Nothing was changed.")


def _tallied(made: "Callable[[Told], Tally]", screen: Screen) -> "Tally":
    with progress(screen) as told:
        return made(told)


@dataclass(frozen=True, slots=True)
class Work:
    """The offers that are to be read again, first to look, then to write."""

    desk: Desk
    wanted: Node
    rereader: "Rereader"

    def looked(self, told: Told) -> "Tally":
        """What would change."""
        return self._tally("read", map(self.rereader.look, self._offers()), told)

    def entered(self, told: Told) -> "Tally":
        """What was changed. Each slice is written before the next is read."""
        lives = self._offers()
        slices = iter(lambda: list(islice(lives, SLICE)), [])
        found = (one for some in slices for one in self.rereader.enter(some))
        return self._tally("changed", found, told)

    def _offers(self) -> Iterator[Known]:
        return self.desk.store.index.walk(self.wanted, OLDEST)

    def _tally(self, what: str, found: "Iterable[Reread]", told: Told) -> "Tally":
        from console.readings import Tally

        tally = Tally()
        for one in found:
            tally.add(one)
            if not tally.read % SLICE:
                told(what, tally.read)
        told(what, tally.read)
        return tally


def _wanted(desk: Desk, since: str | None, site: list[str] | None, *, every: bool) -> Node:
    # Parsers take a while to load, and help must not wait for them.
    from parsers.offer import EXTRACTOR

    node = narrowed(Everything(), desk.since(since) if since else None, {"site": site})
    return node if every else All((node, Not(Term("extractor", EXTRACTOR))))


def _rereader(desk: Desk) -> "Rereader":
    from ledger.rereading import Rereader
    from workspace.again import reader

    workspace, store = desk.workspace, desk.store
    return Rereader(
        index=store.index,
        journal=store.journal,
        families=workspace.ledger(store).families,
        secret=workspace.secret,
        read=reader(workspace),
        actor=actor(),
        now=workspace.now,
    )


def _confirmed(tally: "Tally") -> bool:
    return typer.confirm(f"Write {counted(tally.read, 'reading')}?", err=True)


def _show(screen: Screen, tally: "Tally") -> None:
    if tally.fields:
        screen.table(COUNTS, [(name, str(count)) for name, count in tally.fields.most_common()])
    rows = [
        (id_, each.field, "; ".join(each.gone), "; ".join(each.come))
        for kept in tally.examples.values()
        for id_, each in kept
    ]
    if rows:
        screen.show("")
        screen.table(DIFFERENCES, rows)
    if tally.read:
        screen.say(_said(tally, "would change"))
        for id_, why in islice(tally.unread.items(), NAMED):
            screen.say(f"{id_}: the ad could not be understood: {why}", "yellow")
    else:
        screen.say("All of it was read by these parsers; --all reads it again nevertheless.")


def _said(tally: "Tally", changed: str) -> str:
    parts = [f"{counted(tally.read, 'offer')} read again", f"{tally.changed} {changed}"]
    parts += [f"{count} sealed to protect a {whom}" for whom, count in tally.sealed.items()]
    parts += [f"{len(tally.unread)} could not be read and stay as they are"] if tally.unread else []
    return ", ".join(parts)


def _json(tally: "Tally", *, done: bool) -> dict[str, object]:
    return {
        "done": done,
        **tally.counts(),
        "failed": [{"id": id_, "why": why} for id_, why in tally.unread.items()],
        "protects": dict(tally.sealed),
        "fields": dict(tally.fields),
        "examples": [
            {"id": id_, "field": each.field, "went": [*each.gone], "came": [*each.come]}
            for kept in tally.examples.values()
            for id_, each in kept
        ],
    }
