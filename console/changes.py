"""`offerwatch changes`: what crawls noticed lately, and what of the new is really new."""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime
from typing import Annotated

import typer

from console import changes_view, options
from console.desk import Desk, opened
from console.guide import command
from console.screen import Screen
from console.search import Site
from index.spelling import lower
from ledger.noticed import Noticed, What, noticed, runs_since
from offers.run import Run

EXAMPLES = (
    "offerwatch changes --since 24h",
    "offerwatch changes --since 7d --only repost --only elsewhere",
    "offerwatch changes --since 2026-11-01 --site bazaar --limit 0",
    "offerwatch changes --json | jq -r 'select(.what == \"gone\") | .url'",
)

Since = Annotated[
    str, typer.Option("--since", metavar="WHEN", help="Since when: 24h, 7d, 2026-11-01.")
]
Only = Annotated[
    list[What] | None,
    typer.Option("--only", metavar="WHAT", help=f"Only {', '.join(What)}; may be repeated."),
]
Limit = Annotated[
    int,
    typer.Option("--limit", "-n", metavar="N", min=0, help="At most so many of each; 0 for all."),
]


def register(app: typer.Typer) -> None:
    command(app, "changes", *EXAMPLES, panel="Look")(changes)


def changes(  # noqa: PLR0913 - every option is a parameter
    ctx: typer.Context,
    *,
    since: Since = "24h",
    site: Site = None,
    only: Only = None,
    limit: Limit = 10,
    as_json: options.Json = False,
) -> None:
    """Show what became of ads lately: new, edited, gone, back.

    Of new ads it says which are really new, and which are the same ad in another place
    (elsewhere), a part of it, a repost after the earlier one was gone, or another ad of a known
    template; of edited ones what changed, of those that are gone how that is known.
    """
    screen = Screen()
    with opened(ctx) as desk:
        start = desk.since(since)
        runs = _runs(desk, start, site)
        found = _chosen(noticed(desk.store.index, runs, start), only)
        if as_json:
            changes_view.write_json(screen, desk, found)
        else:
            changes_view.draw(screen, desk, list(found), limit or None)
            _say(screen, desk, runs, start)


def _runs(desk: Desk, start: datetime, sites: Sequence[str] | None) -> Sequence[Run]:
    wanted = {lower(name) for name in sites or ()}
    runs = runs_since(desk.store.journal, start)
    return [run for run in runs if not wanted or lower(run.site) in wanted]


def _chosen(found: Iterable[Noticed], only: Sequence[What] | None) -> Iterator[Noticed]:
    return (each for each in found if not only or each.what in only)


def _say(screen: Screen, desk: Desk, runs: Sequence[Run], start: datetime) -> None:
    ends = Counter("running" if run.end is None else str(run.end) for run in runs)
    told = ", ".join(f"{count} {end}" for end, count in sorted(ends.items())) or "no run"
    screen.say(f"Since {desk.when(start)}: runs: {told}", "dim")
    if waiting := sum(run.end is not None and not run.linked for run in runs):
        screen.say(
            f"What {waiting} of them found was not compared with other ads yet: all of it "
            "counts as new.",
            "yellow",
        )
