"""What all of Scrapy's commands have in common here: nobody is made impolite by an option."""

import sys
from argparse import Namespace

from scrapy.commands import ScrapyCommand

from crawlers import guard
from crawlers.loader import SiteLoader
from crawlers.process import Exit


class Guarded(ScrapyCommand):
    """A command in whose settings only that is changed which may be."""

    def process_options(self, args: list[str], opts: Namespace) -> None:
        super().process_options(args, opts)
        # Before anything reads them: `-s` could name another loader, and with it other spiders.
        assert self.settings
        guard.put_back(self.settings)

    @property
    def loader(self) -> SiteLoader:
        assert self.crawler_process
        loader = self.crawler_process.spider_loader
        assert isinstance(loader, SiteLoader)
        return loader


class NotHere(ScrapyCommand):
    """A command that makes no sense here; `instead` says what does."""

    instead: str
    requires_crawler_process = False

    def short_desc(self) -> str:
        return f"Not here: {self.instead}"

    def run(self, args: list[str], opts: Namespace) -> None:  # noqa: ARG002
        print(self.instead, file=sys.stderr)
        self.exitcode = Exit.USAGE
