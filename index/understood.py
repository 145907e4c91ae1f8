"""What was read from an offer as flat values: ways to pay, routes, terms, indicators."""

import re
from collections.abc import Collection, Iterable, Mapping

from index.fields import PAYMENTS, TERMS
from index.spelling import lower
from offers.fact import Fact, FactKind
from offers.indicator import IndicatorHit, State, rank, shown
from offers.money import Money, Role
from offers.offer import Offer
from offers.payment import Payment, PaymentKind
from offers.place import Place, PlaceRole, Route

Values = Iterable[str | None]

WALLETS = frozenset(PaymentKind) - {
    PaymentKind.IBAN,
    PaymentKind.CARD,
    PaymentKind.SERVICE,
    PaymentKind.HAWALA,
    PaymentKind.ESCROW,
    PaymentKind.CASH,
}
"""Kinds of payments whose value is the address of a wallet."""

AMOUNTS = frozenset({Role.PAY, Role.FEE, Role.DEPOSIT, Role.FARE})
"""Roles of money that have a field of their own."""

_ROLES = {PlaceRole.WORK: "work_in", PlaceRole.SOUGHT: "sought_in"}
_HOURS = {"day": "hours_day", "week": "hours_week"}
_NUMBER = re.compile(r"\d{1,6}(?:\.\d{1,3})?", re.ASCII)
_LASTING = re.compile(
    r"P(?:(\d{1,4})W)?(?:(\d{1,4})D)?(?:T(?:(\d{1,5})H)?(?:(\d{1,6})M)?(?:\d{1,8}S)?)?", re.ASCII
)
"""A duration of ISO 8601 in weeks, days, hours and minutes."""

HOURS_OF = (168.0, 24.0, 1.0, 1 / 60)


def places(offer: Offer) -> tuple[Place, ...]:
    """All that the offer names, those of its routes among them, each once."""
    if not offer.routes:
        return offer.places
    routed = (place for route in offer.routes for place in route.places)
    return tuple(dict.fromkeys((*offer.places, *routed)))


def read(offer: Offer) -> Mapping[str, Values]:
    """The values of each keyword field that follows from what was read, of which there may be
    some: most offers have few, and what is not looked at costs nothing."""
    return {
        **_spoken(offer),
        **_named(places(offer)),
        **_paid_for(offer),
        **(_travelled(offer.routes) if offer.routes else {}),
        **(_stated(offer.facts) if offer.facts else {}),
        **(_indicated(offer.indicators) if offer.indicators else {}),
    }


def paid(payments: Collection[Payment]) -> dict[str, set[str]]:
    """Ways to pay by field, each in the spelling of its own."""
    found: dict[str, set[str]] = {"payment": set()} if payments else {}
    for payment in payments:
        name = "wallet" if payment.kind in WALLETS else str(payment.kind)
        field = PAYMENTS.get(name)
        value = field.spell(payment.value) if field else lower(payment.value)
        found["payment"].add(value)
        if field:
            found.setdefault(name, set()).add(value)
    return found


def amounts(money: Iterable[Money]) -> Iterable[tuple[str, Money]]:
    """Money that has a field of its own by its role, with that field."""
    return ((str(each.role), each) for each in money if each.role in AMOUNTS)


def measures(offer: Offer) -> dict[str, float]:
    """The values of each number field that follows from terms and indicators: of several the
    highest."""
    found = [_measured(fact) for fact in offer.facts]
    sizes: dict[str, float] = {}
    for name, size in (one for one in found if one):
        sizes[name] = max(size, sizes.get(name, size))
    if offer.indicators:
        sizes["rank"] = rank(offer.indicators) + 0.0
    return sizes


def _spoken(offer: Offer) -> dict[str, Values]:
    passages = (passage.language for passage in offer.passages)
    spoken = [each for each in (offer.language, *passages) if each]
    codes, scripts = [each.code for each in spoken], [each.script for each in spoken]
    return {"languages": codes, "script": scripts} if spoken else {}


def _named(named: Iterable[Place]) -> dict[str, Values]:
    found: dict[str, list[str | None]] = {}
    for place in named:
        found.setdefault("country", []).append(place.country)
        if place.spot:
            found.setdefault("place_id", []).append(place.spot.id)
        if place.role:
            found.setdefault(_ROLES[place.role], []).append(place.country)
    return {**found}


def _paid_for(offer: Offer) -> dict[str, Values]:
    found: dict[str, Values] = {}
    if offer.payments:
        found["paid_by"] = [payment.kind for payment in offer.payments]
    if offer.money:
        found["role"] = [money.role for money in offer.money]
        found["due"] = [money.due for money in offer.money]
    return found


def _travelled(routes: Iterable[Route]) -> dict[str, Values]:
    routes = tuple(routes)
    begins = [route.origin for route in routes if route.origin]
    ends = [route.destination for route in routes if route.destination]
    return {
        "route": map(_pair, routes),
        "origin": [place.country for place in begins],
        "via": [place.country for route in routes for place in route.via],
        "destination": [place.country for place in ends],
        "from": [name for place in begins for name in names(place)],
        "to": [name for place in ends for name in names(place)],
        "means": [means for route in routes for means in route.means],
    }


def _pair(route: Route) -> str | None:
    """`TR>GR`, where both countries are known."""
    ends = [place.country for place in (route.origin, route.destination) if place and place.country]
    return ">".join(ends) if len(ends) == 2 else None


def names(place: Place) -> tuple[str, ...]:
    """What a place is called: as the ad writes it, and in English."""
    return (place.name, place.spot.name) if place.spot else (place.name,)


def _stated(facts: Iterable[Fact]) -> dict[str, Values]:
    found: dict[str, list[str | None]] = {}
    for fact in facts:
        if fact.kind in TERMS:
            found.setdefault(fact.kind, []).append(fact.value)
    return {**found}


def _indicated(hits: Iterable[IndicatorHit]) -> dict[str, Values]:
    hits = tuple(hits)
    standing = shown(hits)
    return {
        "indicator": standing,
        "contradicted": [hit.id for hit in hits if hit.state is State.CONTRADICTED],
        "tier": [hit.tier for hit in hits if hit.id in standing],
    }


def _measured(fact: Fact) -> tuple[str, float] | None:
    """A field and the highest number that a fact gives for it; what is no number is none."""
    amount, _, per = fact.value.partition("/")
    sizes = [float(found) for found in _NUMBER.findall(amount)]
    field = {
        FactKind.HOURS: _HOURS.get(per),
        FactKind.DAYS: "days_week" if per == "week" else None,
        FactKind.SEATS: "seats",
    }.get(fact.kind)
    if fact.kind is FactKind.DURATION:
        return _lasting(fact.value)
    return (field, max(sizes)) if field and sizes else None


def _lasting(value: str) -> tuple[str, float] | None:
    found = _LASTING.fullmatch(value)
    parts = found.groups() if found else ()
    hours = sum(float(part) * size for part, size in zip(parts, HOURS_OF, strict=False) if part)
    return ("duration", hours) if hours else None
