"""Microdata and RDFa: what elements say of themselves, told as JSON-LD would tell it."""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice

from parsers.dom import Dom, Element
from parsers.fields import outermost
from parsers.readers.loose_json import Json

Told = dict[str, Json]

MOST = 20_000
"""Items of one page, and values of one item."""


@dataclass(frozen=True, slots=True)
class Dialect:
    """The attributes by which elements speak: `scope` begins an item, `kind` says what it is."""

    name: str
    scope: str
    kind: str
    property: str


MICRODATA = Dialect("microdata", "itemscope", "itemtype", "itemprop")
RDFA = Dialect("RDFa", "typeof", "typeof", "property")

CARRIERS = {"meta": "content", "time": "datetime", "data": "value", "meter": "value"}
"""Elements whose value stands in an attribute (HTML standard, 5.2.4)."""

LINKS = {"a": "href", "area": "href", "link": "href", "img": "src"}
URLS = frozenset({"url", "sameAs", "mainEntityOfPage", "logo", "image", "identifier"})
"""Properties that are links. Of all others a link's text is meant, whatever the standard says."""

TEXT = "@text"
"""What an item that names no properties shows, such as a place that is one line."""


@dataclass(frozen=True, slots=True)
class Item:
    """An element that says what it is, and all it says."""

    element: Element
    told: Told


def items(dom: Dom, dialect: Dialect, kind: str) -> Iterator[Item]:
    """The items of a kind, in the order of the page; one inside another is a part of it."""
    for element in outermost(dom.all(f"[{dialect.kind}*='{kind}']")[:MOST]):
        kinds = {local(name) for name in (element.get(dialect.kind) or "").split()}
        if kind in kinds and element.get(dialect.scope) is not None:
            yield Item(element, _tell(dom, element, dialect))


def local(name: str) -> str:
    """`JobPosting` of `schema:JobPosting` and `https://schema.org/JobPosting`."""
    return name.rpartition("/")[2].rpartition("#")[2].rpartition(":")[2]


def _tell(dom: Dom, item: Element, dialect: Dialect) -> Told:
    """The properties of an item and, inside them, those of the items within."""
    scopes = {element.id: element for element in item.all(f"[{dialect.scope}]")[:MOST]}
    told: dict[int, Told] = {item.id: {}}
    for element in _parts(dom, item, dialect):
        above = islice(element.above(), 1, None)
        owner = next((id_ for id_ in above if id_ in scopes), item.id)
        if element.id in scopes:
            kind = local(element.get(dialect.kind) or "")
            value: Json = told.setdefault(element.id, {"@type": kind})
        else:
            value = None
        for name in map(local, (element.get(dialect.property) or "").split()):
            _add(told.setdefault(owner, {}), name, value or _value(element, name))
    for id_, found in told.items():
        if not found.keys() - {"@type"}:
            found[TEXT] = scopes[id_].said() if id_ in scopes else ""
    return told[item.id]


def _parts(dom: Dom, item: Element, dialect: Dialect) -> Iterator[Element]:
    """Elements with a property, in the item or where its `itemref` points."""
    yield from (e for e in item.all(f"[{dialect.property}]")[:MOST] if e.id != item.id)
    for name in (item.get("itemref") or "").replace("'", "").replace("\\", "").split()[:20]:
        for part in dom.all(f"[id='{name}']")[:1]:
            yield from part.all(f"[{dialect.property}]")[:MOST]


def _add(told: Told, name: str, value: Json) -> None:
    before = told.get(name)
    if before is None:
        told[name] = value
    elif isinstance(before, list):
        before.append(value)
    else:
        told[name] = [before, value]


def _value(element: Element, name: str) -> str:
    if content := element.get("content"):
        return content
    carrier = LINKS.get(element.tag) if name in URLS else CARRIERS.get(element.tag)
    return (element.get(carrier) if carrier else None) or element.said()
