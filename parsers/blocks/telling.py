"""What one part of a page tells, and by what: a label, an itemprop, a firm's link, a class."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import NamedTuple

from parsers.blocks.columns import LABELS
from parsers.blocks.cues import (
    SHORT,
    does,
    has_price,
    is_date,
    is_firm,
    labelled,
    named,
    pictured,
)
from parsers.blocks.labels import field_of, labelled_line
from parsers.blocks.outline import Part
from parsers.contacts.links import links
from parsers.places import country_of
from parsers.wording import Written

SEEN = frozenset({"title", "text", "views"})
"""What a page tells in a way of its own."""

NAMES = LABELS | {"h2", "h3", "h4", "h5", "h6", "div", "p"}
"""Elements whose words may name what stands after them."""

TOLD_BY = ("look", "class", "firm", "itemprop", "line", "label")
"""By what a fact may be told, the least sure first; `line`: by a label in a line of many in one
element, so that no element holds the value alone."""

MASKED = re.compile(r"[*xXхХ•]{3,}")
"""What hides the end of a number until somebody asks for it."""

ADDRESS = re.compile(r"www\.|://")
_ROW = re.compile(r"\s+[|•·]\s+")
MANY = 2
"""Labelled things that make a line a row of them."""

LEVELS = 2
"""Elements that may stand between a part and the one whose class says what it is."""

NOBODY = frozenset({"tagline", "slogan", "website", "logo", "rating", "reviews", "stars"})
"""Classes of what stands beside the name of a firm."""


@dataclass(frozen=True, slots=True)
class Fact:
    """A value with the part that holds it; `label` is the part before it that names the field,
    if one does, and `how` says in a word by what it was told."""

    field: str
    value: str
    part: Part
    label: Part | None
    how: str


class _Told(NamedTuple):
    """A field with its value, by what it was told, and the part that is its label."""

    field: str
    value: str
    how: str
    label: Part | None = None


def told(part: Part, value: str, before: Part | None) -> Iterator[Fact]:
    """What a part tells; `before` is the part that may be its label. A line may tell several
    things: `Location: Lund | Posted: 3 May`."""
    pieces = [piece for piece in _ROW.split(value) if piece] if _is_simple(part) else []
    row = [_Told(*found, "label") for piece in pieces if (found := labelled_line(piece))]
    if len(row) < MANY:
        row = [one for way in _WAYS if (one := way(part, value, before))][:1]
    for one in row:
        if _fits(one, part):
            yield Fact(one.field, one.value, part, one.label, one.how)


def told_by_line(part: Part, field: str, value: str) -> Iterator[Fact]:
    """What one of the lines of a part tells by its label."""
    if _fits(_Told(field, value, "label"), part):
        yield Fact(field, value, part, None, "line")


def _after_label(part: Part, value: str, before: Part | None) -> _Told | None:
    field = field_of(before.label()) if before is not None else None
    if before is None or field is None or not _beside(before, part):
        return None
    return _Told(field, _with_next_cell(field, value, part), "label", before)


def _with_next_cell(field: str, value: str, part: Part) -> str:
    """A postcode with the town in the cell behind it."""
    cell: Part | None = part
    while cell is not None and cell.tag != "td":
        cell = cell.above
    if field != "place" or cell is None or cell.above is None or any(map(str.isalpha, value)):
        return value
    row = cell.above.inner
    behind = row[row.index(cell) + 1 :]
    return f"{value} {behind[0].words()}".strip() if behind else value


def _beside(label: Part, part: Part) -> bool:
    """Whether a label stands right before a part, or in the cell before: what lies inside the
    element next to it begins with its value."""
    if label.end > part.start or label.above is None or _said_between(label, part):
        return False
    if part.start - label.end <= 2 or part.above is label.above:
        return True
    return part.start < label.above.end


def _said_between(label: Part, part: Part) -> bool:
    """Whether words stand between, so that the label has its value."""
    between = part.page[label.end : part.start]
    return any(one.tag == "-text" and any(map(str.isalnum, one.words())) for one in between)


def _self_labelled(part: Part, value: str, _: Part | None) -> _Told | None:
    found = labelled_line(value) if _is_simple(part) or _is_labelled_text(part) else None
    return _Told(*found, "label") if found else None


def _by_property(part: Part, value: str, _: Part | None) -> _Told | None:
    said = part.said.get("itemprop")
    field = named([said.lower()]) if said else None
    return _Told(field, value, "itemprop") if field else None


def _by_firm(part: Part, value: str, _: Part | None) -> _Told | None:
    """A link to the page that a board has of a firm."""
    link = part if part.url else part.above
    if link is None or not link.url or not is_firm(link.url):
        return None
    return None if does(value) or ADDRESS.search(value) else _Told("employer", value, "firm")


def _by_class(part: Part, value: str, _: Part | None) -> _Told | None:
    if not NOBODY.isdisjoint(part.names()):
        return None
    field = _sign(part) or named(part.names()) or named(_around(part))
    field = field or ("published" if part.tag == "time" else None)
    return _Told(field, value, "class") if field else None


def _around(part: Part) -> tuple[str, ...]:
    """What the element around a part is called, and the next where a part is all of it, or it is
    called a name."""
    around, names = part.above, part.above.names() if part.above else ()
    for _ in range(LEVELS):
        if around is None or around.above is None or named(names):
            break
        if around.size != part.size and "name" not in names:
            break
        around = around.above
        names = around.names()
    return names


def _sign(part: Part) -> str | None:
    """The field that a small picture at the beginning of a part, or right before it, stands for:
    its title says it, or its class."""
    whole = part
    while whole.above and whole.above.size == whole.size and whole.above.inner[0] is whole:
        whole = whole.above
    beside = whole.above.inner if whole.above else []
    at = next((at for at, one in enumerate(beside) if one is whole), 0)
    for one in (*part.inner[:1], *beside[max(at - 1, 0) : at]):
        if one.size == 0 and one.tag in {"i", "span", "em"}:
            said = one.said.get("title") or one.said.get("aria-label") or ""
            return labelled(said) or pictured(one.names())
    return None


def _by_look(part: Part, value: str, _: Part | None) -> _Told | None:
    """A line that is a town and its country."""
    town, comma, country = value.rpartition(",")
    if not comma or len(value) > SHORT or not _is_simple(part) or country_of(country) is None:
        return None
    return _Told("place", value, "look") if town.replace(" ", "").isalpha() else None


_WAYS = (_self_labelled, _after_label, _by_property, _by_firm, _by_class, _by_look)


def _is_labelled_text(part: Part) -> bool:
    """Whether an element begins with one that is a label, and goes on with mere text:
    `<li><b>Pay: </b>900</li>`."""
    first, *others = part.inner or [part]
    return first.tag in NAMES and bool(others) and all(one.tag == "-text" for one in others)


def _is_simple(part: Part) -> bool:
    return all(inner.tag == "-text" for inner in part.inner)


def _fits(one: _Told, part: Part) -> bool:
    """Whether a value can be one of its field."""
    field, value, how = one.field, one.value, one.how
    if field in SEEN or labelled(value) or (part.tag == "button" and field != "contact"):
        return False
    digits = any(char.isdigit() for char in value)
    return {
        "published": is_date(value),
        "valid_until": is_date(value),
        "price": has_price(value) or (digits and how != "class") or how == "label",
        "contact": not MASKED.search(value) and (digits or _reaches(value, part, how)),
        "employer": not is_date(value) and not ADDRESS.search(value) and "★" not in value,
        "place": not is_date(value) and not ADDRESS.search(value),
        "key": digits and len(value) <= 40 and " " not in value.strip(),
        "employment": how == "label" or not is_date(value),
    }.get(field, not is_date(value))


def _reaches(value: str, part: Part, how: str) -> bool:
    """Whether what holds no number can be a contact: a mail, a link, or a line that a class calls
    so. What is called `call` only may be any call to act."""
    if "@" in value or any(links(Written("contact", value), "")):
        return True
    return how == "class" and _is_line(part) and "call" not in part.names()


def _is_line(part: Part) -> bool:
    """Whether a part is a line of the ad and no heading or command."""
    return part.tag in {"p", "span", "div", "dd", "td"} and not part.linked
