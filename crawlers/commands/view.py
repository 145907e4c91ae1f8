"""`scrapy view URL`: one page in the operator's browser, as a still that asks nobody."""

from argparse import Namespace

from scrapy.http import Response

from crawlers.commands import fetch
from crawlers.still import show


class Command(fetch.Command):
    def short_desc(self) -> str:
        return "Show a page in a browser, without its pictures and scripts"

    def long_desc(self) -> str:
        return "Fetch a page as a crawl would and show it in a browser, which asks nobody for more"

    def _print_response(self, response: Response, opts: Namespace) -> None:  # noqa: ARG002
        if not show(response):
            self.exitcode = 1
