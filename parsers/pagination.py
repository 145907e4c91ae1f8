"""The next page of a list, found where nobody said how the list goes on."""

import re
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from functools import cache, cached_property

from parsers.boilerplate import WORDS
from parsers.dom import Dom, Element
from parsers.fold import fold
from parsers.letters import table
from parsers.page_steps import number_of, step, turns_a_leaf
from parsers.prose import Node, is_hidden
from parsers.urls import absolute, host

MOST = 20_000
"""Links of a page that are looked at."""

LONGEST = 40
"""Characters that a link to the next page shows."""

UP = 6
"""Elements above a link that say what it belongs to."""

_PAGER = "pagination pager paging paginator pages pagenav pagenavi pagelinks numbers pagebar"
PAGER = frozenset(_PAGER.split())
_NOT = """
calendar datepicker carousel slider slick swiper gallery glide month related similar breadcrumb
breadcrumbs comments post-navigation postnav single lightbox tour wizard
"""
NEVER = frozenset(_NOT.split())
"""Things with a `next` of their own."""

ACTS = re.compile(
    r"(?<![a-z])(?:(?:log|sign)[-_]?(?:in|out|off|up)|(?:un)?subscribe|delete|remove|vote|cart|basket"
    r"|checkout)(?![a-z])"
)
"""What a link does that does more than lead on, whatever it is called."""

NEXT, PREVIOUS = frozenset({"next", "older"}), frozenset({"prev", "previous", "newer", "last"})
NOW = frozenset({"current", "active", "selected", "cur", "now", "on", "disabled", "this"})

FORWARD, BACKWARD = frozenset("›»→>▶❯⟩≫►▸⇒➔➜➡"), frozenset("‹«←<◀❮⟨≪◄◂⇐⬅")
SIGNS = re.compile(r"[\W\d_]+")
DIGITS = re.compile(r"\d{1,5}")
RTL = frozenset({"ar", "fa", "he", "ur", "ps", "ckb", "iw", "yi", "sd", "ug", "dv"})


@dataclass(frozen=True)
class _Link:
    """A link of the page: `text` folded, `ahead` what `step` says, `words` of its classes."""

    element: Element
    url: str
    text: str
    words: frozenset[str]
    ahead: int | None

    @cached_property
    def around(self) -> frozenset[str]:
        """The words of the classes around it."""
        return _around(self.element)


def next_page(dom: Dom, ads: Collection[str] = ()) -> str | None:
    """The url of the next page of a list, `None` if none is found that is sure enough.

    In this order: `rel=next`; links that say so by word, class or arrow; the number that follows
    the current one. Never a link to one of the `ads`, to another host, or backwards.
    """
    for selector in ("link[rel~=next i][href]", "a[rel~=next i][href]"):
        for element in dom.all(selector)[:10]:
            url = absolute(dom.base, element.get("href"))
            if url and _may_be(dom, url, ads) and not NEVER & _around(element):
                return url
    links = list(_links(dom, ads))
    return _by_word(dom, links) or _by_number(dom, links)


def _may_be(dom: Dom, url: str, ads: Collection[str]) -> bool:
    if host(url) != host(dom.url) or url in {dom.url, dom.url.partition("#")[0]} or url in ads:
        return False
    ahead = step(dom.url, url)
    return _only_leads(dom, url) and (ahead is None or ahead > 0)


def _only_leads(dom: Dom, url: str) -> bool:
    """Whether a link does nothing that the list's own address does not speak of, and turns no
    leaf of a calendar."""
    acts = {*ACTS.findall(url.lower())} - {*ACTS.findall(dom.url.lower())}
    return not acts and not turns_a_leaf(dom.url, url)


def _links(dom: Dom, ads: Collection[str]) -> Iterator[_Link]:
    for element in dom.all("a[href]")[:MOST]:
        href = element.get("href") or ""
        if not href or href[0] == "#":
            continue
        shown = " ".join(element.raw().split())
        if len(shown) > LONGEST:
            continue
        text, words = fold(shown or _hint(element)).text.strip(), _words(element.node)
        if not (_may_lead(text) or words & NEXT or _leads(_hint(element))):
            continue
        url = absolute(dom.base, href)
        ours = url and host(url) == host(dom.url) and url not in ads and _only_leads(dom, url)
        if url and ours and not _is_off(element):
            yield _Link(element, url, text, words, step(dom.url, url))


def _may_lead(text: str) -> bool:
    """A word, an arrow or a number, as pagers show them."""
    return not SIGNS.sub("", text) or _leads(text) is not None


def _hint(element: Element) -> str:
    """What a link without a text calls itself, or its picture."""
    picture = element.first("img[alt]")
    drawn = picture.get("alt") if picture else None
    said = element.get("aria-label") or element.get("title") or drawn or ""
    return " ".join(said.split())[:LONGEST]


def _is_off(element: Element) -> bool:
    off = (element.get("aria-disabled") or "").lower() == "true"
    return off or (element.node is not None and is_hidden(element.node))


def _words(node: Node | None) -> frozenset[str]:
    if node is None:
        return frozenset()
    said = f"{node.attributes.get('class') or ''} {node.attributes.get('id') or ''}"
    parts = {word.lower() for word in WORDS.findall(said)}
    return frozenset(parts | set(said.lower().split()))


def _around(element: Element) -> frozenset[str]:
    words: set[str] = set()
    node = element.node.parent if element.node is not None else None
    for _ in range(UP):
        if node is None or node.tag in {"body", "html"}:
            break
        words |= _words(node)
        node = node.parent
    return frozenset(words)


def _by_word(dom: Dom, links: list[_Link]) -> str | None:
    rtl = _is_rtl(dom)
    rated = ((_sure(dom, link, rtl=rtl), link) for link in links if not NEVER & link.around)
    found = [(sure, link) for sure, link in rated if sure]
    best = min(found, key=lambda one: (-one[0], one[1].ahead or MOST), default=None)
    return best[1].url if best else None


def _sure(dom: Dom, link: _Link, *, rtl: bool) -> int:
    """How surely a link leads to the next page: 0 not at all, 3 by word or class and url."""
    if (link.ahead is not None and link.ahead <= 0) or link.url == dom.url:
        return 0
    said = _leads(link.text) or _leads(fold(_hint(link.element)).text.strip())
    if said in {"previous", "last"} or link.words & PREVIOUS:
        return 0
    named = said == "next" or bool(link.words & NEXT)
    paged = bool(link.around & PAGER) or bool(link.words & PAGER)
    if named:
        return 3 if link.ahead else 2 if paged or _same_path(dom.url, link.url) else 0
    arrows = set(link.text) - {" "}
    forward = FORWARD | BACKWARD if rtl else FORWARD
    # Alone, an arrow may lead to the last page as well: the number of the url decides.
    return 1 if arrows and arrows <= forward and link.ahead else 0


def _same_path(here: str, there: str) -> bool:
    return here.partition("?")[0] == there.partition("?")[0] and "?" in there


@cache
def _known() -> dict[str, str]:
    rows = reversed(table("paging_words.tsv"))
    return {_bare(word): leads for leads, words, *_ in rows for word in words.split("|")}


def _bare(text: str) -> str:
    return " ".join(SIGNS.sub(" ", fold(text).text).split())


def _leads(text: str) -> str | None:
    """`next`, `previous` or `last`, as the words on a link say; arrows and numbers aside."""
    return _known().get(_bare(text)) if text else None


def _is_rtl(dom: Dom) -> bool:
    said = dom.first(("html[dir]", "body[dir]"))
    if said is not None:
        return (said.get("dir") or "").lower() == "rtl"
    tongue = dom.first("html[lang]")
    return ((tongue.get("lang") if tongue else "") or "").lower()[:2] in RTL


def _by_number(dom: Dom, links: list[_Link]) -> str | None:
    """The link that shows the number after the current one, in a row of such links."""
    rows: dict[int, list[_Link]] = {}
    for link in links:
        node = link.element.node
        if (
            DIGITS.fullmatch(link.text.strip(" []()"))
            and node is not None
            and not NEVER & link.around
        ):
            rows.setdefault(_row(node), []).append(link)
    for row in rows.values():
        now = _now(dom, row)
        for link in row:
            if int(link.text.strip(" []()")) == now + 1 and (link.ahead or 0) > 0:
                return link.url
    return None


def _row(node: Node) -> int:
    """What a row of numbers stands in: above list items and cells of one link each."""
    above = node.parent
    while above is not None and above.tag in {"li", "td", "span", "b", "strong", "font", "p"}:
        inner = above.first_child
        count = 0
        while inner is not None:
            count += inner.tag == "a"
            inner = inner.next
        if count > 1 or above.parent is None:
            break
        above = above.parent
    return above.mem_id if above is not None else 0


def _now(dom: Dom, row: list[_Link]) -> int:
    """The number of this page: as its url says, as the row marks it, else the one left out."""
    if (said := number_of(dom.url)) is not None:
        here = [int(link.text.strip(" []()")) for link in row if link.ahead == 0]
        return here[0] if here else said
    marked = [link for link in row if link.words & NOW or link.element.get("aria-current")]
    if marked:
        return int(marked[0].text.strip(" []()"))
    numbers = {int(link.text.strip(" []()")) for link in row if (link.ahead or 0) > 0}
    return min(numbers) - 1 if numbers else 0
