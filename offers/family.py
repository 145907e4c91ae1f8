"""Which ads are the same ad: prints, links, decisions and the families that follow from them."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum

from offers.ids import derive


class Grade(StrEnum):
    """How two offers are alike, the strongest first. `rewritten` is the same ad in other words or
    another language, told by a contact and by what it offers; `stem` are handles that differ in
    what one changes when a handle was blocked (`crossing_eu`, `crossing.eu1`)."""

    IDENTICAL = "identical"
    NEAR = "near"
    REWRITTEN = "rewritten"
    CONTACT = "contact"
    STEM = "stem"
    IMAGE = "image"


JOINING = frozenset({Grade.IDENTICAL, Grade.NEAR})
"""Grades that make one family of two offers. The others tell who may stand behind several."""


class Relation(StrEnum):
    """What the later of two like offers is to the earlier: the `same` ad in another place or under
    another number, a `partial` one that leaves out or adds a part, a `repost` after the earlier
    was gone, or another ad of one `template`, for another place."""

    SAME = "same"
    PARTIAL = "partial"
    REPOST = "repost"
    TEMPLATE = "template"


@dataclass(frozen=True, slots=True, kw_only=True)
class Print:
    """What tells whether an offer in one version is like another, made with one set of tables.

    `exact` is the digest of its folded words. `keys` are hashes of its rarest words (63 bits,
    salted with the tables, the rarest first), `words` of all of its words (32 bits, distinct and
    sorted). `brief`: too short for rare words to tell, so that a stricter rule holds. `contacts`
    and `stems` are contact keys: HMACs, so that nobody reads a number here. `places` are ids of
    spots, `amounts` as in "2500 EUR"; `images` are keys of addresses, made like those of contacts.
    """

    offer: str
    version: str
    tables: str
    site: str
    first_seen: datetime
    exact: str | None = None
    keys: tuple[int, ...] = ()
    words: tuple[int, ...] = ()
    brief: bool = False
    language: str | None = None
    kinds: tuple[str, ...] = ()
    places: tuple[str, ...] = ()
    amounts: tuple[str, ...] = ()
    contacts: tuple[str, ...] = ()
    stems: tuple[str, ...] = ()
    images: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Kin:
    """An offer's place among all: `family` is the id of its family; `base` of all that links
    connect, which decisions may have parted into several families. A family's id is the id of
    its founder: the member that was seen first, ties broken by id."""

    print: Print
    base: str
    family: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Link:
    """Two offers are alike: a stored fact. `one` is the smaller id; `score` from 0 to 1; `why`
    says in a few words on what it rests; `at` is when it was found, by which `method`."""

    one: str
    other: str
    grade: Grade
    relation: Relation
    score: float
    why: tuple[str, ...]
    at: datetime
    method: str

    @property
    def id(self) -> str:
        return derive("link", self.one, self.other, self.grade)

    @property
    def joins(self) -> bool:
        return self.grade in JOINING


@dataclass(frozen=True, slots=True, kw_only=True)
class Decision:
    """What an analyst said of two offers, whatever their texts: the same, or not the same. The
    newest of two offers counts."""

    one: str
    other: str
    same: bool
    at: datetime
    actor: str
    reason: str = ""

    @property
    def id(self) -> str:
        return derive("decision", *sorted((self.one, self.other)))


@dataclass(frozen=True, slots=True, kw_only=True)
class Ruling:
    """What an analyst said of a contact, by its key: that it is a hub, or that it is none."""

    contact: str
    hub: bool
    at: datetime
    actor: str
    reason: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Family:
    """One ad in one or several places; what a list of families shows of it, in one document.

    `last_seen` is as of when the family last changed: sightings do not write it, so its ads may
    have been seen since. `leads_to` is set where the id is no family's any more: there its founder
    is found today, or what is left of the family.
    """

    id: str
    base: str
    size: int
    sites: tuple[str, ...]
    first_seen: datetime
    last_seen: datetime
    title: str | None = None
    kinds: tuple[str, ...] = ()
    languages: tuple[str, ...] = ()
    countries: tuple[str, ...] = ()
    leads_to: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Arrival:
    """What was known when an offer came: the offer seen before that is most like it, where and
    when that was seen, and whether the contacts are others now."""

    earlier: str
    site: str
    seen: datetime
    grade: Grade
    relation: Relation
    other_contacts: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Breadth:
    """On how many offers, sites, families and countries a contact stands."""

    offers: int
    sites: int
    families: int
    countries: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Tables:
    """What prints are made with, frozen: another set is another epoch.

    `frequent` tells by language in how many of `counted` ads of that language a word stands
    (words of very few ads are left out); `lines` by site the folded lines that it repeats on its
    ads; `hubs` by contact key the breadth of contacts that join nothing.
    """

    id: str
    made: datetime
    offers: int = 0
    counted: Mapping[str, int] = field(default_factory=dict)
    frequent: Mapping[str, Mapping[str, int]] = field(default_factory=dict)
    lines: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    hubs: Mapping[str, Breadth] = field(default_factory=dict)
