"""`scrapy startproject`, which has no place here."""

from crawlers.command import NotHere


class Command(NotHere):
    instead = "a workspace is what you want: `offerwatch init DIR` makes one"
