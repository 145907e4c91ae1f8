"""The documents of an offer's history: what stands in them, and what they say when read."""

from collections.abc import Mapping
from datetime import datetime
from enum import StrEnum
from typing import Any

from index.codec import Life, encode, revive
from index.elastic.cluster import json_object
from index.flat import milliseconds
from index.spelling import lower
from index.times import moment, stamp
from offers.life import Event, EventKind, How, Known, Sighting, Version
from offers.offer import Offer, Protects


class Kind(StrEnum):
    """What a document is of."""

    VERSION = "version"
    EVENT = "event"
    SIGHTING = "sighting"
    LIFE = "life"


_TOLD = ("reason", "confidence")
"""What not every event says."""


def version(
    one: Version,
    document: str,
    protects: Protects | None = None,
    expires: datetime | None = None,
) -> str:
    """A wording. `document` is the JSON of its offer; `protects` of a sealed one, `expires` of one
    whose offer is new."""
    at = one.offer.seen
    fields: dict[str, Any] = {
        "kind": Kind.VERSION,
        "id": one.id,
        "offer": one.offer.id,
        "previous": one.previous,
        "run": one.run,
        "at": milliseconds(at),
        "moment": stamp(at),
    }
    if expires:
        fields["expires"] = stamp(expires)
    return json_object(_sealed(fields, protects), document=document)


def event(one: Event, protects: Protects | None = None, id_: str = "") -> str:
    """An event. Its id is given where it is known, for it takes a while to find out."""
    fields = {
        "kind": Kind.EVENT,
        "id": id_ or one.id,
        "offer": one.offer,
        "version": one.version,
        "run": one.run,
        "event": one.kind,
        "at": milliseconds(one.at),
        "moment": stamp(one.at),
        "occasion": one.occasion,
        **{name: told for name in _TOLD if (told := getattr(one, name)) is not None},
    }
    return json_object(_sealed(fields, protects))


def sighting(
    one: Sighting, protects: Protects | None = None, id_: str = "", attempt: str = ""
) -> str:
    """A sighting. Its id likewise. `attempt` is the one that writes it."""
    fields: dict[str, Any] = {
        "kind": Kind.SIGHTING,
        "id": id_ or one.id,
        "offer": one.offer,
        "version": one.version,
        "run": one.run,
        "how": one.how,
        "at": milliseconds(one.at),
        "moment": stamp(one.at),
    }
    if attempt:
        fields["attempt"] = attempt
    return json_object(_sealed(fields, protects))


def life(known: Known, document: str, protects: Protects) -> str:
    """A sealed life. `document` is the JSON of its offer."""
    fields = {
        "kind": Kind.LIFE,
        "id": known.offer.id,
        "offer": known.offer.id,
        "site": lower(known.offer.site),
        "status": known.status,
        "expires": stamp(known.expires),
    }
    raw = {"life": encode(Life.of(known)), "document": document}
    return json_object(_sealed(fields, protects), **raw)


def _sealed(fields: dict[str, Any], protects: Protects | None) -> dict[str, Any]:
    return fields if protects is None else {**fields, "protects": protects}


def read_version(source: Mapping[str, Any]) -> Version:
    return Version(
        id=source["id"],
        previous=source["previous"],
        run=source["run"],
        offer=revive(Offer, source["document"]),
    )


def read_event(source: Mapping[str, Any]) -> Event:
    return Event(
        kind=EventKind(source["event"]),
        offer=source["offer"],
        version=source["version"],
        run=source["run"],
        at=moment(source["moment"]),
        occasion=source["occasion"],
        **{name: source.get(name) for name in _TOLD},
    )


def read_sighting(source: Mapping[str, Any]) -> Sighting:
    return Sighting(
        offer=source["offer"],
        run=source["run"],
        at=moment(source["moment"]),
        version=source["version"],
        how=How(source["how"]),
    )


def read_life(source: Mapping[str, Any], token: str) -> Known:
    """What is remembered of a sealed offer."""
    return revive(Life, source["life"]).known(revive(Offer, source["document"]), token)
