"""What a page says in labelled places: `Salary: 1200`, a table of labels, a class that says so."""

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass

from parsers.blocks.columns import LABELS, LONGEST
from parsers.blocks.cues import LABEL, SHORT, is_date, is_price, labelled, named
from parsers.blocks.outline import Outline, Part
from parsers.contacts.links import links
from parsers.wording import Written

SEEN = frozenset({"title", "text", "views"})


@dataclass(frozen=True, slots=True)
class Fact:
    """A value with the part that holds it; `label` is the part before it that names the field,
    if one does, and `how` says in a word by what it was told."""

    field: str
    value: str
    part: Part
    label: Part | None
    how: str


ADDRESS = re.compile(r"www\.|://")
RANK = {"label": 3, "itemprop": 2, "class": 1}


def facts(outline: Outline, *, before: int | None = None) -> dict[str, Fact]:
    """The surest fact of each field, the first on the page of those that are equally sure.

    `before` ends the search at the part of that number.
    """
    found: dict[str, Fact] = {}
    everything = list(all_facts(outline))
    by_class = Counter((fact.field, fact.part.path) for fact in everything if fact.how == "class")
    for fact in everything:
        if before is not None and fact.part.start >= before:
            break
        # What stands at the same place several times belongs to other ads.
        if fact.how == "class" and by_class[fact.field, fact.part.path] > 1:
            continue
        known = found.get(fact.field)
        if known is None or RANK[fact.how] > RANK[known.how]:
            found[fact.field] = fact
    return found


def all_facts(outline: Outline) -> Iterator[Fact]:
    """Every fact of a page, in its order; those of lists beside the ad left out."""
    before: Part | None = None
    for part in outline.parts:
        if part.tag == "-text":
            before = part if part.ends_in_label() else before
            continue
        if not _says(part) or _is_beside(part):
            continue
        value = _value_of(part)
        if value and len(value) <= LONGEST and (fact := _fact(part, value, before)):
            yield fact
        before = part if part.tag in LABELS and part.size < SHORT else None


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


def _value_of(part: Part) -> str:
    if part.tag == "time" and (at := part.said.get("datetime")):
        return at.strip()
    if part.tag == "meta":
        return (part.said.get("content") or "").strip()
    return part.words()


def _fact(part: Part, value: str, before: Part | None) -> Fact | None:
    if before is not None and (field := labelled(before.label())) and _beside(before, part):
        return _checked(field, value, part, before, "label")
    simple = all(inner.tag == "-text" for inner in part.inner)
    found = LABEL.fullmatch(value) if simple else None
    if found and (field := labelled(found[1])):
        return _checked(field, found[2].strip(), part, None, "label")
    if (said := part.said.get("itemprop")) and (field := named([said.lower()])):
        return _checked(field, value, part, None, "itemprop")
    field = named(part.names()) or (named(part.above.names()) if part.above else None)
    field = field or ("published" if part.tag == "time" else None)
    return _checked(field, value, part, None, "class") if field else None


def _beside(label: Part, part: Part) -> bool:
    """Whether a label stands right before a part, or in the cell before."""
    if label.end > part.start:
        return False
    return part.start - label.end <= 2 or part.above is label.above


def _checked(field: str, value: str, part: Part, label: Part | None, how: str) -> Fact | None:
    """The fact if its value can be one of the field."""
    if field in SEEN or labelled(value):
        return None
    digits = any(char.isdigit() for char in value)
    fits = {
        "published": is_date(value),
        "valid_until": is_date(value),
        "price": is_price(value) or (digits and how != "class") or how == "label",
        "contact": digits or (field == "contact" and _reaches(value, part, how)),
        "employer": not is_date(value) and not ADDRESS.search(value),
        "key": digits and len(value) <= 40 and " " not in value.strip(),
    }.get(field, not is_date(value))
    return Fact(field, value, part, label, how) if fits else None


def _reaches(value: str, part: Part, how: str) -> bool:
    """Whether what holds no number can be a contact: a mail, a link, or a line that a class calls
    so. What is called `call` only may be any call to act."""
    if "@" in value or any(links(Written("contact", value), "")):
        return True
    return how == "class" and _is_line(part) and "call" not in part.names()


def _is_line(part: Part) -> bool:
    """Whether a part is a line of the ad and no heading or command."""
    return part.tag in {"p", "span", "div", "dd", "td"} and not part.linked
