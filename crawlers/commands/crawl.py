"""`scrapy crawl NAME`: one crawl of one site."""

from argparse import Namespace

from scrapy.commands import crawl
from scrapy.exceptions import UsageError

from crawlers.command import Guarded
from crawlers.spider import SCRAPYDS


class Command(Guarded, crawl.Command):
    def process_options(self, args: list[str], opts: Namespace) -> None:
        super().process_options(args, opts)
        if asked := opts.spargs.keys() - SCRAPYDS:
            words = f"a crawl takes no arguments, so no {', '.join(sorted(asked))}"
            raise UsageError(words, print_help=False)
