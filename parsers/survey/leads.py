"""Rules of a list that lead on: to its ads, around each of them, and to its next page."""

import re
from collections.abc import Collection, Iterator, Sequence

from parsers.blocks.entries import Entry
from parsers.blocks.outline import Outline, Part
from parsers.dom import Dom
from parsers.pagination import next_page
from parsers.survey import fitting
from parsers.survey.names import chains
from parsers.urls import absolute

AHEAD = re.compile(
    r"(?:next|older|more|weiter|nast|suiv|siguiente|prox|proxim|sonraki|sled|dalej|dalsi|volgende)",
    re.IGNORECASE,
)
"""What names of the next page's link begin with, or hold."""

BACK = re.compile(r"prev|back", re.IGNORECASE)


def by_entry(dom: Dom, entries: Sequence[Entry]) -> str | None:
    """Links by the element around each: its first link is the one."""
    tops = [entry.block.top for entry in entries]
    selector = fitting.selecting(dom, tops)
    firsts = [dom.at(top.node).first("[href]") for top in tops]
    urls = [absolute(dom.base, first.get("href")) if first else None for first in firsts]
    return selector if selector and urls == [entry.url for entry in entries] else None


def around(dom: Dom, entries: Sequence[Entry]) -> str | None:
    """A selector of the element around each link: others may match it as well, as long as they
    hold none of the links."""
    tops = {
        entry.titled.link.node.mem_id: entry.block.top for entry in entries if entry.titled.link
    }
    for selector in fitting.fitting_all(list(tops.values())):
        found = {element.id for element in dom.all(selector)}
        inner = (_innermost(link, found) for link in links_of(entries))
        if all(
            number == top.node.mem_id for number, top in zip(inner, tops.values(), strict=False)
        ):
            return selector
    return None


def links_of(entries: Sequence[Entry]) -> list[Part]:
    return [entry.titled.link for entry in entries if entry.titled.link]


def _innermost(part: Part, numbers: set[int]) -> int | None:
    above: Part | None = part
    while above is not None and above.node.mem_id not in numbers:
        above = above.above
    return above.node.mem_id if above is not None else None


def next_rule(dom: Dom, offers: Collection[str]) -> tuple[str, ...] | None:
    """A selector of the link to the next page, if one names it and nothing else."""
    url = next_page(dom, offers)
    if url is None:
        return None
    for selector in _next_ways(dom, url):
        leads = {absolute(dom.base, one.get("href")) for one in dom.all(selector)}
        if leads == {url}:
            return (selector,)
    return None


def _next_ways(dom: Dom, url: str) -> Iterator[str]:
    """Selectors that speak of the next page: on other pages of the list they find one as well."""
    yield from ("a[rel=next]", "link[rel=next]")
    for link in Outline(dom).links:
        if link.url == url:
            yield from (
                one for one in chains(link)[:40] if AHEAD.search(one) and not BACK.search(one)
            )
