"""Reads dates and times written in figures."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta, timezone, tzinfo
from email.utils import parsedate_to_datetime
from functools import cache
from zoneinfo import ZoneInfo

from offers.offer import Precision
from parsers.calendars import gregorian, jalali_month
from parsers.fold import fold
from parsers.letters import table

YEARS = range(1990, 2100)
"""What lies outside is a misread number."""

_ISO = re.compile(
    r"(\d{4})-?(\d{2})-?(\d{2})(?:[T ](\d{2}):?(\d{2})(?::?(\d{2})(?:[.,]\d+)?)?"
    r"\s?(Z|UTC|GMT|[+-]\d{2}:?\d{2})?)?",
    re.IGNORECASE,
)
_NUMERIC = re.compile(
    r"(\d{1,4})([./-])\s?(\d{1,2})\2\s?(\d{2,4}|(?<=\d[./-])\d|(?<=\d[./-]\s)\d)\.?(?:\D{1,6}?(\d{1,2}):(\d{2})(?::(\d{2}))?\s?([ap]\.?m\b)?)?",
    re.IGNORECASE,
)
_EPOCH = re.compile(r"(\d{10})(\d{3})?")
_MAIL = re.compile(r"(?:[A-Z][a-z]{2}, )?\d{1,2} [A-Z][a-z]{2} \d{4} \d{2}:\d{2}(?::\d{2})? \S+")
_NAMED = re.compile(r"(\d{1,2}) ([^\W\d_]+) (\d{4})")


@dataclass(frozen=True, slots=True)
class Read:
    """`at` carries the zone it was read in; `relative`: said from the day of reading."""

    at: datetime
    precision: Precision
    relative: bool = False


@dataclass(frozen=True, slots=True)
class Custom:
    """How dates are written where an ad stands: IANA zone, country, languages; `now` is when the
    page was fetched, `past` whether a date without a year lies before it."""

    now: datetime
    zone: str
    country: str | None
    languages: tuple[str, ...]
    past: bool


def read_figures(text: str, custom: Custom) -> Read | None:
    """The moment that a text of figures says: ISO 8601, RFC 5322, seconds since 1970, day and
    month and year in the country's order, also in Persian and Thai years. `None` if it says
    none or more than one can be meant: `03/04/2026` in English from nowhere."""
    for way in _WAYS:
        try:
            found = way(text, custom)
        except (ValueError, OverflowError):  # the 31st of February
            return None
        if found:
            return found if found.at.year in YEARS else None
    return None


def in_figures(text: str) -> bool:
    """Whether a text is a date in figures, even if one that can mean two days or none."""
    return any(shape.fullmatch(text) for shape in (_ISO, _NUMERIC, _MAIL))


def zone_of(name: str) -> tzinfo:
    """The zone of an IANA name; the workspace has checked that it exists."""
    return UTC if name == "UTC" else ZoneInfo(name)


def _at(day: date, clock: tuple[str | None, ...], zone: tzinfo) -> Read:
    hour, minute, second = clock
    if hour is None or minute is None:
        return Read(datetime.combine(day, time(), zone), Precision.DAY)
    moment = time(int(hour), int(minute), int(second or 0))
    precision = Precision.MINUTE if second is None else Precision.SECOND
    return Read(datetime.combine(day, moment, zone), precision)


def _iso(text: str, custom: Custom) -> Read | None:
    found = _ISO.fullmatch(text)
    if found is None or (int(found[1]) not in YEARS and "-" not in text):
        return None
    day = gregorian(int(found[1]), int(found[2]), int(found[3]))
    return _at(day, found.group(4, 5, 6), _offset(found[7]) or zone_of(custom.zone))


def _offset(said: str | None) -> tzinfo | None:
    if not said:
        return None
    if said[0] not in "+-":
        return UTC
    minutes = int(said[1:3]) * 60 + int(said[-2:])
    return timezone(timedelta(minutes=minutes if said[0] == "+" else -minutes))


def _epoch(text: str, _custom: Custom) -> Read | None:
    """Seconds or milliseconds since 1970, as attributes of pages have them."""
    found = _EPOCH.fullmatch(text)
    return Read(datetime.fromtimestamp(int(found[1]), UTC), Precision.SECOND) if found else None


def _mail(text: str, _custom: Custom) -> Read | None:
    """As feeds write it (RFC 5322)."""
    if not _MAIL.fullmatch(text):
        return None
    at = parsedate_to_datetime(text)
    precision = Precision.SECOND if text.count(":") > 1 else Precision.MINUTE
    return Read(at if at.tzinfo else at.replace(tzinfo=UTC), precision)


def _numeric(text: str, custom: Custom) -> Read | None:
    found = _NUMERIC.fullmatch(text)
    if found is None:
        return None
    days = _days(found, custom)
    hour, minute, second, half = found.group(5, 6, 7, 8)
    if hour and half:
        hour = str(int(hour) % 12 + (12 if half.lower().startswith("p") else 0))
    possible = {_at(day, (hour, minute, second), zone_of(custom.zone)) for day in days}
    if custom.past and len(possible) > 1:
        possible = {one for one in possible if one.at <= custom.now}
    return possible.pop() if len(possible) == 1 else None


def _days(found: re.Match[str], custom: Custom) -> set[date]:
    """The days that three numbers may mean here: two where nothing tells day from month."""
    first, middle, last = int(found[1]), int(found[3]), int(found[4])
    if len(found[1]) == 4:
        return {gregorian(first, middle, last)}
    if len(found[1]) > 2 or len(found[4]) in {1, 3}:
        return set()
    year = last + 2000 if len(found[4]) == 2 else last
    days = {day for order in _orders(found[2], custom) if (day := _day(order, first, middle, year))}
    return days or {day for order in ("DM", "MD") if (day := _day(order, first, middle, year))}


def _day(order: str, first: int, second: int, year: int) -> date | None:
    day, month = (first, second) if order == "DM" else (second, first)
    return gregorian(year, month, day) if month <= 12 else None


def _orders(sign: str, custom: Custom) -> tuple[str, ...]:
    """Dots are always day first; else the country says, or the language; English from nowhere
    may be either."""
    if sign == "." or (custom.country and custom.country not in _month_first()):
        return ("DM",)
    if custom.country:
        return ("MD",)
    return ("DM",) if custom.languages and custom.languages[0] != "en" else ("DM", "MD")


@cache
def _month_first() -> frozenset[str]:
    rows = (row[1].split() for row in table("date_orders.tsv") if row[0] == "MDY")
    return frozenset(code for row in rows for code in row)


def _jalali(text: str, custom: Custom) -> Read | None:
    """Day, Persian month, year: `14 آبان 1405`."""
    found = _NAMED.search(text)
    month = jalali_month(fold(found[2]).text) if found else None
    if found is None or month is None:
        return None
    day = gregorian(int(found[3]), month, int(found[1]))
    return _at(day, (None, None, None), zone_of(custom.zone))


_WAYS: tuple[Callable[[str, Custom], Read | None], ...] = (_iso, _epoch, _mail, _numeric, _jalali)
