"""Finds amounts of money in folded text: one or two numbers as people write them, with what
multiplies them and the word for their currency."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from decimal import Decimal

from parsers import money_words as words
from parsers.money_periods import may_stand

LARGEST = Decimal(10) ** 12
"""No price is higher; longer rows of digits are something else."""

_PENSIONS = 401
_SURELY = 12
"""So few signs are no number as large as `LARGEST`."""

_NUMBER = re.compile(
    r"(?<![0-9_+█])(?<!█.)(?<![0-9][.,:])(?<![0-9][a-z])(?<![0-9][a-z]{2})(?:"
    r"(?P<mixed>[1-9][0-9]{0,2}'[0-9]{3}(?:[.,][0-9]{3})+)"
    r"|(?P<grouped>[1-9][0-9]{0,2}(?:(?P<sign>[ .,'])[0-9]{3})(?:(?P=sign)[0-9]{3})*)"
    r"(?P<cents>[.,][0-9]{1,2})?"
    r"|(?P<indian>[0-9]{1,2}(?:,[0-9]{2})+,[0-9]{3})(?P<paise>\.[0-9]{1,2})?"
    r"|(?P<plain>[0-9]+)(?P<part>[.,][0-9]{1,3})?"
    r")(?![0-9])(?:[.,:]-+|,--)?"
)
_DIGITS = re.compile("[0-9]+")
_DIGIT_BEFORE = re.compile(r"[0-9]\s?$")
_AND = re.compile(r"\s(?:و|and|und|et|y|e|и|і|та|i|si|ve)\s?")
_SPACE = re.compile(r"\s?(?=[0-9])")
_HALF = re.compile(r"\s?(?:ruoi|半)(?![^\W\d_])")
"""Behind what multiplies an amount: half of that more."""

_BETWEEN = re.compile(
    r"(?:between|zwischen|entre|miedzy|между|мiж|intre|tra|tussen|mellem|mellan|بين|بین|arasinda)\s"
    r"(?:[^\w\s]\s?)?$"
)
"""Words by which an `and` behind an amount leads to the other end."""

_MILLIONS = re.compile(r"m(?![^\W_]|[/.'])")
"""Behind an amount with its currency before it, as in `$3.2M`; `m` may be much else."""

_LONGEST = 16
"""Code points of the longest of them, with a sign behind it."""


@dataclass(frozen=True, slots=True)
class Amount:
    """A number, what multiplies it, and where both stand."""

    value: Decimal
    start: int
    end: int
    times: Decimal

    @property
    def full(self) -> Decimal:
        """The number with what multiplies it."""
        return self.value * self.times


@dataclass(frozen=True, slots=True)
class Price:
    """One amount or two, and the word for the currency, in folded text."""

    low: Amount
    high: Amount | None
    currency: str | None
    start: int
    end: int

    @property
    def multiplied(self) -> bool:
        """Whether it says thousands or more by a word, which few numbers but prices do. The plan
        401k is none."""
        number = self.high or self.low
        return number.times > 1 and number.value != _PENSIONS


def before(text: str, start: int) -> tuple[str, int] | None:
    """The currency before an amount, unless it belongs to another amount before it."""
    found = words.currency_before(text, start)
    if found is None or not _is_counted(text, found[1]):
        return found
    sign, at = found
    attached = not sign[-1].isalpha() and at + len(sign) == start and text[at - 1] == " "
    return found if attached else None


def _is_counted(text: str, end: int) -> bool:
    """Whether an amount ends here, with what multiplies it: `28 thousand`."""
    if _DIGIT_BEFORE.search(text, max(0, end - 2), end):
        return True
    window = text[max(0, end - words.LONGEST_WORD) : end].rstrip(" .")
    return words.multiplied().search(window) is not None


def behind(text: str, end: int) -> re.Match[str] | None:
    """The currency behind an amount, unless it stands right before another one."""
    found = words.currency_after().match(text, end) if words.may_follow(text, end) else None
    if found and found[0][0] == " " and not found[1][-1].isalpha():
        return None if text[found.end() : found.end() + 1].isdigit() else found
    return found


def prices(text: str, *, bare: bool = True) -> Iterator[Price]:
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


def price_at(text: str, start: int) -> Price | None:
    """The amount or range that begins at this place."""
    number = _NUMBER.match(text, start)
    low = _amount(text, number) if number else None
    return _price(text, low) if low else None


def _alone(text: str, number: re.Match[str]) -> bool:
    """Whether a number is an amount, and nothing around it makes money of it."""
    start, end = number.span()
    if end - start > _SURELY or "%" in text[end : end + 2]:
        return False
    if words.may_follow(text, end, linked=True) or before(text, start):
        return False
    if may_stand(text, start, end):
        return False
    return not (_AND.match(text, end) and _first_of_two(text, start))


def _first_of_two(text: str, start: int) -> bool:
    """Whether an amount begins here behind `between`."""
    return _BETWEEN.search(text, max(0, start - _LONGEST), start) is not None


def _amount(text: str, number: re.Match[str], below: Decimal = LARGEST) -> Amount | None:
    """A number with what multiplies it, and if that is `below` a limit with smaller parts."""
    if number["grouped"]:
        digits, part = re.sub(r"[^0-9]", "", number["grouped"]), number["cents"]
    elif number["mixed"]:
        digits, part = re.sub(r"[^0-9]", "", number["mixed"]), None
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
        return Amount(value, number.start(), number.end(), Decimal(1))
    half = _HALF.match(text, times.end())
    end = half.end() if half else times.end()
    value += Decimal("0.5") if half else 0
    amount = Amount(value, number.start(), end, words.multipliers()[times[1]])
    return _and_more(text, amount) if amount.times < below else amount


def _and_more(text: str, amount: Amount) -> Amount:
    """`1 million and 200 thousand`, `4 লাখ ৫০ হাজার`."""
    link = _AND.match(text, amount.end) or _SPACE.match(text, amount.end)
    number = _NUMBER.match(text, link.end()) if link else None
    rest = _amount(text, number, amount.times) if number else None
    if number is None or rest is None or rest.end == number.end() or rest.full >= amount.times:
        return amount
    return Amount(amount.full + rest.full, amount.start, rest.end, Decimal(1))


def _price(text: str, low: Amount) -> Price:
    first, inner = before(text, low.start), behind(text, low.end)
    if first and low.times == 1 and (millions := _MILLIONS.match(text, low.end)):
        low = replace(low, times=words.multipliers()["mln"], end=millions.end())
    start = first[1] if first else low.start
    end = inner.end() if inner else low.end
    high = _other_end(text, end, low)
    outer = behind(text, high.end) if high else None
    named = [one[1] for one in (outer, inner) if one]
    chosen = first[0] if first else next(iter(named), None)
    if high is None:
        return Price(low, None, chosen, start, end)
    if low.times == 1 and low.value < high.value:
        low = replace(low, times=high.times)
    return Price(low, high, chosen, start, outer.end() if outer else high.end)


def _other_end(text: str, end: int, low: Amount) -> Amount | None:
    """The upper end of a range, if one follows and is not below the lower."""
    link = words.bound("between").match(text, end)
    if link is None and _first_of_two(text, low.start):
        link = _AND.match(text, end)
    if link is None:
        return None
    sign = behind(text, link.end())
    number = _NUMBER.match(text, sign.end() if sign else link.end())
    high = _amount(text, number) if number else None
    return high if high and high.full >= low.full else None
