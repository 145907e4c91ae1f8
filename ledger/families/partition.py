"""Which offers are one family: a function of when they were first seen, of what ties them and of
what people decided. Nothing else counts, the order of arrival least of all.

A base is all that ties and decisions "the same" connect. Where nobody said "not the same" of two
of its offers, it is one family. Else it is put together anew, the decisions "the same" first and
then the strongest ties, and a tie is left out if it would bring two together that are not the
same. Base and family bear the id of their founder: who was seen first, the smaller id of two.
"""

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime

from ledger.families.parts import Guarded, Parts
from offers.family import Decision, Grade

STRENGTH = {grade: number for number, grade in enumerate(Grade)}
"""The strongest grade first."""

Pair = tuple[str, str]


@dataclass(frozen=True, slots=True)
class Tie:
    """Two offers that are alike so much that they belong together."""

    one: str
    other: str
    grade: Grade
    score: float


@dataclass(frozen=True, slots=True)
class Place:
    """Where an offer belongs."""

    base: str
    family: str


def placed(
    born: Mapping[str, datetime], ties: Collection[Tie], decisions: Iterable[Decision]
) -> dict[str, Place]:
    """Where each offer belongs. `born` says when each was first seen; ties and decisions of others
    do not count. Of decisions about the same two the newest does."""
    same, apart = _decided(decisions, born)
    held = [tie for tie in ties if tie.one in born and tie.other in born]
    bases = Parts()
    for one, other in (*same, *((tie.one, tie.other) for tie in held)):
        bases.join(one, other)
    bound = [pair for pair in apart if bases.together(*pair)]
    families = _families(same, held, bound) if bound else bases
    founders = _founders(born, bases)
    heads = _founders(born, families) if bound else founders
    return {offer: Place(founders[offer], heads[offer]) for offer in born}


def _decided(
    decisions: Iterable[Decision], known: Collection[str]
) -> tuple[list[Pair], list[Pair]]:
    """Who is the same, and who is not, by ids."""
    newest: dict[str, Decision] = {}
    for one in decisions:
        if one.id not in newest or newest[one.id].at <= one.at:
            newest[one.id] = one
    held = [one for one in newest.values() if one.one in known and one.other in known]
    pairs = sorted((one.same, pair(one.one, one.other)) for one in held if one.one != one.other)
    return [both for same, both in pairs if same], [both for same, both in pairs if not same]


def pair(one: str, other: str) -> Pair:
    """Both, the smaller id first."""
    return (one, other) if one < other else (other, one)


def _families(same: Iterable[Pair], ties: Iterable[Tie], apart: Iterable[Pair]) -> Guarded:
    families = Guarded(apart)
    for one, other in same:
        families.join(one, other)
    for _, _, (one, other) in sorted(map(_order, ties)):
        families.join(one, other)
    return families


def _order(tie: Tie) -> tuple[int, float, Pair]:
    return STRENGTH[tie.grade], -tie.score, pair(tie.one, tie.other)


def _founders(born: Mapping[str, datetime], parts: Parts | Guarded) -> dict[str, str]:
    first: dict[str, str] = {}
    for offer in oldest_first(born):
        first.setdefault(parts.root(offer), offer)
    return {offer: first[parts.root(offer)] for offer in born}


def oldest_first(born: Mapping[str, datetime]) -> Iterator[str]:
    """Offers in the order in which they were first seen, ties broken by id."""
    yield from sorted(born, key=lambda offer: (born[offer], offer))
