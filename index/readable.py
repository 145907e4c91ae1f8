"""Tells that the JSON of a value can be read back, without doing so, which takes longer."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import fields, is_dataclass
from functools import cache
from operator import attrgetter
from types import NoneType
from typing import Any, get_args, get_type_hints

from pydantic_core import PydanticSerializationError

from index.codec import adapter

_NUMBERS = ("NaN", "Infinity")
"""How decimals are written that are not read: they are no amount."""

_Getter = Callable[[Any], Sequence[Any]]


def readable(value: object) -> str | None:
    """The JSON of a dataclass if it is surely read back as that value, or `None` if there is any
    doubt.

    Every part has to be of its declared type, which pydantic says while it writes, but for one
    thing: it writes `None` wherever it stands, and for numbers that are none. So there may be as
    many `null`s as there are parts that may be `None` and are; one in a text is a doubt, too.
    """
    try:
        document = adapter(type(value)).dump_json(value, warnings="error").decode()
    except PydanticSerializationError:
        return None
    if document.count("null") != _absent(value) or any(one in document for one in _NUMBERS):
        return None
    return document


def _absent(value: Any) -> int:
    """How many parts, and parts of those, may be `None` and are."""
    kind: Any = type(value)
    optional, nested = _parts(kind)
    number = optional(value).count(None)
    for part in nested(value):
        for each in part if isinstance(part, tuple) else (part,):
            if each is not None:
                number += _absent(each)
    return number


@cache
def _parts(kind: type[Any]) -> tuple[_Getter, _Getter]:
    """What reads the parts of a dataclass that may be `None`, and those that hold dataclasses."""
    hints = get_type_hints(kind)
    names = [one.name for one in fields(kind)]
    optional = [name for name in names if NoneType in get_args(hints[name])]
    nested = [name for name in names if any(map(is_dataclass, _leaves(hints[name])))]
    return _getter(optional), _getter(nested)


def _leaves(hint: Any) -> Iterator[Any]:
    if not get_args(hint):
        yield hint
    for each in get_args(hint):
        yield from _leaves(each)


def _getter(names: Sequence[str]) -> _Getter:
    if len(names) > 1:
        return attrgetter(*names)
    return lambda value: tuple(getattr(value, name) for name in names)
