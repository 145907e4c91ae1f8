"""What a site file's rules find inside an element: one labelled value each."""

import re
from collections.abc import Iterable, Iterator, Sequence
from itertools import islice
from typing import NamedTuple
from urllib.parse import unquote

from offers.profile import FieldRule
from parsers.dom import Element
from parsers.pictures import FIELD as PICTURES
from parsers.pictures import pictures
from parsers.pictures import shown as pictures_shown
from parsers.urls import absolute, host

VALUES = {"meta": "content", "input": "value", "data": "value", "img": "alt"}
"""Elements that carry what they say in an attribute."""

URLS = frozenset({"href", "src", "action"})
REACHES = re.compile(r"(?:tel|mailto|sms|viber|whatsapp|tg|signal|skype|imo):", re.IGNORECASE)
CHATS = re.compile(r"https?://t\.me/(?!s/)", re.IGNORECASE)
MOST_LINKS = 50


CONSTANT = "constant"
"""The source of what a site file says of every ad."""


class Found(NamedTuple):
    """What a rule found, and by which of its selectors."""

    value: str
    source: str


def find_field(within: Element, rule: FieldRule, base: str) -> Found | None:
    """The first thing that a rule's selectors find, else its constant.

    Of `text` all matches count, a paragraph each, and of `images`, an address in each line. Links
    become absolute by `base`.
    """
    for selector in rule.select:
        value = _value_of(within.all(selector), rule, base)
        if value:
            return Found(value, f"{selector} @{rule.attribute}" if rule.attribute else selector)
    return Found(rule.constant, CONSTANT) if rule.constant else None


def read_field(within: Element, rule: FieldRule, base: str) -> str | None:
    """What `find_field` finds, without where."""
    found = find_field(within, rule, base)
    return found.value if found else None


def in_listing(rule: FieldRule) -> str:
    """The source of a field that was read beside the link to its ad."""
    return f"listing: {', '.join(rule.select)}" if rule.select else CONSTANT


def _value_of(found: Sequence[Element], rule: FieldRule, base: str) -> str | None:
    if rule.name == PICTURES and not rule.attribute:
        return "\n".join(pictures(pictures_shown(found), base)) or None
    values = _values(found, rule, base)
    if rule.name == PICTURES:
        return "\n".join(pictures(values, base)) or None
    return "\n\n".join(values) if rule.name == "text" else next(values, None)


def _values(found: Iterable[Element], rule: FieldRule, base: str) -> Iterator[str]:
    for element in outermost(found):
        if value := _value(element, rule, base):
            yield value


def outermost(found: Iterable[Element]) -> Iterator[Element]:
    """Elements in the order of the page, without those that stand inside another of them.

    Each step upwards is taken once, however deep a page is nested.
    """
    found = tuple(found)
    if len(found) < 2:
        yield from found
        return
    inside: dict[int, bool] = {}
    for element in found:
        path = []
        nested = False
        for above in element.above():
            if above in inside:
                nested = inside[above]
                break
            path.append(above)
        inside.update(dict.fromkeys(path, nested))
        if not nested:
            inside.update({element.id: True} if element.tag else {})
            yield element


def _value(element: Element, rule: FieldRule, base: str) -> str | None:
    value = element.get(rule.attribute) if rule.attribute else shown(element)
    if value and rule.attribute in URLS:
        value = absolute(base, value) or value
    if value and rule.regex:
        found = re.search(rule.regex, value)
        value = found[1 if found.re.groups else 0] if found else None
    return (value or "").strip() or None


def shown(element: Element) -> str:
    """What an element says, in an attribute if it is one that says things there."""
    carrier = VALUES.get(element.tag)
    return ((element.get(carrier) if carrier else None) or element.said()).strip()


PICTURE = re.compile(r"\.(?:jpe?g|png|gif|webp|avif|svg|bmp|heic)(?:[?#]|$)", re.IGNORECASE)
"""The end of a link that enlarges a picture and leads to nobody."""


def hidden_links(parts: Sequence[Element], base: str) -> str | None:
    """Where links in the parts of an ad lead, one a line, if its text does not show it.

    Only those by which someone is reached, and those that leave the site, but for pictures.
    """
    hrefs = (href for part in parts for href in part.hrefs())
    led = (_leads(href, base) for href in islice(hrefs, MOST_LINKS * 10))
    urls = dict.fromkeys(url for url in led if url)
    if not urls:
        return None
    text = "\n".join(part.said() for part in parts).casefold()
    hidden = (url for url in urls if not any(form in text for form in _forms(url)))
    return "\n".join(islice(hidden, MOST_LINKS)) or None


def _leads(href: str, base: str) -> str | None:
    if REACHES.match(href.strip()):
        return href.strip()[:300]
    url = absolute(base, href)
    if url is None or PICTURE.search(url):
        return None
    return url if CHATS.match(url) or host(url) != host(base) else None


def _forms(url: str) -> Iterator[str]:
    """A link as people write it in a text."""
    bare = re.sub(r"^(?:https?://(?:www\.)?|tel:|mailto:)", "", url.casefold())
    bare = bare.partition("?")[0].rstrip("/")
    yield bare
    yield unquote(bare)
    if CHATS.match(url):
        yield "@" + bare.rpartition("/")[2]
