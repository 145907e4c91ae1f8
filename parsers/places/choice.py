"""Which of the places of one name is meant."""

from collections.abc import Sequence
from math import log10
from typing import NamedTuple

from offers.place import PlaceSort
from parsers.fold import fold
from parsers.places.context import Context
from parsers.places.gazetteer import Known, known

HELD, SAID, NAMED, HOME, HOT, OWN = 6.0, 3.0, 1.5, 1.5, 1.5, 3.0
"""What speaks for one of several places of a name, on the scale of the tenfold of inhabitants: it
is followed by its country, a labelled field names its country, the text does, it is the site's,
the place matters on the ways people are taken, it is its English name (a country has many). Set
by hand."""

MOST = 5
"""Others that are kept."""

CLEAR = 1.5
"""By so much the first is ahead where nobody would ask which is meant."""


_MARKED = (("عم\u0651ان", "geonames:250441"), ("ع\u064fمان", "country:OM"))
"""Names that only their vowel points tell apart, with what they name: Amman is written with a
doubled mim, Oman with an u."""


class Chosen(NamedTuple):
    """The place taken, the others by likelihood, how clear it was (0 to 1), and whether what
    follows in the text holds it."""

    known: Known
    others: tuple[Known, ...]
    clear: float
    contained: bool


def choose(ids: Sequence[str], key: str, context: Context, holder: frozenset[str]) -> Chosen:
    """The likeliest places of a name, which is folded; `holder` are countries named directly
    behind."""
    if len(ids) == 1:
        return _only(known(ids[0]), holder)
    rated = sorted(((_rated(known(id_), key, context, holder), id_) for id_ in ids), reverse=True)
    best = known(rated[0][1])
    ahead = rated[0][0] - rated[1][0]
    others = tuple(known(id_) for _, id_ in rated[1 : MOST + 1])
    held = _only(best, holder).contained
    return Chosen(best, others, min(1.0, 0.5 + ahead / CLEAR / 2), held)


def meant(raw: str, ids: Sequence[str]) -> Sequence[str]:
    """The places of a name as it was published: its points may leave one."""
    return next(((id_,) for spelling, id_ in _MARKED if spelling in raw and id_ in ids), ids)


def _only(one: Known, holder: frozenset[str]) -> Chosen:
    held = one.spot.country in holder and one.spot.sort is not PlaceSort.COUNTRY
    return Chosen(one, (), 1.0, held)


def _rated(one: Known, key: str, context: Context, holder: frozenset[str]) -> float:
    country = one.spot.country
    return (
        log10(one.inhabitants + 1)
        + HELD * (country in holder)
        + SAID * (country in context.said)
        + NAMED * (country in context.named)
        + HOME * (country == context.home)
        + HOT * one.hot
        + OWN * (one.spot.sort is PlaceSort.COUNTRY or fold(one.spot.name).text == key)
    )
