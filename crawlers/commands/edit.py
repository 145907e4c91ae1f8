"""`scrapy edit NAME`: opens the file of a site, also one with faults in it."""

import shlex
import subprocess
from argparse import Namespace

from scrapy.exceptions import UsageError
from scrapy.spiderloader import get_spider_loader

from crawlers.command import Guarded
from crawlers.loader import SiteLoader


class Command(Guarded):
    requires_project = True
    requires_crawler_process = False

    def syntax(self) -> str:
        return "NAME"

    def short_desc(self) -> str:
        return "Edit the file of a site"

    def run(self, args: list[str], opts: Namespace) -> None:  # noqa: ARG002
        if len(args) != 1:
            raise UsageError
        assert self.settings
        loader = get_spider_loader(self.settings)
        assert isinstance(loader, SiteLoader)
        editor = shlex.split(self.settings["EDITOR"])
        self.exitcode = subprocess.call([*editor, str(loader.file(args[0]))])
