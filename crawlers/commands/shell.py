"""`scrapy shell URL`: to try things out on a page, asked for as in a crawl, and stored nowhere."""

from argparse import Namespace

from scrapy.commands import shell
from scrapy.crawler import Crawler

from crawlers.command import Looking, address
from crawlers.onlooker import onlooker
from crawlers.prompt import Prompt
from crawlers.spider import SiteSpider
from crawlers.swept import SweptFolder


class Command(Looking, shell.Command):
    def syntax(self) -> str:
        return "[URL]"

    def short_desc(self) -> str:
        return "Try things out on a page"

    def long_desc(self) -> str:
        return "Fetch a page as a crawl would and try things out on it; nothing is stored"

    def run(self, args: list[str], opts: Namespace) -> None:
        url = address(args[0]) if args else None
        with SweptFolder() as folder:
            spider = self.spider(url, opts.spider, folder)
            prompt = Prompt(self._begun(onlooker(spider, folder)), code=opts.code)
            try:
                self.exitcode = prompt.run(url, redirect=not opts.no_redirect)
            finally:
                prompt.close()

    def _begun(self, spider: type[SiteSpider]) -> Crawler:
        """As Scrapy's own command does it: the prompt has this thread, the crawl another."""
        assert self.crawler_process
        crawler = self.crawler_process.create_crawler(spider)
        crawler._apply_settings()  # noqa: SLF001 - as Scrapy's own shell has to
        # Nobody called `crawl`, and still it goes on until the prompt is left.
        crawler.crawling = True
        self._init_with_reactor(crawler)
        return crawler
