"""A document of an older index as it is made now."""

import json
from collections.abc import Mapping
from types import MappingProxyType
from typing import Any, Protocol

from index.base import StoreError, Tokens
from index.elastic.cluster import Source
from index.elastic.layout import PROPERTIES, Part
from index.elastic.slots import Marks, Unfinished, open_body, remembered
from offers.offer import Protects


class Making(Protocol):
    def __call__(self, source: Source, tokens: Tokens) -> str: ...


def document(part: Part, id_: str, source: Source, tokens: Tokens) -> str:
    """Its JSON. Raises `StoreError` if what is kept in it cannot be read."""
    making = _ANEW.get(part)
    try:
        if making:
            return making(source, tokens)
    except (ValueError, KeyError, TypeError) as error:
        raise StoreError(
            f"document {id_} of {part} is damaged and cannot be made anew ({type(error).__name__});"
            " restore it from a snapshot or delete it"
        ) from error
    return _dumped({name: value for name, value in source.items() if name in PROPERTIES[part]})


def _slot(source: Source, tokens: Tokens) -> str:
    """Flat values follow from offer and life; seals and tombstones have none."""
    if not source.get("open"):
        return _dumped(source)
    known = remembered(source)
    unfinished = source.get("unfinished")
    marks = Marks(
        revision=source["revision"],
        attempt=source["attempt"],
        entered=source.get("entered", ()),
        originals=source.get("originals", ()),
        withheld=[Protects(one) for one in source.get("withheld", ())],
        superseded=source.get("superseded", ()),
        unfinished=Unfinished(unfinished) if unfinished else None,
    )
    return open_body(known, (_dumped(source["offer"]), known.offer), marks, tokens)


def _dumped(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))


_ANEW: Mapping[Part, Making] = MappingProxyType({Part.OFFERS: _slot})
"""Parts whose documents hold what follows from the rest of them."""
