"""What an ad offers: work, a journey, both, or neither."""

import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from offers.fact import Fact, FactKind
from offers.money import Money, Per, Role
from offers.offer import Kind, Speaker
from offers.place import Place, Route
from parsers.spoken import Spoken

CLEAR = 2
"""Points from which an ad says itself what it offers: one phrase that tells, or two that hint."""

BESIDE = 4
"""A word of passage makes an ad for work one for travel too, unless work has more than so many
times the points of travel: then it is about borders as a customs officer's is."""

APART = 4
"""Words between who takes on and whom, at most."""

_JOB = frozenset({FactKind.HOURS, FactKind.DAYS, FactKind.SHIFT, FactKind.DEDUCTION})
_TRAVEL = frozenset({FactKind.SEATS, FactKind.DEPARTURE, FactKind.DURATION})
_PAID = frozenset({Per.HOUR, Per.PIECE})
_WORD, _DASH = (
    re.compile(r"[^\W\d_]"),
    re.compile("[-\u2010-\u2015\u2190-\u21ff\u2794\u279c\u27a1>]"),
)
_SOUGHT = {"seeks": "job", "bare": "job", "wants": "passage", "pleads": "passage"}
"""What somebody is after who says so."""
_PROSE = frozenset({"title", "text"})
_NOTHING: frozenset[Kind] = frozenset()


@dataclass(frozen=True, slots=True)
class Told:
    """What is known of the kinds beside an ad's own words: what its page says to machines
    (JSON-LD), and what the operator says of the site."""

    stated: frozenset[Kind] = _NOTHING
    usual: frozenset[Kind] = _NOTHING


@dataclass(frozen=True, slots=True)
class Terms:
    """What was read of an ad and speaks for work or travel."""

    routes: Sequence[Route] = ()
    money: Sequence[Money] = ()
    facts: Sequence[Fact] = ()
    places: Sequence[Place] = ()


_ALONE, _WORDS = Told(), Terms()


@dataclass(frozen=True, slots=True)
class Points:
    """How much an ad speaks for each. `passage` is part of `travel`; `headed` where the title
    speaks of work and sells no journey: a driver's trips are not offered. `title` is its title."""

    job: int
    travel: int
    passage: int
    other: int
    headed: bool
    title: str = ""

    @classmethod
    def of(cls, fields: Sequence[Spoken]) -> "Points":
        """What the words alone say."""
        worded = Counter[str]()
        for about, weight in _worded(fields):
            worded[about] += weight
        going = worded["travel"] + worded["passage"]
        return cls(
            job=worded["job"] + worded["job?"] + (0 if going else worded["hired"]),
            travel=worded["travel"] + worded["travel?"] + worded["passage"],
            passage=worded["passage"],
            other=worded["other"] and worded["other"] + worded["other?"],
            headed=any(map(_headed, fields)),
            title=next((field.words.written.text for field in fields if field.titled), ""),
        )


def kinds(
    points: Points, heard: Speaker | None = None, told: Told = _ALONE, terms: Terms = _WORDS
) -> frozenset[Kind]:
    """What is offered, or sought by whoever seeks.

    What the page states always holds. Beside it comes what the ad clearly says: work, a journey,
    both, or something else that is sold, let or taught. Only an ad that says nothing clearly is
    what the operator says of its site. A report offers nothing.
    """
    if heard is Speaker.REPORTS:
        return told.stated
    said = _said(_with(points, terms))
    if said is None and heard is Speaker.SEEKS:
        said = _after(points, terms)
    return told.stated | (told.usual if said is None else said)


def _after(points: Points, terms: Terms) -> frozenset[Kind] | None:
    """What somebody is after who seeks and does not say it clearly: a way, where he names places
    and nothing of work."""
    if points.job > points.travel:
        return frozenset({Kind.JOB})
    return frozenset({Kind.TRAVEL}) if terms.places and not points.job else None


def _said(points: Points) -> frozenset[Kind] | None:
    """What an ad says of itself; `None` where that is not clear."""
    most = max(points.job, points.travel, points.other)
    if most < CLEAR:
        return None
    if points.passage and points.travel * BESIDE >= points.job:
        return frozenset({Kind.TRAVEL, Kind.JOB} if points.job >= CLEAR else {Kind.TRAVEL})
    if points.other == most:
        return None if points.other in {points.job, points.travel} else _NOTHING
    works = points.job >= (points.travel / BESIDE if points.headed else points.travel)
    return frozenset({Kind.JOB if works else Kind.TRAVEL})


def _worded(fields: Sequence[Spoken]) -> Iterator[tuple[str, int]]:
    """What each phrase speaks for, once, and how much; one more in the title."""
    told: dict[tuple[str, tuple[str, ...]], int] = {}
    for field in fields:
        for hit in field.about:
            key = (hit.phrase.says, hit.phrase.words)
            weight = (1 if key[0][-1] == "?" else 2) + field.titled
            told[key] = max(weight, told.get(key, 0))
        if takes_on(field):
            told["hired", ()] = CLEAR
        for hit in field.speaker:
            if about := _SOUGHT.get(hit.phrase.says):
                told[about, ()] = CLEAR
    return ((about, weight) for (about, _), weight in told.items())


def takes_on(field: Spoken) -> bool:
    """`We take twenty people`, `zwei Frauen gesucht`: who takes on and whom, a few words apart."""
    takes = [hit.start for hit in field.hired if hit.phrase.says == "takes"]
    people = [hit for hit in field.hired if hit.phrase.says == "people"]
    near = ((bisect_left(takes, hit.start - APART), hit.end + APART) for hit in people)
    return any(at < len(takes) and takes[at] <= last for at, last in near)


def _headed(field: Spoken) -> bool:
    says = {hit.phrase.says for hit in field.about} if field.titled else set()
    return not says.isdisjoint({"job", "job?"}) and "travel" not in says


def _with(points: Points, terms: Terms) -> Points:
    """Points for work and for travel from what was read: pay and hours, a way and its price. What
    a labelled price is follows from the site's kinds and says nothing about the ad's."""
    stated = {fact.kind for fact in terms.facts}
    prose = [amount for amount in terms.money if amount.span.field in _PROSE]
    roles, per = {one.role for one in prose}, {one.per for one in prose}
    job = 2 * (Role.PAY in roles) + 2 * bool(stated & _JOB) + bool(per & _PAID)
    travel = 2 * (Role.FARE in roles) + bool(stated & _TRAVEL) + _way(terms, per)
    if not (points.job or points.other or job):
        travel += _way(terms, set()) > 0  # a way from here to there, and no word of anything else
    if _ends(points.title, terms.places):
        travel += CLEAR
    return replace(points, job=points.job + job, travel=points.travel + travel)


def _way(terms: Terms, per: set[Per | None]) -> int:
    """A route with both ends, more where it is the title and has a price."""
    ways = [route for route in terms.routes if route.origin and route.destination]
    titled = any(route.span.field == "title" for route in ways)
    priced = titled and any(amount.role is None for amount in terms.money)
    return 1 + titled + priced + (Per.PERSON in per) if ways else 0


def _ends(title: str, places: Sequence[Place]) -> bool:
    """A title that names two places and a dash between them, or three, and besides a number at
    most."""
    spans = sorted((one.span.start, one.span.end) for one in places if one.span.field == "title")
    between, left = [], 0
    for start, end in spans:
        between.append(title[left:start])
        left = max(left, end)
    if len(between) < 2 or any(_WORD.search(part) for part in (*between, title[left:])):
        return False
    return len(between) > 2 or any(_DASH.search(part) for part in between[1:])
