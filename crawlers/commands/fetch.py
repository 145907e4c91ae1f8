"""`scrapy fetch URL`: one page to stdout, asked for as in a crawl, and stored nowhere."""

import sys
from argparse import Namespace

from scrapy import Request
from scrapy.commands import fetch
from scrapy.exceptions import UsageError
from scrapy.http import Response

from crawlers.command import Looking, address
from crawlers.faults import Fault, phrase
from crawlers.onlooker import BROKEN_OFF, onlooker, told
from crawlers.swept import SweptFolder


class Command(Looking, fetch.Command):
    def long_desc(self) -> str:
        return "Fetch a page as a crawl would, print what was received, store nothing"

    def run(self, args: list[str], opts: Namespace) -> None:
        if len(args) != 1:
            raise UsageError
        url = address(args[0])
        seen = self._seen(url, opts)
        if isinstance(seen, Response):
            if not 200 <= seen.status < 300:
                print(f"{seen.url}: status {seen.status} {phrase(seen.status)}", file=sys.stderr)
            self._print_response(seen, opts)
        else:
            print(told(url, seen), file=sys.stderr)
            self.exitcode = 1

    def _seen(self, url: str, opts: Namespace) -> Response | Fault:
        wanted = Request(url, meta={"dont_redirect": opts.no_redirect})
        assert self.crawler_process
        with SweptFolder() as folder:
            spider = self.spider(url, opts.spider, folder)
            crawler = self.crawler_process.create_crawler(onlooker(spider, folder, wanted))
            self.crawler_process.crawl(crawler)
            self.crawler_process.start()
        return getattr(crawler.spider, "seen", None) or BROKEN_OFF
