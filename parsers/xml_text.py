"""The text of a feed or sitemap, made fit for a parser of XML, or refused."""

import re

from offers.page import Page
from parsers.charset import decoded
from parsers.faults import Unreadable

MOST_CHARACTERS = 52 * 1024 * 1024
"""Sitemaps may have 50 MB (sitemaps.org); feeds have less."""

ENTITY = re.compile(r"<!ENTITY", re.IGNORECASE)
DECLARATION = re.compile(r"\A<\?xml[^>]*\?>")
CDATA = re.compile(r"(<!\[CDATA\[.*?\]\]>)", re.DOTALL)
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
    pieces = CDATA.split(DECLARATION.sub("", text))
    pieces[::2] = [BARE_AMPERSAND.sub("&amp;", piece) for piece in pieces[::2]]
    return NOT_XML.sub("", "".join(pieces))
