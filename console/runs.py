"""`offerwatch runs`: which sites were read when, and what went wrong."""

from collections.abc import Sequence
from typing import Annotated

import typer

from console import complete, held, options
from console.desk import Desk, opened
from console.exits import Exit, Refused
from console.fetched import fetched, title
from console.guide import command
from console.record import Json, json_of
from console.screen import Column, Screen
from offers.run import End, Problem, Run

EXAMPLES = (
    "offerwatch runs",
    "offerwatch runs --site bazaar --limit 5",
    "offerwatch runs 4f2a91c0        # one run with its problems",
    "offerwatch runs 4f2a91c0 --answer moved   # what a held run asks",
    "offerwatch runs --json | jq -r 'select(.end != \"ok\") | .site'",
)

MOST = 10_000
"""Runs among which a shortened id is looked for, the newest."""

COUNTED = {
    "requests": 120, "pages": 60, "not_modified": 140, "not_due": 140, "offers": 60, "new": 70,
    "edited": 90, "gone": 90, "problems": 60,
}  # fmt: skip
"""Counts of a run that are shown, and from which width of the terminal on."""

COLUMNS = (
    Column(title="run", style="cyan", short=slice(-8, None)),
    Column(title="site", style="green"),
    Column(title="started", short=slice(5, None)),
    Column(title="end"),
    Column(title="coverage", from_width=90),
    *(Column(title=title(name), right=True, from_width=width) for name, width in COUNTED.items()),
    Column(title="reason", grows=True, from_width=100),
)
PROBLEMS = (
    Column(title="kind", style="yellow"),
    Column(title="reason", folds=True),
    Column(title="url", folds=True),
    Column(title="page kept in", folds=True, from_width=100),
)
STYLES = {
    ("end", End.OK): "green",
    ("end", End.EMPTY): "yellow",
    ("end", End.BLOCKED): "red",
    ("end", End.BROKEN): "red",
    ("end", End.ABORTED): "red",
    ("end", f"{End.ABORTED} (died)"): "red",
    ("end", "running"): "blue",
}

RunId = Annotated[
    str | None,
    typer.Argument(metavar="RUN", help="A run's id, its beginning or its end: shows its problems."),
]

Site = Annotated[
    str | None,
    typer.Option(
        "--site", metavar="NAME", help="Only runs of this site.", autocompletion=complete.sites
    ),
]
Limit = Annotated[int, typer.Option("--limit", "-n", metavar="N", min=1, help="At most so many.")]
Answer = Annotated[
    held.Answer | None,
    typer.Option(
        "--answer", help="Whether the ads that a held run asks about have moved or are gone."
    ),
]


def register(app: typer.Typer) -> None:
    command(app, "runs", *EXAMPLES, panel="Watch")(runs)


def runs(  # noqa: PLR0913 - every option is a parameter
    ctx: typer.Context,
    run: RunId = None,
    *,
    site: Site = None,
    limit: Limit = 20,
    answer: Answer = None,
    as_json: options.Json = False,
) -> None:
    """Show the runs, newest first, or one run with its problems.

    A run ends ok, empty (nothing was listed), blocked (robots.txt or the site refused), broken
    (pages no longer read) or aborted, which says "(died)" where its process died and a later one
    closed it. Only an ok run of full coverage marks offers gone.

    A run is held where nearly all ads of a site are gone and new ones read like them. Until
    somebody says whether the site has moved its ads or they are gone, none is marked gone, and
    what the run noticed is not mailed.
    """
    screen = Screen()
    if answer and run is None:
        raise Refused("--answer needs a run: `offerwatch runs RUN --answer moved`", Exit.USAGE)
    with opened(ctx) as desk:
        if run is not None:
            one = _found(desk, run)
            one = held.settle(desk, one, answer, screen) if answer else one
            _one(desk, one, screen, as_json=as_json)
            return
        found = desk.store.journal.runs(site=site, limit=limit)
        _all(desk, found, screen, as_json=as_json)


def _all(desk: Desk, found: Sequence[Run], screen: Screen, *, as_json: bool) -> None:
    if as_json:
        for each in found:
            screen.json(run_json(each))
    elif found:
        screen.table(COLUMNS, (row(each, desk) for each in found), styles=STYLES)
        held.ask(found, screen)
    else:
        screen.say("No run yet: `offerwatch crawl` makes the first.")


def _found(desk: Desk, part: str) -> Run:
    journal = desk.store.journal
    exact = journal.run(part)
    newest = journal.runs(limit=MOST)
    found = [exact] if exact else [each for each in newest if _named(each.id, part)]
    if len(found) == 1:
        return found[0]
    problem = "several runs have ids" if found else "no run has an id"
    raise Refused(f"{problem} that begin or end with {part!r}; `offerwatch runs` shows them")


def _named(id: str, part: str) -> bool:
    return id.startswith(part) or id.endswith(part)


def _one(desk: Desk, run: Run, screen: Screen, *, as_json: bool) -> None:
    problems = desk.store.journal.problems(run.id)
    if as_json:
        screen.json(run_json(run) | {"problems": [json_of(each) for each in problems]})
        return
    screen.table(COLUMNS, [row(run, desk)], styles=STYLES)
    screen.say(fetched(run.counts))
    if run.reason:
        screen.show(screen.text(run.reason))
    if run.held:
        screen.say(f"It waits for an answer: {held.way_out(run)}", "yellow")
    if problems:
        screen.table(PROBLEMS, (_problem(each) for each in problems))


def _problem(problem: Problem) -> tuple[str, ...]:
    kept = problem.capture
    where = f"{kept.file}, offset {kept.offset}" if kept else ""
    return problem.kind, problem.reason, problem.url, where


def row(run: Run, desk: Desk) -> tuple[str, ...]:
    """The cells of a run, in the order of `COLUMNS`."""
    end = f"{run.end or 'running'}{' (died)' * run.died}{' (held)' * run.held}"
    counts = (str(run.counts.get(name, 0)) for name in COUNTED)
    return run.id, run.site, desk.when(run.started), end, run.coverage, *counts, run.reason or ""


def run_json(run: Run) -> dict[str, Json]:
    """A run as JSON: every field of `offers.run.Run`, `end` null while it lives."""
    value = json_of(run)
    assert isinstance(value, dict)
    return value
