"""The file in which a run keeps what it received."""

from crawlers.guard import SOFTWARE, user_agent
from evidence.warc import Warc
from offers.run import Run
from workspace.folder import Workspace
from workspace.site import SiteFile


def captures(workspace: Workspace, site: SiteFile, run: Run) -> Warc:
    """A file of its own for each run; its first record says who crawled, how and what for."""
    contact = workspace.settings.contact
    about = {
        "software": SOFTWARE,
        "operator": contact,
        "http-header-user-agent": user_agent(contact),
        "robots": "obeyed (RFC 9309)",
        "description": site.purpose or "",
        "isPartOf": f"{site.name}, run {run.id}",
    }
    name = f"{site.name}/{run.id}.warc.gz"
    return Warc(workspace.captures, name, opened=run.started, about=about)
