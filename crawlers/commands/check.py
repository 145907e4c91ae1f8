"""`scrapy check`, which has no place here."""

from crawlers.command import NotHere


class Command(NotHere):
    instead = "sites are checked by `offerwatch sites check` and `offerwatch sites test`"
