"""Ways told in words: from one place, over others, to another, in whatever order."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from parsers.places.gaps import Gap, single
from parsers.routes.stops import Stop
from parsers.routes.strings import Way

FAR = 70
"""Characters between two places of one way."""

_ENDS = re.compile(r"[.!?;।።؟\u06d4](?:\s|$)|\n\s*\n")
_LISTED = frozenset({Gap.LIST, Gap.INSIDE})


@dataclass(slots=True)
class _Told:
    """What is known of one way while its sentence is read."""

    origin: list[Stop] = field(default_factory=list)
    via: list[Stop] = field(default_factory=list)
    goal: list[Stop] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Told:
    """A way told in words; one end may be missing."""

    origin: Stop | None
    via: Way
    goal: Stop | None


def ways(stops: Sequence[Stop]) -> Iterator[Told]:
    """The ways of one field, sentence by sentence."""
    for group in _groups(stops):
        yield from _read(group)


def _groups(stops: Sequence[Stop]) -> Iterator[list[Stop]]:
    group: list[Stop] = []
    for stop in stops:
        if group and (len(stop.between) > FAR or _ENDS.search(stop.between)):
            yield group
            group = []
        group.append(stop)
    if group:
        yield group


def _read(group: Sequence[Stop]) -> Iterator[Told]:
    told, last, before = _Told(), None, _Told()
    for at, stop in enumerate(group):
        says = _direction(group, at, last) or _implied(stop, told)
        listed = stop.after in _LISTED and says == last
        last = says
        if says not in _ENDS_OF_WAYS:
            continue
        ahead = group[at + 1].mention.says if at + 1 < len(group) else None
        if not listed and _begins(says, told, before, behind=stop.mention.behind and bool(ahead)):
            yield from _made(told, before)
            before, told = (told if told.origin else before), _Told()
        getattr(told, _ENDS_OF_WAYS[says]).append(stop)
    yield from _made(told, before)


_ENDS_OF_WAYS = {"from": "origin", "to": "goal", "via": "via"}


def _begins(says: str, told: _Told, before: _Told, *, behind: bool) -> bool:
    """Whether a stop begins another way: that end is told already; or an origin comes after a goal
    that has one from the way before; or, where names come before what tells their part, a place
    on the way after both ends with another end `behind` it."""
    if says == "from":
        return bool(told.origin) or bool(told.goal and before.origin)
    if says == "to":
        return bool(told.goal)
    return bool(behind and told.origin and told.goal)


def _direction(group: Sequence[Stop], at: int, last: str | None) -> str | None:
    """What a stop is: as its words say, as the one before in a list, or the origin if all that
    stands between it and the next is `to`."""
    stop = group[at]
    says = stop.mention.says
    if says in ("from", "to", "via"):
        return says
    if stop.after in _LISTED and last:
        return last
    follower = group[at + 1] if at + 1 < len(group) else None
    if follower and follower.mention.says == "to" and single(follower.between):
        return "from"
    return None


def _implied(stop: Stop, told: _Told) -> str | None:
    """Where the origin is told, a place without a direction, or one that is said to be the place,
    is the goal: `İzmir'den Atina`, `لیبیا سے اٹلی`, `თურქეთიდან გერმანიაში`."""
    if not told.origin or told.goal:
        return None
    if stop.mention.says == "in":
        return "to"
    return "to" if stop.mention.says is None and told.origin[-1].mention.behind else None


def _made(told: _Told, before: _Told) -> Iterator[Told]:
    """Each origin with each goal; a goal without an origin has that of the way before it."""
    origins: list[Stop | None] = [*(told.origin or before.origin)] or [None]
    goals: list[Stop | None] = [*told.goal] or [None]
    for origin in origins:
        for goal in goals:
            if (origin or goal) and (origin is None or goal is None or origin.id != goal.id):
                yield Told(origin, tuple(told.via), goal)
