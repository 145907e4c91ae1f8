"""What a query says once it is understood: the tree that every home of the index compiles.

Dates are resolved to epoch milliseconds and numbers to floats before they come here, so that no
two homes can round them differently.
"""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Everything:
    """Holds for every offer."""


@dataclass(frozen=True, slots=True)
class Nothing:
    """Holds for none: an empty phrase, say."""


@dataclass(frozen=True, slots=True)
class Phrase:
    """Folded tokens in this order, side by side, in one of the text fields.

    `prefix`: the last token is the beginning of a word.
    """

    fields: tuple[str, ...]
    tokens: tuple[str, ...]
    prefix: bool = False


@dataclass(frozen=True, slots=True)
class Term:
    """A keyword field has this value; `prefix`: a value that begins so."""

    field: str
    value: str
    prefix: bool = False


@dataclass(frozen=True, slots=True)
class Range:
    """A number or date field lies between; `None` is open. Bounds belong to it unless open."""

    field: str
    low: float | None
    high: float | None
    low_open: bool = False
    high_open: bool = False


@dataclass(frozen=True, slots=True)
class Exists:
    """The field has a value."""

    field: str


@dataclass(frozen=True, slots=True)
class Not:
    node: "Node"


@dataclass(frozen=True, slots=True)
class All:
    nodes: tuple["Node", ...]


@dataclass(frozen=True, slots=True)
class Any:
    nodes: tuple["Node", ...]


Node = Everything | Nothing | Phrase | Term | Range | Exists | Not | All | Any
