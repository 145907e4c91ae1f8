"""What people put where a text should stand: strings, objects, lists, markup, escaped markup."""

import html
import re

from parsers.dom import Element, fragment
from parsers.fields import hidden_links
from parsers.readers.loose_json import Json, mended
from parsers.readers.markup import TEXT, Told

TAG = re.compile(r"</?[a-zA-Z][^<>]*>|<!--")
BREAKING = re.compile(r"<(?:br|p|div|li|tr|h[1-6]|section|ul|ol|table|pre)\b", re.IGNORECASE)
NAMES = ("name", "legalName", "value", "@value", "description", TEXT)
MOST = 40
"""Values of a list that still make a phrase."""


def objects(value: Json) -> list[Told]:
    """The objects of a value, whether it is one or a list of them."""
    several = value if isinstance(value, list) else [value]
    return [one for one in several if isinstance(one, dict)]


def phrase(value: Json) -> str | None:
    """A value as one line: what it is named, without markup; of a list each once."""
    if isinstance(value, list):
        parts = (phrase(one) for one in value[:MOST] if not isinstance(one, list))
        return ", ".join(dict.fromkeys(part for part in parts if part)) or None
    if isinstance(value, dict):
        named = (value[name] for name in NAMES if isinstance(value.get(name), str))
        return next(filter(None, map(phrase, named)), None)
    if not isinstance(value, str):
        return None
    return " ".join(html.unescape(TAG.sub(" ", mended(value))).split()) or None


def long_text(value: Json, base: str) -> tuple[str | None, str | None]:
    """A value in paragraphs, and where its links lead if that cannot be read in it."""
    element = markup(value, base)
    if element is None:
        return None, None
    return element.said() or None, hidden_links([element], base)


def markup(value: Json, base: str) -> Element | None:
    """A value as an element, whether it is markup, markup escaped once more, or plain lines."""
    if isinstance(value, list):
        value = "\n\n".join(one for one in value if isinstance(one, str)) or phrase(value)
    if isinstance(value, dict):
        value = phrase(value)
    return fragment(_unescaped(mended(value)), base) if isinstance(value, str) else None


def _unescaped(written: str) -> str:
    if not TAG.search(written):
        if "\n" not in written:
            written = written.replace("\\r\\n", "\n").replace("\\n", "\n")
        unescaped = html.unescape(written) if "&" in written else written
        written = unescaped if TAG.search(unescaped) else written.replace("<", "&lt;")
    return written if BREAKING.search(written) else written.replace("\n", "<br>")
