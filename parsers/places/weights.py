"""How much each sign counts for a name being a place, set by hand; the sum is the confidence."""

from collections.abc import Iterable
from functools import cache
from types import MappingProxyType

from offers.place import PlaceSort
from parsers.fold import fold
from parsers.letters import table
from parsers.places.gazetteer import Known, known

ENOUGH = 0.6
"""From this sum on a name is read as a place."""

SURE = 0.99

SORTS = MappingProxyType({PlaceSort.COUNTRY: 0.9, PlaceSort.REGION: 0.7, PlaceSort.SPOT: 0.7})
HOT = 0.7
SIZES = ((1_000_000, 0.62), (300_000, 0.5), (100_000, 0.4), (0, 0.25))
"""What a city's name counts for alone, by its inhabitants."""

SIGNS = MappingProxyType(
    {
        "from": 0.3,
        "to": 0.3,
        "via": 0.3,
        "in": 0.35,
        "for": 0.25,
        "of": 0.1,
        "form": 0.2,  # its ending alone tells a direction
        "labelled": 0.5,
        "contained": 0.5,  # `Wien, Österreich`
        "arrow": 0.4,
        "dash": 0.15,
        "list": 0.15,
        "flag": 0.4,
        "way": 0.25,  # the other end of a way is named beside it
        "near": 0.15,  # its country is named, or is the site's
        "lower": -0.4,  # a small letter where names have a capital
        "small": 0.2,  # ... in a text without any capitals
        "capitals": -0.15,  # a capital among capitals says nothing
        "first": -0.1,  # ... nor at the beginning of a sentence
        "named": -0.3,  # part of a longer name: `Berlin Chemie`
        "owned": -0.1,  # a country in a longer name: `China Mobile`
        "short": -0.5,  # `us`, `eu` in small letters
        "inner": -0.1,  # found inside of a run of letters
        "foreign": -0.5,  # a short name in a language that the ad is not in
        "elsewhere": -0.6,  # `Newcastle, OK` where only another Newcastle is known
        "refused": -0.8,
        "person": -0.6,
    }
)


def alone(known: Known) -> float:
    """What a name counts for by what it names."""
    if known.spot.sort is not PlaceSort.CITY:
        return SORTS[known.spot.sort]
    if known.hot:
        return HOT
    return next(weight for least, weight in SIZES if known.inhabitants >= least)


def doubt(name: str, languages: frozenset[str]) -> float:
    """How much less is believed of a name that is an ordinary word as well."""
    return max((less for less, spoken in _words().get(name, ()) if spoken(languages)), default=0.0)


def foreign(name: str, languages: frozenset[str]) -> bool:
    """Whether a country is called so in other languages only, by a name that may be a word here:
    `CAD`, `Island`. English names are known everywhere."""
    spoken = _tongues().get(name)
    return spoken is not None and spoken.isdisjoint(languages | {"en"})


@cache
def _tongues() -> dict[str, frozenset[str]]:
    """Names that only some languages have; those of `country_aliases.tsv` are everybody's."""
    everybody = {
        fold(name).text for row in table("country_aliases.tsv") for name in row[1].split("|")
    }
    rows = table("country_tongues.tsv")
    return {name: frozenset(said.split()) for name, said in rows if name not in everybody}


def hopeless(name: str, ids: Iterable[str], languages: frozenset[str]) -> bool:
    """Whether a name is so ordinary a word, and its places so small, that nothing would help."""
    less = doubt(name, languages)
    if not less:
        return False
    most = max(alone(known(id_)) for id_ in ids)
    return most - less + SIGNS["contained"] + SIGNS["in"] < ENOUGH


class _Spoken:
    """Whether a row holds in an ad's languages: `*` everywhere, `!vi` everywhere else."""

    def __init__(self, languages: str) -> None:
        self._but = frozenset({languages[1:]}) if languages[0] == "!" else frozenset[str]()
        self._in = frozenset(languages.split())

    def __call__(self, languages: frozenset[str]) -> bool:
        if self._but:
            return self._but.isdisjoint(languages)
        return not languages or "*" in self._in or not self._in.isdisjoint(languages)


@cache
def _words() -> dict[str, tuple[tuple[float, _Spoken], ...]]:
    found: dict[str, tuple[tuple[float, _Spoken], ...]] = {}
    for less, languages, names in table("place_words.tsv"):
        spoken = _Spoken(languages)
        for name in names.split("|"):
            key = fold(name).text
            found[key] = (*found.get(key, ()), (float(less), spoken))
    return found
