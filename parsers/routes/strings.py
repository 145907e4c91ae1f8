"""Strings of places: `Turkey -> Greece -> Italy`, flags with a boat between, `Kyiv - Warsaw`."""

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise

from offers.place import PlaceSort
from parsers.places.gaps import Gap
from parsers.routes.stops import Stop

Way = tuple[Stop, ...]

_ABREAST = {PlaceSort.COUNTRY: 3, PlaceSort.CITY: 2}
"""How many stand side by side in a way at least: two countries may be a slip."""

_ARROWS = frozenset({Gap.ARROW, Gap.BACK})
_LINKS = _ARROWS | {Gap.DASH}
_CRUMBS = re.compile(r"\s*[>\u00bb\u203a]\s*")
_RIGHT_TO_LEFT = re.compile("[\u0590-\u08ff]")


def strings(stops: Sequence[Stop], *, travels: bool) -> Iterator[Way]:
    """The ways that are strings of places, each in the order of travel. Dashes and single angles
    stand between many things, so they count only where the ad speaks of travel."""
    for run in _runs(stops):
        if _counts(run, travels=travels):
            yield _ordered(run)


def abreast(way: Way) -> bool:
    """Whether nothing but spaces stands between the places of a way."""
    return all(stop.after is Gap.TOUCH for stop in way[1:])


def _runs(stops: Sequence[Stop]) -> Iterator[Way]:
    run: list[Stop] = []
    for stop in stops:
        if run and (stop.after in _LINKS or _abreast(run[-1], stop)):
            if stop.id != run[-1].id:
                run.append(stop)
            continue
        if len(run) > 1:
            yield tuple(run)
        run = [stop]
    if len(run) > 1:
        yield tuple(run)


def _abreast(before: Stop, stop: Stop) -> bool:
    """Whether nothing but a space stands between two countries or two cities: `Türkiye Yunanistan
    İtalya`, `Lyon Paris`."""
    both = before.sort is stop.sort and stop.sort in _ABREAST
    bare = before.mention.says is None and stop.mention.says is None
    return both and bare and stop.after is Gap.TOUCH and stop.between == " "


def _counts(run: Way, *, travels: bool) -> bool:
    if _nested(run):
        return False
    if touching := [stop for stop in run[1:] if stop.after is Gap.TOUCH]:
        return travels and len(run) >= _ABREAST[touching[0].sort]
    arrows = [stop for stop in run[1:] if stop.after in _ARROWS]
    if arrows and not all(_CRUMBS.fullmatch(stop.between) for stop in arrows):
        return True
    return travels


def _nested(run: Way) -> bool:
    """Whether each only tells where in the one before it is: `Germany > Bavaria > Munich`."""
    return all(
        before.country == behind.country and before.sort is not behind.sort
        for before, behind in pairwise(run)
    )


def _ordered(run: Way) -> Way:
    """An arrow to the left leads back, but in scripts that are written from right to left."""
    text = run[0].mention.written.folded.text[run[0].start : run[-1].end]
    back = any(stop.after is Gap.BACK for stop in run) and not _RIGHT_TO_LEFT.search(text)
    return run[::-1] if back else run
