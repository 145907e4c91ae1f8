"""The routes of an ad, and the terms of its journeys."""

from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from operator import attrgetter

from offers.fact import Fact
from offers.offer import Kind
from offers.place import Means, Route
from parsers.places.nearby import between
from parsers.places.reading import Placed, place_of
from parsers.places.roles import Roles
from parsers.routes.speech import Speech
from parsers.routes.stops import Stop, stops
from parsers.routes.strings import Way, abreast, strings
from parsers.routes.terms import terms, weekdays
from parsers.routes.ways import Told, ways
from parsers.words import Words

MOST = 30
"""Routes kept of one ad."""

_WORDS = 40
"""Words of a field that is nothing but a route and its price or day."""

NEAR = 4
"""Words between two cities that stand side by side and what makes a way of them."""


@dataclass(frozen=True, slots=True)
class Travels:
    """What an ad says of journeys."""

    routes: tuple[Route, ...] = ()
    facts: tuple[Fact, ...] = ()


NOTHING = Travels()


def travels(
    placed: Placed, fields: Sequence[Words], kinds: frozenset[Kind] = frozenset()
) -> Travels:
    """Routes between the places that the prose of an ad names, and the terms of its journeys;
    nothing but the places is looked at where there are none."""
    if not placed.mentions:
        return NOTHING
    found = [_field(words, placed, kinds) for words in fields]
    routes = _once(found)
    facts = tuple(fact for some, speech in found for fact in terms(speech)) if routes else ()
    return Travels(routes, facts)


def _field(words: Words, placed: Placed, kinds: frozenset[Kind]) -> tuple[list[Route], Speech]:
    told, job = Kind.TRAVEL in kinds, Kind.JOB in kinds
    speech = Speech(words, placed.languages)
    own = [one for one in placed.mentions if one.written.field == words.written.field]
    row = list(stops(words.written.folded.text, own))
    if not row:
        return [], speech
    travels_ = told or speech.travels
    travels_ = travels_ or _brief(speech)
    loose = strings(row, travels=travels_ or _scheduled(speech))
    strung = [way for way in loose if not abreast(way) or _near(way, speech)]
    used = {id(stop) for way in strung for stop in way}
    rest = [stop for stop in row if id(stop) not in used]
    routes = [(_told(way), way) for way in strung]
    if travels_:
        goals = {way[-1].id for way in strung}
        found = [one for one in ways(rest) if _whole(one) or _tied(one, speech, told=told)]
        found = [one for one in found if one.origin or not one.goal or one.goal.id not in goals]
        routes += [(one, _all(one)) for one in found if told or not job or _beside(one, speech)]
    return [_route(one, way, row, speech) for one, way in _distinct(routes)], speech


def _scheduled(speech: Speech) -> bool:
    """Whether a field says how often something happens and nothing of work: a time-table."""
    return bool(speech.saying("daily")) and not Roles(speech.words, speech.languages).works


def _distinct(found: Iterable[tuple[Told, Way]]) -> Iterable[tuple[Told, Way]]:
    """Each way once, where it is first told; no more than are kept."""
    kept: dict[tuple[str | None, ...], tuple[Told, Way]] = {}
    for one, way in found:
        ends = (one.origin, *one.via, one.goal)
        kept.setdefault(tuple(stop.id if stop else None for stop in ends), (one, way))
    return list(kept.values())[:MOST]


def _once(found: Iterable[tuple[Sequence[Route], Speech]]) -> tuple[Route, ...]:
    """The routes of all fields; what the title says the text says again."""
    kept: dict[tuple[str | None, ...], Route] = {}
    for route in (route for some, _ in found for route in some):
        ends = (route.origin, *route.via, route.destination)
        kept.setdefault(tuple(end.spot.id if end and end.spot else None for end in ends), route)
    return tuple(kept.values())[:MOST]


def _brief(speech: Speech) -> bool:
    """Whether a field is short, says nothing of work and names an amount or a day."""
    words = speech.words
    if not 0 < len(words.texts) <= _WORDS:
        return False
    dated = words.figures or speech.saying("daily") or not weekdays().keys().isdisjoint(words.texts)
    return bool(dated) and not Roles(words, speech.languages).works


def _near(way: Way, speech: Speech) -> bool:
    """Whether a word of travel stands a few words before or behind a way."""
    first, last = speech.word_at(way[0].start), speech.word_at(way[-1].end)
    return bool(between(speech.going, first - NEAR, last + NEAR))


def _told(way: Way) -> Told:
    return Told(way[0], way[1:-1], way[-1])


def _all(one: Told) -> Way:
    return tuple(stop for stop in (one.origin, *one.via, one.goal) if stop)


def _whole(one: Told) -> bool:
    return bool(one.origin and one.goal)


def _beside(one: Told, speech: Speech) -> bool:
    """Whether a sentence that names a way speaks of travel: ads for work name many places."""
    start = min(stop.start for stop in _all(one))
    return bool(between(speech.going, *speech.words.sentence(speech.word_at(start))))


def _tied(one: Told, speech: Speech, *, told: bool) -> bool:
    """Whether a way of which one end is known hangs on words of travel directly before it, or
    behind it: `boat to Italy`, `İtalya'ya tekne`."""
    goal = one.goal
    if goal is None or goal.mention.says != "to":
        return False
    places = speech.words.places
    at = speech.word_at(goal.start)
    for hit in between(speech.going, at - TIED, at + TIED):
        start, end = places[hit.start][0], places[hit.end - 1][1]
        if -2 <= goal.start - end <= TIED or -2 <= start - goal.end <= TIED // 2:
            return told or not Roles(speech.words, speech.languages).works
    return False


TIED = 16
"""Characters between a word of travel and where it leads."""


def _route(one: Told, way: Way, row: Sequence[Stop], speech: Speech) -> Route:
    first, last = min(stop.start for stop in way), max(stop.end for stop in way)
    written = speech.words.written
    span = written.span(first, last)
    return Route(
        origin=place_of(one.origin.mention) if one.origin else None,
        destination=place_of(one.goal.mention) if one.goal else None,
        via=tuple(place_of(stop.mention) for stop in one.via),
        raw=written.raw(span),
        span=span,
        means=tuple(_means(first, last, row, speech)),
    )


def _means(first: int, last: int, row: Sequence[Stop], speech: Speech) -> Iterator[Means]:
    """Those named between the stops before and behind the route; else those of its line, else
    those of the field."""
    text = speech.words.written.folded.text
    start, line = text.rfind("\n", 0, first) + 1, text.find("\n", last)
    end = len(text) if line < 0 else line
    at, behind = bisect_left(row, first, key=_BEGIN), bisect_left(row, last, key=_BEGIN)
    after = row[at - 1].end if at else 0
    until = row[behind].start if behind < len(row) else len(text)
    for stretch in ((first, min(end, until)), (max(start, after), min(end, until)), (start, end)):
        if found := tuple(speech.means(*stretch)):
            return iter(found)
    return speech.means(0, len(text))


_BEGIN = attrgetter("start")
