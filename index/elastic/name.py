"""What a store may be called, so that its indices may be called after it."""

import re
from urllib.parse import urlsplit

from index.base import StoreError

NAME = "offerwatch"
"""What a store is called whose URL has no path."""

SHAPE = re.compile(r"[a-z0-9][a-z0-9._-]*")
LONGEST = 200
"""Elasticsearch takes names of up to 255 bytes, in lower case, without ``\\/*?"<>|,#:`` and
blanks, that begin with none of ``-_+`` and, so as not to be hidden, no dot. Letters and digits of
other scripts would do, but not in a URL; 55 bytes are left for the part and its number."""


def store_name(url: str) -> str:
    """The name of the store at `https://HOST:PORT/NAME`. Raises `StoreError`."""
    name = urlsplit(url).path.strip("/") or NAME
    if not SHAPE.fullmatch(name) or len(name) > LONGEST:
        raise StoreError(
            f"{name[:60]!r} is no name for a store: a letter or digit first, then letters in"
            f" lower case, digits and ._- only, at most {LONGEST}"
        )
    return name
