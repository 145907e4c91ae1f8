"""Digits as telephone numbers: in which countries they are one, and how sure that is."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache, lru_cache

import phonenumbers
from phonenumbers import PhoneNumberType, ValidationResult

from parsers.contacts import canonical
from parsers.contacts.evidence import Evidence

FEWEST, MOST = 7, 15
"""Digits of a number with its country code (ITU-T E.164 allows 15); shorter ones are services."""

LOCAL = 8
"""A national number as short as this counts only behind a cue such as `tel`."""

WITH_COUNTRY = 10
"""A number without its plus has at least so many digits with its country code."""

_DIALLED, _UNLISTED, _UNPLACED = 0.95, 0.6, 0.2
_PLUSLESS, _DOUBTFUL = 0.9, 0.4
_SETTLED, _FAINT, _HEAVY, _MOSTLY = 0.9, 0.15, 2.5, 0.6
"""A number stands alone if its share of all that speaks for any is so large, or if it is the most
of it and much speaks for it, as the site itself does. Faint shares are left out."""

_LIKELIEST, _DOUBTED = 1.0, 0.3
"""How likely a country must be whose number is taken for one though no range lists it."""

_FAR = 4
"""How many times likelier a country is than those in which a number is listed, to outweigh that."""

_LANDLIKE = re.compile(r"\+54(?!9)[0-9]{10}")
_HALF, _ENOUGH = 0.35, 0.75
"""A number that is surer than this needs no more evidence than the site and the language."""

_UNTRUNKED, _OLD = 0.2, 0.2
"""How much less a country speaks for a number without what is dialled before it there, and for one
behind what was dialled once."""

_RUSSIAN = 11
"""Digits of a Russian number with its 8, before which some set a plus."""

_OLD_WAYS = {
    "UA": (re.compile("80(?=[0-9]{9}$)"), "0"),
    "PL": (re.compile("0(?=[1-9][0-9]{8}$)"), ""),
    "AR": (re.compile("15(?=[0-9]{8}$)"), "01115"),
}
"""What people still write before a number and the library has forgotten, and what to dial instead:
prefixes of long-distance calls, mobile numbers of Buenos Aires (numbering plans of the ITU)."""

_ZERO_LEFT_OUT = "AR BO BR CN CO EC GE ID IN KI LB LI MM MN NP PE PY SO TJ TR UY VE"
_OMITTING = frozenset(_ZERO_LEFT_OUT.split())
"""Countries in which the zero before a mobile number is left out as often as not."""

_LIKELY = {PhoneNumberType.MOBILE: 1.0, PhoneNumberType.FIXED_LINE_OR_MOBILE: 1.0,
           PhoneNumberType.FIXED_LINE: 0.6}  # fmt: skip
_OTHERS = 0.4


@dataclass(frozen=True, slots=True)
class Reading:
    """One way to read digits: E.164, country, how sure."""

    value: str
    country: str | None
    confidence: float


@dataclass(frozen=True, slots=True)
class _Number:
    value: str
    country: str | None
    likely: float
    trunked: bool
    """It begins as its country wants numbers to begin that are dialled inside it."""


def dialled(digits: str, *, sure: bool) -> list[Reading]:
    """A number with the plus before it. One that no range lists is kept where it is long enough:
    reserved numbers, and networks younger than the library."""
    plain = digits.removeprefix("00")
    if found := _parsed(plain, None):
        return [Reading(found.value, found.country, 1.0)]
    if plain.startswith("8") and len(plain) == _RUSSIAN and (found := _parsed(plain, "RU")):
        return [Reading(found.value, found.country, 0.8)]
    unlisted = _possible(plain)
    if unlisted is None:
        return []
    return [Reading(unlisted.value, unlisted.country, _UNLISTED + 0.1 * sure)]


def landline(value: str) -> bool:
    """Whether a value is a number on which there are no messages."""
    try:
        number = phonenumbers.parse(value)
    except phonenumbers.NumberParseException:
        return False
    return bool(phonenumbers.number_type(number) == PhoneNumberType.FIXED_LINE)


def mobile(value: str) -> str:
    """A number as messengers write it: in Argentina mobile ones have a 9, which is left out where
    one dials them inside the country."""
    return f"+549{value[3:]}" if _LANDLIKE.fullmatch(value) else value


def undialled(digits: str, evidence: Evidence, *, sure: bool) -> list[Reading]:
    """Every way to read a number without plus, the likeliest first. A country is guessed only
    where the number does not name it, and then those that fit stand side by side. Where none
    fits and yet a cue says that it is a phone, its value is the digits as written."""
    if digits.startswith("00") and (found := _parsed(digits[2:], None)):
        return [Reading(found.value, found.country, _DIALLED)]
    if len(digits) <= LOCAL and not sure:
        return []
    guesses = _guessed(digits, evidence.plain(), sure=sure)
    if len(guesses) != 1 or guesses[0].confidence < _ENOUGH:
        guesses = _guessed(digits, evidence.full(), sure=sure)
    if not sure or len(digits) > MOST:
        return guesses
    unlisted = _unlisted(digits, evidence.full())
    if unlisted and _far_off(guesses, unlisted.country, evidence.full()):
        return [unlisted]
    return guesses or [unlisted or Reading(digits, None, _UNPLACED)]


def _far_off(guesses: Sequence[Reading], country: str | None, weights: Mapping[str, float]) -> bool:
    """Whether little speaks for the countries whose ranges list a number, beside the likeliest."""
    likeliest = weights.get(country or "", 0.0)
    return all(_FAR * weights.get(one.country or "", 0.0) <= likeliest for one in guesses)


def _unlisted(digits: str, weights: Mapping[str, float]) -> Reading | None:
    """A number as long as those of the likeliest country, which begins as they do, though no range
    lists it."""
    country = next(iter(weights), None)
    trunk = _sizes(country)[2] if country else ""
    if country is None or weights[country] < _LIKELIEST or not (trunk and digits.startswith(trunk)):
        return None
    try:
        number = phonenumbers.parse(digits, country)
    except phonenumbers.NumberParseException:
        return None
    long = phonenumbers.is_possible_number_with_reason(number) == ValidationResult.IS_POSSIBLE
    return Reading(canonical.phone(number), country, _DOUBTED) if long else None


def _guessed(digits: str, weights: Mapping[str, float], *, sure: bool) -> list[Reading]:
    weighed: dict[str, tuple[float, str | None]] = {}
    left = sum(weights.values())
    for country, weight in weights.items():
        left -= weight
        number = _national(digits, country)
        if number is None or not (sure or number.trunked):
            continue
        likely = weight * number.likely * (1 if number.trunked else _UNTRUNKED)
        before, _ = weighed.get(number.value, (0.0, None))
        weighed[number.value] = max(before, likely), number.country
        if likely >= _HEAVY and likely >= _MOSTLY * (
            sum(one for one, _ in weighed.values()) + left
        ):
            break
    if number := _plusless(digits, weights, sure=sure):
        weight = _PLUSLESS if sure else _DOUBTFUL
        before, _ = weighed.get(number.value, (0.0, None))
        weighed[number.value] = (
            before + weight + weights.get(number.country or "", 0),
            number.country,
        )
    return _rated(weighed)


def _national(digits: str, country: str) -> _Number | None:
    way, now = _OLD_WAYS.get(country, (None, ""))
    old = way is not None and way.match(digits)
    plain = way.sub(now, digits) if way and old else digits
    number = _parsed(plain, country) if _is_long_enough(plain, country) else None
    return replace(number, likely=number.likely * _OLD) if number and old else number


def _is_long_enough(digits: str, country: str) -> bool:
    """Whether numbers of a country have so many digits, with or without what is dialled before
    them: asked before the number is, because that takes long."""
    sizes, code, trunk, odd = _sizes(country)
    befores = [0, *(len(one) for one in (code, trunk) if one and digits.startswith(one))]
    return odd or any(len(digits) - before in sizes for before in befores)


@cache
def _sizes(country: str) -> tuple[frozenset[int], str, str, bool]:
    """How long numbers of a country are, its code, what is dialled before them inside it, and
    whether that is not always the same."""
    known = phonenumbers.PhoneMetadata.metadata_for_region(country, None)
    if known is None or known.general_desc is None:
        return frozenset(), "", "", True
    trunk = known.national_prefix or ""
    odd = (known.national_prefix_for_parsing or "") != trunk
    return frozenset(known.general_desc.possible_length), str(known.country_code), trunk, odd


def _plusless(digits: str, weights: Mapping[str, float], *, sure: bool) -> _Number | None:
    """The number with the plus that its writer left out, if a cue or a likely country backs it, or
    it is a mobile one and long."""
    if len(digits) < WITH_COUNTRY or digits.startswith("0"):
        return None
    number = _parsed(digits, None)
    if number is None or sure or number.country in weights:
        return number
    return number if len(digits) > WITH_COUNTRY and number.likely == 1 else None


def _rated(weighed: Mapping[str, tuple[float, str | None]]) -> list[Reading]:
    """How sure each number is: its share of all that speaks for any, less where little does. The
    first alone if it outweighs the others."""
    total = sum(weight for weight, _ in weighed.values())
    found = [
        (weight / total, Reading(value, country, _confidence(weight, total)))
        for value, (weight, country) in weighed.items()
    ]
    found.sort(key=lambda one: -one[0])
    if found and _settled(found[0][0], found[0][0] * total):
        return [found[0][1]]
    return [reading for share, reading in found if share >= _FAINT]


def _settled(share: float, weight: float) -> bool:
    return share >= _SETTLED or (share >= _MOSTLY and weight >= _HEAVY)


def _confidence(weight: float, total: float) -> float:
    return round(weight / total * weight / (weight + _HALF), 2)


@lru_cache(maxsize=8192)
def _parsed(digits: str, country: str | None) -> _Number | None:
    """A valid number, read in a country or, without one, as after a plus."""
    try:
        number = phonenumbers.parse(digits if country else f"+{digits}", country)
    except phonenumbers.NumberParseException:
        return None
    kind = phonenumbers.number_type(number)
    region = phonenumbers.region_code_for_number(number)
    if kind == PhoneNumberType.UNKNOWN or region is None:
        return None
    mobile = kind != PhoneNumberType.FIXED_LINE and region in _OMITTING
    trunked = country is None or mobile or _trunked(digits, country)
    return _Number(canonical.phone(number), region, _LIKELY.get(kind, _OTHERS), trunked)


def _trunked(digits: str, country: str) -> bool:
    """Where numbers begin with 0 inside a country, this one does."""
    trunk = phonenumbers.ndd_prefix_for_region(country, strip_non_digits=True)
    return trunk != "0" or digits.startswith("0")


@lru_cache(maxsize=1024)
def _possible(digits: str) -> Reading | None:
    """A number whose length fits its country code."""
    try:
        number = phonenumbers.parse(f"+{digits}")
    except phonenumbers.NumberParseException:
        return None
    if phonenumbers.is_possible_number_with_reason(number) != ValidationResult.IS_POSSIBLE:
        return None
    country = phonenumbers.region_code_for_country_code(number.country_code or 0)
    named = country if len(country) == 2 and country != "ZZ" else None
    return Reading(canonical.phone(number), named, _UNLISTED)
