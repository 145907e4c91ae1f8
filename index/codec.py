"""Values to JSON and back, the same for every home of the index."""

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any, TypeVar

from pydantic import TypeAdapter, ValidationError
from pydantic_core import PydanticSerializationError, from_json, to_json

from offers.family import Arrival, Decision, Family, Kin, Link, Print, Ruling, Tables
from offers.life import Event, Known, Status
from offers.offer import Offer, Protects

Value = TypeVar("Value")

REPLACED = "\ufffd"
"""Stands for a lone surrogate, which no encoding can hold. Spans still point where they did."""

LEAN = frozenset({Event, Print, Kin, Link, Decision, Ruling, Family, Tables})
"""Values whose JSON leaves out what is as it is by default, and so is `Life`: there are many of
them, and an event is written as it was when it could say less."""

_ADAPTERS: dict[type, TypeAdapter[Any]] = {}
_SURROGATE = re.compile("[\ud800-\udfff]")


@dataclass(frozen=True, slots=True, kw_only=True)
class Life:
    """`offers.life.Known` without the offer and the token: what changes at every sighting."""

    version: str
    status: Status
    first_seen: datetime
    last_seen: datetime
    last_run: str
    expires: datetime
    gone_since: datetime | None
    pending: tuple[Event, ...]
    sealed: Protects | None
    redacted: bool
    family: str | None = None
    arrival: Arrival | None = None

    @classmethod
    def of(cls, known: Known) -> "Life":
        """A sealed life is in no family, and nothing says what it is like."""
        life = cls(**{name: getattr(known, name) for name in cls.__slots__})
        return replace(life, family=None, arrival=None) if life.sealed else life

    def known(self, offer: Offer, token: str) -> Known:
        return Known(
            offer=offer, token=token, **{name: getattr(self, name) for name in self.__slots__}
        )


def adapter(kind: type) -> TypeAdapter[Any]:
    """Made at the first use, for making one takes as long as thousands of encodings."""
    if kind not in _ADAPTERS:
        _ADAPTERS[kind] = TypeAdapter(kind)
    return _ADAPTERS[kind]


def encode(value: object) -> str:
    """A value of `offers` as JSON. Lone surrogates become `REPLACED`."""
    kind = type(value)
    made, lean = adapter(kind), kind is Life or kind in LEAN
    try:
        return made.dump_json(
            value, fallback=_table, warnings=False, exclude_defaults=lean
        ).decode()
    except PydanticSerializationError:
        plainly = made.dump_python(
            value, mode="json", fallback=_table, warnings=False, exclude_defaults=lean
        )
        return json.dumps(_mended(plainly), ensure_ascii=False, separators=(",", ":"))


def plain(value: object) -> str:
    """Lists and tables of words and numbers as JSON. Raises `ValueError` for a lone surrogate."""
    return to_json(value).decode()


def decode(kind: type[Value], document: str) -> Value:
    """The value of that kind. Raises `ValueError` if the JSON holds something else."""
    value: Value = adapter(kind).validate_json(document)
    return value


def complete(kind: type[Value], document: str, **beside: object) -> Value:
    """The value of that kind from JSON and from what is kept beside it. Raises `ValueError`."""
    return revive(kind, {**from_json(document), **beside})


def revive(kind: type[Value], parsed: object) -> Value:
    """The value of that kind from JSON that was parsed already. Raises `ValueError`."""
    value: Value = adapter(kind).validate_python(parsed)
    return value


def why(error: Exception) -> str:
    """What is wrong with a value, in one line and without the value, which is nobody's business who
    reads a log."""
    if isinstance(error, ValidationError):
        first = error.errors(include_url=False, include_input=False)[0]
        return f"{'.'.join(map(str, first['loc'])) or 'document'}: {first['msg']}"
    return f"{error} is missing" if isinstance(error, KeyError) else str(error)


def _table(value: object) -> object:
    """Tables of any make, a `MappingProxyType` say, are plain ones in JSON."""
    if isinstance(value, Mapping):
        return dict(value)
    raise ValueError(f"{type(value).__name__} has no form in JSON")


def _mended(value: Any) -> Any:
    match value:
        case str():
            return _SURROGATE.sub(REPLACED, value)
        case dict():
            return {_mended(key): _mended(inner) for key, inner in value.items()}
        case list():
            return [_mended(inner) for inner in value]
        case _:
            return value
