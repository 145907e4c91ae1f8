"""Where in a stored field something was read."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Span:
    """`start` and `end` are code points of the field as it is stored; `end` is not inside."""

    field: str
    start: int
    end: int
