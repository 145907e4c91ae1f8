"""What was weighed in reading an ad and not taken, and why."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import groupby

from offers.fact import Fact
from offers.indicator import State
from offers.money import Money
from offers.offer import Contact, Offer
from offers.payment import Payment
from offers.span import Span

DIGITS = re.compile(r"\d(?:[ \t().\-/]{0,2}\d){6,24}")
"""What has as many digits as a number one can call; shorter rows nobody takes for one."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Considered:
    """`raw` stands in the ad, `told` is what it was not taken for, `why` the reason."""

    span: Span
    raw: str
    told: str
    why: str


def considered(offer: Offer) -> tuple[Considered, ...]:
    """In the order of the ad: less likely readings of contacts and places, indicators that the ad
    denies, and rows of digits that were read as nothing."""
    found = (*_contacts(offer), *_places(offer), *_denied(offer), *_unread(offer))
    return tuple(sorted(found, key=lambda one: (one.span.field != "title", one.span.start)))


def _contacts(offer: Offer) -> Iterator[Considered]:
    placed = sorted(offer.contacts, key=lambda c: (c.span.field, c.span.start, c.kind))
    for (span, kind), several in groupby(placed, key=lambda c: (c.span, c.kind)):
        first, *rest = sorted(several, key=lambda c: -c.confidence)
        for other in rest:
            why = f"{other.confidence:.0%} sure; {first.value} is likelier ({first.confidence:.0%})"
            yield Considered(span=span, raw=first.raw, told=f"{kind} {other.value}", why=why)


def _places(offer: Offer) -> Iterator[Considered]:
    for place in offer.places:
        taken = place.spot.name if place.spot else "nothing"
        for spot in place.others:
            told = f"{spot.name} ({spot.country})" if spot.country else spot.name
            yield Considered(
                span=place.span, raw=place.raw, told=f"place {told}", why=f"{taken} fits better"
            )


def _denied(offer: Offer) -> Iterator[Considered]:
    for hit in offer.indicators:
        if hit.span and hit.state is State.CONTRADICTED:
            why = hit.because or "the ad says the contrary"
            yield Considered(span=hit.span, raw=hit.raw, told=f"indicator {hit.id}", why=why)


def _unread(offer: Offer) -> Iterator[Considered]:
    values = (offer.contacts, offer.money, offer.payments, offer.facts)
    spans = [span for several in values for span in _spans(several)]
    spans += [each.span for each in (offer.published, offer.valid_until) if each]
    for field in ("title", "text"):
        taken = [(span.start, span.end) for span in spans if span.field == field]
        for found in DIGITS.finditer(offer.field(field)):
            if not any(start < found.end() and found.start() < end for start, end in taken):
                yield Considered(
                    span=Span(field, found.start(), found.end()),
                    raw=found[0],
                    told="phone",
                    why="no numbering plan that the ad points to has such a number",
                )


def _spans(several: Iterable[Contact | Money | Payment | Fact]) -> Iterator[Span]:
    return (each.span for each in several)
