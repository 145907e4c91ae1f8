"""What a page says in labelled places: `Salary: 1200`, a table of labels, a class that says so."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace

from parsers.blocks.columns import LONGEST
from parsers.blocks.cues import SHORT
from parsers.blocks.labels import field_of
from parsers.blocks.lines import told_in_lines
from parsers.blocks.outline import Outline, Part
from parsers.blocks.telling import NAMES, TOLD_BY, Fact, told

MOST_WAYS = 6
"""Further ways to reach somebody that a table may name."""

TABLES = frozenset({"table", "tbody", "dl"})
LEVELS = 4
"""Elements around a value of a table, up to it: a link, a cell, a row."""

OFTEN = frozenset({"look", "class", "firm"})
"""Ways of telling by which other ads on the page are told as well."""


def facts(
    outline: Outline, *, title: Part | None = None, before: int | None = None
) -> dict[str, Fact]:
    """The surest fact of each field, the first on the page of those that are equally sure.

    `before` ends the search at the part of that number; what the markup says of another thing than
    the one with the `title` is no fact of the ad.
    """
    found: dict[str, Fact] = {}
    everything = list(all_facts(outline))
    places = _places(everything)
    for fact in everything:
        if before is not None and fact.part.start >= before:
            break
        # What stands at the same place several times belongs to other ads.
        if fact.how in OFTEN and len(places[fact.field, fact.part.path]) > 1:
            continue
        if fact.how == "itemprop" and _is_of_another(fact.part, title):
            continue
        known = found.get(fact.field)
        if known is None or _rank(fact) > _rank(known):
            found[fact.field] = fact
        elif fact.field == "contact" and known and _is_of_same_table(fact, known):
            found["contact"] = replace(known, value=f"{known.value}\n{fact.value}")
    return found


def _is_of_same_table(fact: Fact, known: Fact) -> bool:
    """Whether two labelled values stand in one table: a telephone, a mail."""
    one, other = (_table(part) for part in (fact.part, known.part))
    labelled = fact.how == known.how == "label" and known.value.count("\n") < MOST_WAYS
    return (
        labelled
        and fact.value not in known.value
        and (fact.part.above is known.part.above or (one is not None and one is other))
    )


def _table(part: Part) -> Part | None:
    """The table that a part stands in a cell of, else what is two elements above it."""
    cell: Part | None = part
    for _ in range(LEVELS):
        cell = cell and cell.above
        if cell is not None and cell.tag in TABLES:
            return cell
    return part.above and part.above.above


def _is_of_another(part: Part, title: Part | None) -> bool:
    """Whether things are described around a part (`itemscope`), and the title is in none."""
    scopes: list[Part] = []
    node = part.above
    while node is not None:
        if "itemscope" in node.said:
            scopes.append(node)
        node = node.above
    if title is None or not scopes:
        return False
    return not any(scope.start <= title.start < scope.end for scope in scopes)


def _places(everything: Iterable[Fact]) -> Mapping[tuple[str, int], set[int]]:
    """Where on the page a field is told so, and in how many elements."""
    found: dict[tuple[str, int], set[int]] = defaultdict(set)
    for fact in everything:
        if fact.how in OFTEN:
            around = fact.part.above or fact.part
            found[fact.field, fact.part.path].add(around.start)
    return found


def _rank(fact: Fact) -> int:
    return TOLD_BY.index(fact.how)


def all_facts(outline: Outline) -> Iterator[Fact]:
    """Every fact of a page, in its order; those of lists beside the ad left out."""
    before: Part | None = None
    for part in outline.parts:
        if part.tag == "-text":
            before = _whole(part) if part.ends_in_label() or _names_next(part) else before
            continue
        if not _says(part) or _is_beside(part):
            continue
        value = value_of(part) if part.size <= 2 * LONGEST else ""
        found = list(told(part, value, before)) if value and len(value) <= LONGEST else []
        yield from found
        if not any(fact.how == "label" for fact in found):
            yield from told_in_lines(part)
        before = part if part.tag in NAMES and part.size < SHORT else None


def _whole(text: Part) -> Part:
    """A label whose colon is a text of its own is the element around both."""
    return text if text.size > 1 or text.above is None else text.above


def _names_next(text: Part) -> bool:
    """Whether a text is a label without a colon: alone with one element in a line, or at the
    beginning of one if it can be nothing else (`Posted by`)."""
    line = text.above
    if line is None or len(line.inner) < 2 or line.inner[0] is not text or line.size >= SHORT:
        return False
    field = field_of(text.words())
    alone = len(line.inner) == 2 or (field == "employer" and " " in text.words())
    return alone and line.inner[1].size > 0 and field is not None


def _is_beside(part: Part) -> bool:
    return part.aside == 2 or (part.aside == 1 and not _in_aside(part))


def _in_aside(part: Part) -> bool:
    """Boards put the contact into an `aside` of its own; words of a class say `related`."""
    node: Part | None = part
    while node is not None and node.aside == 1:
        if node.tag == "aside":
            return True
        node = node.above
    return False


def _says(part: Part) -> bool:
    return part.tag in {"time", "meta"} or any(inner.tag == "-text" for inner in part.inner)


def value_of(part: Part) -> str:
    """What a part states: the moment of a `time`, the content of a `meta`, else its words."""
    if part.tag == "time" and (at := part.said.get("datetime")):
        return at.strip()
    if part.tag == "meta":
        return (part.said.get("content") or "").strip()
    return part.words() if not _pressed(part) else _unpressed(part)


def _pressed(part: Part) -> bool:
    return any(inner.tag == "button" for inner in part.inner)


def _unpressed(part: Part) -> str:
    """What a part says without its buttons: `Show on map`."""
    return " ".join(inner.words() for inner in part.inner if inner.tag != "button").strip()
