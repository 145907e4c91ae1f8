"""Indicators in the terms of a journey: route, price, payment, departures, emoji."""

import re
from collections.abc import Iterator

from offers.fact import FactKind
from offers.money import Per, Role, When
from offers.payment import PaymentKind
from offers.span import Span
from parsers.characters import pictured
from parsers.indicators.case import Case, Found
from parsers.indicators.on_work import above
from parsers.words import Words

_HELD = frozenset({PaymentKind.HAWALA, PaymentKind.ESCROW})
_FLAG = "[\U0001f1e6-\U0001f1ff]{2}"
_BORNE = (
    "\u26f4\u26f5\u2708\U0001f30a\U0001f68c-\U0001f68e\U0001f690-\U0001f69b\U0001f6a2-\U0001f6a4"
    "\U0001f6b6\U0001f6e5\U0001f6eb\U0001f6ec\U0001f6f3\U0001f6f6"
)
_ARROWS = "\u2192\u21d2\u27a1\u27a4\u2794\u279c\u25b6\u2b95"
_DASHES = ">\u2013\u2014-"
_BETWEEN = f"[{_BORNE}{_ARROWS}{_DASHES}\ufe0f\u200d\\s]{{0,16}}"
_STRING = re.compile(f"[{_BORNE}\ufe0f\\s]{{0,8}}{_FLAG}(?:{_BETWEEN}{_FLAG})+")
_MOVES = re.compile(f"[{_BORNE}{_ARROWS}]")
_ANY_FLAG = re.compile("[\U0001f1e6-\U0001f1ff]")
_STATUS = re.compile("[\U0001f54a\U0001f47b]")


def fare(case: Case) -> Iterator[Found]:
    """The price of a journey, for a person or in all."""
    for one in case.offer.money:
        if one.role is Role.FARE or (one.per is Per.PERSON and one.role is None):
            yield Found(one.span, "a price for the journey")


def due_after(case: Case) -> Iterator[Found]:
    """A price that is due when one has arrived."""
    for one in case.offer.money:
        if one.due is When.AFTER and one.role in (Role.FARE, None):
            yield Found(one.span, "the price is due after the arrival")


def escrow(case: Case) -> Iterator[Found]:
    """Money that goes through hands that hold it."""
    for one in case.offer.payments:
        if one.kind in _HELD:
            yield Found(one.span, f"payment by {one.kind}")


def schedule(case: Case) -> Iterator[Found]:
    """Departures and seats."""
    for one in case.offer.facts:
        if one.kind in (FactKind.DEPARTURE, FactKind.SEATS):
            yield Found(one.span, f"{one.kind}: {one.value}")


def route_pair(case: Case) -> Iterator[Found]:
    """A way from one place to another."""
    for one in case.offer.routes:
        if one.origin and one.destination:
            yield Found(one.span, f"from {one.origin.name} to {one.destination.name}")


def price_anomaly(case: Case) -> Iterator[Found]:
    """A price that is far above the lawful fare between the same countries."""
    fares = case.around.fares
    ways = {(one.origin, one.destination) for one in case.offer.routes}
    for origin, destination in ways if fares else ():
        usual = fares and fares.get(
            ((origin and origin.country) or "", (destination and destination.country) or "")
        )
        for one in case.offer.money:
            if usual and one.role in (Role.FARE, None) and above(one, usual):
                said = f"{usual.amount:,} {usual.currency}"
                yield Found(one.span, f"far above the usual fare, {said}")


def emoji_route(case: Case) -> Iterator[Found]:
    """Flags in a row with a boat, a wave, a lorry, a plane or an arrow among them."""
    for words in case.fields:
        text = words.written.text
        if not pictured(text) or not _ANY_FLAG.search(text):
            continue
        for found in _STRING.finditer(text):
            if _MOVES.search(found[0]):
                yield Found(_span(words, found), "flags with a way between them")


def emoji_status(case: Case) -> Iterator[Found]:
    """Dove and ghost, which one study reports as signs for a calm sea and for checks."""
    for words in case.fields:
        text = words.written.text
        if pictured(text):
            for found in _STATUS.finditer(text):
                yield Found(_span(words, found), "a sign that may tell of checks on the way")


def _span(words: Words, found: re.Match[str]) -> Span:
    lead = len(found[0]) - len(found[0].lstrip())
    return Span(words.written.field, found.start() + lead, found.end())
