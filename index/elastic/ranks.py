"""The order of hits, and the place of one in it."""

from collections.abc import Mapping, Sequence
from types import MappingProxyType
from typing import Any

from index.base import Order
from index.cursor import Cursor, Value
from index.fields import FIELDS, FieldType

LAST: Mapping[tuple[FieldType, bool], Any] = MappingProxyType(
    {
        (FieldType.DATE, False): 2**63 - 1,
        (FieldType.DATE, True): -(2**63),
        (FieldType.NUMBER, False): "Infinity",
        (FieldType.NUMBER, True): "-Infinity",
    }
)
"""What a missing value is sorted as, by type and whether the order descends. Keywords have null."""


def ranks(order: Order) -> Sequence[Mapping[str, Any]]:
    """By the field, missing values last, and by id."""
    direction = "desc" if order.descending else "asc"
    by = {order.field: {"order": direction, "missing": "_last"}}
    return [by, {"id": "asc"}]


def cursor(order: Order, sort: Sequence[Any]) -> Cursor:
    """The place of a hit with these sorting values."""
    return Cursor(order, _value(order, sort[0]), str(sort[1]))


def place(at: Cursor) -> Sequence[Any]:
    """The sorting values of a place."""
    missing = LAST.get(_kind(at.order))
    return [missing if at.value is None else at.value, at.id]


def _value(order: Order, sorted_as: Any) -> Value:
    found: Value = None if sorted_as == LAST.get(_kind(order)) else sorted_as
    return found


def _kind(order: Order) -> tuple[FieldType, bool]:
    return FIELDS[order.field].type, order.descending
