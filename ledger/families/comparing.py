"""Prints of the same tables are compared, hubs left aside, and links made of what is found."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime

from ledger.families.neighbours import told, worth
from ledger.families.partition import STRENGTH, Tie
from offers.family import JOINING, Breadth, Link, Print, Ruling, Tables
from offers.life import Known
from parsers.likeness import (
    ALIKE,
    FEW_ALIKE,
    KNOWN_ALIKE,
    METHOD,
    PART_ALIKE,
    PLAIN_SHARE,
    Likeness,
    compare,
)
from parsers.rarity import rarity, weight

LEAST_ALIKE = min(ALIKE, KNOWN_ALIKE, PART_ALIKE)
"""No rule for words takes two ads for alike that have less of theirs in common."""

PLAIN_ALIKE = KNOWN_ALIKE
"""The same of two of which one is brief, if the words that differ stand in many ads; if they do
not, and no contact is in common, it takes `FEW_ALIKE`."""

PLAIN = weight(PLAIN_SHARE)

RULED = Breadth(offers=0, sites=0, families=0, countries=0)
"""Stands for the breadth of a hub that somebody named and nobody counted."""


def ruled(tables: Tables, rulings: Iterable[Ruling]) -> Tables:
    """The tables with the hubs as people see them: who was named a hub is one, who was named none
    is none."""
    hubs = dict(tables.hubs)
    for ruling in rulings:
        if ruling.hub:
            hubs.setdefault(ruling.contact, RULED)
        else:
            hubs.pop(ruling.contact, None)
    return replace(tables, hubs=hubs)


@dataclass(frozen=True, slots=True)
class Found:
    """Two prints that are alike; the later is `other`."""

    one: Print
    other: Print
    likeness: Likeness

    @property
    def joins(self) -> bool:
        return self.likeness.grade in JOINING

    @property
    def tie(self) -> Tie:
        return Tie(self.one.offer, self.other.offer, self.likeness.grade, self.likeness.score)

    @property
    def strength(self) -> tuple[int, float, datetime, str]:
        """Sorts the strongest first, and of equals the one with the earlier offer."""
        grade = STRENGTH[self.likeness.grade]
        return grade, -self.likeness.score, self.one.first_seen, self.one.offer

    def link(self, at: datetime) -> Link:
        one, other = sorted((self.one.offer, self.other.offer))
        return Link(
            one=one,
            other=other,
            grade=self.likeness.grade,
            relation=self.likeness.relation,
            score=self.likeness.score,
            why=self.likeness.why,
            at=at,
            method=f"{METHOD}, tables {self.one.tables}",
        )


@dataclass(frozen=True, slots=True)
class Comparer:
    """`tables` are as ruled: what stands in their `hubs` joins nothing."""

    tables: Tables
    _hubs: frozenset[str] = field(init=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "_hubs", frozenset(self.tables.hubs))

    def bare(self, one: Print) -> Print:
        """The print without hubs: what others are looked for by."""
        if self._hubs.isdisjoint((*one.contacts, *one.stems, *one.images)):
            return one
        return replace(
            one,
            contacts=self._left(one.contacts),
            stems=self._left(one.stems),
            images=self._left(one.images),
        )

    def _left(self, keys: Sequence[str]) -> tuple[str, ...]:
        return tuple(key for key in keys if key not in self._hubs)

    def compare(self, one: Print, other: Print, gone: datetime | None = None) -> Found | None:
        """How two bare prints are alike, in whatever order. `gone` is when the one that was seen
        first was gone, if it was."""
        if not worth(one, other) or not self._may_be_alike(one, other):
            return None
        earlier, later = sorted((one, other), key=seen)
        likeness = compare(earlier, later, self.tables, gone)
        return Found(earlier, later, likeness) if likeness else None

    def _may_be_alike(self, one: Print, other: Print) -> bool:
        """Whether it is worth to weigh their words: with too few in common, only a mark makes two
        ads alike."""
        mine, theirs = set(one.words), set(other.words)
        every = len(mine | theirs)
        share = len(mine & theirs) / every if every else 1.0
        if share >= FEW_ALIKE:
            return True
        if one.brief or other.brief:
            enough = share >= PLAIN_ALIKE and self._plain(mine ^ theirs)
        else:
            enough = share >= LEAST_ALIKE
        return enough or told(one, other) > 0

    def _plain(self, words: Iterable[int]) -> bool:
        known = rarity(self.tables)
        return all(known.weight(word) <= PLAIN for word in words)

    def dated(self, found: Found, known: Mapping[str, Known]) -> Found:
        """With what follows from when the earlier one was gone; `known` has it, if it is known."""
        earlier = known.get(found.one.offer)
        if earlier is None or earlier.gone_since is None:
            return found
        return self.compare(found.one, found.other, earlier.gone_since) or found


def seen(one: Print) -> tuple[datetime, str]:
    """Sorts prints by when their offers were first seen, ties broken by id."""
    return one.first_seen, one.offer
