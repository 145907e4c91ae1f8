"""`scrapy list`: the sites of the workspace."""

from scrapy.commands import list as scrapys

from crawlers.command import Guarded


class Command(Guarded, scrapys.Command):
    pass
