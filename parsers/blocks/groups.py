"""What repeats on a page: links of one kind with all that belongs to each, or elements alike."""

from bisect import bisect_left
from collections import Counter, defaultdict
from collections.abc import Hashable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from parsers.blocks.outline import Outline, Part, shape

FEWEST, MANY = 2, 4
"""Fewer than `MANY` of different classes are columns of the page."""

MOST_GROUPS = 60
"""Groups of links that are looked at, those with most links first."""

LONGEST_RUN = 12
"""Siblings that make one block together, at most."""

MOSTLY = 0.6


@dataclass(frozen=True, slots=True)
class Block:
    """Siblings that make one entry of a list, and the link by which it was found."""

    parts: tuple[Part, ...]
    lead: Part | None = None

    @property
    def top(self) -> Part:
        return self.parts[0]

    @property
    def size(self) -> int:
        return sum(part.size for part in self.parts)

    @property
    def linked(self) -> int:
        return sum(part.linked for part in self.parts)

    def inside(self) -> Iterator[Part]:
        """All parts of the block, in the order of the page."""
        for part in self.parts:
            yield from part.parts()


@dataclass(frozen=True, slots=True)
class Group:
    """Blocks of one kind, in the order of the page."""

    blocks: tuple[Block, ...]


def linked_groups(outline: Outline) -> Iterator[Group]:
    """A group for each kind of links: those at the same place in the tree, of the same class, or
    whose urls have the same shape."""
    kinds: dict[Hashable, list[Part]] = defaultdict(list)
    for link in outline.links:
        if link.url and link.url != outline.url and link.aside < 2:
            kinds[link.path].append(link)
            kinds[shape(link.url)].append(link)
            if classes := link.said.get("class"):
                kinds["." + classes].append(link)
    seen: set[tuple[int, ...]] = set()
    ordered = sorted(kinds.values(), key=len, reverse=True)
    for links in ordered[:MOST_GROUPS]:
        starts = tuple(link.start for link in links)
        if starts not in seen and len({link.url for link in links}) >= FEWEST:
            seen.add(starts)
            yield Group(tuple(_around(sorted(links, key=lambda link: link.start))))


def _around(links: Sequence[Part]) -> Iterator[Block]:
    """The block around each url: the largest part that holds no other of these urls, and the
    siblings up to the next one."""
    runs = list(_runs(links))
    tops = [_top(runs, number) for number in range(len(runs))]
    usual = Counter(top.path for top in tops).most_common(1)[0][0]
    tops = [_cut(run[0], top, usual) for run, top in zip(runs, tops, strict=True)]
    rows: dict[int, list[int]] = defaultdict(list)
    for number, top in enumerate(tops):
        rows[top.above.start if top.above else -1].append(number)
    blocks: dict[int, Block] = {}
    for numbers in rows.values():
        parts = _siblings([tops[number] for number in numbers])
        for number, own in zip(numbers, parts, strict=True):
            blocks[number] = Block(own, runs[number][0])
    yield from (blocks[number] for number in sorted(blocks))


def _runs(links: Sequence[Part]) -> Iterator[list[Part]]:
    """Neighbours that lead to the same url: picture, title, and the word `more`."""
    run = [links[0]]
    for before, link in pairwise(links):
        if link.url == before.url:
            run.append(link)
        else:
            yield run
            run = [link]
    yield run


def _top(runs: Sequence[Sequence[Part]], number: int) -> Part:
    before = runs[number - 1][-1].start if number else -1
    after = runs[number + 1][0].start if number + 1 < len(runs) else None
    top = runs[number][0]
    while (above := top.above) is not None and above.tag != "body":
        if before >= above.start or (after is not None and after < above.end):
            break
        top = above
    return top


def _cut(link: Part, top: Part, usual: int) -> Part:
    """The part between a link and its block that stands where most blocks stand."""
    part: Part | None = link
    while part is not None and part is not top:
        if part.path == usual:
            return part
        part = part.above
    return top


def _siblings(tops: Sequence[Part]) -> list[tuple[Part, ...]]:
    """Each top with the siblings behind it that belong to it, where most tops have such."""
    above = tops[0].above
    if above is None or len(tops) < FEWEST or not all(top.size for top in tops):
        return [(top,) for top in tops]
    inner = [part for part in above.inner if part.size]
    starts = [part.start for part in inner]
    places = [bisect_left(starts, top.start) for top in tops]
    gaps = [after - before - 1 for before, after in pairwise(places)]
    filled = sum(gap > 0 for gap in gaps)
    if filled < MOSTLY * len(gaps):
        return [(top,) for top in tops]
    usual = Counter(gaps).most_common(1)[0][0] or 1
    if _link_last(inner, places, usual):
        firsts = [max(place - usual, before + 1) for before, place in pairwise([-1, *places])]
        both = zip(firsts, places, strict=True)
        return [tuple(inner[first : place + 1]) for first, place in both]
    longest = min(max(gaps), LONGEST_RUN)
    lengths = [min(gap, longest) for gap in gaps] + [usual]
    return [
        tuple(_own(inner[place : place + length + 1], inner[place]))
        for place, length in zip(places, lengths, strict=True)
    ]


def _link_last(inner: Sequence[Part], places: Sequence[int], gap: int) -> bool:
    """Whether what stands between the links belongs to the one that follows: it stands before
    the first link as well, and not behind the last."""
    between = [part.tag for part in inner[places[0] + 1 : places[1]]][:gap]
    before = [part.tag for part in inner[max(0, places[0] - gap) : places[0]]]
    behind = [part.tag for part in inner[places[-1] + 1 : places[-1] + 1 + gap]]
    return bool(between) and before == between and behind != between


def _own(parts: Sequence[Part], top: Part) -> Iterator[Part]:
    """A block's siblings, up to what begins something else: a heading above that of the ad."""
    for part in parts:
        heads = part is not top and part.tag[0] == "h" and part.tag[1:].isdigit()
        if heads and not (top.tag[0] == "h" and part.tag > top.tag):
            return
        yield part


def alike(outline: Outline) -> Iterator[Group]:
    """Groups of siblings of one tag and class that hold some text, for ads without a link."""
    for above in outline.parts:
        if above.aside or len(above.inner) < FEWEST or above.tag in {"p", "a", "select", "-text"}:
            continue
        kinds: dict[tuple[str, str], list[Part]] = defaultdict(list)
        for part in above.inner:
            if part.tag != "-text" and part.aside < 2:
                kinds[part.tag, ""].append(part)
                if classes := (part.said.get("class") or "").split():
                    kinds[part.tag, classes[0]].append(part)
        for parts in _once(kinds.values()):
            if len(parts) >= MANY or len({part.said.get("class") for part in parts}) == 1:
                yield Group(tuple(Block((part,)) for part in parts))


def _once(kinds: Iterable[list[Part]]) -> Iterator[list[Part]]:
    seen: set[tuple[int, int]] = set()
    for parts in kinds:
        mark = (parts[0].start, len(parts))
        if len(parts) >= FEWEST and mark not in seen:
            seen.add(mark)
            yield parts
