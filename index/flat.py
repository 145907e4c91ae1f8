"""An offer and its life as flat values: what both homes of the index search in."""

import math
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from index import understood
from index.base import Tokens
from index.fields import CONTACTS, FIELDS, TEXTS
from index.spelling import handle
from offers.life import Known
from offers.money import Money
from offers.offer import Contact, Moment, Offer

FLAT_VERSION = 4
"""Changes whenever the same offer may give other values, so that a home knows it is outdated."""

BETWEEN = "¦"
"""Stands between the values of one text field. No folded token is so spelt and no query can ask
for it, so that no phrase reaches from one place into the next."""

NEW = "new"
"""What an offer came as that is like none seen before; else it is an `offers.family.Relation`."""

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_MILLISECOND = timedelta(milliseconds=1)


@dataclass(frozen=True, slots=True, kw_only=True)
class Flat:
    """Only what has a value stands in the tables. `words` are folded tokens, `keywords` are
    distinct and sorted, `numbers` hold dates too, as whole epoch milliseconds."""

    words: Mapping[str, tuple[str, ...]]
    keywords: Mapping[str, tuple[str, ...]]
    numbers: Mapping[str, float]


def flatten(known: Known, tokens: Tokens) -> Flat:
    """The searchable values of what is remembered of an offer."""
    return Flat(words=words(known.offer, tokens), keywords=keywords(known), numbers=numbers(known))


def milliseconds(at: datetime) -> int:
    """Epoch milliseconds, rounded down. Raises `ValueError` for a time without a zone."""
    if at.tzinfo is None:
        raise ValueError(f"{at.isoformat()} has no time zone")
    return (at - _EPOCH) // _MILLISECOND


def words(offer: Offer, tokens: Tokens) -> dict[str, tuple[str, ...]]:
    """Folded tokens of each text field that has some."""
    texts: dict[str, Iterable[str | None]] = {
        "title": (offer.title,),
        "text": (offer.text,),
        "employer": (offer.employer.name if offer.employer else None,),
        "place": dict.fromkeys(
            name for place in understood.places(offer) for name in understood.names(place)
        ),
    }
    found = {name: _joined(texts[name], tokens) for name in TEXTS}
    return {name: made for name, made in found.items() if made}


def _joined(texts: Iterable[str | None], tokens: Tokens) -> tuple[str, ...]:
    joined: list[str] = []
    for text in texts:
        made = tokens(text) if text else ()
        joined += [BETWEEN, *made] if joined and made else made
    return tuple(joined)


def keywords(known: Known) -> dict[str, tuple[str, ...]]:
    """Values of each keyword field that has some, in the one spelling of that field."""
    stated = {name: set(filter(None, found)) for name, found in _stated(known).items()}
    spelt = {name: set(map(FIELDS[name].spell, found)) for name, found in stated.items() if found}
    spelt |= _contacts(known.offer.contacts) | understood.paid(known.offer.payments)
    for found in spelt.values():
        found.discard("")
    return {name: tuple(sorted(found)) for name, found in spelt.items() if found}


def _stated(known: Known) -> dict[str, Iterable[str | None]]:
    """Values as they were read, but for contacts and ways to pay."""
    offer = known.offer
    return {
        "id": (offer.id,),
        "site": (offer.site,),
        "kind": offer.kinds,
        "speaker": (offer.speaker,),
        "status": (known.status,),
        "language": (offer.language.code if offer.language else None,),
        "site_country": (offer.site_country,),
        "url": (offer.url,),
        "key": (offer.key,),
        "images": offer.images,
        "extractor": (offer.extractor,),
        "name": (offer.employer.name if offer.employer else None,),
        **{name: (value,) for name, value in kinship(known).items()},
        "currency": (money.currency for money in offer.money),
        "per": (money.per for money in offer.money),
        **understood.read(offer),
    }


def kinship(known: Known) -> dict[str, str]:
    """Values of the keyword fields that change while the offer stays as it is: its family, which
    is itself where it is alone, and what it came as."""
    arrival = known.arrival.relation if known.arrival else NEW
    return {"family": known.family or known.offer.id, "arrival": arrival}


def _contacts(contacts: Iterable[Contact]) -> dict[str, set[str]]:
    found: dict[str, set[str]] = {"contact": set()}
    for contact in contacts:
        field = CONTACTS.get(contact.kind)
        value = field.spell(contact.value) if field else handle(contact.value)
        found["contact"].add(value)
        if field:
            found.setdefault(field.name, set()).add(value)
    return found


def numbers(known: Known) -> dict[str, float]:
    """Values of each number and date field that has one."""
    offer = known.offer
    sums = [sum_ for money in offer.money for sum_ in _sums(money)]
    times = {
        "published": _at(offer.published),
        "valid_until": _at(offer.valid_until),
        "first_seen": known.first_seen,
        "last_seen": known.last_seen,
        "gone_since": known.gone_since,
    }
    found: dict[str, float] = {name: milliseconds(at) for name, at in times.items() if at}
    if sums:
        found |= {"price": min(sums), "price_max": max(sums)}
    for name, money in understood.amounts(offer.money):
        if of_role := _sums(money):
            found[name] = min(*of_role, found.get(name, math.inf))
    return found | understood.measures(offer)


def _at(moment: Moment | None) -> datetime | None:
    return moment.at if moment else None


def _sums(money: Money) -> list[float]:
    """Neither NaN nor infinity, nor what overflows a float, is an amount."""
    ends = (end for end in (money.low, money.high) if end is not None and end.is_finite())
    return [float(end) + 0.0 for end in ends if math.isfinite(float(end))]
