"""What an ad offers: work, a journey, both, or neither."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from offers.fact import Fact, FactKind
from offers.money import Money, Per, Role
from offers.offer import Kind, Speaker
from offers.place import Route
from parsers.spoken import Spoken

CLEAR = 2
"""Points from which an ad says itself what it offers: one phrase that tells, or two that hint."""

BESIDE = 4
"""A word of passage makes an ad for work one for travel too, unless work has more than so many
times the points of travel: then it is about borders as a customs officer's is."""

_JOB = frozenset({FactKind.HOURS, FactKind.DAYS, FactKind.SHIFT, FactKind.DEDUCTION})
_TRAVEL = frozenset({FactKind.SEATS, FactKind.DEPARTURE, FactKind.DURATION})
_PAID = frozenset({Per.HOUR, Per.PIECE})
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


_ALONE, _WORDS = Told(), Terms()


@dataclass(frozen=True, slots=True)
class _Points:
    """How much speaks for each. `passage` is part of `travel`."""

    job: int
    travel: int
    passage: int
    other: int


def kinds(
    fields: Sequence[Spoken],
    heard: Speaker | None = None,
    told: Told = _ALONE,
    terms: Terms = _WORDS,
) -> frozenset[Kind]:
    """What is offered, or sought by whoever seeks.

    What the page states always holds. Beside it comes what the ad clearly says: work, a journey,
    both, or something else that is sold, let or taught. Only an ad that says nothing clearly is
    what the operator says of its site. A report offers nothing.
    """
    if heard is Speaker.REPORTS:
        return told.stated
    said = _said(_points(fields, terms))
    return told.stated | (told.usual if said is None else said)


def _said(points: _Points) -> frozenset[Kind] | None:
    """What an ad says of itself; `None` where that is not clear."""
    most = max(points.job, points.travel, points.other)
    if most < CLEAR:
        return None
    if points.passage and points.travel * BESIDE >= points.job:
        return frozenset({Kind.TRAVEL, Kind.JOB} if points.job >= CLEAR else {Kind.TRAVEL})
    if points.other == most:
        return None if points.other in {points.job, points.travel} else _NOTHING
    return frozenset({Kind.JOB if points.job >= points.travel else Kind.TRAVEL})


def _points(fields: Sequence[Spoken], terms: Terms) -> _Points:
    worded = {"job": 0, "travel": 0, "passage": 0, "other": 0}
    for about, weight in _worded(fields):
        worded[about] += weight
    job, travel = _structure(terms)
    return _Points(
        job=worded["job"] + job,
        travel=worded["travel"] + worded["passage"] + travel,
        passage=worded["passage"],
        other=worded["other"],
    )


def _worded(fields: Sequence[Spoken]) -> Iterable[tuple[str, int]]:
    """What each phrase speaks for, once, and how much; one more in the title."""
    told: dict[tuple[str, tuple[str, ...]], int] = {}
    for field in fields:
        for hit in field.about:
            weight = (1 if hit.phrase.says[-1] == "?" else 2) + field.titled
            key = (hit.phrase.says.rstrip("?"), hit.phrase.words)
            told[key] = max(weight, told.get(key, 0))
        for hit in field.speaker:
            if about := _SOUGHT.get(hit.phrase.says):
                told[about, ()] = CLEAR
    return ((about, weight) for (about, _), weight in told.items())


_SOUGHT = {"seeks": "job", "bare": "job", "wants": "passage", "pleads": "passage"}


def _structure(terms: Terms) -> tuple[int, int]:
    """Points for work and for travel from what was read: pay and hours, a way and its price. What
    a labelled price is follows from the site's kinds and says nothing about the ad's."""
    stated = {fact.kind for fact in terms.facts}
    prose = [amount for amount in terms.money if amount.span.field in _PROSE]
    roles = {amount.role for amount in prose}
    per = {amount.per for amount in prose}
    job = 2 * (Role.PAY in roles) + 2 * bool(stated & _JOB) + bool(per & _PAID)
    travel = 2 * (Role.FARE in roles) + bool(stated & _TRAVEL)
    if any(route.origin and route.destination for route in terms.routes):
        titled = any(route.span.field == "title" for route in terms.routes)
        priced = any(amount.role is None for amount in terms.money)
        travel += 1 + titled + (priced and titled) + (Per.PERSON in per)
    return job, travel
