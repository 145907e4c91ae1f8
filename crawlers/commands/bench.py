"""`scrapy bench`, which has no place here."""

from crawlers.command import NotHere


class Command(NotHere):
    instead = "it measures Scrapy alone: `make bench` measures Offerwatch beside it"
