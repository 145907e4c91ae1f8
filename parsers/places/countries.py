"""Countries by their codes and by their names in many languages."""

import re
from functools import cache, lru_cache

from babel import Locale, UnknownLocaleError
from babel.core import get_global

from parsers.fold import fold
from parsers.letters import table

LANGUAGES = (
    "en", "uk", "ru", "be", "pl", "ro", "tr", "ar", "fa", "ps", "ku", "ckb", "ur", "hi", "bn",
    "vi", "es", "fr", "sq", "de", "it", "pt", "nl", "cs", "sk", "bg", "hu", "sr", "hr", "bs",
    "mk", "sl", "el", "az", "he", "th", "km", "my", "lo", "zh", "ja", "ko", "id", "ms", "fil",
    "sw", "am", "ti", "so", "om", "ha", "ka", "hy", "kk", "uz", "ky", "tg", "tk", "mn", "ne",
    "sv", "nb", "da", "fi", "et", "lv", "lt", "sr_Latn", "zh_Hant",
)  # fmt: skip
"""Whose names of countries are known, besides those of the ad and the site. None of them has for
one country the name that another has for another, but for Norwegian, whose `Kongo` is Kinshasa's
and everybody else's Brazzaville's."""

_HAVE = frozenset(LANGUAGES)
_ALPHA2, _ALPHA3 = re.compile(r"[A-Z]{2}"), re.compile(r"[A-Z]{3}")


@lru_cache(maxsize=4096)
def country_of(name: str, languages: tuple[str, ...] = ()) -> str | None:
    """ISO 3166-1 alpha-2 if the text is exactly a country's code, or its name in one of `LANGUAGES`
    or of those given; `None` if it is anything else. Codes count only in capitals: `de` is a word.
    """
    plain = name.strip()
    if _ALPHA2.fullmatch(plain):
        return plain if plain in _codes() else _alias(plain)
    if _ALPHA3.fullmatch(plain):
        return _alpha3().get(plain) or _alias(plain)
    folded = _folded(plain)
    if not folded:
        return None
    if known := _alias(plain):
        return known
    if known := _everywhere().get(folded):
        return known
    named = (cldr_names(language).get(folded) for language in languages if language not in _HAVE)
    return next((code for code in named if code), None)


def is_code(code: str) -> bool:
    """Whether these two capital letters are the code of a country."""
    return code in _codes()


def _folded(name: str) -> str:
    return " ".join(fold(name).text.strip(" .,;:()").split())


def _alias(name: str) -> str | None:
    return _aliases().get(_folded(name))


@cache
def _aliases() -> dict[str, str]:
    return {
        _folded(name): row[0] for row in table("country_aliases.tsv") for name in row[1].split("|")
    }


@cache
def _codes() -> frozenset[str]:
    return frozenset(_everywhere().values())


@cache
def _alpha3() -> dict[str, str]:
    """Retired and three-letter codes, as CLDR maps them to those of today."""
    aliases = get_global("territory_aliases")
    return {code: now[0] for code, now in aliases.items() if len(code) == 3 and now[0] in _codes()}


@cache
def cldr_names(language: str) -> dict[str, str]:
    """Folded names of countries in a language; CLDR's names of regions and of the world are not."""
    try:
        territories = Locale.parse(language).territories
    except (UnknownLocaleError, ValueError):
        return {}
    return {_folded(name): code for code, name in territories.items() if _is_country(code)}


@cache
def _everywhere() -> dict[str, str]:
    """What `cldr_names` has in all `LANGUAGES`, the first that has a name counting. CLDR itself
    takes a second to read."""
    return {name: code for code, names in table("country_names.tsv") for name in names.split("|")}


def _is_country(code: str) -> bool:
    return bool(_ALPHA2.fullmatch(code)) and code not in {"EU", "EZ", "UN", "QO", "XA", "XB", "ZZ"}
