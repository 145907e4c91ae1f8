"""The JSON-LD of a page: each block read by itself, so that a broken one loses no other."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from parsers.dom import Dom
from parsers.readers.loose_json import BrokenJson, Json, read_json
from parsers.readers.markup import Told, local

SCRIPTS = "script[type*='ld+json' i]"
LISTS = frozenset({"ItemList", "SearchResultsPage", "OfferCatalog"})
MOST = 50_000
"""Values looked through; a page of a thousand ads has fewer."""


@dataclass(slots=True)
class Blocks:
    """What the blocks of a page hold. `faults` say which are broken, and how; `empty_list` is
    true of a page that lists things and says that there are none."""

    values: list[Json] = field(default_factory=list)
    faults: list[str] = field(default_factory=list)
    empty_list: bool = False


@dataclass(frozen=True, slots=True)
class Found:
    """A posting, and whether it is one of a list on a page that may be about something else."""

    told: Told
    in_list: bool


def blocks(dom: Dom, kind: str) -> Blocks:
    """All blocks of a page; broken ones that speak of the kind are faults."""
    found = Blocks()
    for number, script in enumerate(dom.all(SCRIPTS), 1):
        text = script.raw()
        try:
            found.values.append(read_json(text))
        except BrokenJson as broken:
            if kind in text:
                found.faults.append(f"JSON-LD block {number} is broken: {broken}")
    return found


def postings(found: Blocks, kind: str) -> list[Found]:
    """The values of a kind wherever they are nested, what they refer to by `@id` put in."""
    everything = list(_walk(found.values))
    known = {
        id_: told
        for told, _ in everything
        if isinstance(id_ := told.get("@id"), str) and len(told) > 1
    }
    chosen: list[Found] = []
    for told, in_list in everything:
        if kind in _kinds(told) and told.keys() & {"title", "name", "description"}:
            chosen.append(Found(_resolved(told, known), in_list))
        elif LISTS & _kinds(told) and _is_none(told.get("itemListElement", "?")):
            found.empty_list = True
    return chosen


def _walk(values: list[Json]) -> Iterator[tuple[Told, bool]]:
    """Every object with what it stands in, breadth first and without recursion."""
    waiting: list[tuple[Json, bool]] = [(value, False) for value in values]
    for value, in_list in waiting:
        if len(waiting) > MOST:
            return
        if isinstance(value, list):
            waiting.extend((inner, in_list) for inner in value)
        elif isinstance(value, dict):
            yield value, in_list
            inside = in_list or bool(LISTS & _kinds(value))
            waiting.extend(
                (inner, inside) for inner in value.values() if isinstance(inner, dict | list)
            )


def _kinds(told: Told) -> frozenset[str]:
    kinds = told.get("@type")
    several = kinds if isinstance(kinds, list) else [kinds]
    return frozenset(local(kind) for kind in several if isinstance(kind, str))


def _resolved(told: Told, known: Mapping[str, Told]) -> Told:
    return {name: _referred(value, known) for name, value in told.items()}


def _referred(value: Json, known: Mapping[str, Told]) -> Json:
    if isinstance(value, dict) and value.keys() == {"@id"}:
        id_ = value["@id"]
        return known.get(id_, value) if isinstance(id_, str) else value
    return value


def _is_none(value: Json) -> bool:
    return value in ([], None, "")
