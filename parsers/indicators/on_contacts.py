"""Indicators in how one is to be reached, how one is to pay, and in disguised letters."""

import re
from collections.abc import Iterator
from functools import cache, lru_cache

import phonenumbers

from offers.offer import Contact
from offers.payment import PaymentKind
from offers.span import Span
from parsers.characters import pictured
from parsers.indicators.case import MESSENGERS, Case, Found
from parsers.letters import table

CERTAIN = 0.7
"""Confidence from which the country of a number is believed."""

DISGUISED = 3
"""Words with disguised letters from which on it is no slip: one Cyrillic letter in `iPhone` is."""

MOST = 8
"""Contacts that are looked at for one indicator."""

_WALLETS = frozenset(PaymentKind) - {
    PaymentKind.IBAN, PaymentKind.CARD, PaymentKind.SERVICE, PaymentKind.HAWALA,
    PaymentKind.ESCROW, PaymentKind.CASH,
}  # fmt: skip
_VIRTUAL = {
    phonenumbers.PhoneNumberType.VOIP: "a number over the Internet",
    phonenumbers.PhoneNumberType.PERSONAL_NUMBER: "a personal number that is passed on anywhere",
    phonenumbers.PhoneNumberType.UAN: "a number without a place",
}
_L, _C = "A-Za-z\u00c0-\u024f", "\u0400-\u052f"
_SUSPECT = re.compile(
    f"[{_L}{_C}\u200b\u2060\ufeff]{{2,60}}|[\U0001d400-\U0001d7ff]{{2,60}}"
    "|[\U0001f110-\U0001f189]{2,60}|[\u24b6-\u24e9]{2,60}"
)
_HIDDEN = re.compile("[\u200b\u2060\ufeff\u24b6-\u24e9]")
_STYLED = re.compile("[\U0001d400-\U0001d7ff\U0001f110-\U0001f189]")
_LATIN, _CYRILLIC = re.compile(f"[{_L}]+"), re.compile(f"[{_C}]")
_MARKED = re.compile(
    f"[{_L}][{_C}]|[{_C}][{_L}]|[{_L}{_C}][\u200b\u2060\ufeff]+[{_L}{_C}]"
    "|[\U0001d400-\U0001d7ff\U0001f110-\U0001f189\u24b6-\u24e9]"
)


def messenger_only(case: Case) -> Iterator[Found]:
    """Nothing but messengers to reach somebody by."""
    contacts = case.offer.contacts
    if contacts and all(one.kind in MESSENGERS for one in contacts):
        for one in contacts[:MOST]:
            yield Found(one.span, f"{one.kind} is the only way to reach anybody")


def obfuscated(case: Case) -> Iterator[Found]:
    """Numbers and handles that are written so that only people read them."""
    for one in case.offer.contacts:
        if one.obfuscated and one.kind != "mail":
            yield Found(one.span, f"the {one.kind} contact is hidden from machines")


def mail_obfuscated(case: Case) -> Iterator[Found]:
    """Mail addresses likewise: many honest firms do so against spam."""
    for one in case.offer.contacts:
        if one.obfuscated and one.kind == "mail":
            yield Found(one.span, "the mail address is hidden from machines")


def number_country(case: Case) -> Iterator[Found]:
    """Numbers of a country that neither the site, nor a place, nor the language speaks for."""
    offer = case.offer
    fitting = {offer.site_country, *(one.country for one in offer.places)}
    fitting |= {place.country for route in offer.routes for place in route.places}
    fitting |= set(_spoken().get(offer.language.code, ()) if offer.language else ())
    for one in _numbers(case):
        if one.country and one.country not in fitting and any(fitting):
            yield Found(one.span, f"a number of {one.country}, which nothing else speaks of")


def voip(case: Case) -> Iterator[Found]:
    """Numbers that stand for no place and no person."""
    for one in _numbers(case):
        if virtual := _virtual(one.value):
            yield Found(one.span, virtual)


@lru_cache(maxsize=4096)
def _virtual(number: str) -> str | None:
    """What a number is that stands for no place and no person; else `None`."""
    try:
        return _VIRTUAL.get(phonenumbers.number_type(phonenumbers.parse(number)))
    except phonenumbers.NumberParseException:
        return None


def _numbers(case: Case) -> list[Contact]:
    sure = (one for one in case.offer.contacts if one.confidence >= CERTAIN)
    return [one for one in sure if one.value.startswith("+")][:MOST]


@cache
def _spoken() -> dict[str, tuple[str, ...]]:
    return {row[0]: tuple(row[1].split()) for row in table("language_regions.tsv")}


def wallet(case: Case) -> Iterator[Found]:
    """Addresses of wallets."""
    for one in case.offer.payments:
        if one.kind in _WALLETS:
            yield Found(one.span, f"a {one.kind} address")


def disguised(case: Case) -> Iterator[Found]:
    """Words whose letters are borrowed from other alphabets or parted by what is invisible."""
    for words in case.fields:
        text = words.written.text
        found = _disguised(text) if _maybe_disguised(text) else []
        if len(found) >= DISGUISED:
            for start, end in found[:MOST]:
                span = Span(words.written.field, start, end)
                yield Found(span, f"{len(found)} words in disguised letters")


def _maybe_disguised(text: str) -> bool:
    """A quick look: most texts have one alphabet, or words of two that do not touch."""
    if text.isascii():
        return False
    if _HIDDEN.search(text) or (pictured(text) and _STYLED.search(text)):
        return True
    if not _CYRILLIC.search(text):
        return False
    ends = (end for found in _LATIN.finditer(text) for end in (found.start() - 1, found.end()))
    return any(_CYRILLIC.match(text, end) for end in ends if end >= 0)


def _disguised(text: str) -> list[tuple[int, int]]:
    return [match.span() for match in _SUSPECT.finditer(text) if _MARKED.search(match[0])]
