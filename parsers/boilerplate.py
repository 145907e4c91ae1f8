"""What no author of an ad wrote: navigation, related links, share buttons, consent banners."""

import re
from collections import defaultdict
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cached_property

from parsers.prose import BREAKS, CELLS, SILENT, Node, is_hidden

CHROME = frozenset({"aside", "footer", "button", "dialog"})
_ROLES = "navigation banner contentinfo complementary search dialog alertdialog menubar"
ROLES = frozenset(_ROLES.split())

_CONSENT = "cookie cookies cookiebot cybotcookiebot consent gdpr onetrust didomi"
CONSENT = frozenset(_CONSENT.split())
"""Words in a class or id that leave no doubt."""

_IF_LINKS = """
breadcrumb breadcrumbs pagination pager navbar nav navigation menu related similar recommended
recommendations share sharing social addthis addtoany sharethis newsletter subscribe promo sidebar
toolbar banner header footer
"""
IF_LINKS = frozenset(_IF_LINKS.split())
"""Words that an ad's own parts may bear as well (`social-benefits`): links must be most of it."""

WORDS = re.compile(r"[a-z]+|[A-Z][a-z]*")
FIELDS = frozenset({"input", "textarea", "select"})
REACHES = re.compile(
    r"(?:tel|mailto|sms|viber|whatsapp|tg|signal|skype|imo):"
    r"|https?://(?:[\w.]+\.)?(?:wa\.me|t\.me|m\.me|signal\.me)/(?!share|joinchat$|\?)",
    re.IGNORECASE,
)
"""Links by which someone is reached are part of an ad wherever they stand."""

MOSTLY = 0.5
MAIN = 0.6
"""A share of all text that makes an element the main one."""

A_QUESTION = 300
"""So few characters for each input make a form that asks; legacy pages stand in one as a whole."""


@dataclass(slots=True)
class _Holds:
    """What an element holds: characters in links and outside, ways to reach someone, inputs."""

    linked: int = 0
    plain: int = 0
    reaching: int = 0
    asked: int = 0

    def take(self, inner: "_Holds", *, in_link: bool) -> None:
        self.linked += inner.linked + (inner.plain if in_link else 0)
        self.plain += 0 if in_link else inner.plain
        self.reaching += inner.reaching
        self.asked += inner.asked


class Chrome:
    """Tells, inside one element, what belongs to the site and not to the ad.

    Counts once for all elements inside, so that hostile nesting costs no more than a walk.
    """

    def __init__(self, root: Node) -> None:
        self._root = root

    def __call__(self, node: Node) -> bool:
        tag, said = node.tag or "", node.attributes
        if tag == "nav":
            return True
        if tag in CHROME or (said.get("role") or "").lower() in ROLES:
            return not self._holds[node.mem_id].reaching
        if tag == "form":
            form = self._holds[node.mem_id]
            return form.asked > 0 and form.plain + form.linked < A_QUESTION * form.asked
        if "class" not in said and "id" not in said:
            return False
        names = WORDS.findall(f"{said.get('class') or ''} {said.get('id') or ''}")
        words = {word.lower() for word in names}
        return bool(words & CONSENT) or (bool(words & IF_LINKS) and self._is_for_links(node))

    def _is_for_links(self, node: Node) -> bool:
        held = self._holds[node.mem_id]
        return held.linked >= MOSTLY * (held.linked + held.plain) and not held.reaching

    @cached_property
    def _holds(self) -> dict[int, _Holds]:
        holds: dict[int, _Holds] = defaultdict(_Holds)
        for node in reversed(list(walk(self._root, _is_silent))):
            held = holds[node.mem_id]
            _count(node, held)
            if node.parent is not None and node.mem_id != self._root.mem_id:
                holds[node.parent.mem_id].take(held, in_link=node.tag == "a")
        return holds


def _count(node: Node, held: _Holds) -> None:
    """Add what a node is by itself."""
    match node.tag:
        case "-text":
            held.plain += _size(node)
        case "a":
            held.reaching += bool(REACHES.match(node.attributes.get("href") or ""))
        case "input" | "textarea" | "select":
            held.asked += (node.attributes.get("type") or "").lower() not in {"hidden", "submit"}


def main_part(root: Node) -> Node:
    """The smallest element that still holds most of the page's own text, links not counted.

    One paragraph is never it, however long it is beside the others.
    """
    weights = _weights(root)
    node = root
    while inner := max(_children(node), key=lambda one: weights.get(one.mem_id, 0), default=None):
        share = MAIN * weights.get(node.mem_id, 0)
        if weights.get(inner.mem_id, 0) <= share or not _has_lines(inner):
            break
        node = inner
    return node


def _weights(root: Node) -> dict[int, int]:
    """Characters outside links and chrome, by element; linear in the size of the page."""
    chrome = Chrome(root)
    weights: dict[int, int] = {}
    for node in reversed(list(walk(root, lambda node: _is_not_own(node, chrome)))):
        if node.tag == "-text":
            weights[node.mem_id] = _size(node)
        weight = weights.get(node.mem_id)
        if weight and node.parent is not None and node.mem_id != root.mem_id:
            above = node.parent.mem_id
            weights[above] = weights.get(above, 0) + weight
    return weights


def walk(root: Node, skip: Callable[[Node], bool] = lambda _: False) -> Iterator[Node]:
    """`root` and the nodes under it, parents first; what is skipped is left out with all in it."""
    node: Node | None = root
    while node is not None:
        inner = None
        if node is root or not skip(node):
            yield node
            inner = node.first_child
        while inner is None and node is not None and node.mem_id != root.mem_id:
            inner = node.next
            node = node.parent if inner is None else node
        node = inner


def _is_not_own(node: Node, chrome: Chrome) -> bool:
    tag = node.tag or "-"
    if tag[0] == "-":
        return tag != "-text"
    return tag == "a" or tag in SILENT or is_hidden(node) or chrome(node)


def _is_silent(node: Node) -> bool:
    tag = node.tag or "-"
    if tag in FIELDS:
        return False
    return tag in SILENT or (tag[0] == "-" and tag != "-text")


def _size(node: Node) -> int:
    return len("".join((node.text_content or "").split()))


def _has_lines(node: Node) -> bool:
    tags = [child.tag or "" for child in _children(node)]
    return any(tag in BREAKS or tag in CELLS for tag in tags) or tags.count("br") > 1


def _children(node: Node) -> Iterator[Node]:
    child = node.first_child
    while child is not None:
        if (child.tag or "-")[0] != "-":
            yield child
        child = child.next
