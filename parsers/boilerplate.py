"""What no author of an ad wrote: navigation, related links, share buttons, consent banners."""

import re
from collections.abc import Callable, Iterator

from parsers.prose import SILENT, Node, is_hidden

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
REACHES = re.compile(
    r"(?:tel|mailto|sms|viber|whatsapp|tg|signal|skype|imo):"
    r"|https?://(?:[\w.]+\.)?(?:wa\.me|t\.me|m\.me|signal\.me)/(?!share|joinchat$|\?)",
    re.IGNORECASE,
)
"""Links by which someone is reached are part of an ad wherever they stand."""

MOSTLY = 0.5
MAIN = 0.6
"""A share of all text that makes an element the main one."""

SMALL = 3_000
"""A block of more nodes is no row of buttons."""


def is_chrome(node: Node) -> bool:
    """Whether an element belongs to the site and not to the ad in which it stands."""
    tag, said = node.tag or "", node.attributes
    if tag == "nav":
        return True
    if tag in CHROME or (said.get("role") or "").lower() in ROLES:
        return not _reaches(node)
    if tag == "form":
        return _asks(node)
    if "class" not in said and "id" not in said:
        return False
    names = WORDS.findall(f"{said.get('class') or ''} {said.get('id') or ''}")
    words = {word.lower() for word in names}
    if words & CONSENT:
        return True
    return bool(words & IF_LINKS) and _is_mostly_links(node) and not _reaches(node)


def main_part(root: Node) -> Node:
    """The smallest element that still holds most of the page's own text, links not counted."""
    weights = _weights(root)
    node = best = root
    while best is not None and weights.get(best.mem_id, 0) > MAIN * weights.get(node.mem_id, 0):
        node = best
        best = max(_children(node), key=lambda child: weights.get(child.mem_id, 0), default=root)
        if best is root:
            break
    return node


def _weights(root: Node) -> dict[int, int]:
    """Characters outside links and chrome, by element; linear in the size of the page."""
    weights: dict[int, int] = {}
    order = list(walk(root, _says_nothing_of_its_own))
    for node in reversed(order):
        if node.tag == "-text":
            weights[node.mem_id] = _size(node)
        weight = weights.get(node.mem_id)
        if weight and node.parent is not None and node.mem_id != root.mem_id:
            above = node.parent.mem_id
            weights[above] = weights.get(above, 0) + weight
    return weights


def walk(root: Node, skip: Callable[[Node], bool] = lambda _: False) -> Iterator[Node]:
    """The nodes under `root` and itself, parents first; below what is skipped nothing."""
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


def _says_nothing_of_its_own(node: Node) -> bool:
    tag = node.tag or "-"
    if tag == "-text":
        return False
    return tag[0] == "-" or tag == "a" or tag in SILENT or is_hidden(node) or is_chrome(node)


def _size(node: Node) -> int:
    return len("".join((node.text_content or "").split()))


def _children(node: Node) -> Iterator[Node]:
    child = node.first_child
    while child is not None:
        if (child.tag or "-")[0] != "-":
            yield child
        child = child.next


def _few(root: Node) -> Iterator[Node]:
    """The nodes of a block, if it is small; hostile nesting must not be walked again and again."""
    for number, node in enumerate(walk(root)):
        if number > SMALL:
            return
        yield node


def _is_mostly_links(root: Node) -> bool:
    linked = plain = 0
    for node in _few(root):
        if node.tag == "-text":
            inside = any(above == "a" for above in _tags_above(node, root))
            linked, plain = linked + inside * _size(node), plain + (not inside) * _size(node)
    return linked >= MOSTLY * (linked + plain)


def _tags_above(node: Node, root: Node) -> Iterator[str]:
    above = node.parent
    for _ in range(8):
        if above is None:
            return
        yield above.tag or ""
        if above.mem_id == root.mem_id:
            return
        above = above.parent


def _reaches(root: Node) -> bool:
    return any(
        REACHES.match(node.attributes.get("href") or "") for node in _few(root) if node.tag == "a"
    )


def _asks(form: Node) -> bool:
    """A form that asks for something; legacy sites wrap whole pages in one that asks nothing."""
    size = asked = 0
    for node in _few(form):
        if node.tag == "-text":
            size += _size(node)
        elif node.tag in {"input", "textarea", "select"}:
            asked += (node.attributes.get("type") or "").lower() not in {"hidden", "submit"}
    return asked > 0 and size < 300 * asked
