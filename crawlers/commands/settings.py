"""`scrapy settings --get NAME`: what holds, whatever else was said."""

from scrapy.commands import settings

from crawlers.command import Guarded


class Command(Guarded, settings.Command):
    pass
