"""Finds money: amounts and ranges as written, with currency and what they are paid for."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from decimal import Decimal

from offers.money import Money, Per
from parsers import money_words as words
from parsers.wording import Wording, Written

LARGEST = Decimal(10) ** 12
"""No price is higher; longer rows of digits are something else."""

_SURELY = 12
"""So few signs are no number as large as `LARGEST`."""

NEAR = 30
"""Code points around an amount in which its period and its bound are looked for."""

_NUMBER = re.compile(
    r"(?<![0-9_+])(?<![0-9][.,:])(?<![0-9][a-z])(?<![0-9][a-z]{2})(?:"
    r"(?P<grouped>[1-9][0-9]{0,2}(?:(?P<sign>[ .,'])[0-9]{3})(?:(?P=sign)[0-9]{3})*)"
    r"(?P<cents>[.,][0-9]{1,2})?"
    r"|(?P<indian>[0-9]{1,2}(?:,[0-9]{2})+,[0-9]{3})(?P<paise>\.[0-9]{1,2})?"
    r"|(?P<plain>[0-9]+)(?P<part>[.,][0-9]{1,3})?"
    r")(?![0-9])(?:[.,]-+|,--)?"
)
_DIGITS = re.compile("[0-9]+")
_DIGIT_BEFORE = re.compile(r"[0-9]\s?$")
_AND = re.compile(r"\s(?:و|and|und|et|y|e|и|і|та|i|si|ve)\s?")
_ISO = re.compile(r"[A-Z]{3}")


@dataclass(frozen=True, slots=True)
class Market:
    """Where the ad stands: its country tells dollars apart, its language some periods."""

    country: str | None = None
    language: str | None = None


@dataclass(frozen=True, slots=True)
class _Amount:
    value: Decimal
    start: int
    end: int
    times: Decimal

    @property
    def full(self) -> Decimal:
        return self.value * self.times


@dataclass(frozen=True, slots=True)
class _Price:
    """One amount or two, and the word for the currency, in folded text."""

    low: _Amount
    high: _Amount | None
    currency: str | None
    start: int
    end: int


def money(wording: Wording, market: Market) -> tuple[Money, ...]:
    """What an ad says about money: in prose where a currency stands beside the amount, and in
    the labelled field `price`, whose currency and period may be labelled as well."""
    found = [one for field in wording.prose() for one in in_prose(field, market)]
    if price := wording.said.get("price"):
        found += labelled(price, wording, market)
    return tuple(found)


def in_prose(written: Written, market: Market) -> Iterator[Money]:
    """Amounts with a currency beside them."""
    for price in _prices(written.folded.text, bare=False):
        currency = _currency(written, price, market)
        if currency:
            yield _money(written, price, market, *currency)


def labelled(written: Written, wording: Wording, market: Market) -> Iterator[Money]:
    """The first amount of the field `price`, with or without a currency of its own."""
    for price in _prices(written.folded.text):
        code, factor = _currency(written, price, market) or (_said_currency(wording, market), 1)
        found = _money(written, price, market, code, factor)
        yield replace(found, per=found.per or _said_per(wording, market))
        return


def touches_money(text: str, start: int, end: int) -> bool:
    """Whether a currency stands right before or behind a stretch of folded text."""
    behind = words.currency_after().match(text, end)
    return bool(_before(text, start) or (behind and _counts(behind[1])))


def _counts(word: str) -> bool:
    return words.currencies()[word].code != words.NONE


def _before(text: str, start: int) -> tuple[str, int] | None:
    """The currency before an amount, unless it belongs to another amount before it."""
    found = words.currency_before(text, start)
    if found is None or _DIGIT_BEFORE.search(text, max(0, found[1] - 2), found[1]):
        return None
    return found


def _behind(text: str, end: int) -> re.Match[str] | None:
    """The currency behind an amount."""
    return words.currency_after().match(text, end) if words.may_follow(text, end) else None


def _prices(text: str, *, bare: bool = True) -> Iterator[_Price]:
    """Amounts and ranges, and if they may be `bare` also those without a currency."""
    done = 0
    for digits in _DIGITS.finditer(text):
        number = _NUMBER.match(text, digits.start()) if digits.start() >= done else None
        if number is None:
            continue
        if not bare and _alone(text, number):
            done = number.end()
        elif low := _amount(text, number):
            price = _price(text, low)
            done = price.end
            yield price


def _alone(text: str, number: re.Match[str]) -> bool:
    """Whether a number is an amount, and nothing around it makes money of it."""
    start, end = number.span()
    if end - start > _SURELY or "%" in text[end : end + 2]:
        return False
    return not words.may_follow(text, end, linked=True) and _before(text, start) is None


def _amount(text: str, number: re.Match[str]) -> _Amount | None:
    if number["grouped"]:
        digits, part = re.sub(r"[^0-9]", "", number["grouped"]), number["cents"]
    elif number["indian"]:
        digits, part = number["indian"].replace(",", ""), number["paise"]
    else:
        digits, part = number["plain"], number["part"]
    value = Decimal(digits + (part or "").replace(",", "."))
    if value >= LARGEST or text[number.end() : number.end() + 2].lstrip()[:1] == "%":
        return None
    follows = words.may_follow(text, number.end())
    times = words.multiplier().match(text, number.end()) if follows else None
    if times is None:
        return _Amount(value, number.start(), number.end(), Decimal(1))
    amount = _Amount(value, number.start(), times.end(), words.multipliers()[times[1]])
    return _and_more(text, amount)


def _and_more(text: str, amount: _Amount) -> _Amount:
    """`1 million and 200 thousand`."""
    link = _AND.match(text, amount.end)
    number = _NUMBER.match(text, link.end()) if link else None
    rest = _amount(text, number) if number else None
    if rest is None or rest.times == 1 or rest.full >= amount.times:
        return amount
    return _Amount(amount.full + rest.full, amount.start, rest.end, Decimal(1))


def _price(text: str, low: _Amount) -> _Price:
    before, inner = _before(text, low.start), _behind(text, low.end)
    start = before[1] if before else low.start
    end = inner.end() if inner else low.end
    high = _other_end(text, end, low)
    outer = _behind(text, high.end) if high else None
    named = [one[1] for one in (outer, inner) if one]
    chosen = before[0] if before else next(iter(named), None)
    if high is None:
        return _Price(low, None, chosen, start, end)
    if low.times == 1 and low.value < high.value:
        low = replace(low, times=high.times)
    return _Price(low, high, chosen, start, outer.end() if outer else high.end)


def _other_end(text: str, end: int, low: _Amount) -> _Amount | None:
    """The upper end of a range, if one follows and is not below the lower."""
    link = words.bound("between").match(text, end)
    if link is None:
        return None
    sign = _behind(text, link.end())
    number = _NUMBER.match(text, sign.end() if sign else link.end())
    high = _amount(text, number) if number else None
    return high if high and high.full >= low.full else None


def _currency(written: Written, price: _Price, market: Market) -> tuple[str | None, int] | None:
    """The code, `None` where the word leaves it open, and what the amount is multiplied by."""
    if price.currency is None:
        return None
    known = words.currencies()[price.currency]
    raw = written.raw(written.span(price.start, price.end))
    if known.capitals and price.currency.upper() not in raw:
        return None
    code = known.at(market.country)
    if code == words.NONE:
        return None
    return (None if code == words.UNSAID else code), known.factor


def _money(
    written: Written, price: _Price, market: Market, currency: str | None, factor: int
) -> Money:
    text = written.folded.text
    low: Decimal | None = price.low.full * factor
    high = price.high.full * factor if price.high else low
    if price.high is None:
        before = text[max(0, price.start - NEAR) : price.start]
        if words.bound("least").search(before):
            high = None
        elif words.bound("most").search(before):
            low = None
    span = written.span(price.start, price.end)
    per = _per(text, price, market)
    return Money(low=low, high=high, currency=currency, raw=written.raw(span), span=span, per=per)


def _per(text: str, price: _Price, market: Market) -> Per | None:
    """What is paid for, if it is said right behind the amount or shortly before it."""
    for per, behind in words.period_after(market.language):
        if behind.match(text, price.end):
            return per
    line = re.split(r"[\n0-9;]", text[max(0, price.start - NEAR) : price.start])[-1]
    found = {per for per, before in words.period_before(market.language) if before.search(line)}
    return found.pop() if len(found) == 1 else None


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
    for per, behind in words.period_after(market.language):
        if behind.fullmatch(said) or behind.fullmatch(f"/{said}"):
            return per
    return None
