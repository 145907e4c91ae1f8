"""What was read from a page in plain words: what a recorded page expects, and a trial shows."""

from collections.abc import Mapping
from datetime import datetime
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from offers.ad import Ad
from offers.money import Money
from offers.offer import Contact, Moment, Named, Offer, Precision
from offers.place import Place
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
        }
    )


def one(found: Moment | Named | Place | Contact | Money) -> str:
    """One value that was read, in a few words."""
    match found:
        case Moment():
            return moment(found)
        case Named():
            return found.name
        case Place():
            return place(found)
        case Contact():
            return contact(found)
        case Money():
            return money(found)


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
    return f"{found.name} ({found.country})" if found.country else found.name


def contact(found: Contact) -> str:
    """`phone +12025550123`."""
    return f"{found.kind} {found.value}"


def money(found: Money) -> str:
    """`1500-2000 EUR per month`; what is unknown is left out."""
    amounts = dict.fromkeys(
        format(each, "f") for each in (found.low, found.high) if each is not None
    )
    per = f"per {found.per}" if found.per else None
    return " ".join(filter(None, ["-".join(amounts), found.currency, per]))


def _link(found: OfferLink) -> dict[str, Json]:
    return _without_empty({"url": found.url, "listed": dict(found.listed)})


def _without_empty(said: dict[str, Json]) -> dict[str, Json]:
    """Enumerations as the words that they are, nothing that is not there."""
    return {name: _plain(value) for name, value in said.items() if value}


def _plain(value: Json) -> Json:
    if isinstance(value, list):
        return [_plain(each) for each in value]
    return str(value) if isinstance(value, str) else value
