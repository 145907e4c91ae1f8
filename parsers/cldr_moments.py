"""Days and lengths of time as CLDR writes them in any language: `3 nappal ezelőtt`, `5 नवंबर`."""

import re
from collections.abc import Iterator, Mapping
from datetime import datetime, time, timedelta
from functools import cache
from itertools import product
from typing import NamedTuple

from babel import Locale
from babel.core import UnknownLocaleError
from babel.dates import format_timedelta

from offers.offer import Precision
from parsers.calendars import gregorian
from parsers.fold import fold

UNITS = {
    "minute": (timedelta(minutes=1), Precision.MINUTE),
    "hour": (timedelta(hours=1), Precision.HOUR),
    "day": (timedelta(days=1), Precision.DAY),
    "week": (timedelta(weeks=1), Precision.DAY),
}
"""What is told in months is vaguer than a day."""

COUNTS = (1, 2, 3, 5, 8, 11, 21)
"""Numbers for which languages have their plurals."""

LARGEST = 999
"""Of a number that counts units."""

LANGUAGES = (
    "en", "uk", "ru", "be", "bg", "sr", "mk", "pl", "cs", "sk", "sl", "hr", "hu", "ro", "sq", "de",
    "nl", "sv", "nb", "da", "fi", "et", "lv", "lt", "fr", "es", "pt", "it", "el", "tr", "az", "kk",
    "ar", "fa", "ur", "he", "hi", "bn", "vi", "id", "ms", "fil", "sw", "th", "am", "ka", "hy", "ky",
    "uz", "tg", "ne", "ta", "te", "so", "ko", "zh", "ja", "km", "lo", "my", "mn", "ps", "ti",
)  # fmt: skip
"""Languages in which pages say when an ad was placed."""

WORDS = 5
"""Beside a month, its day and year: the weekday, `г.`, `de`."""

_NAMES = {
    "no": ("nb",), "tl": ("fil",), "iw": ("he",), "prs": ("fa_AF",), "sr": ("sr", "sr_Latn"),
    "uz": ("uz", "uz_Cyrl"), "az": ("az", "az_Cyrl"), "bs": ("bs", "bs_Cyrl"), "sh": ("hr",),
}  # fmt: skip
_IN = {"he": "ב"}
"""Where `in` is written as a letter of the month."""

_NUMBER = re.compile(r"\d+")
_CLOCK = re.compile(r"(?<!\d)(\d{1,2}):(\d{2})(?::\d{2})?(?!\d)")
_WORD = re.compile(r"[^\W\d_]+")


class Said(NamedTuple):
    """A moment without a zone, how precise it was told, and whether from the day of reading."""

    at: datetime
    precision: Precision
    relative: bool


def says_when(folded: str) -> bool:
    """Whether a folded text is a length of time up to now, or has a day and a month, in one of the
    `LANGUAGES`."""
    shape, count = _NUMBER.subn("#", folded)
    told = count == 1 and " ".join(shape.split()) in _any_shape()
    return told or (count > 0 and _any_day().search(folded) is not None)


def said(text: str, language: str, base: datetime, *, past: bool) -> Said | None:
    """What a text says in a language, read at `base`; a day without a year is the last such day or
    the next, as `past` says."""
    folded = " ".join(fold(text).text.split())
    return _ago(folded, language, base) or _day(folded, language, base, past=past)


def _ago(folded: str, language: str, base: datetime) -> Said | None:
    shape, count = _NUMBER.subn("#", folded)
    unit = _shapes(language).get(shape) if count == 1 else None
    number = _NUMBER.search(folded)
    if unit is None or number is None or len(number[0]) > len(str(LARGEST)):
        return None
    length, precision = UNITS[unit]
    return Said(base - int(number[0]) * length, precision, relative=True)


def _day(folded: str, language: str, base: datetime, *, past: bool) -> Said | None:
    names = _month_names(language)
    found = names.search(folded) if names else None
    if found is None:
        return None
    rest = f"{folded[: found.start()]} {folded[found.end() :]}"
    clock = _CLOCK.search(rest)
    rest = _CLOCK.sub(" ", rest, count=1)
    numbers = _NUMBER.findall(rest)
    years = [int(number) for number in numbers if len(number) == 4]
    days = [int(number) for number in numbers if len(number) < 3]
    if len(days) != 1 or len(numbers) > 1 + len(years[:1]) or len(_WORD.findall(rest)) > WORDS:
        return None
    try:
        hour = time(int(clock[1]), int(clock[2])) if clock else time()
        month = months(language)[found[0]]
        on = gregorian(years[0] if years else base.year, month, days[0])
        at = datetime.combine(on, hour)
        at = at if years else _nearest(at, base, past=past)
    except ValueError:  # the 31st of February
        return None
    return Said(at, Precision.MINUTE if clock else Precision.DAY, relative=False)


def _nearest(at: datetime, base: datetime, *, past: bool) -> datetime:
    """The last such day, or the next."""
    if past and at > base:
        return at.replace(year=at.year - 1)
    if not past and at.date() < base.date():
        return at.replace(year=at.year + 1)
    return at


@cache
def months(language: str) -> Mapping[str, int]:
    """The folded names of months, short and long, without full stops at their ends."""
    pairs = (
        pair
        for locale in _locales(language)
        for form in locale.months.values()
        for width in ("wide", "abbreviated")
        for pair in form[width].items()
    )
    found = {fold(name).text.strip(" ."): number for number, name in pairs}
    found |= {_IN.get(language, "") + name: number for name, number in found.items()}
    return {name: number for name, number in found.items() if not name.isdigit() and len(name) > 1}


@cache
def _month_names(language: str) -> re.Pattern[str] | None:
    """A name that ends in a figure ends with it."""
    names = sorted(months(language), key=len, reverse=True)
    if not names:
        return None
    listed = "|".join(map(re.escape, names))
    return re.compile(rf"(?<![^\W\d_])(?:{listed})(?!\w)")


@cache
def _any_shape() -> frozenset[str]:
    return frozenset(shape for language in LANGUAGES for shape in _shapes(language))


@cache
def _any_day() -> re.Pattern[str]:
    """A month that is no mere word, for those are looked up faster, beside its day."""
    names = {name for language in LANGUAGES for name in months(language) if not name.isalpha()}
    listed = "|".join(map(re.escape, sorted(names, key=len, reverse=True)))
    behind, before = rf"\d[^\w\n]{{0,3}}(?:{listed})(?!\w)", rf"(?:{listed})(?!(?<=\d)\w)"
    return re.compile(rf"{behind}|{before}[^\w\n]{{0,3}}\d")


@cache
def _shapes(language: str) -> Mapping[str, str]:
    """The folded ways to say how long ago something was, `#` for the number, by unit."""
    return dict(_told(language))


def _told(language: str) -> Iterator[tuple[str, str]]:
    for locale, unit in product(_locales(language), UNITS):
        for length in ("long", "short", "narrow"):
            for count in COUNTS:
                text = _told_once(unit, count, length, locale)
                if text and _NUMBER.search(text):
                    yield " ".join(_NUMBER.sub("#", fold(text).text).split()), unit


def _told_once(unit: str, count: int, length: str, locale: Locale) -> str | None:
    try:
        return format_timedelta(
            -count * UNITS[unit][0],
            granularity=unit,  # type: ignore[arg-type]
            threshold=10**6,
            add_direction=True,
            format=length,  # type: ignore[arg-type]
            locale=locale,
        )
    except KeyError:  # a language of which CLDR does not say it
        return None


@cache
def _locales(language: str) -> tuple[Locale, ...]:
    """Those of a language in each of its scripts."""
    try:
        return tuple(map(Locale.parse, _NAMES.get(language, (language,))))
    except (UnknownLocaleError, ValueError):
        return ()
