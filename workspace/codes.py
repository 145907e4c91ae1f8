"""Codes that others keep the list of: countries, time zones, languages, encodings."""

import codecs
from collections.abc import Mapping
from difflib import get_close_matches
from functools import cache
from importlib.resources import files
from zoneinfo import ZoneInfo, available_timezones

from babel import Locale
from babel.core import get_global

from parsers.charset import KNOWN, LABELS
from workspace.fault import Wrong, meant, shown
from workspace.values import line

NOT_IN_CLDR = {"prs": "Dari", "kmr": "Northern Kurdish", "cnr": "Montenegrin"}
"""Languages of ISO 639-3 that boards are written in and that CLDR files under another code."""

USUAL = ("utf-8", "windows-1251", "windows-1250", "iso-8859-2", "koi8-u", "gb18030", "shift_jis")


@cache
def countries() -> Mapping[str, str]:
    """Names by ISO 3166-1 alpha-2 code, from the table of the IANA time zone database."""
    table = (files("tzdata") / "zoneinfo" / "iso3166.tab").read_text(encoding="utf-8")
    rows = (row.partition("\t") for row in table.splitlines() if not row.startswith("#"))
    return {code: name for code, _, name in rows if name}


@cache
def languages() -> Mapping[str, str]:
    """English names by ISO 639 code, from CLDR."""
    names = Locale("en").languages
    short = {code: name for code, name in names.items() if len(code) in {2, 3} and code != "und"}
    return {**short, **NOT_IN_CLDR}


@cache
def _zones() -> frozenset[str]:
    return frozenset(available_timezones() - {"localtime", "Factory"})


def country(value: object) -> str:
    """An ISO 3166-1 alpha-2 code."""
    word = line(value)
    if word in countries():
        return word
    aliases = get_global("territory_aliases").get(word.upper(), ())
    meant = next((code for code in aliases if code in countries()), _named(word, countries()))
    raise Wrong(f"{shown(word)} is not a country code", _asked(meant, countries(), "DE"))


def language(value: object) -> str:
    """An ISO 639 code, the two-letter one where there is one."""
    word = line(value)
    if word in languages():
        return word
    # Who writes "ua" means what is spoken there.
    spoken = get_global("likely_subtags").get(f"und_{word.upper()}", "").partition("_")[0]
    meant = _named(word, languages()) or spoken
    raise Wrong(f"{shown(word)} is not a language code", _asked(meant, languages(), "uk"))


def _named(word: str, known: Mapping[str, str]) -> str | None:
    """The code that somebody meant who wrote a name, or wrote it in the wrong case."""
    spelt = {code.lower(): code for code in known}
    named = {name.lower(): code for code, name in known.items()}
    code = spelt.get(word.lower()) or named.get(word.lower())
    if not code and len(word) > 3:
        close = get_close_matches(word.lower(), named, n=1, cutoff=0.8)
        code = named[close[0]] if close else None
    return code


def _asked(code: str | None, known: Mapping[str, str], example: str) -> str:
    if code and code in known:
        return f'did you mean "{code}" ({known[code]})?'
    return f'write an ISO code, as in "{example}" ({known[example]})'


def zone(value: object) -> ZoneInfo:
    """A time zone of the IANA database."""
    name = line(value)
    if name in _zones():
        return ZoneInfo(name)
    close = get_close_matches(name, _zones(), n=1)
    remedy = f'did you mean "{close[0]}"?' if close else 'write an IANA name, as in "Europe/Kyiv"'
    raise Wrong(f"{shown(name)} is not a time zone", remedy)


def encoding(value: object) -> str:
    """An encoding that pages are written in, by any name that `parsers.charset` knows."""
    name = line(value)
    try:
        found = codecs.lookup(LABELS.get(name.lower(), name)).name
    except (LookupError, ValueError):
        found = ""
    if not KNOWN.fullmatch(found):
        raise Wrong(f"{shown(name)} is not an encoding of pages", meant(name, USUAL))
    return name
