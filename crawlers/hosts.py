"""Only the hosts of the site file are asked; who leads elsewhere is told so in the journal."""

from functools import lru_cache
from typing import Self

from scrapy import Request
from scrapy.crawler import Crawler

from crawlers.guard import NotAsked
from workspace.fault import Wrong
from workspace.hosts import host_of, url
from workspace.site import SiteFile


def site_of(crawler: Crawler) -> SiteFile:
    """The site file that the crawl is about."""
    site = getattr(crawler.spidercls, "site", None)
    if not isinstance(site, SiteFile):
        # Another spider has no site file that would say what is allowed.
        raise TypeError("only sites of a workspace are asked: `scrapy crawl NAME`")
    return site


def host(request: Request) -> str:
    """The request's host in one spelling; raises `NotAsked` if it is spelt to mislead."""
    try:
        return _host(request.url)
    except Wrong as wrong:
        raise NotAsked("address", wrong.problem) from wrong


@lru_cache(maxsize=64)
def _host(address: str) -> str:
    """Asked by every guard that a request passes."""
    return host_of(url(address))


class OwnHosts:
    """Refuses requests to any other host, redirects and robots.txt included."""

    def __init__(self, site: SiteFile) -> None:
        self.site = site

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        return cls(site_of(crawler))

    def process_request(self, request: Request) -> None:
        name = host(request)
        if name not in self.site.hosts:
            raise NotAsked(
                "off-site",
                f"{request.url} is on {name}, which is none of the site's hosts: "
                f'if it belongs to the site, add hosts = ["{name}"] to {self.site.file.name}',
            )
