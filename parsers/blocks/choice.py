"""Which of the groups that repeat on a page is its list of ads."""

from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from math import log2, sqrt
from statistics import median

from parsers.blocks.cues import acts, is_date, is_price
from parsers.blocks.groups import Block, Group, alike, linked_groups
from parsers.blocks.outline import Outline, Part, shape
from parsers.blocks.titles import HEADINGS, Titled, is_action, titled

SAMPLE = 16
"""Blocks of a group that are looked at closely."""

ENOUGH = 1.5
"""The worth below which a group is no list of ads: menus reach 1.2, lists of bare titles 2."""

FULL = 400
"""Characters of a block beyond which it is worth no more."""

WORDY = ((4.0, 1.5), (3.0, 1.0), (2.0, 0.8), (0.0, 0.5))
"""What titles of so many words or more are worth."""

FEW, SEEN = 3, 0.5
"""Two alike are a list only if they show dates or prices."""

ASIDE = (1.0, 0.35, 0.1)


@dataclass(frozen=True, slots=True)
class Chosen:
    """The blocks of a list, each with its title and link, in the order of the page."""

    blocks: tuple[Block, ...]
    titles: tuple[Titled, ...]
    worth: float


def choose(outline: Outline) -> Chosen | None:
    """The list of ads of a page, `None` if nothing on it repeats the way ads do."""
    linked = _best(linked_groups(outline), linked=True)
    others = _best(alike(outline), linked=False)
    found = max((one for one in (linked, others) if one), key=lambda one: one[0], default=None)
    if found is None or found[0] < ENOUGH:
        return None
    worth, group = found
    return Chosen(group.blocks, tuple(map(titled, group.blocks)), worth)


def _best(groups: Iterable[Group], *, linked: bool) -> tuple[float, Group] | None:
    rated = [(_worth(group, linked=linked), group) for group in groups]
    return max(rated, key=lambda one: one[0], default=None)


def _worth(group: Group, *, linked: bool) -> float:
    blocks = group.blocks
    count = len({block.lead.url for block in blocks if block.lead}) if linked else len(blocks)
    if count < 2:
        return 0.0
    sample = blocks[:: max(1, len(blocks) // SAMPLE)][:SAMPLE]
    size = min(median(block.size - block.linked * 0.6 for block in sample), FULL)
    if size <= 0 or (not linked and size < 40):
        return 0.0
    titles = [titled(block) for block in sample]
    named = [one.text for one in titles if one.text]
    distinct = len(set(named)) / len(sample)
    worth = log2(1 + count) * count / (count + 1) * sqrt(size / 40) * distinct**2
    worth *= _wordy(named) * _regular(blocks, sample) * (1 + _told(sample))
    worth *= ASIDE[int(median(block.top.aside for block in sample))]
    if count < FEW and _told(sample) < SEEN:
        worth *= 0.3
    return worth * (_leads(titles) if linked else _structured(sample, titles))


def _wordy(titles: Sequence[str]) -> float:
    """Ads have titles of several words; menus and clouds of tags one or two."""
    counted = [len(title.split()) + sum(c >= "\u2e80" for c in title) / 3 for title in titles]
    usual = median(counted) if counted else 0
    return next(worth for least, worth in WORDY if usual >= least)


def _regular(blocks: Sequence[Block], sample: Sequence[Block]) -> float:
    """Entries of a list stand at the same place of the tree and are of a size."""
    paths = Counter(block.top.path for block in blocks).most_common(1)[0][1] / len(blocks)
    sizes = sorted(block.size for block in sample)
    low, high = sizes[len(sizes) // 4], sizes[-1 - len(sizes) // 4]
    return (0.4 + 0.6 * paths) * min(1.0, 0.3 + 1.5 * low / high if high else 0.3)


def _told(sample: Sequence[Block]) -> float:
    """The share of blocks that show a price or a date in a part of its own, each counted."""
    return sum(_shows(block, is_price) + _shows(block, is_date) for block in sample) / len(sample)


def _shows(block: Block, cue: Callable[[str], bool]) -> bool:
    leaves = (part for part in block.inside() if part.tag == "-text" and 1 < part.size < 60)
    return any(cue(" ".join((leaf.node.text_content or "").split())) for leaf in leaves)


def _leads(titles: Sequence[Titled]) -> float:
    """How much the links look like links to ads."""
    links = [one.link for one in titles if one.link]
    if not links:
        return 0.0
    actions = sum(map(is_action, links)) / len(links)
    people = sum(acts(link.url or "") for link in links) / len(links)
    headed = sum(_headed(link) for link in links) / len(links)
    shaped = sum(shape(link.url or "") != link.url for link in links) / len(links)
    return (1 - actions) * (1 - 0.7 * people) * (1 + 0.4 * headed) * (1 + 0.2 * shaped)


def _headed(link: Part) -> bool:
    above = link.above
    inside = any(part.tag in HEADINGS for part in link.inner)
    return inside or (above is not None and above.tag in HEADINGS)


def _structured(sample: Sequence[Block], titles: Sequence[Titled]) -> float:
    """Entries without links are told from paragraphs by their headings and parts."""
    headed = sum(bool(one.part and one.part.tag in HEADINGS) for one in titles) / len(titles)
    parts = median(sum(part.tag != "-text" for part in block.inside()) for block in sample)
    shown = _told(sample)
    return 0.9 if (headed > 0.6 or shown >= 0.5) and parts >= 3 else 0.1
