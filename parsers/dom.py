"""The one door to parsers of markup: typed reads that fail loudly when a layout has changed.

CSS runs on lexbor (selectolax), XPath on an lxml tree built from lexbor's own, so that both see
the same elements, the ones that a browser would make of the page.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from functools import cached_property, lru_cache
from typing import cast

from bs4 import BeautifulSoup, Tag
from lxml import etree
from selectolax.lexbor import LexborHTMLParser, LexborNode, SelectolaxError

from offers.page import Page
from parsers import bounds
from parsers.boilerplate import Chrome, main_part, walk
from parsers.charset import decoded
from parsers.faults import LayoutChanged, Missing, NotRead, Unreadable
from parsers.prose import Node, prose
from parsers.urls import absolute
from parsers.xml_text import NOT_XML, xml_text

__all__ = ["LayoutChanged", "Missing", "NotRead", "Unreadable"]

Soup = Tag
"""A tag of BeautifulSoup, or the whole page as one."""

Xml = etree._Element  # noqa: SLF001  (lxml has no public name for it)
"""An element of a feed or sitemap, as lxml knows it."""

FATAL = frozenset({"ERR_TAG_NOT_FINISHED", "ERR_RESOURCE_LIMIT"})
"""Faults of XML after which something is missing."""

XPATH = ("/", "./", "(")
"""What an XPath begins with; all else is CSS."""

XML_NAME = re.compile(r"[A-Za-z_][A-Za-z0-9_.-]*")
"""Names that lxml takes; `@click` and `:href` are for browsers only."""


def is_xpath(selector: str) -> bool:
    return selector.lstrip().startswith(XPATH)


class _Document:
    """A parsed page and, once someone asks in XPath, its twin in lxml."""

    def __init__(self, html: str, url: str) -> None:
        if reason := bounds.excess(html):
            raise Unreadable(url, reason)
        self.url = url
        self.tree = LexborHTMLParser(html)

    @cached_property
    def twin(self) -> tuple[dict[int, Xml], dict[Xml, LexborNode]]:
        """The same elements as lxml sees them: the way there, and the way back."""
        there: dict[int, Xml] = {}
        back: dict[Xml, LexborNode] = {}
        for node in self.tree.root.traverse(include_text=True) if self.tree.root else ():
            above = there.get(node.parent.mem_id) if node.parent is not None else None
            tag = node.tag or "-"
            if tag == "-text" and above is not None:
                _append(above, NOT_XML.sub("", node.text_content or ""))
            elif tag[0] != "-":
                there[node.mem_id] = made = _twin(node, tag, above)
                back[made] = node
        return there, back


@lru_cache(maxsize=1)
def _document(page: Page) -> _Document:
    """A page is asked for its links, for its ads and whether it is a wall, one after the other:
    the tree of the last one is kept. Nobody changes a tree."""
    return _Document(decoded(page), page.url)


def _twin(node: LexborNode, tag: str, above: Xml | None) -> Xml:
    name = tag if XML_NAME.fullmatch(tag) else "unknown"
    made = etree.Element(name) if above is None else etree.SubElement(above, name)
    for attribute, value in node.attributes.items():
        if XML_NAME.fullmatch(attribute):
            made.set(attribute, NOT_XML.sub("", value or ""))
    return made


def _append(above: Xml, text: str) -> None:
    if len(above):
        above[-1].tail = (above[-1].tail or "") + text
    else:
        above.text = (above.text or "") + text


def _css(node: LexborNode, selector: str) -> list[LexborNode]:
    try:
        return node.css(selector)
    except SelectolaxError as error:
        raise ValueError(f"{selector!r} is no CSS selector: {error}") from error


def _xpath(context: Xml, selector: str) -> Iterable[object]:
    try:
        found = context.xpath(selector)
    except etree.XPathError as error:
        raise ValueError(f"{selector!r} is no XPath: {error}") from error
    return found if isinstance(found, list) else (found,)


class Element:
    """An element of a page, or the string that an XPath selected; selectors look inside it.

    CSS may also match the element itself, as in selectolax.
    """

    __slots__ = ("_document", "_node", "_said")

    def __init__(self, document: _Document, node: LexborNode | None, said: str = "") -> None:
        self._document = document
        self._node = node
        self._said = said

    def all(self, selector: str) -> tuple["Element", ...]:
        """Whatever matches, in the order of the page. A bad selector raises `ValueError`."""
        if self._node is None:
            return ()
        if not is_xpath(selector):
            return tuple(Element(self._document, node) for node in _css(self._node, selector))
        there, back = self._document.twin
        found = _xpath(there[self._node.mem_id], selector)
        return tuple(
            Element(self._document, back[thing])
            if isinstance(thing, Xml)
            else Element(self._document, None, str(thing))
            for thing in found
        )

    def one(self, selector: str) -> "Element":
        """The element that matches; none or several raise `LayoutChanged`."""
        found = self.all(selector)
        if len(found) != 1:
            raise LayoutChanged(self._document.url, selector, len(found))
        return found[0]

    def first(self, selectors: str | Sequence[str]) -> "Element | None":
        """The first match of the first selector that matches anything."""
        for selector in [selectors] if isinstance(selectors, str) else selectors:
            if found := self.all(selector):
                return found[0]
        return None

    def text(self, selector: str) -> str:
        """The text of the one element that matches, see `said`; else `LayoutChanged`."""
        return self.one(selector).said()

    def maybe(self, selector: str) -> str | None:
        """Like `text`, for what a page need not have. Several matches raise `LayoutChanged`."""
        found = self.all(selector)
        if len(found) > 1:
            raise LayoutChanged(self._document.url, selector, len(found))
        return found[0].said() if found else None

    def attribute(self, selector: str, name: str) -> str:
        """The attribute of the one element that matches; missing ones raise `LayoutChanged`."""
        value = self.one(selector).get(name)
        if value is None:
            raise LayoutChanged(self._document.url, f"{selector} @{name}", 0)
        return value

    def said(self) -> str:
        """Its own text in lines and paragraphs, without what no author of an ad wrote."""
        if self._node is None:
            return " ".join(self._said.split())
        return prose(self._node, Chrome(self._node)) or prose(self._node)

    def shown(self) -> str:
        """Like `said`, with all that the site put around it: navigation, forms, banners."""
        return self.said() if self._node is None else prose(self._node)

    def raw(self) -> str:
        """All characters inside, as they stand: what a script holds."""
        return self._said if self._node is None else self._node.text()

    def hrefs(self) -> Iterator[str]:
        """Where its own links lead, as written."""
        for node in walk(self._node, Chrome(self._node)) if self._node else ():
            if node.tag == "a" and (href := node.attributes.get("href")):
                yield href

    def get(self, name: str) -> str | None:
        """An attribute; an empty string if it stands there without a value."""
        if self._node is None or name not in self._node.attributes:
            return None
        return self._node.attributes[name] or ""

    @property
    def tag(self) -> str:
        return (self._node.tag if self._node is not None else None) or ""

    @property
    def id(self) -> int:
        """A number that no other element of this page has."""
        return self._node.mem_id if self._node is not None else 0

    @property
    def node(self) -> Node | None:
        """The bare element, for those who walk a page as a whole; `None` for a string."""
        return self._node

    def at(self, node: Node) -> "Element":
        """The element of a bare one of the same page."""
        return Element(self._document, cast("LexborNode", node))

    def above(self) -> Iterator[int]:
        """The ids of the element and of what it stands in, from the inside out."""
        node = self._node
        while node is not None:
            yield node.mem_id
            node = node.parent


class Dom(Element):
    """A whole page."""

    __slots__ = ("base", "url")

    def __init__(self, page: Page) -> None:
        """`base` is what links of the page are relative to."""
        document = _document(page)
        super().__init__(document, document.tree.root)
        said = self.first("base[href]")
        self.url = page.url
        self.base = (absolute(page.url, said.get("href")) if said else None) or page.url

    def main_text(self) -> str:
        """The text of the part that holds most of the page's own text."""
        body = self._document.tree.body
        part = main_part(body) if body else None
        return prose(part, Chrome(part)) if part else ""


def fragment(html: str, url: str) -> Element:
    """A piece of markup that stood inside something else, a feed or a script for one."""
    document = _Document(html, url)
    return Element(document, document.tree.body)


def soup(page: Page) -> Soup:
    """The page for BeautifulSoup, for readers written by hand. Slow: 50 pages a second."""
    html = decoded(page)
    if reason := bounds.excess(html):
        raise Unreadable(page.url, reason)
    return BeautifulSoup(html, "lxml")


def xml(page: Page) -> Xml:
    """The root of a sitemap. Small faults are mended; one that is cut off, or too deep or too
    large to be one, raises `Unreadable`. Nothing is fetched, no entity is expanded."""
    parser = etree.XMLParser(
        resolve_entities=False,
        no_network=True,
        load_dtd=False,
        huge_tree=False,
        recover=True,
        remove_comments=True,
        remove_pis=True,
    )
    try:
        root = etree.fromstring(xml_text(page).encode(), parser)
    except etree.XMLSyntaxError as error:
        raise Unreadable(page.url, f"no XML: {error}") from error
    fatal = [entry.message for entry in parser.error_log if entry.type_name in FATAL]
    if root is None or fatal:
        raise Unreadable(page.url, f"no sound XML: {''.join(fatal[:1]) or 'no element'}")
    return root
