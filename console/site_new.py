"""`offerwatch sites new`: look at a site, write its file, record a page, say what was found."""

from collections.abc import Iterator
from dataclasses import replace
from typing import TYPE_CHECKING, Annotated

import typer

from console import found, options
from console.desk import workspace_of
from console.drafting import drafted
from console.exits import Refused
from console.fetching import NotHad
from console.found import Found
from console.guide import command
from console.looking import look
from console.newcomer import Newcomer, newcomer
from console.recording import Kept, Recorder, reads_of
from console.screen import Screen
from console.stopping import stoppable

if TYPE_CHECKING:
    from crawlers.scout import Scouted

EXAMPLES = (
    "offerwatch sites new https://bazaar.example/new",
    "offerwatch sites new t.me/some_channel --name channel",
    "offerwatch sites new bazaar.example --purpose 'fee-taking agencies'",
)
WAYS_OUT = {
    "robots": "the site does not want this page read; another page of it may be allowed",
    "off-site": "if that is the site, begin with the address that it leads to",
    "login": "what is not shown to everybody is not read",
    "missing": "check the address",
    "address": "if the host is meant, write the file with --skeleton and add private_hosts to it",
}
"""What somebody can do about a first page that could not be had, by kind of problem."""

Url = Annotated[
    str, typer.Argument(metavar="URL", help="A list of ads; a feed, sitemap or channel will do.")
]
Name = Annotated[
    str | None,
    typer.Option("--name", metavar="NAME", help="What to call the site; else made of its host."),
]
Purpose = Annotated[
    str | None, typer.Option("--purpose", metavar="TEXT", help="Why the site is watched.")
]
Cleared = Annotated[
    str | None, typer.Option("--cleared", metavar="TEXT", help="Who allowed it, and when.")
]
Skeleton = Annotated[
    bool, typer.Option("--skeleton", help="Write a bare site file even if nothing was found.")
]


def register(inner: typer.Typer) -> None:
    command(inner, "new", *EXAMPLES)(new)


@stoppable()
def new(  # noqa: PLR0913 - every option is a parameter
    ctx: typer.Context,
    url: Url,
    *,
    name: Name = None,
    purpose: Purpose = None,
    cleared: Cleared = None,
    skeleton: Skeleton = False,
    as_json: options.Json = False,
) -> None:
    """Add a site: look at it politely, write sites/NAME.toml, record some of its pages.

    robots.txt is asked first; then the page, the next one of its list and up to three ads are
    fetched. The file says in comments what was found, with an example and how sure that is. Look
    through it and through the expected offers in pages/NAME, then try the site.
    """
    screen = Screen()
    site = newcomer(workspace_of(ctx), url, name)
    site = replace(site, purpose=purpose, cleared=cleared)
    try:
        site, scouted = look(site, screen)
    except NotHad as error:
        raise _nothing(site, f"{error}{_way_out(error)}", skeleton=skeleton) from error
    if not scouted.found:
        raise _nothing(site, " ".join(scouted.notes), skeleton=skeleton)
    draft = drafted(site, scouted)
    site.write(draft)
    kept, warnings = _recorded(site, scouted)
    written = Found(draft, f"sites/{site.name}.toml", kept, warnings)
    found.show(written, screen, as_json=as_json)


def _way_out(error: NotHad) -> str:
    return f"; {WAYS_OUT[error.kind]}" if error.kind in WAYS_OUT else ""


def _nothing(site: Newcomer, why: str, *, skeleton: bool) -> Refused:
    """What to say where there is nothing to write a site file from."""
    if not skeleton:
        return Refused(f"{why}\nNo site file was written; --skeleton writes a bare one.")
    site.write(site.bare(site.url, (why,)))
    return Refused(f"{why}\nsites/{site.name}.toml is bare: docs/sites.md says what belongs there.")


def _recorded(site: Newcomer, scouted: "Scouted") -> tuple[tuple[Kept, ...], tuple[str, ...]]:
    """The listing and the first ad that may lie open, as recorded pages."""
    sites = site.workspace.sites()
    if site.name not in sites.good:
        return (), tuple(map(str, sites.faults))
    made = sites.good[site.name]
    recorder = Recorder(site.workspace, made, reads_of(site.workspace, made))
    kept: list[Kept] = []
    warnings: list[str] = []
    for case, told in (("listing", _listing(recorder, scouted)), ("ad", _ads(recorder, scouted))):
        for each in told:
            if isinstance(each, Kept):
                kept.append(each)
                break
            warnings.append(f"{case} not recorded: {each}")
    return tuple(kept), tuple(warnings)


def _listing(recorder: Recorder, scouted: "Scouted") -> Iterator[Kept | str]:
    if scouted.listing:
        try:
            yield recorder.keep(scouted.listing, case="listing")
        except Refused as error:
            yield str(error)


def _ads(recorder: Recorder, scouted: "Scouted") -> Iterator[Kept | str]:
    for page in scouted.ads:
        try:
            yield recorder.keep(page, case="ad", listed=scouted.beside.get(page.url, {}))
        except Refused as error:
            yield str(error)
