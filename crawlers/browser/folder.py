"""The folder that a browser writes into, which never outlives the crawl."""

from tempfile import gettempdir

from crawlers.swept import SweptFolder

PREFIX = "offerwatch-browser-"

ROOM = 25
"""Characters that the path above may have: Chromium makes a socket far below, whose path the kernel
takes up to 107 characters of."""


def browser_folder() -> SweptFolder:
    """Where temporary files belong, or nearer to the root if that is too far down for a browser."""
    above = gettempdir()
    return SweptFolder(PREFIX, above if len(above) <= ROOM else "/tmp")  # noqa: S108 - a folder of its own is made below it, for us only
