"""What an ad says of ways to pay: addresses that were checked, names that are meant."""

from collections.abc import Iterator, Sequence

from offers.payment import Payment
from parsers.payments.accounts import accounts, cards
from parsers.payments.names import named
from parsers.payments.wallets import wallets
from parsers.wording import Wording
from parsers.words import Words


def payments(wording: Wording, fields: Sequence[Words]) -> tuple[Payment, ...]:
    """The payments of an ad, field by field: title, text, labelled values. `fields` are the words
    of its prose, in which services, hawala, escrow and cash are looked for."""
    return tuple(_all(wording, fields))


def _all(wording: Wording, fields: Sequence[Words]) -> Iterator[Payment]:
    names = {words.written.field: named(words) for words in fields}
    for written in (*wording.prose(), *wording.said.values()):
        for read in (accounts, cards, wallets):
            yield from read(written)
        yield from names.get(written.field, ())
