"""Whether two ads are alike, in which grade, and what the later is to the earlier: from prints.

`print_of` makes prints (`parsers.prints`); `compare` is pure and, in grade and score, symmetric.
"""

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta

from offers.family import Grade, Print, Relation, Tables
from parsers.fold import tokens
from parsers.prints import Keyed, print_of
from parsers.rarity import Rarity, rarity, weight

__all__ = ["METHOD", "Keyed", "Likeness", "compare", "differing", "print_of"]

METHOD = "words-1"
"""What links name as their method; changes with every rule of this module and of prints."""

ALIKE, WEIGHED = 0.58, 0.40
"""Shares of words in common, of all that either ad has: plain, and weighed by rarity. Measured by
`bench.families`."""

FEW, MANY = 13, 22
"""Words of the shorter ad: with `MANY` the shares above are enough, with `FEW` or less, or where
hardly a word is rare, those below are needed, and in between the needed shares fall evenly."""

FEW_ALIKE, FEW_WEIGHED, LEAST_WORDS = 0.85, 0.75, 6
"""One word for another in an ad of a dozen may be another job: so much has to be the same, and so
many words in common."""

KNOWN_ALIKE, KNOWN_WORDS = 0.65, 4
"""The same of two ads that have a contact in common that is no hub."""

PLAIN_SHARE = 0.05
"""Words in more than this share of ads say nothing of their own: ads of few words that differ in
such words alone need only be as like as if they had a contact in common."""

HELD, PART_ALIKE, PART = 0.92, 0.45, 0.75
"""One ad is a part of another if that has so much of its weight, they are alike so far, and it has
at most this share of the other's words."""

LATER = timedelta(days=21)
"""An ad that comes again after so long is a repost."""

REWRITTEN, TRANSLATED_PLACES = 0.5, 2
"""The score of ads in different languages, and how many places they must name."""

DIFFERENT = 12
"""Words that differ which are told of two ads."""

_PLAIN = weight(PLAIN_SHARE)

COUNTRY = "country:"
"""How ids of whole countries begin; all others are places of which two cannot be one."""


@dataclass(frozen=True, slots=True)
class Likeness:
    """`score` is from 0 to 1; `why` says on what it rests: `words .87 of all, .80 by rarity`."""

    grade: Grade
    relation: Relation
    score: float
    why: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class _Shared:
    """What two ads have in common."""

    words: int
    few: int
    """Words of the shorter."""
    alike: float
    weighed: float
    held: float
    """The weight that they share, of the weight of the lighter."""
    size: float
    """The words of the shorter, of those of the longer."""
    contacts: frozenset[str]
    plain: bool
    """Whether the words that only one of them has all stand in many ads."""


def compare(
    earlier: Print, later: Print, tables: Tables, earlier_gone: datetime | None = None
) -> Likeness | None:
    """How the later ad is like the earlier; `None` if it is not. Both prints are of these tables.

    `earlier_gone` is when the earlier was gone, if it was.
    """
    known = frozenset(earlier.contacts) & frozenset(later.contacts) - tables.hubs.keys()
    shared = _shared(earlier, later, known, rarity(tables))
    found = _graded(earlier, later, shared, tables.hubs.keys())
    if found is None:
        return None
    grade, score, why = found
    relation = _relation(earlier, later, shared, earlier_gone)
    return Likeness(grade, relation, round(score, 4), why)


def _graded(
    one: Print, other: Print, shared: _Shared, hubs: Collection[str]
) -> tuple[Grade, float, tuple[str, ...]] | None:
    """The strongest grade that holds, with its score and reason."""
    if one.exact and one.exact == other.exact:
        return Grade.IDENTICAL, 1.0, ("the same words",)
    if _is_near(one, other, shared):
        return Grade.NEAR, (shared.alike + shared.weighed) / 2, _in_words(shared)
    if shared.contacts and _is_rewritten(one, other):
        return Grade.REWRITTEN, REWRITTEN, ("another language; same contact, places and amounts",)
    for grade, mine, theirs in (
        (Grade.CONTACT, one.contacts, other.contacts),
        (Grade.STEM, one.stems, other.stems),
        (Grade.IMAGE, one.images, other.images),
    ):
        common = set(mine) & set(theirs) - set(hubs)
        if common:
            share = len(common) / len(set(mine) | set(theirs))
            return grade, share, (f"{grade}: {len(common)} in common",)
    return None


def _in_words(shared: _Shared) -> tuple[str, ...]:
    said = f"words: {shared.alike:.0%} in common, {shared.weighed:.0%} by rarity"
    return (said, "same contact") if shared.contacts else (said,)


def _shared(one: Print, other: Print, contacts: frozenset[str], known: Rarity) -> _Shared:
    mine, theirs = set(one.words), set(other.words)
    common = mine & theirs
    weight = sum(map(known.weight, common))
    own = weight + sum(map(known.weight, mine - common))
    others = weight + sum(map(known.weight, theirs - common))
    shorter, longer = sorted((len(mine), len(theirs)))
    return _Shared(
        words=len(common),
        few=shorter,
        alike=_share(len(common), shorter + longer - len(common)),
        weighed=_share(weight, own + others - weight),
        held=_share(weight, min(own, others)),
        size=_share(shorter, longer),
        contacts=contacts,
        plain=all(known.weight(word) <= _PLAIN for word in mine ^ theirs),
    )


def _share(some: float, every: float) -> float:
    return some / every if every else 0.0


def _is_near(one: Print, other: Print, shared: _Shared) -> bool:
    """The fewer words there are, the more of them must be the same, or a contact is."""
    some = one.brief or other.brief
    few = 1.0 if some else min(1.0, max(0.0, (MANY - shared.few) / (MANY - FEW)))
    if few and (shared.contacts or (shared.plain and shared.words >= LEAST_WORDS)):
        alike, weighed, least = KNOWN_ALIKE if some else ALIKE, WEIGHED, KNOWN_WORDS
    else:
        alike = ALIKE + few * (FEW_ALIKE - ALIKE)
        weighed = WEIGHED + few * (FEW_WEIGHED - WEIGHED)
        least = LEAST_WORDS
    if shared.words >= least and shared.alike >= alike and shared.weighed >= weighed:
        return True
    return not some and _is_part(shared)


def _is_part(shared: _Shared) -> bool:
    return shared.held >= HELD and shared.alike >= PART_ALIKE and shared.size <= PART


def _is_rewritten(one: Print, other: Print) -> bool:
    """The same ad in another language: it says where and for how much in figures and names."""
    if not one.language or not other.language or one.language == other.language:
        return False
    return (
        one.kinds == other.kinds
        and len(one.places) >= TRANSLATED_PLACES
        and one.places == other.places
        and bool(one.amounts)
        and one.amounts == other.amounts
    )


def _relation(
    earlier: Print, later: Print, shared: _Shared, earlier_gone: datetime | None
) -> Relation:
    """Another city is another job; what comes after the earlier was gone is a repost."""
    mine, theirs = _cities(earlier), _cities(later)
    if mine and theirs and mine.isdisjoint(theirs):
        return Relation.TEMPLATE
    gone = earlier_gone is not None and earlier_gone <= later.first_seen
    if gone or abs(later.first_seen - earlier.first_seen) >= LATER:
        return Relation.REPOST
    return Relation.PARTIAL if _is_part(shared) else Relation.SAME


def _cities(one: Print) -> set[str]:
    return {place for place in one.places if not place.startswith(COUNTRY)}


def differing(text: str, other: str) -> tuple[str, ...]:
    """Words that only one of two texts has, as `-left` and `+new`, in their order, the first
    `DIFFERENT` of each; for people to see what was changed."""
    mine, theirs = tokens(text), tokens(other)
    return (*_only(mine, set(theirs), "-"), *_only(theirs, set(mine), "+"))


def _only(words: Collection[str], elsewhere: Collection[str], sign: str) -> Iterator[str]:
    found = dict.fromkeys(word for word in words if word not in elsewhere)
    yield from (sign + word for word in list(found)[:DIFFERENT])
