"""The one door to parsers of markup: typed reads that fail loudly when a layout has changed.

CSS runs on lexbor (selectolax), XPath on an lxml tree built from lexbor's own, so that both see
the same elements, the ones that a browser would make of the page.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from functools import cached_property

from bs4 import BeautifulSoup, Tag
from lxml import etree
from selectolax.lexbor import LexborHTMLParser, LexborNode, SelectolaxError

from offers.page import Page
from parsers import boilerplate, bounds
from parsers.charset import decoded
from parsers.faults import LayoutChanged, Missing, NotRead, Unreadable
from parsers.prose import Node, prose
from parsers.urls import absolute

__all__ = ["LayoutChanged", "Missing", "NotRead", "Unreadable"]

Soup = Tag
"""A tag of BeautifulSoup, or the whole page as one."""

Xml = etree._Element  # noqa: SLF001  (lxml has no public name for it)
"""An element of a feed or sitemap, as lxml knows it."""

VALUES = {"meta": "content", "input": "value", "data": "value", "img": "alt"}
"""Elements that carry what they say in an attribute."""

XPATH = ("/", "./", "(")
"""What an XPath begins with; all else is CSS."""

NOT_XML = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
"""Signs that XML 1.0 has no place for."""

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
        self.html = html
        self.tree = LexborHTMLParser(html)

    @cached_property
    def twin(self) -> "_Twin":
        return _Twin(self.tree.root)


class _Twin:
    """The same elements as lxml sees them, and the way there and back."""

    def __init__(self, root: LexborNode | None) -> None:
        self.root = etree.Element("html")
        self.there: dict[int, Xml] = {}
        self.back: dict[Xml, LexborNode] = {}
        if root is not None:
            self.there[root.mem_id] = self.root
            self.back[self.root] = root
            for node in root.traverse(include_text=True):
                self._take(node, root)

    def _take(self, node: LexborNode, root: LexborNode) -> None:
        if node.mem_id == root.mem_id:
            _attributes(self.root, node)
            return
        parent = self.there.get(node.parent.mem_id) if node.parent is not None else None
        tag = node.tag or "-"
        if parent is None or (tag[0] == "-" and tag != "-text"):
            return
        if tag == "-text":
            _append(parent, NOT_XML.sub("", node.text_content or ""))
            return
        made = etree.SubElement(parent, tag if XML_NAME.fullmatch(tag) else "unknown")
        _attributes(made, node)
        self.there[node.mem_id] = made
        self.back[made] = node


def _attributes(made: Xml, node: LexborNode) -> None:
    for name, value in node.attributes.items():
        if XML_NAME.fullmatch(name):
            made.set(name, NOT_XML.sub("", value or ""))


def _append(parent: Xml, text: str) -> None:
    if len(parent):
        parent[-1].tail = (parent[-1].tail or "") + text
    else:
        parent.text = (parent.text or "") + text


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
        twin = self._document.twin
        context = twin.there.get(self._node.mem_id)
        found = () if context is None else _xpath(context, selector)
        return tuple(self._found(twin, thing) for thing in found)

    def _found(self, twin: _Twin, thing: object) -> "Element":
        if isinstance(thing, Xml):
            return Element(self._document, twin.back.get(thing))
        return Element(self._document, None, str(thing))

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
        return prose(self._node, boilerplate.is_chrome) or prose(self._node)

    def raw(self) -> str:
        """All characters inside, as they stand: what a script holds."""
        return self._said if self._node is None else self._node.text()

    def value(self) -> str:
        """What it says: in its attribute if it is an element that says things there."""
        carrier = VALUES.get(self.tag)
        return ((self.get(carrier) if carrier else None) or self.said()).strip()

    def get(self, name: str) -> str | None:
        """An attribute; an empty string if it stands there without a value."""
        if self._node is None or name not in self._node.attributes:
            return None
        return self._node.attributes[name] or ""

    @property
    def node(self) -> Node | None:
        return self._node

    @property
    def tag(self) -> str:
        return (self._node.tag if self._node is not None else None) or ""

    @property
    def id(self) -> int:
        """A number that no other element of this page has."""
        return self._node.mem_id if self._node is not None else 0

    def above(self, most: int = 100) -> Iterator[int]:
        """The ids of the element and of what it stands in, from the inside out."""
        node = self._node
        while node is not None and most:
            yield node.mem_id
            node, most = node.parent, most - 1


class Dom(Element):
    """A whole page."""

    __slots__ = ("html", "url")

    def __init__(self, page: Page) -> None:
        self.url = page.url
        self.html = decoded(page)
        document = _Document(self.html, page.url)
        super().__init__(document, document.tree.root)

    def main_text(self) -> str:
        """The text of the part that holds most of the page's own text."""
        body = self._document.tree.body
        return prose(boilerplate.main_part(body), boilerplate.is_chrome) if body else ""

    @property
    def base(self) -> str:
        """What links of the page are relative to."""
        said = self.first("base[href]")
        return (absolute(self.url, said.get("href")) if said else None) or self.url


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
    """The root of a feed or sitemap; what is broken in it is mended as far as lxml can.

    Entities of the document's own are refused, and nothing is fetched for it.
    """
    text = decoded(page).lstrip("\ufeff \t\r\n")
    if re.search(r"<!ENTITY", text, re.IGNORECASE):
        raise Unreadable(page.url, "XML that declares entities of its own")
    sound = NOT_XML.sub("", re.sub(r"\A<\?xml[^>]*\?>", "", text))
    root = None
    try:
        root = etree.fromstring(sound.encode(), _xml_parser())
    except etree.XMLSyntaxError as error:
        raise Unreadable(page.url, f"no XML: {error}") from error
    if root is None:
        raise Unreadable(page.url, "no XML at all")
    return root


def _xml_parser() -> etree.XMLParser:
    return etree.XMLParser(
        resolve_entities=False,
        no_network=True,
        load_dtd=False,
        dtd_validation=False,
        huge_tree=False,
        recover=True,
        remove_comments=True,
        remove_pis=True,
    )
