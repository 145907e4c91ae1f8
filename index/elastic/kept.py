"""Values of `offers` as documents, and back: what the parts of the journal share."""

import json
from collections.abc import Collection, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from typing import Any, TypeVar

from index.base import StoreError
from index.codec import encode, revive, why
from index.elastic.cluster import Cluster, Found, Source, json_object
from index.elastic.layout import Part
from index.spelling import LONGEST, storable
from index.times import stamp
from offers.ids import derive

Value = TypeVar("Value")

LONGEST_ID = 512
"""Bytes of a document's id, which Elasticsearch sets."""

MANY = 1000
"""Values of one condition; Elasticsearch takes 65,536."""


@dataclass(frozen=True)
class Kept:
    """A part of the journal. May be used by several threads at once."""

    cluster: Cluster


def named(name: str) -> str:
    """The id of the document for a name: the name itself where that can be one."""
    plain = storable(name)
    return plain if 0 < len(plain.encode()) <= LONGEST_ID else derive("name", plain)


def term(value: str) -> str:
    """A keyword as it is stored and asked for."""
    return storable(value)[:LONGEST]


def times(at: datetime) -> dict[str, int]:
    """When, for us to the microsecond and for Kibana to the millisecond. Raises `ValueError` for a
    time without a zone."""
    micros = stamp(at)
    return {"moment": micros, "at": micros // 1000}


def written(fields: Mapping[str, Any], value: object) -> str:
    """A document with these fields that keeps the value."""
    return json_object(fields, document=encode(value))


def changed(source: Source, **fields: Any) -> str:
    """A document as it was read, but for these fields."""
    return json.dumps({**source, **fields}, ensure_ascii=False, separators=(",", ":"))


def value(cluster: Cluster, part: Part, kind: type[Value], found: Found) -> Value:
    """The value that a document keeps. Raises `StoreError`."""
    with whole(cluster, part, found.id):
        return revive(kind, found.source["document"])


@contextmanager
def whole(cluster: Cluster, part: Part, id_: str) -> Iterator[None]:
    """What is not there, or is no such value, was written by somebody else: `StoreError`."""
    try:
        yield
    except (KeyError, TypeError, ValueError) as error:
        raise StoreError(
            f"{cluster.url}: document {id_} of {cluster.alias(part)} is damaged ({why(error)});"
            " restore it from a snapshot or delete it"
        ) from error


def where(**terms: str | bool | Collection[str] | None) -> Source:
    """The condition that each of these fields has that value, or one of those; `None` asks for
    nothing."""
    asked = [
        {"term": {name: given}} if isinstance(given, str | bool) else {"terms": {name: [*given]}}
        for name, given in terms.items()
        if given is not None
    ]
    return {"bool": {"filter": asked}}
