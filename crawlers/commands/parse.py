"""`scrapy parse`, which has no place here."""

from crawlers.command import NotHere


class Command(NotHere):
    instead = "reading a page without storing it is `offerwatch try NAME --url URL`"
