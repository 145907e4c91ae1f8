"""The text of an ad, known by the heading above it: `Description`."""

from collections.abc import Iterator
from itertools import islice

from parsers.blocks.cues import SHORT, plain, words
from parsers.blocks.outline import Outline, Part
from parsers.blocks.titles import HEADINGS, STRESSED

MOST = 16
"""Headings that are looked below."""

SHARE = 0.8
"""Of what an element holds, what the text below a heading in it is if both belong together."""

LINES = frozenset({"p", "div", "span"})


def described(outline: Outline) -> Iterator[Part]:
    """The elements that stand below the first headings that announce the text."""
    for part in islice(_announcing(outline), MOST):
        if below := _below(part):
            yield below


def _announcing(outline: Outline) -> Iterator[Part]:
    for part in outline.parts:
        if part.aside or not 0 < part.size <= SHORT or not _may_be_heading(part):
            continue
        if plain(part.words()) in words("page_headings.tsv")["text"]:
            yield part


def _may_be_heading(part: Part) -> bool:
    if part.tag in HEADINGS or part.tag in STRESSED:
        return True
    return part.tag in LINES and all(inner.tag == "-text" for inner in part.inner)


def _below(heading: Part) -> Part | None:
    """The one element below a heading up to the next, or that which holds them and little else;
    of sections that follow each other, what holds them all."""
    node = heading
    while (around := node.above) is not None and around.inner[-1] is node:
        node = around
    if around is None:
        return None
    after = around.inner[around.inner.index(node) + 1 :]
    following = []
    for part in after:
        if part.tag == heading.tag or (part.inner and part.inner[0].tag == heading.tag):
            break
        following.append(part)
    if not following:
        return None
    whole = sum(part.size for part in following)
    if whole + node.size >= SHARE * around.size and around.tag not in {"body", "main"}:
        return _all(around, heading)
    largest = max(following, key=lambda part: part.size)
    return largest if largest.size >= SHARE * whole and largest.tag != "-text" else None


def _all(section: Part, heading: Part) -> Part:
    """The element of a section, or the one of all sections with headings of that kind."""
    above = section.above
    if above is None or above.tag in {"body", "main"}:
        return section
    like = [part for part in above.inner if part.path == section.path and _headed(part, heading)]
    rest = above.size - sum(part.size for part in like)
    return above if len(like) > 1 and rest <= (1 - SHARE) * above.size else section


def _headed(section: Part, heading: Part) -> bool:
    return any(part.tag == heading.tag for part in section.parts())
