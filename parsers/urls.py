"""Where a link leads, whatever stands in it."""

import re
from urllib.parse import urldefrag, urljoin, urlsplit

LONGEST = 8_000
"""Characters of a url; servers refuse longer ones."""

INVISIBLE = re.compile("[\x00-\x1f\x7f\ud800-\udfff]")
"""Browsers drop these inside a link, and so do we (URL standard, 4.4); halves of characters, which
JSON can spell, have no place in a url."""


def absolute(base: str, href: str | None) -> str | None:
    """The url that a link on a page at `base` leads to, without its fragment.

    `None` for all that is no http(s) url: scripts, data, mail, malformed hosts. Never raises.
    """
    written = INVISIBLE.sub("", href or "").strip().replace(" ", "%20")
    if not written or len(written) > LONGEST:
        return None
    try:
        url = urldefrag(urljoin(base, written)).url
        parts = urlsplit(url)
        leads = parts.scheme in {"http", "https"} and parts.hostname and parts.port != 0
    except ValueError:
        return None
    return url if leads and len(url) <= LONGEST else None


def host(url: str) -> str:
    """The host of a url in lower case, without `www.`; empty where there is none."""
    try:
        return (urlsplit(url).hostname or "").removeprefix("www.")
    except ValueError:
        return ""
