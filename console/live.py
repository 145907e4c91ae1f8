"""`offerwatch sites check --live`: what robots.txt says of a site's start pages, now."""

from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING, Any

import typer

from console.exits import Exit
from console.fetching import fetching
from console.plain import counted
from console.screen import Column, Screen
from console.stopping import stoppable

if TYPE_CHECKING:
    from workspace.folder import Workspace
    from workspace.site import SiteFile

COLUMNS = (
    Column(title="robots.txt", from_width=60),
    Column(title="why", folds=True),
    Column(title="start page", folds=True),
)
STYLES = {("robots.txt", "allows"): "green", ("robots.txt", "forbids"): "red"}


@stoppable()
def check_live(workspace: "Workspace", site: "SiteFile", screen: Screen, *, as_json: bool) -> None:
    """Ask each host of the site's start pages for its rules, and for nothing else.

    Exits with 1 unless all of the pages may be fetched.
    """
    screen.say(f"Asking for robots.txt; no page of {site.name} is fetched", "dim")
    told = dict(_asked(workspace, site, screen))
    for url, rules in told.items() if as_json else ():
        screen.json({"start": url, **rules})
    if not as_json:
        _draw(screen, told)
    forbidden = sum(not rules["allowed"] for rules in told.values())
    screen.say(f"{counted(len(told), 'start page')}, {forbidden} of them not to be fetched")
    if forbidden:
        raise typer.Exit(Exit.FAILED)


def _asked(
    workspace: "Workspace", site: "SiteFile", screen: Screen
) -> Iterator[tuple[str, Mapping[str, Any]]]:
    pages = [next(site.pages.urls())] if site.pages else []
    with fetching(workspace, site.file, screen) as fetch:
        for url in dict.fromkeys((*site.start, *site.sitemaps, *pages)):
            yield url, fetch.rules(url)


def _draw(screen: Screen, told: Mapping[str, Mapping[str, Any]]) -> None:
    rows = [
        ("allows" if rules["allowed"] else "forbids", rules["reason"], url)
        for url, rules in told.items()
    ]
    screen.table(COLUMNS, rows, styles=STYLES)
    for rules in told.values():
        if rules["warning"]:
            screen.say(rules["warning"], "yellow")
    delays = {rules["delay"] for rules in told.values() if rules["delay"]}
    for delay in sorted(delays):
        screen.show(screen.text(f"Crawl-delay: {delay:g} seconds, which every crawl keeps"))
    for url in dict.fromkeys(url for rules in told.values() for url in rules["sitemaps"]):
        screen.show(screen.text(f"sitemap: {url}"))
