"""What stands where in the entries of a list: the same place means the same in all of them."""

from collections import Counter, defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from parsers.blocks.cues import LABEL, SHORT, is_date, is_price, labelled, named
from parsers.blocks.groups import Block
from parsers.blocks.outline import Part
from parsers.blocks.titles import Titled
from parsers.places import country_of

SAMPLE = 24
"""Entries from which the places are learnt."""

HALF = 0.5
FIELDS = ("published", "price", "place", "employer", "valid_until", "contact")
LONGEST = 120
"""Characters of a field that stands beside a title."""

LABELS = frozenset({"dt", "th", "b", "strong", "label", "em", "i", "span", "td"})

Place = tuple[int, str, int]
"""Where in an entry: path of tags, first class, and which of those that share both."""


@dataclass(frozen=True, slots=True)
class Column:
    """A place in the entries that holds one field; `sure` from 0 to 1, `why` for an operator."""

    place: Place
    field: str
    sure: float
    why: str


@dataclass(frozen=True, slots=True)
class Cell:
    """A short text of an entry, the field that a label before it names, and that label."""

    part: Part
    text: str
    label: str | None
    beside: Part | None = None


def cells(block: Block, title: Titled) -> dict[Place, Cell]:
    """The short texts of an entry that are not its title, by where they stand."""
    found: dict[Place, Cell] = {}
    seen: Counter[tuple[int, str]] = Counter()
    before: Part | None = None
    for part in block.inside():
        if part.tag == "-text":
            before = part if part.ends_in_label() else before
            continue
        if not _is_leaf(part) or _is_in(part, title.part):
            continue
        first = (part.said.get("class") or "").split()[:1]
        key = (part.path, first[0] if first else "")
        text = _said(part)
        if text and len(text) <= LONGEST:
            label = labelled(before.label()) if before is not None else None
            found[*key, seen[key]] = Cell(part, text, label, before if label else None)
        seen[key] += 1
        before = part if part.tag in LABELS and part.size < SHORT else None
    return found


def _is_leaf(part: Part) -> bool:
    return part.tag in {"time", "meta"} or any(inner.tag == "-text" for inner in part.inner)


def _is_in(part: Part, title: Part | None) -> bool:
    return title is not None and title.start <= part.start < title.end


def _said(part: Part) -> str:
    """What a part says; of a time its attribute, which is exact."""
    if part.tag == "time" and (at := part.said.get("datetime")):
        return at.strip()
    return part.words()


def columns(entries: Sequence[Mapping[Place, Cell]], headings: Mapping[int, str]) -> list[Column]:
    """Which field stands where, the surest column of each. `headings` are the fields that the
    head of a table names, by the number of the cell."""
    sample = entries[:: max(1, len(entries) // SAMPLE)][:SAMPLE]
    by_place: dict[Place, list[Cell]] = defaultdict(list)
    for entry in sample:
        for place, cell in entry.items():
            by_place[place].append(cell)
    best: dict[str, Column] = {}
    for place, held in by_place.items():
        if len(held) < max(2, len(sample) * 0.2) and len(sample) > 1:
            continue
        for column in _meanings(place, held, headings):
            known = best.get(column.field)
            if known is None or column.sure > known.sure:
                best[column.field] = column
    return [best[name] for name in FIELDS if name in best]


def _meanings(place: Place, held: Sequence[Cell], headings: Mapping[int, str]) -> Iterator[Column]:
    texts = [value_of(cell) for cell in held]
    for field, fits in VALUES.items():
        share = sum(map(fits, texts)) / len(texts)
        if share >= HALF:
            # The innermost part that holds it holds nothing else.
            long = sum(map(len, texts)) / len(texts) / 1000
            yield Column(
                place, field, round(0.4 + share / 2 - long, 2), f"{share:.0%} of them look like it"
            )
    told = Counter(filter(None, map(_told, held)))
    for field, count in told.most_common(1):
        if count >= HALF * len(held) and _may_be(field, texts):
            yield Column(place, field, 0.95, "a label says so")
    for meant, sure, why in (
        (headings.get(_number(held[0].part)), 0.92, "the head of the table says so"),
        (_class_of(held[0].part), 0.75, "its class says so"),
    ):
        if meant and _may_be(meant, texts):
            yield Column(place, meant, sure, why)


def _may_be(field: str, texts: Sequence[str]) -> bool:
    """A date is one that can be read; no other field is."""
    dates = sum(map(is_date, texts)) / len(texts)
    if field in {"published", "valid_until"}:
        return dates >= HALF
    return field in FIELDS and dates < HALF


def _told(cell: Cell) -> str | None:
    """The field that a label names, before the text or at its beginning."""
    if cell.label:
        return cell.label
    found = LABEL.fullmatch(cell.text)
    return labelled(found[1]) if found else None


def _class_of(part: Part) -> str | None:
    """The field that the nearest class of a part, or of the one around it, speaks of."""
    near: Part | None = part
    for _ in range(2):
        if near is None:
            return None
        if field := named(near.names()):
            return field
        near = near.above
    return None


def _number(part: Part) -> int:
    """Which cell of its row a part stands in, from 0; -1 outside of tables."""
    cell: Part | None = part
    while cell is not None and cell.tag not in {"td", "th", "tr"}:
        cell = cell.above
    if cell is None or cell.tag == "tr" or cell.above is None:
        return -1
    row = [other for other in cell.above.inner if other.tag in {"td", "th"}]
    return next(number for number, other in enumerate(row) if other is cell)


def labelled_within(cell: Cell) -> bool:
    """Whether a cell begins with its own label."""
    found = LABEL.fullmatch(cell.text)
    return found is not None and labelled(found[1]) is not None


def value_of(cell: Cell) -> str:
    """A cell without the label that it begins with."""
    found = LABEL.fullmatch(cell.text)
    return found[2] if found and labelled(found[1]) else cell.text


def _is_country(text: str) -> bool:
    return len(text) <= SHORT and country_of(text.rpartition(",")[2]) is not None


VALUES: Mapping[str, Callable[[str], bool]] = {
    "published": is_date,
    "price": is_price,
    "place": _is_country,
}
"""Fields that are known by what they look like."""


def fields(entry: Mapping[Place, Cell], known: Sequence[Column]) -> dict[str, str]:
    """The fields of one entry."""
    found = ((column.field, entry.get(column.place)) for column in known)
    return {field: value_of(cell) for field, cell in found if cell is not None}


def headings(blocks: Sequence[Block]) -> dict[int, str]:
    """What the head of a table says of its columns, where blocks are rows of one."""
    first = blocks[0].top
    if first.tag != "tr":
        return {}
    above = first.above
    table = above.above if above is not None and above.tag != "table" else above
    for row in (part for part in table.parts() if part.tag == "tr") if table else ():
        if row.start >= first.start:
            break
        named_cells = {
            number: field
            for number, cell in enumerate(part for part in row.inner if part.tag in {"th", "td"})
            if (field := labelled(cell.words()))
        }
        if named_cells:
            return named_cells
    return {}
