"""`scrapy genspider`, which has no place here."""

from crawlers.command import NotHere


class Command(NotHere):
    instead = "sites are files, not spiders: `offerwatch sites new URL` writes one"
