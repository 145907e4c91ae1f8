"""Finds money: amounts and ranges as written, with currency, what they are paid for and as what."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

from offers.money import Money, Per
from offers.offer import Kind
from parsers import money_periods as periods
from parsers import money_words as words
from parsers.money_amounts import Price, before, prices
from parsers.money_bare import GOES_ON, LEAST, MOST, YEARS, bare
from parsers.money_roles import Placed, Roles, labelled_role
from parsers.money_spelt import spelt
from parsers.wording import Wording, Written
from parsers.words import Words

MILLION = 10**6
IN_MILLIONS = frozenset({"vi", "id", "fa"})

PAID = {
    Per.HOUR: range(5, 200), Per.DAY: range(25, MOST), Per.WEEK: range(60, MOST),
    Per.MONTH: range(200, MOST), Per.PERSON: range(5, MOST),
}  # fmt: skip
"""Whole numbers right before `an hour` and the like that are amounts; others are mostly hours, days
of work, orders."""

_PER = frozenset({Per.MONTH, Per.WEEK})
"""Of these a single word will do (`1500 mensual`); `12 hours` is none an hour."""

HOMES = {
    "vi": "VN", "hu": "HU", "id": "ID", "ko": "KR", "hi": "IN", "ta": "IN", "pa": "IN", "ne": "NP",
    "si": "LK", "ur": "PK", "sr": "RS", "mk": "MK", "cs": "CZ", "sv": "SE", "da": "DK",
}  # fmt: skip
"""Languages of one country, whose short words for its currency are money in them."""

_NO_AMOUNT = re.compile(r"[(\[]?(?:\+|0[0-9])")
_ISO = re.compile(r"[A-Z]{3}")


@dataclass(frozen=True, slots=True)
class Market:
    """Where the ad stands: its country tells dollars apart, its language some periods; `named` are
    countries that it names, which tell the riyals apart of which it says no more."""

    country: str | None = None
    language: str | None = None
    named: frozenset[str] = frozenset()


def money(
    wording: Wording,
    market: Market,
    fields: Sequence[Words] = (),
    kinds: frozenset[Kind] = frozenset(),
) -> tuple[Money, ...]:
    """What an ad says about money: in prose where a currency stands beside the amount, and in
    the labelled field `price`, whose currency and period may be labelled as well.

    With the words of the prose (`fields`) also amounts that are spelt out, those that a word
    right before them says are money, and what each is; `kinds` are those of the site.
    """
    said = {words.written.field: words for words in fields}
    found = {
        written.field: _in_field(written, said.get(written.field), market)
        for written in wording.prose()
    }
    price = wording.said.get("price")
    priced = labelled(price, wording, market) if price else ()
    return (
        *_told(found, fields, market, kinds),
        *(replace(one, role=labelled_role(one, kinds)) for one in priced),
    )


def _in_field(written: Written, words: Words | None, market: Market) -> list[Placed]:
    """The money of a field, in its order."""
    placed = list(_placed(written, market))
    if words is None:
        return placed
    taken = [(one.start, one.end) for one in placed]
    for price in (*spelt(words), *bare(words, market.language)):
        if all(price.end <= start or end <= price.start for start, end in taken):
            placed += _read(written, price, market)
            taken.append((price.start, price.end))
    return sorted(placed, key=lambda one: one.start)


def _told(
    found: Mapping[str, Sequence[Placed]],
    fields: Sequence[Words],
    market: Market,
    kinds: frozenset[Kind],
) -> Iterator[Money]:
    """The money of all fields, with roles if their words are there to tell them."""
    if not fields or not any(found.values()):
        yield from (one.money for placed in found.values() for one in placed)
        return
    roles = Roles.of(fields, kinds, market.language)
    for field, placed in found.items():
        yield from roles.told(field, placed)


def in_prose(written: Written, market: Market) -> Iterator[Money]:
    """Amounts with a currency beside them, and thousands a month without one."""
    return (one.money for one in _placed(written, market))


def _placed(written: Written, market: Market) -> Iterator[Placed]:
    text = written.folded.text
    for price in prices(text, bare=False):
        if price.currency or _is_periodic(text, price, market):
            yield from _read(written, price, market)


def _is_periodic(text: str, price: Price, market: Market) -> bool:
    """`25k a month`, `monthly 25k`, `1100 a month` are money. Millions are so only where prices are
    that high."""
    number = price.high or price.low
    if number.times >= MILLION and market.language not in IN_MILLIONS:
        return False
    if price.multiplied:
        return periods.period(text, price.start, price.end, market.language) is not None
    if per := periods.follows(text, price.end, market.language):
        told = per in _PER or periods.said_per(text, price.end)
    else:
        per = periods.leads(text, price.start, market.language)
        told = per in _PER and not GOES_ON.match(text, price.end)
    return told and per in PAID and int(price.low.full) in PAID[per]


def _read(written: Written, price: Price, market: Market) -> Iterator[Placed]:
    """The money of a price, unless its currency is none here."""
    currency = _currency(written, price, market) if price.currency else (None, 1)
    if currency:
        yield Placed(price.start, price.end, _money(written, price, market, *currency))


def labelled(written: Written, wording: Wording, market: Market) -> Iterator[Money]:
    """The first amount of the field `price`, with or without a currency of its own."""
    for price in prices(written.folded.text):
        code, factor = _currency(written, price, market) or (_said_currency(wording, market), 1)
        found = _money(written, price, market, code, factor)
        yield replace(found, per=found.per or _said_per(wording, market))
        return


def touches_money(text: str, start: int, end: int) -> bool:
    """Whether a currency stands right before or behind a stretch of folded text. Before digits
    that no amount begins with it belongs to something else: `28 thousand UAH. 098...`."""
    behind = words.currency_after().match(text, end)
    ahead = None if _NO_AMOUNT.match(text, start) else before(text, start)
    return bool((ahead and _counts(ahead[0])) or (behind and _counts(behind[1])))


def _counts(word: str) -> bool:
    return words.currencies()[word].code != words.NONE


def _currency(written: Written, price: Price, market: Market) -> tuple[str | None, int] | None:
    """The code, `None` where the word leaves it open, and what the amount is multiplied by."""
    if price.currency is None:
        return None
    known = words.currencies()[price.currency]
    raw = written.raw(written.span(price.start, price.end))
    if known.capitals and price.currency.upper() not in raw:
        return None
    code = _code(known, market)
    if code == words.NONE or _is_year(price, market):
        return None
    return (None if code == words.UNSAID else code), known.factor


def _code(known: words.Currency, market: Market) -> str:
    """The code where the ad stands; else where its language is at home, or of the one country
    with such a currency that it names."""
    code = known.at(market.country)
    if code not in {words.NONE, words.UNSAID}:
        return code
    named = {known.at(country) for country in market.named} - {words.NONE, words.UNSAID}
    if code == words.UNSAID and len(named) == 1:
        return named.pop()
    home = known.at(HOMES.get(market.language or ""))
    return code if home == words.NONE else home


def _is_year(price: Price, market: Market) -> bool:
    """Whether a number is one before the short word for a year, not for roubles: `2011 р.в.`."""
    whole = price.high is None and price.low.times == 1 and price.low.value in YEARS
    odd = price.low.value % LEAST or market.language == "uk"
    return price.currency == "р" and whole and bool(odd)


def _money(
    written: Written, price: Price, market: Market, currency: str | None, factor: int
) -> Money:
    text = written.folded.text
    low: Decimal | None = price.low.full * factor
    high = price.high.full * factor if price.high else low
    if price.high is None:
        ahead = text[max(0, price.start - periods.NEAR) : price.start]
        if words.bound("least").search(ahead):
            high = None
        elif words.bound("most").search(ahead):
            low = None
    span = written.span(price.start, price.end)
    per = periods.period(text, price.start, price.end, market.language)
    return Money(low=low, high=high, currency=currency, raw=written.raw(span), span=span, per=per)


def _said_currency(wording: Wording, market: Market) -> str | None:
    field = wording.said.get("currency")
    if field is None:
        return None
    known = words.currencies().get(field.folded.text.strip())
    if known:
        code = known.at(market.country)
        return None if code in {words.NONE, words.UNSAID} else code
    return field.text.strip() if _ISO.fullmatch(field.text.strip()) else None


def _said_per(wording: Wording, market: Market) -> Per | None:
    """`MONTH` as schema.org writes it, or words as people do."""
    field = wording.said.get("per")
    if field is None:
        return None
    said = field.folded.text.strip()
    if said in set(Per):
        return Per(said)
    for per, behind in periods.period_after(market.language):
        if behind.fullmatch(said) or behind.fullmatch(f"/{said}"):
            return per
    return None
