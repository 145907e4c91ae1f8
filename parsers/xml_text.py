"""The text of a feed or sitemap, made fit for a parser of XML, or refused."""

import re
from collections.abc import Iterator

from offers.page import Page
from parsers.charset import decoded
from parsers.faults import Unreadable

MOST_CHARACTERS = 52 * 1024 * 1024
"""Sitemaps may have 50 MB (sitemaps.org); feeds have less."""

ENTITY = re.compile(r"<!ENTITY", re.IGNORECASE)
DECLARATION = re.compile(r"\A<\?xml[^>]*\?>")
CDATA, CDATA_END = "<![CDATA[", "]]>"
BARE_AMPERSAND = re.compile(r"&(?!#?\w{1,31};)")
NOT_XML = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
"""Signs that XML 1.0 has no place for."""


def xml_text(page: Page) -> str:
    """The characters without their declaration, bare ampersands escaped, strange signs left out.

    Raises `Unreadable` for entities of the document's own: what they are for is to fetch files
    and to fill memory.
    """
    text = decoded(page).lstrip("\ufeff \t\r\n")
    if len(text) > MOST_CHARACTERS:
        raise Unreadable(page.url, f"more than {MOST_CHARACTERS} characters of XML")
    if ENTITY.search(text):
        raise Unreadable(page.url, "XML that declares entities of its own")
    return NOT_XML.sub("", "".join(_escaped(DECLARATION.sub("", text))))


def _escaped(text: str) -> Iterator[str]:
    """The text with bare ampersands escaped, those in CDATA aside, which mean themselves."""
    at = 0
    while at < len(text):
        start = _find(text, CDATA, at)
        end = _find(text, CDATA_END, start)
        yield BARE_AMPERSAND.sub("&amp;", text[at:start])
        yield text[start:end]
        at = end


def _find(text: str, mark: str, at: int) -> int:
    found = text.find(mark, at)
    return len(text) if found < 0 else found
