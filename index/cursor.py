"""Where a page of a search ended, as an opaque word from which the next one goes on."""

import json
import math
from base64 import urlsafe_b64decode, urlsafe_b64encode
from collections.abc import Mapping
from dataclasses import dataclass
from types import UnionType

from index.base import Order, StoreError
from index.fields import FIELDS, FieldType
from index.spelling import storable

LONGEST = 50_000
"""Characters of the word. A keyword to sort by has at most 8,000, each of 4 bytes."""

Value = str | float | None
"""What is sorted by; `None` stands for offers without a value, which come last."""

_TYPES: Mapping[FieldType, type | UnionType] = {
    FieldType.KEYWORD: str,
    FieldType.DATE: int,
    FieldType.NUMBER: int | float,
}


@dataclass(frozen=True, slots=True)
class Cursor:
    """The last hit of a page: its place in the order of a search."""

    order: Order
    value: Value
    id: str

    def __str__(self) -> str:
        parts = [self.order.field, self.order.descending, self.value, self.id]
        return urlsafe_b64encode(json.dumps(parts).encode()).decode().rstrip("=")

    @classmethod
    def read(cls, text: str, order: Order) -> "Cursor":
        """Raises `StoreError` for what is no place in a search of this order."""
        try:
            field, descending, value, last = _parts(text)
            if (field, descending) == (order.field, order.descending):
                _fitting(FIELDS[order.field].type, value)
        except (ValueError, TypeError, RecursionError) as error:
            raise StoreError("this is no place to go on from; search from the start") from error
        if (field, descending) != (order.field, order.descending):
            raise StoreError("this place belongs to another search; search from the start")
        return cls(order, value, last)


def _parts(text: str) -> tuple[str, bool, Value, str]:
    if len(text) > LONGEST:
        raise ValueError(len(text))
    field, descending, value, last = json.loads(urlsafe_b64decode(text + "=" * (-len(text) % 4)))
    if not isinstance(last, str) or not isinstance(value, str | int | float | None):
        raise TypeError(type(value))
    if isinstance(value, str):
        value = storable(value)
    elif value is not None and not _comparable(value):
        raise ValueError(value)
    return field, descending, value, storable(last)


def _comparable(value: float) -> bool:
    """Dates are whole numbers of so many bits; amounts may be as large as they like."""
    return abs(value) < 2**63 if isinstance(value, int) else not math.isnan(value)


def _fitting(kind: FieldType, value: Value) -> None:
    if value is not None and (isinstance(value, bool) or not isinstance(value, _TYPES[kind])):
        raise TypeError(type(value))
