"""A look at single pages from Scrapy's own commands: asked for as in a crawl, and nothing kept."""

import json
from collections.abc import AsyncIterator
from pathlib import Path
from typing import TYPE_CHECKING, ClassVar

from scrapy import Request
from scrapy.crawler import Crawler
from scrapy.exceptions import UsageError
from scrapy.http import Response

from crawlers.faults import Fault, fault_of
from crawlers.spider import SiteSpider
from workspace.folder import Workspace
from workspace.site import SiteFile
from workspace.sites import read_file

if TYPE_CHECKING:
    Base = SiteSpider
else:
    Base = object

STRANGER = "stranger"
BROKEN_OFF = Fault("http", "the look was broken off")


class Onlooker(Base):
    """Mixed into the spider of a site: asks for one page at most, and `seen` is what came of it.

    `scratch` is the folder for whatever a run keeps.
    """

    scratch: ClassVar[Path]
    wanted: ClassVar[Request | None] = None
    seen: Response | Fault | None = None

    async def start(self) -> AsyncIterator[Request]:
        if self.wanted:
            self.seen = await look(self.crawler, self.wanted)
        return
        yield


def onlooker(
    spider: type[SiteSpider], scratch: Path, wanted: Request | None = None
) -> type[SiteSpider]:
    """A spider that asks as this one may, and crawls nothing."""
    own = {"scratch": scratch, "wanted": wanted, "__module__": __name__}
    return type(spider.__name__, (Onlooker, spider), own)


async def look(crawler: Crawler, request: Request) -> Response | Fault:
    """The answer, whatever its status, or why there is none."""
    try:
        return await crawler.engine.download_async(request)
    except Exception as error:  # noqa: BLE001 - whatever it is, there is no page
        return fault_of(error) or BROKEN_OFF


def told(url: str, fault: Fault) -> str:
    """Why there is no page, in one line."""
    where = "" if url in fault.reason else f"{url}: "
    return f"{where}{fault.reason} ({fault.kind})"


def stranger(url: str, workspace: Workspace, folder: Path) -> SiteFile:
    """A site for an address that no site file names: its host alone, with all that holds for a
    site file that says nothing else. `folder` is for the file of it.

    Raises `UsageError` where no site file could name the address either.
    """
    file = folder / f"{STRANGER}.toml"
    file.write_text(f"name = {json.dumps(STRANGER)}\nstart = [{_toml(url)}]\n", "utf-8")
    found = read_file(file, workspace.settings)
    for site in found.good.values():
        return site
    reasons = "; ".join(f"{fault.problem}; {fault.remedy}" for fault in found.faults)
    raise UsageError(f"{url} is on no site of this workspace, and {reasons}", print_help=False)


def _toml(words: str) -> str:
    """Text as TOML writes it; JSON is nearly the same, but for what has no place in an URL."""
    return json.dumps(words, ensure_ascii=False).replace("\x7f", "\\u007f")
