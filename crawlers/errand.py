"""What the processes that `crawlers.talk` starts have in common: how they begin, and how they
tell what they have to tell."""

import json
import os
import select
import signal
import sys
import time
from argparse import ArgumentParser
from collections.abc import Mapping
from pathlib import Path
from threading import Thread
from typing import TextIO

from scrapy.crawler import AsyncCrawlerProcess
from scrapy.settings import Settings

from crawlers.loader import FOLDER
from crawlers.process import GRACE
from crawlers.spider import SiteSpider
from workspace.folder import Workspace
from workspace.site import SiteFile
from workspace.sites import read_file


class Teller:
    """The real stdout. What anybody else prints, a Python site for one, goes to stderr."""

    def __init__(self) -> None:
        sys.stdout.flush()
        self._out: TextIO = os.fdopen(os.dup(1), "w", encoding="utf-8")
        os.dup2(2, 1)

    def __call__(self, **told: object) -> None:
        self._out.write(json.dumps(told) + "\n")
        self._out.flush()


def end_with_parent() -> None:
    """Have this process end when nobody holds the other end of its stdin any more: in order, as
    after SIGTERM, or killed when it has not ended `GRACE` seconds later."""
    Thread(target=_end_with_parent, daemon=True).start()


def _end_with_parent() -> None:
    hang_up = select.poll()
    # Nothing is read: what is asked on stdin is for others. That it ended is told all the same.
    hang_up.register(0, 0)
    hang_up.poll()
    os.kill(os.getpid(), signal.SIGTERM)
    time.sleep(GRACE)
    os.kill(os.getpid(), signal.SIGKILL)


def parser(about: str | None) -> ArgumentParser:
    """The arguments that all errands take."""
    made = ArgumentParser(description=about)
    made.add_argument("file", type=Path, metavar="FILE", help="a site file, wherever it lies")
    made.add_argument("--workspace", type=Path, required=True, metavar="DIR")
    made.add_argument("--scratch", type=Path, required=True, metavar="DIR")
    made.add_argument("--seconds", type=float, required=True, metavar="N")
    return made


def site_of(file: Path, workspace: Workspace) -> SiteFile:
    """The site that a file describes; faults end this process."""
    sites = read_file(file, workspace.settings)
    for site in sites.good.values():
        return site
    sys.exit("; ".join(map(str, sites.faults)))


def attributes(
    site: SiteFile, workspace: Workspace, scratch: Path, seconds: float
) -> Mapping[str, object]:
    """What `crawlers.spider.SiteSpider` has to be told, and the keeper beside it."""
    return {
        "name": site.name,
        "site": site,
        "workspace": workspace,
        "scratch": scratch,
        "seconds": seconds,
    }


def crawl(spider: type[SiteSpider], workspace: Workspace) -> None:
    """Run one spider to its end."""
    settings = Settings()
    settings.setmodule("crawlers.settings", priority="project")
    settings.set(FOLDER, str(workspace.folder), "project")
    process = AsyncCrawlerProcess(settings)
    process.crawl(spider)
    process.start()
