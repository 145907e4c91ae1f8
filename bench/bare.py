"""The peer of a crawl: Scrapy as it comes, with a spider as its tutorial has them.

`python -m bench.bare URL` follows the same links to the same pages and yields the same fields as
items. It stores nothing, keeps no captures and understands nothing of what it reads. robots.txt is
obeyed and there is no delay, as on our side.
"""

import sys
from collections.abc import Iterator
from typing import Any

from scrapy import Request, Spider
from scrapy.crawler import CrawlerProcess
from scrapy.http import Response

FIELDS = {
    "price": "dd.price::text",
    "place": "dd.place::text",
    "employer": "dd.employer::text",
    "published": "time.published::text",
    "contact": "a.call::attr(href)",
}


class BareSpider(Spider):
    name = "bare"

    def parse(self, response: Response) -> Iterator[Request]:
        for link in response.css("ul.results a.title::attr(href)").getall():
            yield response.follow(link, self.parse_ad)
        for link in response.css("a[rel=next]::attr(href)").getall():
            yield response.follow(link, self.parse)

    def parse_ad(self, response: Response) -> Iterator[dict[str, Any]]:
        text = " ".join(response.css("div.text ::text").getall())
        rest = {name: response.css(selector).get() for name, selector in FIELDS.items()}
        title = response.css("h1::text").get()
        yield {"url": response.url, "title": title, "text": text, **rest}


def main() -> None:
    settings = {"ROBOTSTXT_OBEY": True, "DOWNLOAD_DELAY": 0, "LOG_LEVEL": "INFO"}
    process = CrawlerProcess(settings)
    process.crawl(BareSpider, start_urls=[sys.argv[1]])
    process.start()


if __name__ == "__main__":
    main()
