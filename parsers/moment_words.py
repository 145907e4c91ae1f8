"""Reads dates and times written in words: `vor 3 Tagen`, `5 листопада`, `вчора о 14:30`."""

import re
from collections.abc import Iterator
from datetime import datetime, time, timedelta
from functools import lru_cache
from itertools import product
from typing import NamedTuple

from dateparser.data.languages_info import language_order
from dateparser.date import DateDataParser

from offers.offer import Precision
from parsers import cldr_moments
from parsers.moments import YEARS, Custom, Read, zone_of

LONGEST = 60
"""Code points; what is longer is no date."""

_WEEK = timedelta(days=7)
_LEADING = 4
_CLOCK = re.compile(r"\d{1,2}[:.h]\d{2}(:\d{2})?")
_NAMES = {"no": "nb", "iw": "he", "sh": "sr", "ku": "tr", "mo": "ro"}
_KNOWN = frozenset(language_order)
_VAGUE = frozenset({"month", "year"})


_Found = tuple[datetime, str]

_ODD_DAYS = tuple(
    map(datetime.fromisoformat, ("2001-03-07T05:06", "2013-10-22T17:48", "2020-02-29T23:59"))
)
"""Days so different that what is said alike on all of them is said so on any."""

_MONTH = timedelta(days=28)
_BOTH_ENDS = (time(0, 1), time(23, 59))


class _Ago(NamedTuple):
    """A length of time from the day of reading, and dateparser's word for how precise it is."""

    since: timedelta
    period: str


def read_words(text: str, custom: Custom) -> Read | None:
    """The moment that words say in the languages of the site or the ad, against `custom.now`.

    A date without a year is the last such day or the next, as `custom.past` says. `None` for
    what is vaguer than a day.
    """
    if len(text) > LONGEST:
        return None
    base = custom.now.astimezone(zone_of(custom.zone)).replace(tzinfo=None, second=0, microsecond=0)
    named = _by_cldr(text, base, custom)
    for tail in _tails(text):
        found = _said(tail, _languages(custom.languages), base, past=custom.past)
        if found and found[1] not in _VAGUE:
            read = _read(tail, found[0], base, custom)
            return named if read and named and _other_day(read, named) else read
    return named


def _other_day(read: Read, named: Read) -> bool:
    """Whether a day with the name of its month was taken for another: `m.` of `2026 m.` is no
    month."""
    return not named.relative and read.at.date() != named.at.date()


def _by_cldr(text: str, base: datetime, custom: Custom) -> Read | None:
    """What CLDR's own words say, in the languages of the site."""
    for tail, language in product(_tails(text), custom.languages):
        found = cldr_moments.said(tail, language, base, past=custom.past)
        if found and found.at.year in YEARS:
            at = found.at.replace(tzinfo=zone_of(custom.zone))
            if found.precision is Precision.DAY:
                at = at.replace(hour=0, minute=0)
            elif found.precision is Precision.HOUR:
                at = at.replace(minute=0)
            return Read(at, found.precision, found.relative)
    return None


def _tails(text: str) -> Iterator[str]:
    """The text, and what is left of it without the words that lead up to the date."""
    yield text
    if ":" in text and not _CLOCK.search(text):
        yield text.split(":", 1)[1].strip()
    words = text.split()
    for lead in range(1, min(_LEADING, len(words) - 1) + 1):
        yield " ".join(words[lead:])


def _languages(wanted: tuple[str, ...]) -> tuple[str, ...]:
    """Those that dateparser knows, English last: sites mix it in."""
    named = (_NAMES.get(language, language) for language in (*wanted, "en"))
    return tuple(dict.fromkeys(language for language in named if language in _KNOWN))


def _said(text: str, languages: tuple[str, ...], base: datetime, *, past: bool) -> _Found | None:
    """What `_parsed` says, mostly from memory: it takes milliseconds, and a crawl has another base
    every minute."""
    for language in languages:
        always = _always(text, language, past=past)
        if isinstance(always, _Ago):
            return base + always.since, always.period
        if found := always or _on(text, language, base, past=past):
            return found
    return None


@lru_cache(maxsize=2048)
def _always(text: str, language: str, *, past: bool) -> "_Found | _Ago | None":
    """What a text says on any day: one moment, or one length of time; else `None`."""
    moments: set[_Found] = set()
    lengths: set[_Ago | None] = set()
    for base in _ODD_DAYS:
        found = _parsed(text, language, base, past=past)
        if found is None:
            return None
        moments.add(found)
        lengths.add(_ago(found, base))
    if len(moments) == 1:
        return moments.pop()
    return lengths.pop() if len(lengths) == 1 else None


def _ago(found: _Found, base: datetime) -> _Ago | None:
    """How long before the base it was; `None` for what may be months, which differ in length."""
    if found[0].tzinfo or abs(found[0] - base) >= _MONTH:
        return None
    return _Ago(found[0] - base, found[1])


def _on(text: str, language: str, base: datetime, *, past: bool) -> _Found | None:
    """What a text says, from memory if it says the same all day long."""
    morning, night = (datetime.combine(base.date(), clock) for clock in _BOTH_ENDS)
    early = _parsed(text, language, morning, past=past)
    if early and early == _parsed(text, language, night, past=past):
        return early
    return _parsed(text, language, base, past=past)


@lru_cache(maxsize=4096)
def _parsed(text: str, language: str, base: datetime, *, past: bool) -> _Found | None:
    settings = {
        "RELATIVE_BASE": base,
        "PREFER_DATES_FROM": "past" if past else "future",
        "REQUIRE_PARTS": ["day", "month"],
        "RETURN_TIME_AS_PERIOD": True,
    }
    reader = DateDataParser(languages=[language], settings=settings)
    found = reader.get_date_data(text)
    return (found.date_obj, found.period or "day") if found.date_obj else None


def _read(text: str, at: datetime, base: datetime, custom: Custom) -> Read | None:
    if at.year not in YEARS:
        return None
    later = _said(text, _languages(custom.languages), base + _WEEK, past=custom.past)
    relative = bool(later) and later is not None and later[0] - at == _WEEK
    precision = _precision(text, base - at.replace(tzinfo=None), relative=relative)
    if precision is Precision.DAY:
        at = datetime.combine(at.date(), time(), at.tzinfo)
    elif precision is Precision.HOUR:
        at = at.replace(minute=0)
    zone = at.tzinfo or zone_of(custom.zone)
    return Read(at.replace(tzinfo=zone), precision, relative)


def _precision(text: str, ago: timedelta, *, relative: bool) -> Precision:
    """What the words say: a clock, hours or minutes ago, else a day."""
    if clock := _CLOCK.search(text):
        return Precision.SECOND if clock[1] else Precision.MINUTE
    if not relative or not timedelta(0) < abs(ago) < timedelta(days=1):
        return Precision.DAY
    return Precision.HOUR if ago % timedelta(hours=1) == timedelta(0) else Precision.MINUTE
