"""What a mail quotes of an ad: harmless, and without ways to reach or pay whoever wrote it."""

from collections.abc import Iterator
from dataclasses import dataclass

from alerts import wording
from offers.offer import Contact, Offer
from offers.payment import Payment, PaymentKind
from offers.span import Span

VALUE = 200
"""The most characters of a value."""

REACH = 4000
"""Characters of a text that are looked at for the sake of a quote."""

NAMED = frozenset({PaymentKind.SERVICE, PaymentKind.HAWALA, PaymentKind.ESCROW, PaymentKind.CASH})
"""Kinds of payments that name nobody's account."""


@dataclass(frozen=True, slots=True)
class Quoter:
    """Without `shown` no contact and no account of an ad is in what it gives."""

    shown: bool

    def apart(self, text: str) -> str:
        """A value that stands apart from the field that it was read in."""
        head = text[:REACH]
        kept = head if self.shown else wording.masked(head, wording.leftovers(head, ()))
        return wording.defang(wording.line(kept, VALUE), whole=self.shown)

    def field(self, offer: Offer, name: str) -> str:
        """The beginning of a field, of several lines perhaps."""
        head = offer.field(name)[:REACH]
        if not self.shown:
            money = [money.span for money in offer.money if money.span.field == name]
            hidden = [*_reach(offer, name), *wording.leftovers(head, money)]
            head = wording.masked(head, hidden)
        return wording.defang(wording.clean(head), whole=self.shown)

    def quote(self, offer: Offer, span: Span) -> str:
        """A stretch of the ad on one line."""
        text = offer.field(span.field)[span.start : span.end]
        if not self.shown:
            found = _reach(offer, span.field)
            inside = [
                (max(start, span.start) - span.start, min(end, span.end) - span.start, label)
                for start, end, label in found
                if start < span.end and span.start < end
            ]
            text = wording.masked(text, [*inside, *wording.leftovers(text, ())])
        return wording.defang(wording.line(text, VALUE), whole=self.shown)

    def about(self, offer: Offer, words: str) -> str:
        """Words about an ad that may name its contacts."""
        found = words
        for each in _accounts(offer) if not self.shown else ():
            for name in filter(None, (each.value, each.raw)):
                found = found.replace(name, f"[{each.kind}]")
        return self.apart(found)


def accounts(offer: Offer) -> tuple[Payment, ...]:
    """Payments that name somebody's account, one for each place in the ad."""
    kept = {payment.span: payment for payment in offer.payments if payment.kind not in NAMED}
    return tuple(kept.values())


def _accounts(offer: Offer) -> tuple[Contact | Payment, ...]:
    return (*offer.contacts, *accounts(offer))


def _reach(offer: Offer, field: str) -> Iterator[wording.Hidden]:
    """Where contacts and accounts stand in a field."""
    for each in _accounts(offer):
        if each.span.field == field:
            yield each.span.start, each.span.end, f"[{each.kind}]"
