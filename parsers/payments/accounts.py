"""Bank accounts, and the cards that were masked before anybody read the ad."""

from collections.abc import Iterator

from offers.payment import Payment, PaymentKind
from parsers.cards import MASK, masked
from parsers.payments.iban import ibans
from parsers.wording import Written


def accounts(written: Written) -> Iterator[Payment]:
    """The IBANs of a field with their countries."""
    for found in ibans(written.folded.text):
        span = written.span(found.start, found.end)
        yield Payment(
            kind=PaymentKind.IBAN,
            value=found.value,
            raw=written.raw(span),
            span=span,
            country=found.value[:2],
        )


def cards(written: Written) -> Iterator[Payment]:
    """The cards of a field as they are masked, without what parts their groups."""
    if MASK not in written.text:
        return
    for value, start, end in masked(written.cleaned.text):
        span = written.span_cleaned(start, end)
        yield Payment(kind=PaymentKind.CARD, value=value, raw=written.raw(span), span=span)
