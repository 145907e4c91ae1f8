"""What is remembered of an offer as JSON: the shape that `--json` and `export` write."""

from collections.abc import Callable, Mapping
from dataclasses import fields, is_dataclass
from datetime import UTC, datetime
from decimal import Decimal
from typing import Any

from offers.indicator import rank
from offers.life import Event, Known, Sighting, Version
from offers.offer import Offer
from offers.span import Span

Json = None | bool | int | float | str | list["Json"] | dict[str, "Json"]


def moment(at: datetime) -> str:
    """A moment as ISO 8601 in UTC, with `Z`."""
    return at.astimezone(UTC).isoformat().replace("+00:00", "Z")


_SCALARS: Mapping[type, Callable[[Any], Json]] = {
    bool: bool,
    int: int,
    float: float,
    Decimal: lambda amount: format(amount, "f"),
    datetime: moment,
    Span: lambda span: [span.field, span.start, span.end],
}


def json_of(value: object) -> Json:
    """A frozen value as JSON: times as ISO 8601 in UTC, amounts as strings, sets sorted."""
    if value is None or isinstance(value, str):
        return None if value is None else str(value)
    if write := _SCALARS.get(type(value)):
        return write(value)
    if isinstance(value, Mapping):
        return {str(key): json_of(each) for key, each in value.items()}
    if isinstance(value, frozenset | tuple | list):
        ordered = sorted(value) if isinstance(value, frozenset) else value
        return [json_of(each) for each in ordered]
    if not is_dataclass(value):
        raise TypeError(f"no JSON for {type(value).__name__}")
    return {each.name: json_of(getattr(value, each.name)) for each in fields(value)}


def offer_json(offer: Offer) -> dict[str, Json]:
    """Every field of an offer; what was read stands beside its raw text and its span."""
    return {each.name: json_of(getattr(offer, each.name)) for each in fields(offer)}


def known_json(known: Known) -> dict[str, Json]:
    """An offer with what is remembered of it beside its own fields, all in one object."""
    kept = {
        "status": json_of(known.status),
        "first_seen": moment(known.first_seen),
        "last_seen": moment(known.last_seen),
        "gone_since": json_of(known.gone_since),
        "expires": moment(known.expires),
        "version": known.version,
        "last_run": known.last_run,
        "redacted": known.redacted,
        "family": known.family or known.offer.id,
        "arrival": json_of(known.arrival),
        "rank": rank(known.offer.indicators) if known.offer.indicators else None,
    }
    return offer_json(known.offer) | kept


def version_json(version: Version) -> dict[str, Json]:
    """A wording: its ids, what was published in it, and in few words what was read in it then."""
    # The words for what was read come with all that reads, and most commands need no wordings.
    from console.readings import reading

    offer = version.offer
    return {
        "id": version.id,
        "previous": version.previous,
        "run": version.run,
        "seen": moment(offer.seen),
        "title": offer.title,
        "text": offer.text,
        "said": json_of(offer.said),
        "capture": json_of(offer.capture),
        "extractor": offer.extractor,
        "read": json_of(reading(offer)),
    }


def event_json(event: Event) -> dict[str, Json]:
    return {
        "kind": str(event.kind),
        "at": moment(event.at),
        "run": event.run,
        "id": event.id,
        "version": event.version,
        "reason": event.reason,
        "confidence": event.confidence,
    }


def sighting_json(sighting: Sighting) -> dict[str, Json]:
    return {
        "at": moment(sighting.at),
        "run": sighting.run,
        "version": sighting.version,
        "how": str(sighting.how),
    }
