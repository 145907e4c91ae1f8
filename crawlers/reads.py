"""How a site's pages are read where there is no crawl: by its own spider, which asks nobody."""

from datetime import timedelta

from scrapy.exceptions import UsageError
from scrapy.settings import Settings

from crawlers.loader import FOLDER, SiteLoader
from parsers.readers import find_reader
from workspace.folder import Workspace
from workspace.replay import Reads
from workspace.site import SiteFile


class Unusable(Exception):
    """The Python of a site cannot be used; the message says what is wrong with it."""


def reads_of(workspace: Workspace, site: SiteFile) -> Reads:
    """What a crawl of this site would read. Raises `Unusable`."""
    loader = SiteLoader.from_settings(Settings({FOLDER: str(workspace.folder)}))
    try:
        spider = loader.spider(site, timedelta(seconds=1))()
    except UsageError as error:
        raise Unusable(str(error)) from error
    reader = type(spider).reader or find_reader(site.profile.reader)
    return Reads(
        ads=lambda page, listed: reader(page, site.profile, listed),
        offers=spider.read,
        links=spider.links,
        of_listings=spider.holds_ads(),
    )
