"""The ads of a page that nobody has stored, fetched as a crawl would: for who wants to see how an
address reads today."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import TYPE_CHECKING

import typer

from console import reading
from console.desk import workspace_of
from console.exits import Exit, Refused
from console.fetching import fetching
from console.looking import closed
from console.newcomer import Newcomer, address
from console.plain import counted
from console.screen import Screen
from console.site_names import site_named
from offers.offer import Offer

if TYPE_CHECKING:
    from offers.page import Page
    from workspace.folder import Workspace
    from workspace.site import SiteFile

NAME = "unknown"
"""What a site is called that the workspace does not have."""


def visited(
    ctx: typer.Context, typed: str, site: str | None, country: str | None, screen: Screen
) -> Sequence[Offer]:
    """As they may lie open: an ad that would be sealed is counted and left out, and who seeks has
    no contacts. Nothing is stored. Raises `Refused`."""
    workspace, url = workspace_of(ctx), address(typed)
    with _site(workspace, url, site, screen) as known:
        page = _page(workspace, known, url, screen)
        own = known.name if known.name != NAME else None
        found = reading.of_page(page, reading.profiles(ctx, own, country))
    return _open(found, workspace, screen)


@contextmanager
def _site(
    workspace: "Workspace", url: str, name: str | None, screen: Screen
) -> "Iterator[SiteFile]":
    """The site that is named, or else the one of the workspace with that host, or else one of
    which only the address is known."""
    from crawlers.swept import SweptFolder
    from workspace.hosts import host_of

    sites = workspace.sites()
    here = [one for one in sites.good.values() if host_of(url) in one.hosts]
    if name or here:
        yield site_named(sites, name) if name else here[0]
        return
    screen.say("No site of the workspace is there; it is read as any page is", "dim")
    with SweptFolder() as folder:
        stranger = Newcomer(workspace=workspace, url=url, name=NAME)
        yield stranger.try_out(stranger.bare(url), folder)


def _page(workspace: "Workspace", site: "SiteFile", url: str, screen: Screen) -> "Page":
    from parsers.walls import wall

    with fetching(workspace, site.file, screen) as fetch:
        rules = fetch.rules(url)
        if not rules["allowed"]:
            raise closed(url, rules)
        page = fetch.page(url)
    if stands := wall(page):
        raise Refused(f"{url}: what was answered is no ad but stands before it ({stands.kind})")
    return page


def _open(found: Sequence[Offer], workspace: "Workspace", screen: Screen) -> Sequence[Offer]:
    from ledger.seal import seal

    with workspace.open_store() as store:
        known = store.index.known([one.id for one in found])
    sealings = [seal(one, known.get(one.id), workspace.secret) for one in found]
    shown = [one.open for one in sealings if not one.sealed]
    if hidden := len(sealings) - len(shown):
        screen.say(f"{counted(hidden, 'ad')} to be kept sealed, and not shown", "yellow")
    if any(one.original for one in sealings):
        screen.say("Whoever seeks work or passage is shown without contacts", "yellow")
    if not shown:
        raise Refused("nothing was read that may lie open", Exit.FAILED)
    return shown
