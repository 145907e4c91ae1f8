"""The ads of a page that nobody has stored, fetched as a crawl of its site would: for who wants to
see how an address reads today."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

import typer

from console import reading
from console.desk import workspace_of
from console.exits import Exit, Refused
from console.fetching import fetching
from console.newcomer import address
from console.plain import counted
from console.screen import Screen
from console.site_names import site_named
from offers.offer import Offer

MESSAGE = re.compile(r"https://t(?:elegram)?\.(?:me|dog)/s/\w+\?before=[0-9]+")
"""The page of a channel's preview that ends with one of its messages."""

if TYPE_CHECKING:
    from ledger.seal import Sealing
    from offers.page import Page
    from workspace.folder import Workspace
    from workspace.site import SiteFile


def visited(
    ctx: typer.Context, typed: str, name: str | None, country: str | None, screen: Screen
) -> Sequence[Offer]:
    """The ad at that address, or all of the page that tells of it, as they may lie open: what is
    erased or would be sealed is counted and left out, and who seeks has no contacts. Nothing is
    stored. Raises `Refused`."""
    workspace, url = workspace_of(ctx), address(typed, message=True)
    sites = workspace.sites()
    here = {one.name: one for one in sites.good.values() if _host(url) in one.hosts}
    site = site_named(sites, name) if name else _only(here, url)
    with fetching(workspace, site.file, screen) as fetch:
        page = fetch.page(url)
    # An ad has another id under each name that the page may be read by.
    ads = _read(workspace, page, site, {site.name: site, **here}, country)
    sealings = _judged(workspace, ads)
    shown = [one.open for one in sealings if one and not one.sealed]
    _tell(sealings, len(shown), screen)
    return _meant(shown, typed, url, screen)


def _meant(shown: Sequence[Offer], typed: str, url: str, screen: Screen) -> Sequence[Offer]:
    """The ad with that address, or all of the page; of a channel the message that was named."""
    from workspace.hosts import url as spelt

    whole = spelt(typed if "://" in typed else f"https://{typed}")
    there = [offer for offer in shown if offer.url in {typed, whole, whole.replace("/s/", "/", 1)}]
    if not there and MESSAGE.fullmatch(url):
        screen.say("The message is not there; shown are those before it", "yellow")
    return there or shown


def _host(url: str) -> str:
    from workspace.hosts import host_of

    return host_of(url)


def _only(here: "dict[str, SiteFile]", url: str) -> "SiteFile":
    """Only a site of the workspace says for what it is watched, and who allowed it."""
    if len(here) == 1:
        return next(iter(here.values()))
    if here:
        named = ", ".join(sorted(here))
        raise Refused(f"{url} may be of {named}: say which with --site", Exit.USAGE)
    raise Refused(
        f"no offer is stored of {url}, and no site of the workspace is there: `offerwatch sites"
        f" new URL` adds one, and `offerwatch explain FILE` reads a page that you have"
    )


def _read(
    workspace: "Workspace",
    page: "Page",
    site: "SiteFile",
    names: Iterable[str],
    country: str | None,
) -> Sequence[Sequence[Offer]]:
    """Each ad as the site's file says, by each of the names. Raises `Refused`, for a wall as
    well."""
    profile = replace(site.profile, country=country or site.profile.country)
    ways, packs = [replace(profile, site=name) for name in names], workspace.packs().all
    try:
        alike = [reading.of_page(page, [way], packs) for way in ways]
    except Refused:
        _check(page, ())
        raise
    _check(page, alike[0])
    return list(zip(*alike, strict=True))


def _check(page: "Page", found: Sequence[Offer]) -> None:
    """Raises `Refused` where the page is a wall, whatever was read in it."""
    from parsers.walls import wall

    several = len(found) if len(found) > 1 else 0
    if stands := wall(page, leads=several, texts=[one.text for one in found if one.text]):
        raise Refused(f"{page.url}: no ad, but what stands before it ({stands.kind})")


def _judged(workspace: "Workspace", ads: Sequence[Sequence[Offer]]) -> "Sequence[Sealing | None]":
    """What of each ad may lie open, `None` if it was erased. Each is given by all its names, the
    one that counts first."""
    from ledger.seal import seal

    with workspace.open_store() as store:
        look = store.index.look([one.id for names in ads for one in names])
    judged = []
    for names in ads:
        known = [look.known[one.id] for one in names if one.id in look.known]
        worst = max(known, key=lambda one: (bool(one.sealed), one.redacted), default=None)
        erased = any(one.id in look.erased for one in names)
        judged.append(None if erased else seal(names[0], worst, workspace.secret))
    return judged


def _tell(sealings: "Sequence[Sealing | None]", shown: int, screen: Screen) -> None:
    """What is not shown. Raises `Refused` if that is all."""
    if erased := sum(one is None for one in sealings):
        screen.say(f"{counted(erased, 'ad')} erased here, and not shown", "yellow")
    if hidden := len(sealings) - erased - shown:
        screen.say(f"{counted(hidden, 'ad')} to be kept sealed, and not shown", "yellow")
    if any(one and one.original for one in sealings):
        screen.say("Whoever seeks work or passage is shown without contacts", "yellow")
    if not shown:
        raise Refused("nothing was read that may lie open", Exit.FAILED)
