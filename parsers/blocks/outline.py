"""A page as a tree of what its readers see, with how much text and which links each part holds."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field

from parsers.boilerplate import WORDS
from parsers.dom import Dom
from parsers.prose import SILENT, Node, is_hidden
from parsers.urls import absolute

FURNITURE = frozenset({"nav", "footer", "dialog", "menu"})
_ROLES = "navigation banner contentinfo search dialog alertdialog menubar menu toolbar tablist"
ROLES = frozenset(_ROLES.split())
_WORDS = """
breadcrumb breadcrumbs crumbs pagination pager paging paginator navbar nav navigation menu submenu
footer cookie cookies consent gdpr share social tagcloud tags language languages lang langs filter
filters facet facets topbar sitenav
"""
WORDED = frozenset(_WORDS.split())
"""Words in a class or id of what is on every page of a site, in the English of its makers."""

BESIDE = frozenset({"aside"})
_BESIDE = """
related similar recommended recommendations sidebar latest recent popular viewed seealso widget
categories podobne pokhozhie ahnliche
"""
BESIDE_WORDED = frozenset(_BESIDE.split())
"""Words of lists that accompany the main one."""

OF_SITE = frozenset({"site", "global", "masthead", "navbar", "topbar"})
"""Words of a `header` that is the site's and not the ad's."""

OWN = frozenset({"item", "ad", "offer", "job", "vacancy", "listing", "posting"})
ENDS = frozenset({"footer"})
"""Words of an ad, whose own end is called as that of the page is."""

MOST = 100_000
"""Parts of a page that are looked at: 10,000 entries of a list have fewer."""

NAMING = (
    "class", "id", "itemprop",
    "data-qa", "data-test", "data-testid", "data-test-id", "data-automation", "data-at", "data-cy",
    "data-qa-id", "data-marker", "data-id", "data-role", "data-field", "data-tid", "data-hook",
)  # fmt: skip
"""Attributes that call a part what it is, the last those by which its makers test it."""

_LOOKS = """
base black blue body bold break capitalize center cyan danger dark decoration default ellipsis
emerald end gray green grey indigo info justify left light lime lowercase muted nowrap orange pink
primary purple red right rose secondary sky slate small start success teal transparent truncate
uppercase violet warning white wrap xl xs yellow zinc
"""
LOOKS = re.compile(rf"\btext[-_](?:{'|'.join(_LOOKS.split())}|sm|md|lg|\dxl|\[[^\]\s]*\])(?![a-z])")
"""Classes that say how words look, not what they say: `text-center`, `text-gray-500`."""

PASSED = frozenset({"tbody", "thead", "tfoot"})
"""Elements that parsers put in themselves: no step of a path."""


@dataclass(slots=True, eq=False)
class Part:
    """An element, or a text between elements (`-text`). `start` and `end` enclose the numbers of
    all parts inside; `size` counts characters that are no white space, `linked` those in links.

    `path` is a number that parts with the same tags above them share. `aside` is 0 for the
    page's own content, 1 inside what accompanies it, 2 inside what is on every page.
    """

    node: Node
    tag: str
    above: "Part | None"
    start: int
    path: int
    said: Mapping[str, str | None]
    aside: int = 0
    end: int = 0
    size: int = 0
    linked: int = 0
    url: str | None = None
    inner: list["Part"] = field(default_factory=list)
    page: list["Part"] = field(default_factory=list)
    _names: tuple[str, ...] | None = None
    _words: str | None = None

    def parts(self) -> list["Part"]:
        """Itself and all parts inside, in the order of the page."""
        return self.page[self.start : self.end]

    def names(self) -> tuple[str, ...]:
        """The words of its class, id and itemprop, and of what tests call it, in lower case."""
        if self._names is None:
            said = " ".join(filter(None, map(self.said.get, NAMING)))
            said = LOOKS.sub(" ", said) if "text" in said else said
            self._names = tuple([word.lower() for word in WORDS.findall(said)]) if said else ()
        return self._names

    def words(self) -> str:
        """All text inside on one line."""
        if self._words is None:
            texts = (part.node.text_content or "" for part in self.parts() if part.tag == "-text")
            self._words = " ".join(" ".join(texts).split())
        return self._words

    def ends_in_label(self) -> bool:
        """Whether a text ends in a word with a colon, so that what follows is its value."""
        return self.node.text_content is not None and self.words().endswith((":", "："))

    def label(self) -> str:
        """What it says, or the end of that if several things stand in a row."""
        return re.split(r"[·|•,;]", self.words())[-1].strip()

    def known_as(self) -> str:
        """Its tag with id or first class, to be shown to somebody: no selector for reading."""
        number, classes = self.said.get("id"), (self.said.get("class") or "").split()
        return f"{self.tag}#{number}" if number else ".".join([self.tag, *classes[:1]])


class Outline:
    """The parts of a page's body in document order; empty where there is none."""

    def __init__(self, dom: Dom) -> None:
        self.dom = dom
        self.url = dom.url
        self.parts: list[Part] = []
        self.links: list[Part] = []
        self._paths: dict[tuple[int, str], int] = {}
        body = dom.first("body")
        if body is not None and body.node is not None:
            self._build(body.node)
            self._weigh()

    def _build(self, body: Node) -> None:
        waiting: list[tuple[Node, Part | None]] = [(body, None)]
        while waiting and len(self.parts) < MOST:
            node, above = waiting.pop()
            if node.next is not None and above is not None:
                waiting.append((node.next, above))
            part = self._part(node, above)
            if part is not None and node.first_child is not None and part.tag != "-text":
                waiting.append((node.first_child, part))

    def _part(self, node: Node, above: Part | None) -> Part | None:
        tag = node.tag or "-"
        if tag == "-text":
            size = len("".join((node.text_content or "").split()))
            return self._added(Part(node, tag, above, 0, 0, {}, size=size)) if size else None
        if tag[0] == "-" or tag in SILENT or (above is not None and is_hidden(node)):
            return None
        part = Part(node, tag, above, 0, 0, node.attributes)
        part.aside = max(above.aside if above else 0, _aside(part))
        if tag == "a" and (href := part.said.get("href")):
            part.url = absolute(self.dom.base, href)
            self.links.append(part)
        return self._added(part)

    def _added(self, part: Part) -> Part:
        part.start = len(self.parts)
        part.page = self.parts
        if part.above is not None:
            part.above.inner.append(part)
            part.aside = max(part.aside, part.above.aside)
        base = part.above.path if part.above else 0
        if part.tag in PASSED:
            part.path = base
        else:
            part.path = self._paths.setdefault((base, part.tag), len(self._paths) + 1)
        self.parts.append(part)
        return part

    def _weigh(self) -> None:
        for part in reversed(self.parts):
            part.end = max(part.end, part.start + 1)
            if part.tag == "a":
                part.linked = part.size
            if part.above is not None:
                part.above.size += part.size
                part.above.linked += part.linked
                part.above.end = max(part.above.end, part.end)


def _aside(part: Part) -> int:
    tag, role = part.tag, (part.said.get("role") or "").lower()
    if (tag in FURNITURE and not _is_above(part)) or role in ROLES:
        return 2
    in_body = part.above is not None and part.above.tag == "body"
    if tag == "header" and (in_body or not OF_SITE.isdisjoint(part.names())):
        return 2
    if tag in BESIDE or role == "complementary":
        return 1
    if tag in {"body", "html", "main", "article", "li", "tr", "a"}:
        return 0
    if "class" not in part.said and "id" not in part.said:
        return 0
    words = frozenset(part.names())
    if words & OWN:
        words -= ENDS
    return 2 if words & WORDED else 1 if words & BESIDE_WORDED else 0


def _is_above(part: Part) -> bool:
    """Whether a `footer` is the line about an article that stands above its text."""
    if part.tag != "footer" or part.above is None or part.above.tag != "article":
        return False
    node = part.node.next
    while node is not None and (node.tag or "-")[0] == "-":
        node = node.next
    return node is not None


def shape(url: str) -> str:
    """A url with what tells ads apart left out: numbers, and words joined by hyphens."""
    return re.sub(r"[^/?=&.:]*[-_%+][^/?=&]*", "*", re.sub(r"\d+", "0", url))
