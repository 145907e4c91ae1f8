"""Single pages of a site, fetched politely by a process of its own, for commands that need one."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

from console.exits import Refused
from console.screen import Screen

if TYPE_CHECKING:
    from crawlers.talk import Talk
    from offers.page import Page
    from workspace.folder import Workspace

SECONDS = 600.0
"""How long all of it may last: some sites ask for a minute between two requests."""


class NotHad(Refused):
    """A page could not be had. `kind` is the journal's word for why; `led` is where the way ended,
    `status` the answer's, and `page` what was answered, where there was something."""

    def __init__(self, url: str, told: Mapping[str, Any]) -> None:
        super().__init__(f"{url} could not be had: {told['reason']} ({told['kind']})")
        self.kind = str(told["kind"])
        self.led = str(told["led"])
        self.status = told.get("status")


class Fetching:
    """Asks for one page after the other, and says so."""

    def __init__(self, talk: "Talk", screen: Screen) -> None:
        self._talk = talk
        self._screen = screen

    def page(self, url: str) -> "Page":
        """Raises `NotHad`, and `Refused` if there is nobody any more to fetch it."""
        from crawlers.talk import page_heard

        self._screen.say(f"fetching {url}", "dim")
        told = self._asked(page=url)
        if "fault" in told:
            raise NotHad(url, told["fault"])
        return page_heard(told["page"])

    def rules(self, url: str) -> Mapping[str, Any]:
        """What robots.txt says of an address: `allowed`, `reason`, `kind`, `warning`, `delay` and
        `sitemaps`. Raises `Refused`."""
        return self._asked(rules=url)

    def _asked(self, **told: str) -> Mapping[str, Any]:
        from crawlers.talk import Silent

        try:
            return self._talk.ask(**told)
        except Silent as silent:
            raise Refused(f"the process that fetches has ended: {silent}") from silent


@contextmanager
def fetching(workspace: "Workspace", file: Path, screen: Screen) -> Iterator[Fetching]:
    """With the guards and the pace of the site file."""
    from crawlers.talk import Talk

    told = ("--workspace", str(workspace.folder))
    with Talk("crawlers.peek", str(file), *told, seconds=SECONDS) as talk:
        yield Fetching(talk, screen)
