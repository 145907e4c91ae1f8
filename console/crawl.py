"""`offerwatch crawl`: visit sites now, watch it happen, and see what came of it."""

from collections.abc import Sequence
from typing import TYPE_CHECKING, Annotated

import typer

from console import complete, faults, held, novel, options
from console.crawling import Crawling, SiteCrawl
from console.desk import Desk, opened
from console.exits import Exit
from console.fetched import title
from console.guide import command
from console.mailing import enter_rules
from console.plain import counted
from console.runs import run_json
from console.screen import Column, Screen
from console.site_names import unknown
from console.watching import STYLES, watch
from crawlers.browser.found import left_out

if TYPE_CHECKING:
    from workspace.sites import Sites

EXAMPLES = (
    "offerwatch crawl                    # all sites",
    "offerwatch crawl bazaar jobportal",
    "offerwatch crawl --json | jq -r 'select(.end != \"ok\") | .site'",
)
COUNTED = {
    "requests": 120, "pages": 0, "not_modified": 140, "not_due": 140, "offers": 0, "new": 0,
    "edited": 0, "back": 100, "gone": 0, "problems": 0,
}  # fmt: skip
"""Counts of a run that are shown, and from which width of the terminal on."""

COLUMNS = (
    Column(title="site", style="green"),
    Column(title="end"),
    Column(title="coverage", from_width=90),
    *(Column(title=title(name), right=True, from_width=width) for name, width in COUNTED.items()),
    Column(title="run", style="cyan", short=slice(-8, None), from_width=100),
)

Names = Annotated[
    list[str] | None,
    typer.Argument(
        metavar="NAME...", help="Sites; without names, all of them.", autocompletion=complete.sites
    ),
]


def register(app: typer.Typer) -> None:
    command(app, "crawl", *EXAMPLES, panel="Watch")(crawl)


def crawl(ctx: typer.Context, names: Names = None, *, as_json: options.Json = False) -> None:
    """Crawl sites now.

    Each crawl is a process of its own; Ctrl-C ends them cleanly and their runs show as aborted.
    Exits with 1 unless every site was read and every run ended ok. What is new is mailed by the
    service or by `offerwatch alerts send`.
    """
    screen = Screen()
    with opened(ctx) as desk:
        sites = desk.workspace.sites()
        wrong = _faults(sites, names, screen)
        crawling = Crawling(desk, chosen(sites, names))
        if names is None:
            _say_left_out(sites, screen)
        enter_rules(desk)
        stopped = watch(crawling, screen)
        crawling.settle()
        (_write_json if as_json else sum_up)(crawling.crawls, screen)
        _say_what_next(desk, crawling.crawls, screen)
    if stopped:
        raise typer.Exit(Exit.STOPPED)
    if wrong or not all(each.good for each in crawling.crawls):
        raise typer.Exit(Exit.FAILED)


def _faults(sites: "Sites", names: Sequence[str] | None, screen: Screen) -> bool:
    """Tell what is wrong in the files of the sites that were asked for."""
    asked: Sequence[str | None] = names or [None]
    wrong = [fault for name in asked for fault in faults.of_file(sites.faults, "sites", name)]
    for fault in wrong:
        screen.say(f"fault: {fault}", "red")
    return bool(wrong)


def chosen(sites: "Sites", names: Sequence[str] | None) -> tuple[str, ...]:
    """The sites to crawl, each once; a name that no site file has is refused.

    Without names these are all but the sites that need a browser where there is none.
    """
    if names is None:
        left = left_out(sites.good.values())
        return tuple(name for name in sites.good if name not in left)
    wanted = dict.fromkeys(names)
    for name in wanted:
        if name not in sites.good and not faults.of_file(sites.faults, "sites", name):
            raise unknown(name, sites)
    return tuple(name for name in wanted if name in sites.good)


def _say_left_out(sites: "Sites", screen: Screen) -> None:
    for name, reason in left_out(sites.good.values()).items():
        screen.say(f"{name} is left out: {reason}", "yellow")


def sum_up(crawls: Sequence[SiteCrawl], screen: Screen) -> None:
    """One row a site."""
    if crawls:
        screen.table(COLUMNS, map(_row, crawls), styles=STYLES)
    else:
        screen.say("No site to crawl: write sites/NAME.toml, docs/sites.md tells how.")


def _row(crawl: SiteCrawl) -> tuple[str, ...]:
    run = crawl.run
    counts = (str(crawl.count(name)) for name in COUNTED)
    return crawl.site, crawl.state, run.coverage if run else "", *counts, run.id if run else ""


def _write_json(crawls: Sequence[SiteCrawl], screen: Screen) -> None:
    for crawl in crawls:
        run = run_json(crawl.run) if crawl.run else {"site": crawl.site, "end": None}
        screen.json(run | {"state": crawl.state})


def _say_what_next(desk: Desk, crawls: Sequence[SiteCrawl], screen: Screen) -> None:
    for crawl in crawls:
        if crawl.failure:
            screen.say(f"{crawl.site}: {crawl.failure}", "red")
        elif crawl.run is not None and crawl.run.held:
            held.ask([crawl.run], screen)
        elif crawl.run is not None and crawl.run.reason:
            screen.say(f"{crawl.site}: {crawl.run.reason}", "" if crawl.good else "yellow")
    for crawl in crawls:
        if crawl.run is not None and crawl.count("problems"):
            told = counted(crawl.count("problems"), "problem")
            screen.say(f"{crawl.site}: {told}: `offerwatch runs {crawl.run.id[-8:]}`", "yellow")
    novel.tell(screen, desk, [crawl.run for crawl in crawls if crawl.run])
    if desk.store.index.pending_runs() and desk.workspace.rules().good:
        screen.say("What is new waits to be mailed: `offerwatch alerts send` or the service.")
