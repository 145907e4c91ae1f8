"""The names of places: countries, regions, cities, and spots that matter on a way."""

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib import resources

from babel import Locale

from offers.place import PlaceSort, Spot
from parsers.fold import spelt
from parsers.letters import table
from parsers.loading import loading
from parsers.words import UNSPACED, cut

NATION = 100_000_000
"""Inhabitants that a country or a region counts for where names are weighed."""

REMEMBERED = 4096
"""Places kept after they were looked up."""

SOME = 30_000
"""Inhabitants of a spot of which the number is not known."""


@dataclass(frozen=True, slots=True)
class Known:
    """A place of the tables. `hot` are those of `hotspots.tsv`."""

    spot: Spot
    inhabitants: int
    hot: bool = False


def beginning(word: str) -> Mapping[tuple[str, ...], tuple[str, ...]]:
    """Ids of places by what follows in their names behind this first word, which is folded."""
    found: dict[tuple[str, ...], list[str]] = defaultdict(list)
    start = word.encode()
    for lines in (_own(), _cities()):
        at = bisect_left(lines, start)
        while at < len(lines) and lines[at].startswith(start):
            name, _, ids = lines[at][len(start) :].decode().partition("\t")
            if not name or name[0] == " ":
                found[tuple(name.split())].extend(ids.split(" "))
            elif name[0] > " ":
                break
            at += 1
    return {rest: tuple(dict.fromkeys(map(_known_as, ids))) for rest, ids in found.items()}


def unspaced() -> Mapping[str, tuple[str, ...]]:
    """Ids by name, of names in scripts that put no space between words."""
    return _unspaced()


@lru_cache(maxsize=REMEMBERED)
def known(id_: str) -> Known:
    """A place by its id. Raises `LookupError` if there is none."""
    if id_.startswith("country:"):
        code = id_[8:]
        return Known(
            Spot(id=id_, name=_english(code), country=code, sort=PlaceSort.COUNTRY), NATION
        )
    return _hot().get(id_) or _city(id_)


@cache
def _english(code: str) -> str:
    return str(Locale.parse("en").territories.get(code, code))


def _known_as(id_: str) -> str:
    return id_ if ":" in id_ else f"geonames:{id_}"


def _city(id_: str) -> Known:
    lines, start = _spots(), id_.removeprefix("geonames:").encode() + b"\t"
    at = bisect_left(lines, start)
    if at == len(lines) or not lines[at].startswith(start):
        raise LookupError(id_)
    return _read(["geonames:" + lines[at].decode().split("\t", 1)[0], *_columns(lines[at])])


def _columns(line: bytes) -> list[str]:
    return line.decode().split("\t")[1:]


def _read(row: list[str], *, hot: bool = False) -> Known:
    id_, name, country, sort, latitude, longitude, inhabitants = row[:7]
    spot = Spot(
        id=id_,
        name=name,
        country=country or None,
        sort=PlaceSort(sort),
        latitude=float(latitude) if latitude else None,
        longitude=float(longitude) if longitude else None,
    )
    most = NATION if not country else SOME
    return Known(spot, int(inhabitants) if inhabitants else most, hot)


@cache
def _hot() -> Mapping[str, Known]:
    return {row[0]: _read(row, hot=True) for row in table("hotspots.tsv")}


def _lines(name: str) -> list[bytes]:
    data = resources.files("parsers.data").joinpath(name).read_bytes()
    return [line for line in data.split(b"\n") if line and line[:1] != b"#"]


@cache
def _cities() -> list[bytes]:
    return _lines("gazetteer_names.tsv")


@cache
def _spots() -> list[bytes]:
    return _lines("gazetteer_spots.tsv")


@cache
def _own() -> list[bytes]:
    """Names of countries, hot-spots and some cities as `gazetteer_names.tsv` has those of the rest.
    What is a hot-spot of a country by its name is not that country by it: `dubai`."""
    ids: dict[str, dict[str, None]] = {}
    with loading():
        for name, id_ in (*_hot_names(), *_city_names()):
            ids.setdefault(name, {})[id_] = None
        for name, code in _country_names():
            known_as = ids.setdefault(name, {})
            if name and all(known(id_).spot.country != code for id_ in known_as):
                known_as[f"country:{code}"] = None
    return sorted(f"{name}\t{' '.join(found)}".encode() for name, found in ids.items())


def _hot_names() -> Iterator[tuple[str, str]]:
    for row in table("hotspots.tsv"):
        for name in row[7].split("|"):
            yield _key(name), row[0]


def _city_names() -> Iterator[tuple[str, str]]:
    for id_, _, names in table("city_names.tsv"):
        for name in names.split("|"):
            yield _key(name), id_


def _country_names() -> Iterator[tuple[str, str]]:
    yield "us", "US"
    for code, names in table("country_aliases.tsv"):
        for name in names.split("|"):
            yield _key(name), code
    for code, names in table("country_names.tsv"):
        for name in names.split("|"):
            # These are folded; what holds but letters is cut at its blanks only.
            yield name if name.replace(" ", "").isalpha() else _key(name), code


def _key(name: str) -> str:
    """The folded words of a name; most have nothing but letters to cut."""
    folded = spelt(name)
    return " ".join(folded.split() if folded.replace(" ", "").isalpha() else cut(folded))


@cache
def _unspaced() -> Mapping[str, tuple[str, ...]]:
    found: dict[str, tuple[str, ...]] = {}
    for line in _within_unspaced((_own(), _cities())):
        name, _, ids = line.decode().partition("\t")
        if UNSPACED.search(name):
            plain = name.replace(" ", "")
            more = (*found.get(plain, ()), *map(_known_as, ids.split(" ")))
            found[plain] = tuple(dict.fromkeys(more))
    return found


def _within_unspaced(tables: Iterable[list[bytes]]) -> Iterator[bytes]:
    """Lines from Thai on; what lies before is in no such script."""
    for lines in tables:
        yield from lines[bisect_left(lines, "\u0e00".encode()) :]
