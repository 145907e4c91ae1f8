"""Shapes of links that lead to somebody, by host or scheme."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from parsers.letters import table

_SAME = ("www.", "m.", "mobile.", "web.", "l.", "touch.", "new.", "mbasic.", "business.")
"""Labels before a host that lead to the same place."""


@dataclass(frozen=True, slots=True)
class Shape:
    """One kind of link: what it leads to and the pattern of what follows host or scheme."""

    kind: str
    identity: str
    pattern: re.Pattern[str]
    example: str
    value: str


@cache
def shapes() -> dict[str, tuple[Shape, ...]]:
    """By host or scheme."""
    found: dict[str, tuple[Shape, ...]] = {}
    for kind, what, keys, pattern, example, value, *_ in table("contact_links.tsv"):
        shape = Shape(kind, what, re.compile(pattern, re.IGNORECASE), example, value)
        for key in keys.split(","):
            found[key] = (*found.get(key, ()), shape)
    return found


def fitting(key: str, rest: str) -> Iterator[tuple[str, Shape]]:
    """The shapes of a host with what their patterns look at."""
    label, _, parent = key.partition(".")
    for host in dict.fromkeys((key, plain(key), parent)):
        yield from ((rest, shape) for shape in shapes().get(host, ()))
    yield from ((f"{label}/{rest}", shape) for shape in shapes().get(f".{parent}", ()))


def known(key: str) -> bool:
    """Whether a host is one of a service."""
    return next(fitting(key, ""), None) is not None


def plain(key: str) -> str:
    """A host without the labels that lead to the same place."""
    return next((key.removeprefix(same) for same in _SAME if key.startswith(same)), key)


@cache
def shorteners() -> frozenset[str]:
    """Hosts of short links, which are websites as they are written."""
    return frozenset(host for row in table("shorteners.tsv") for host in row[0].split())
