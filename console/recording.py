"""`offerwatch sites record`: a page of a site, kept with what is read from it."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import timedelta
from types import MappingProxyType
from typing import TYPE_CHECKING, Annotated

import typer

from console import complete
from console.desk import workspace_of
from console.exits import Refused
from console.fetching import fetching
from console.guide import command
from console.plain import counted
from console.screen import Screen
from console.site_names import site_named
from console.stopping import stoppable
from console.trying import checked_url

if TYPE_CHECKING:
    from offers.page import Page
    from workspace.folder import Workspace
    from workspace.json_file import Json
    from workspace.replay import Reads
    from workspace.site import SiteFile

EXAMPLES = (
    "offerwatch sites record bazaar https://bazaar.example/ad/4711",
    "offerwatch sites record bazaar https://bazaar.example/new --case first-page",
)
NOTHING: Mapping[str, str] = MappingProxyType({})

Site = Annotated[
    str,
    typer.Argument(metavar="NAME", help="The site's name.", autocompletion=complete.sites),
]
Url = Annotated[str, typer.Argument(metavar="URL", help="A page of that site: a listing or an ad.")]
CaseName = Annotated[
    str | None,
    typer.Option("--case", metavar="NAME", help="What to call it; else the end of its address."),
]


def register(inner: typer.Typer) -> None:
    command(inner, "record", *EXAMPLES)(record)


@stoppable()
def record(ctx: typer.Context, name: Site, url: Url, *, case: CaseName = None) -> None:
    """Record a page: fetch it politely, keep it with what is read from it now.

    Look through pages/NAME/CASE/expected.json, correct by hand what was read wrongly, and mend
    the site file until `offerwatch sites test NAME` agrees. Payment cards are masked; a page with
    ads that are kept sealed is not recorded. A recorded page is erased with its offers, and after
    the time for which offers are kept.
    """
    screen = Screen()
    workspace = workspace_of(ctx)
    site = site_named(workspace.sites(), name)
    reads = reads_of(workspace, site)
    address = checked_url(url)
    with fetching(workspace, site.file, screen) as fetch:
        page = fetch.page(address)
    kept = Recorder(workspace, site, reads).keep(page, case=case)
    screen.show(screen.text(kept.told()))
    screen.say(f"Correct what is wrong in it, then `offerwatch sites test {name}`.")


@dataclass(frozen=True, slots=True)
class Kept:
    """A recorded page: where it is in the workspace, and what was read."""

    at: str
    found: "Mapping[str, Json]"

    def told(self) -> str:
        """`pages/bazaar/new: 3 offers, 12 links`, or why nothing can be read from it."""
        return f"{self.at}: {self.read()}"

    def read(self) -> str:
        raised = self.found.get("raises")
        if isinstance(raised, dict):
            return f"cannot be read: {raised['reason']}"
        links, offers = self.found.get("links"), self.found.get("offers")
        said = [counted(len(offers), "offer")] if isinstance(offers, list) else []
        if isinstance(links, dict) and isinstance(links["offers"], list):
            said.append(counted(len(links["offers"]), "link"))
        return ", ".join(said)


@dataclass(frozen=True, slots=True)
class Recorder:
    """Records pages of one site."""

    workspace: "Workspace"
    site: "SiteFile"
    reads: "Reads"

    def keep(
        self, page: "Page", *, case: str | None = None, listed: Mapping[str, str] = NOTHING
    ) -> Kept:
        """Record a page; `listed` is what the listing said of its ad. Raises `Refused`."""
        from workspace.recorded import PAGES
        from workspace.recording import Fresh, NotRecorded, case_name, parts_of
        from workspace.recording import record as write

        folder = self.workspace.folder / PAGES / self.site.name
        taken = {each.name for each in folder.iterdir()} if folder.is_dir() else set()
        name = case or case_name(page.url, taken)
        parts = parts_of(page, self.site, self.reads)
        days = timedelta(days=self.workspace.settings.keep_days)
        fresh = Fresh(page=page, parts=parts, keep=days, listed=listed)
        try:
            found = write(folder, name, fresh, self.reads)
        except NotRecorded as error:
            raise Refused(str(error)) from error
        return Kept(f"{PAGES}/{self.site.name}/{name}", found)


def reads_of(workspace: "Workspace", site: "SiteFile") -> "Reads":
    """How a site's pages are read. Raises `Refused`."""
    # Brings Scrapy along.
    from crawlers import reads

    try:
        return reads.reads_of(workspace, site)
    except reads.Unusable as error:
        raise Refused(str(error)) from error
