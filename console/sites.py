"""`offerwatch sites`: which sites there are, and what is wrong in their files."""

from collections.abc import Mapping
from typing import TYPE_CHECKING, Annotated

import typer

from console import complete, faults, options, recording, replaying, site_life, site_new
from console.desk import Desk, opened, workspace_of
from console.exits import Exit, Refused
from console.guide import command, group
from console.live import check_live
from console.plain import counted
from console.record import Json, json_of
from console.screen import Column, Screen
from console.site_names import unknown
from index.query.tree import Everything

if TYPE_CHECKING:
    from workspace.schedule import Schedule
    from workspace.site import SiteFile
    from workspace.sites import Sites

GROUP_EXAMPLES = ("offerwatch sites list", "offerwatch sites check bazaar")
LIST_EXAMPLES = ("offerwatch sites list", "offerwatch sites list --json | jq -r .name")
CHECK_EXAMPLES = (
    "offerwatch sites check",
    "offerwatch sites check bazaar",
    "offerwatch sites check --live bazaar          # what robots.txt allows",
    "offerwatch sites check --json | jq -r .remedy",
)
COLUMNS = (
    Column(title="site", style="green"),
    Column(title="kind", from_width=70),
    Column(title="reader"),
    Column(title="schedule", from_width=90),
    Column(title="offers", right=True),
    Column(title="last run"),
    Column(title="end"),
    Column(title="start", grows=True, from_width=100),
)


def register(app: typer.Typer) -> None:
    inner = group(
        app,
        "sites",
        "List the sites, check their files, tell how long ads stay.",
        *GROUP_EXAMPLES,
        panel="Watch",
    )
    command(inner, "list", *LIST_EXAMPLES)(listed)
    command(inner, "check", *CHECK_EXAMPLES)(check)
    site_life.register(inner)
    site_new.register(inner)
    recording.register(inner)
    replaying.register(inner)


def listed(ctx: typer.Context, *, as_json: options.Json = False) -> None:
    """List the sites with how many offers each has and how its last run ended."""
    screen = Screen()
    with opened(ctx) as desk:
        sites = desk.workspace.sites()
        offers = dict(desk.store.index.facets(Everything(), "site", size=100_000))
        rows = [_row(site, desk, offers.get(site.name, 0)) for site in sites.good.values()]
        if as_json:
            for site in sites.good.values():
                screen.json(_json(site, desk, offers.get(site.name, 0)))
        elif rows:
            screen.table(COLUMNS, rows)
    if not rows and not sites.faults:
        screen.say("No site yet: `offerwatch sites new URL` adds one, docs/sites.md tells more.")
    if sites.faults:
        screen.say(
            f"{counted(_files(sites), 'site file')} with faults: `offerwatch sites check`", "yellow"
        )


def _files(sites: "Sites") -> int:
    return len({fault.file for fault in sites.faults})


def _row(site: "SiteFile", desk: Desk, offers: int) -> tuple[str, ...]:
    last = next(iter(desk.store.journal.runs(site=site.name, limit=1)), None)
    return (
        site.name,
        ", ".join(sorted(site.profile.kinds)),
        site.profile.reader + (" (browser)" if site.render else ""),
        _schedule(site.schedule),
        str(offers),
        desk.when(last.started) if last else "never",
        (last.end or "running") if last else "",
        site.start[0] if site.start else "",
    )


def _schedule(schedule: "Schedule | None") -> str:
    from workspace.schedule import Cron

    if schedule is None:
        return "by hand"
    if isinstance(schedule, Cron):
        return f"{schedule.line} {schedule.zone.key}"
    return f"every {schedule.interval}"


def _json(site: "SiteFile", desk: Desk, offers: int) -> Mapping[str, Json]:
    last = next(iter(desk.store.journal.runs(site=site.name, limit=1)), None)
    return {
        "name": site.name,
        "file": str(site.file),
        "kinds": json_of(site.profile.kinds),
        "reader": site.profile.reader,
        "render": site.render,
        "start": list(site.start),
        "schedule": None if site.schedule is None else _schedule(site.schedule),
        "purpose": site.purpose,
        "cleared": site.cleared,
        "offers": offers,
        "last_run": json_of(last),
    }


Name = Annotated[
    str | None,
    typer.Argument(
        metavar="NAME", help="Only this site; without it, all.", autocompletion=complete.sites
    ),
]


Live = Annotated[
    bool,
    typer.Option("--live", help="Ask what robots.txt says of this site's start pages; needs NAME."),
]


def check(
    ctx: typer.Context, name: Name = None, *, live: Live = False, as_json: options.Json = False
) -> None:
    """Check the site files: file, line, field, what is wrong and what would be right.

    With --live robots.txt is asked what it allows of this site's start pages, and by which rule;
    the pages themselves are not fetched. Exits with 1 if a file has faults or a start page may
    not be fetched; warnings alone are no faults.
    """
    screen = Screen()
    workspace = workspace_of(ctx)
    sites = workspace.sites()
    if live and name is None:
        raise Refused("--live asks one site: `offerwatch sites check --live NAME`", Exit.USAGE)
    wrong = faults.of_file(sites.faults, "sites", name)
    warned = faults.of_file(sites.warnings, "sites", name)
    if name is not None and name not in sites.good and not wrong:
        raise unknown(name, sites)
    faults.report(screen, wrong, warned, as_json=as_json)
    good = int(name in sites.good) if name else len(sites.good)
    screen.say(f"{counted(good, 'site file')} without faults")
    if wrong:
        raise typer.Exit(Exit.FAILED)
    if live and name:
        check_live(workspace, sites.good[name], screen, as_json=as_json)
