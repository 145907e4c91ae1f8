"""What all of Scrapy's commands have in common here: nobody is made impolite by an option."""

import sys
from argparse import Namespace
from pathlib import Path

from scrapy import Request
from scrapy.commands import ScrapyCommand
from scrapy.exceptions import UsageError
from scrapy.utils.url import guess_scheme

from crawlers import guard
from crawlers.loader import SiteLoader
from crawlers.onlooker import stranger
from crawlers.process import Exit
from crawlers.spider import SiteSpider
from workspace.fault import Wrong
from workspace.hosts import url


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


class Looking(Guarded):
    """A command that looks at pages: by the rules of the site file that names their host, or by
    those of one that says nothing. Nothing is stored."""

    def process_options(self, args: list[str], opts: Namespace) -> None:
        super().process_options(args, opts)
        assert self.settings
        if opts.loglevel is None:
            self.settings.set("LOG_LEVEL", "WARNING", "cmdline")

    def spider(self, asked: str | None, name: str | None, folder: Path) -> type[SiteSpider]:
        """Whose rules hold. Raises `UsageError`."""
        if name:
            return self.loader.load(name)
        if asked is None:
            raise UsageError("name an address, or a site with --spider NAME", print_help=False)
        names = self.loader.find_by_request(Request(asked))
        if names:
            # Of several the most patient: it is the same host that is asked.
            return self.loader.load(max(names, key=lambda name: self.loader.sites.good[name].delay))
        site = stranger(asked, self.loader.workspace, folder)
        return self.loader.spider(site, self.loader.workspace.settings.crawl.run_time)


def address(said: str) -> str:
    """The address that somebody typed, in which `http://` may be missing. Raises `UsageError`."""
    guessed = guess_scheme(said)
    if not guessed.startswith(("http://", "https://")):
        words = f"{said} is no address of the web; `offerwatch sites test` reads recorded pages"
        raise UsageError(words, print_help=False)
    try:
        return url(guessed)
    except Wrong as wrong:
        raise UsageError(f"{said}: {wrong}", print_help=False) from wrong


class NotHere(ScrapyCommand):
    """A command that makes no sense here; `instead` says what does."""

    instead: str
    requires_crawler_process = False

    def short_desc(self) -> str:
        return f"Not here: {self.instead}"

    def run(self, args: list[str], opts: Namespace) -> None:  # noqa: ARG002
        print(self.instead, file=sys.stderr)
        self.exitcode = Exit.USAGE
