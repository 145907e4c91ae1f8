"""`scrapy runspider`, which has no place here."""

from crawlers.command import NotHere


class Command(NotHere):
    instead = "a spider needs a site file beside it, which says what it may ask: see docs/sites.md"
