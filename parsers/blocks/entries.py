"""The entries of a list as a reader wants them: title, link, fields, and all their text."""

from bisect import bisect_left
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from offers.offer import MOVING
from parsers.blocks.choice import Chosen, choose
from parsers.blocks.columns import Cell, Column, Place, cells, columns, fields, headings
from parsers.blocks.counts import is_number, without_counts
from parsers.blocks.cues import SHORT, does
from parsers.blocks.groups import Block
from parsers.blocks.outline import Outline, Part
from parsers.blocks.saying import said_without
from parsers.blocks.titles import Titled, titled
from parsers.dom import Dom
from parsers.fields import outermost

MOST = 20_000
"""Entries of one page."""

COUNTS = frozenset({"views", "view", "hits", "posts", "replies", "counter", "visits", "comments"})


@dataclass(frozen=True, slots=True)
class Entry:
    """One entry of a list. `url` is `None` where no link of it leads to a page of its own.

    `moving` are the ids of nodes that say when: `3 days ago` is another text tomorrow.
    """

    block: Block
    titled: Titled
    said: Mapping[str, str]
    moving: frozenset[int] = frozenset()

    @property
    def title(self) -> str:
        return self.titled.text

    @property
    def url(self) -> str | None:
        return self.titled.link.url if self.titled.link else None

    @property
    def anchor(self) -> str | None:
        """The id of its element."""
        return next((found for part in self.block.parts if (found := part.said.get("id"))), None)


@dataclass(frozen=True, slots=True)
class Entries:
    """The list of a page: its entries, and where in them fields stand."""

    outline: Outline
    entries: tuple[Entry, ...]
    columns: tuple[Column, ...]
    cells: tuple[Mapping[Place, Cell], ...]
    worth: float

    def largest_outside(self) -> int:
        """Characters outside links in the largest part of the page that holds no entry and is
        in none."""
        starts = sorted(part.start for entry in self.entries for part in entry.block.parts)
        ends = [(block.top.start, block.parts[-1].end) for block in self._blocks()]
        most = inside = 0
        for part in self.outline.parts:
            while inside < len(ends) and ends[inside][1] <= part.start:
                inside += 1
            within = inside < len(ends) and ends[inside][0] <= part.start
            holds = bisect_left(starts, part.start) < bisect_left(starts, part.end)
            if not within and not holds and not part.aside:
                most = max(most, part.size - part.linked)
        return most

    def _blocks(self) -> list[Block]:
        return sorted((entry.block for entry in self.entries), key=lambda one: one.top.start)


def entries_of(outline: Outline, item: str | None = None) -> Entries | None:
    """The list of ads on a page, `None` if nothing on it repeats the way ads do. Where `item`
    selects elements, those are its entries."""
    chosen = _told(outline, outline.dom, item) if item else choose(outline)
    return _read(outline, chosen) if chosen else None


def _told(outline: Outline, dom: Dom, item: str) -> Chosen | None:
    numbers = {element.id for element in outermost(dom.all(item))}
    blocks = tuple(Block((part,)) for part in outline.parts if part.node.mem_id in numbers)
    return Chosen(blocks, tuple(map(titled, blocks)), 0.0) if blocks else None


def _read(outline: Outline, chosen: Chosen) -> Entries:
    pairs = list(zip(chosen.blocks, chosen.titles, strict=True))[:MOST]
    held = [cells(block, title) for block, title in pairs]
    known = columns(held, headings(chosen.blocks))
    found = tuple(
        Entry(block, title, fields(cell, known), _moving(cell, known))
        for (block, title), cell in zip(pairs, held, strict=True)
    )
    return Entries(outline, found, tuple(known), tuple(held), chosen.worth)


def _moving(held: Mapping[Place, Cell], known: Sequence[Column]) -> frozenset[int]:
    places = (column.place for column in known if column.field in MOVING)
    return frozenset(held[place].part.node.mem_id for place in places if place in held)


def text_of(entry: Entry) -> str:
    """The text of an entry without its title, a line or paragraph for each part."""
    pieces = list(_pieces(entry))
    text = without_counts("\n".join(piece for piece in pieces if piece))
    return text.replace(entry.title, "", 1).strip(" \n#·|,-") or entry.title


def _pieces(entry: Entry) -> Iterator[str]:
    idle = (part.node.mem_id for part in entry.block.inside() if _is_dropped(part))
    dropped = {*idle, *entry.moving}
    for part in entry.block.parts:
        if part.tag == "-text":
            yield " ".join((part.node.text_content or "").split())
        elif part.node.mem_id not in dropped:
            yield said_without(part.node, dropped)


def _is_dropped(part: Part) -> bool:
    """Links that do something and counts of views are nothing that an ad says."""
    if part.tag == "-text" or part.size > SHORT:
        return False
    if part.url:
        return does(part.words()) is not None
    return not COUNTS.isdisjoint(part.names()) and is_number(part.words())
