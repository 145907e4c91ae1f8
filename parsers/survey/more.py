"""How a list in a browser goes on where no link leads on: a button that brings more, or scrolling.

Only what submits nothing and leads nowhere is named, and only where it belongs to the list: below
its entries, with little else around it.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import cache
from urllib.parse import urldefrag

from offers.page import Page
from parsers.blocks.entries import Entries
from parsers.blocks.outline import Part
from parsers.dom import Dom
from parsers.fold import fold
from parsers.letters import table
from parsers.pagination import next_page
from parsers.survey import fitting
from parsers.survey.findings import Listing, Way
from parsers.survey.names import chains, simple
from parsers.urls import absolute

LONGEST = 40
"""Characters that such a button shows."""

BETWEEN, AROUND, AROUND_BARE = 300, 80, 20
"""Characters that may stand between list and button, and in what holds the button alone: it says
how many are shown, no more."""

SURE, CALLED, BARE = 0.9, 0.7, 0.6
"""Confidence by what told: its words, its class, or a word that means other things elsewhere."""

HEADINGS = frozenset({"h1", "h2", "h3", "h4", "h5", "h6"})
ELSEWHERE = frozenset({"dialog", "menu", "footer", "header", "aside", "details", "label", "select"})
_NEVER = """
comment comments review reviews filter filters facet facets cookie cookies consent gdpr gallery faq
description carousel slider modal dialog dropdown menu related similar recommended sidebar share
newsletter banner chat breadcrumbs tooltip accordion collapse collapsible
"""
NEVER = frozenset(_NEVER.split())
"""Words in a class or id of what has a button of its own."""

PAINTED = 9
"""What names cost that say how something looks, see `parsers.survey.names`."""

TOGGLES = ("aria-expanded", "aria-haspopup", "data-toggle", "data-bs-toggle", "formaction", "form")
NAMED = re.compile(
    r"(?:load|show|view|see|fetch)[-_]?more|more[-_]?(?:button|btn|results|jobs|ads)"
)
UNSPACED = re.compile(r"[\u0e00-\u0eff\u1780-\u17ff\u3040-\u30ff\u4e00-\u9fff\uac00-\ud7ff]")
"""Letters of scripts that do not part words as others do: Thai, Khmer, Chinese and its like."""

ARTICLE = "(?:ال|لل|ה)?"
"""What Arabic and Hebrew write in one with the word."""

SIGNS = re.compile(r"[\W\d_]+")

SCROLLING = (
    "ion-infinite-scroll",
    "[infinite-scroll]",
    "[infinite-scroll-disabled]",
    "[data-infinite-scroll]",
    ".infinite-scroll-component",
    ".infinite-loading-container",
    ".infinite-scroll",
)
"""What the usual programs for lists that grow by scrolling call themselves."""


def going_on(dom: Dom, page: Page, listing: Entries, found: Listing) -> Listing:
    """What was found, with how a browser has more of the list. Only for pages that one rendered;
    a next page costs everybody less."""
    if not page.rendered or next_page(dom, {offer.url for offer in found.offers}):
        return found
    way = _way_on(dom, listing)
    if way is None:
        return found
    more = way.select if way.rule == "more" else None
    rules = replace(found.links, more=more, scroll=way.rule == "scroll")
    return replace(found, links=rules, way=way)


def _way_on(dom: Dom, listing: Entries) -> Way | None:
    """`None` where nothing is sure enough. A `more` selects its button and nothing else."""
    ends = _ends(listing)
    rated = [each for each in _rated(dom, listing.outline.parts, ends) if each[0]]
    words = [part.words() for _, part, _ in rated]
    # Several that say the same belong to parts of a page each.
    alone = [each for each in rated if words.count(each[1].words()) == 1]
    for sure, part, note in sorted(alone, key=lambda each: (-each[0], each[1].start)):
        if selector := _selector(dom, part):
            return Way("more", selector, part.words(), sure, note)
    return _scrolling(dom, listing.outline.parts, ends)


def _ends(listing: Entries) -> list[tuple[int, int]]:
    """Where the entries begin and end, in the order of the page."""
    blocks = (entry.block for entry in listing.entries)
    return sorted((block.top.start, block.parts[-1].end) for block in blocks)


def _rated(
    dom: Dom, parts: Sequence[Part], ends: Sequence[tuple[int, int]]
) -> Iterator[tuple[float, Part, str]]:
    last = max(end for _, end in ends)
    for part in parts[last:]:
        said = part.words()
        if len(said) > LONGEST or not _is_button(part) or not _stays(dom, part):
            continue
        sure, note = _says(said, part)
        around = AROUND_BARE if sure == BARE else AROUND
        if sure and _belongs(parts, part, parts[ends[-1][0]], last, around):
            yield sure, part, note


def _is_button(part: Part) -> bool:
    acts = "onclick" in part.said and part.tag in {"div", "span", "p"}
    return part.tag in {"button", "a"} or part.said.get("role") == "button" or acts


def _stays(dom: Dom, part: Part) -> bool:
    """Whether pressing it sends nothing and leads nowhere, as far as markup can tell."""
    if any(name in part.said for name in TOGGLES) or "disabled" in part.said:
        return False
    if any(inner.tag in {"a", "button"} for inner in part.parts()[1:]):
        return False
    kind = (part.said.get("type") or "submit").lower()
    for above in _above(part):
        words = {*above.names()}
        if above.tag in ELSEWHERE or words & NEVER or above.said.get("role") == "dialog":
            return False
        if above.tag == "a" or (above.tag == "form" and (part.tag != "button" or kind != "button")):
            return False
    return not set(part.names()) & NEVER and (part.tag != "a" or _is_no_link(dom, part))


def _above(part: Part) -> Iterator[Part]:
    above = part.above
    while above is not None and above.tag not in {"body", "html"}:
        yield above
        above = above.above


def _is_no_link(dom: Dom, part: Part) -> bool:
    href = part.said.get("href")
    if "target" in part.said or "download" in part.said:
        return False
    if href is None or href.strip().lower().startswith("javascript:"):
        return True
    here = absolute(dom.base, href.strip()) if href.strip().startswith("#") else None
    return here is not None and urldefrag(here).url == urldefrag(dom.url).url


def _says(said: str, part: Part) -> tuple[float, str]:
    """How surely it brings more, 0 for not at all, and by what that was told."""
    text = _bare(said)
    patterns = _patterns()
    if not text or any(pattern.search(f" {text} ") for pattern in patterns["never"]):
        return 0.0, ""
    if any(pattern.fullmatch(text) for pattern in patterns["loads"]):
        return SURE, "its words say so, and it stands below the list"
    called = f"{part.said.get('class') or ''} {part.said.get('id') or ''}".lower()
    if NAMED.search(called):
        return CALLED, "its class says so, and it stands below the list"
    if any(pattern.fullmatch(text) for pattern in patterns["bare"]):
        return BARE, "it stands right below the list"
    return 0.0, ""


@cache
def _patterns() -> dict[str, tuple[re.Pattern[str], ...]]:
    found: dict[str, list[re.Pattern[str]]] = {}
    for how, words, *_ in table("more_words.tsv"):
        made = _never if how == "never" else _whole
        found.setdefault(how, []).extend(made(word) for word in words.split("|"))
    return {how: tuple(some) for how, some in found.items()}


def _whole(words: str) -> re.Pattern[str]:
    """`*` is anything short, or nothing."""
    pieces = [re.escape(_bare(piece)) for piece in words.split("*")]
    return re.compile("(?: ?.{1,24}?)? ?".join(pieces))


def _never(word: str) -> re.Pattern[str]:
    """A word, or the beginning of one; scripts without spaces have it anywhere."""
    bare = re.escape(_bare(word.removesuffix("*")))
    if UNSPACED.search(word):
        return re.compile(bare)
    return re.compile(f" {ARTICLE}{bare}" + ("" if word[-1] == "*" else " "))


def _bare(text: str) -> str:
    return " ".join(SIGNS.sub(" ", fold(text).text).split())


def _belongs(parts: Sequence[Part], part: Part, entry: Part, last: int, around: int) -> bool:
    """Whether a button stands right below the list, and nearly alone in what holds it."""
    between = parts[last : part.start]
    texts = [one for one in between if one.tag == "-text"]
    if any(one.tag in HEADINGS for one in between) or sum(one.size for one in texts) > BETWEEN:
        return False
    shared = {id(above) for above in (entry, *_above(entry))}
    holder = part
    for above in _above(part):
        if id(above) in shared:
            break
        holder = above
    return holder.size - part.size <= around


def _selector(dom: Dom, part: Part) -> str | None:
    """The simplest selector that matches this element and no other."""
    ways = (*chains(part)[: fitting.MOST_TRIED], *_by_place(part))
    return next(
        (one for one in ways if [each.id for each in dom.all(one)] == [part.node.mem_id]), None
    )


def _by_place(part: Part) -> Iterator[str]:
    """By what it stands in, or right behind, where it has no name that would last."""
    for around in [part.above] if part.above else []:
        yield from (f"{name} > {part.tag}" for name, cost in simple(around) if cost < PAINTED)
        before = [one for one in around.inner if one.start < part.start and one.tag != "-text"]
        for last in before[-1:]:
            yield from (f"{name} + {part.tag}" for name, cost in simple(last) if cost < PAINTED)
            yield f"{last.tag} + {part.tag}"


def _scrolling(dom: Dom, parts: Sequence[Part], ends: Sequence[tuple[int, int]]) -> Way | None:
    """Programs that say of themselves that scrolling brings more, around the list or below it."""
    known = {part.node.mem_id: part for part in parts}
    for selector in SCROLLING:
        for element in dom.all(selector):
            part = known.get(element.id)
            if part and (part.start >= ends[-1][1] or part.start <= ends[0][0] < part.end):
                return Way("scroll", selector, "", CALLED, "what holds the list says so")
    return None
