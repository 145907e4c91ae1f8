"""What was read from a page in plain words: what a recorded page expects, and a trial shows."""

from collections.abc import Callable, Iterable, Mapping
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from offers.ad import Ad
from offers.fact import Fact
from offers.indicator import IndicatorHit, State
from offers.money import Money
from offers.offer import Contact, Language, Moment, Named, Offer, Passage, Precision, Protection
from offers.payment import Payment
from offers.place import Place, Route
from parsers.links import Links, OfferLink
from workspace.json_file import Json

SHAPES: Mapping[Precision, str] = {
    Precision.DAY: "%Y-%m-%d",
    Precision.HOUR: "%Y-%m-%dT%H%z",
    Precision.MINUTE: "%Y-%m-%dT%H:%M%z",
    Precision.SECOND: "%Y-%m-%dT%H:%M:%S%z",
}


def ad(found: Ad) -> dict[str, Json]:
    """An ad as its reader found it; what it lacks is left out."""
    return _without_empty(
        {
            "url": found.url,
            "title": found.title,
            "text": found.text,
            "key": found.key,
            "anchor": found.anchor,
            "said": dict(found.said),
            "images": [*found.images],
            "kinds": [*sorted(found.kinds)],
        }
    )


def offer(found: Offer) -> dict[str, Json]:
    """An offer with what was made of its words; what it lacks is left out."""
    return _without_empty(
        {
            "url": found.url,
            "title": found.title,
            "text": found.text,
            "key": found.key,
            "said": dict(found.said),
            "kinds": [*sorted(found.kinds)],
            "speaker": found.speaker,
            "published": moment(found.published) if found.published else None,
            "valid_until": moment(found.valid_until) if found.valid_until else None,
            "employer": found.employer.name if found.employer else None,
            "places": [place(each) for each in found.places],
            "language": found.language.code if found.language else None,
            "contacts": [contact(each) for each in found.contacts],
            "money": [money(each) for each in found.money],
            **{name: _each(getattr(found, name)) for name in LATER},
        }
    )


LATER = ("passages", "payments", "routes", "facts", "indicators", "images")
"""What pages that were recorded by older versions do not know of: it is compared only where it is
expected."""


def one(found: object) -> str:
    """One value that was read, in a few words."""
    return TELL[type(found)](found)


def _each(found: Iterable[object]) -> list[Json]:
    """Each in a few words, equal ones once."""
    return [*dict.fromkeys(map(one, found))]


def links(found: Links) -> dict[str, Json]:
    """Where a listing leads: to ads, with what it says of each, and to its next pages."""
    return {"offers": [_link(each) for each in found.offers], "next": [*found.next]}


def moment(found: Moment) -> str:
    """`2026-11-05` for a day, `2026-11-05T14:30+0100` for a minute."""
    try:
        zone = ZoneInfo(found.zone)
    except (ZoneInfoNotFoundError, ValueError):
        return found.at.astimezone(
            datetime.fromisoformat(f"2000-01-01T00:00{found.zone}").tzinfo
        ).strftime(SHAPES[found.precision])
    return found.at.astimezone(zone).strftime(SHAPES[found.precision])


def place(found: Place) -> str:
    """`Berlin (DE, work)`; what is unknown is left out."""
    notes = ", ".join(filter(None, (found.country, found.role)))
    return f"{found.name} ({notes})" if notes else found.name


def contact(found: Contact) -> str:
    """`phone +12025550123`."""
    return f"{found.kind} {found.value}"


def money(found: Money) -> str:
    """`1500-2000 EUR per month (fee, before)`; what is unknown is left out."""
    amounts = dict.fromkeys(
        format(each, "f") for each in (found.low, found.high) if each is not None
    )
    per = f"per {found.per}" if found.per else None
    notes = ", ".join(filter(None, (found.role, found.due)))
    words = ("-".join(amounts), found.currency, per, f"({notes})" if notes else None)
    return " ".join(filter(None, words))


def payment(found: Payment) -> str:
    """`iban DE89370400440532013000`, `service western union`."""
    return f"{found.kind} {found.value}"


def route(found: Route) -> str:
    """`from Izmir (TR) via Greece (GR) to Bari (IT) by boat`; what is unknown is left out.

    Words and no arrows: between names from right to left an arrow would point the wrong way.
    """
    ends = (("from", found.origin), *(("via", each) for each in found.via))
    way = [f"{word} {place(each)}" for word, each in (*ends, ("to", found.destination)) if each]
    return " ".join((*way, f"by {', '.join(found.means)}")) if found.means else " ".join(way)


def fact(found: Fact) -> str:
    """`housing free`."""
    return f"{found.kind} {found.value}"


def indicator(found: IndicatorHit) -> str:
    """`strong fee-before-work`, `contradicted passport-kept`."""
    shown = found.tier if found.state is State.PRESENT else found.state
    return f"{shown} {found.id}"


def language(found: Language) -> str:
    return f"{found.code} {found.script}" if found.script else found.code


def _passage(found: Passage) -> str:
    return language(found.language) if found.language else "undetermined"


TELL: Mapping[type, Callable[[Any], str]] = {
    Moment: moment,
    Named: lambda found: found.name,
    Place: place,
    Contact: contact,
    Money: money,
    Payment: payment,
    Route: route,
    Fact: fact,
    IndicatorHit: indicator,
    Language: language,
    Passage: _passage,
    Protection: lambda found: f"protects a {found.protects}",
    str: str,
}
"""How each kind of value that was read is told in a few words."""


def _link(found: OfferLink) -> dict[str, Json]:
    return _without_empty({"url": found.url, "listed": dict(found.listed)})


def _without_empty(said: dict[str, Json]) -> dict[str, Json]:
    """Enumerations as the words that they are, nothing that is not there."""
    return {name: _plain(value) for name, value in said.items() if value}


def _plain(value: Json) -> Json:
    if isinstance(value, list):
        return [_plain(each) for each in value]
    return str(value) if isinstance(value, str) else value
