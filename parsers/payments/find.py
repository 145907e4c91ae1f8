"""What an ad says of ways to pay: addresses that were checked, names that are meant."""

from collections.abc import Iterator, Sequence

from offers.payment import Payment
from parsers.payments.accounts import accounts, cards
from parsers.payments.names import named
from parsers.payments.wallets import may_hold, wallets
from parsers.wording import Wording, Written
from parsers.words import Words


def payments(wording: Wording, fields: Sequence[Words]) -> tuple[Payment, ...]:
    """The payments of an ad, field by field: title, text, labelled values. `fields` are the words
    of its prose, in which services, hawala, escrow and cash are looked for."""
    said = {words.written.field: words for words in fields}
    everything = (*wording.prose(), *wording.said.values())
    return tuple(
        one for written in everything for one in _in_field(written, said.get(written.field))
    )


def _in_field(written: Written, words: Words | None) -> Iterator[Payment]:
    yield from accounts(written)
    yield from cards(written)
    if may_hold(written, words):
        yield from wallets(written)
    if words is not None:
        yield from named(words)
