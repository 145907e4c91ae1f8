"""An ad in all places where it stood, put together for one look: family, members, links."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import chain, islice

from console.desk import Desk
from console.exits import Refused
from console.pictures import in_common
from index.base import Order
from index.query.tree import Term
from ledger.history.contacts import Spell, spells
from ledger.history.edits import Edit, edits
from ledger.history.life import Life, life
from ledger.history.numbers import Board, boards
from offers.family import JOINING, Decision, Family, Grade, Link
from offers.life import Event, Known, Version

EARLIEST = Order("first_seen", descending=False)
STRENGTH = {grade: number for number, grade in enumerate(Grade)}

LED = 100
"""Families that one may lead on to, one after the other."""

WORDS = frozenset({"title", "text"})
BOARDS_OWN = frozenset({"published", "valid until", "images"})
"""What an ad says; and when a board says that it did, and where it keeps pictures. What boards
label differs from one to the next though the ad is the same."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Member:
    """An ad of a family. `link` is the strongest that ties it to one seen before it; `differs` how
    it reads otherwise than the founder, labelled places and dates left aside."""

    known: Known
    versions: Sequence[Version]
    events: Sequence[Event]
    life: Life | None
    link: Link | None
    differs: tuple[Edit, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Kinfolk:
    """A family with its earliest members. `size` and `boards` are of all of them.
    `family` is `None` for an ad that is alone. `beyond` are links to ads of other families,
    `pictures` by the id of a link the addresses that both its ads state, `decisions` what was said
    of members."""

    id: str
    family: Family | None
    size: int
    boards: Sequence[Board]
    members: Sequence[Member]
    spells: Sequence[Spell]
    beyond: Sequence[Link]
    pictures: Mapping[str, tuple[str, ...]]
    decisions: Sequence[Decision]


def head(desk: Desk, start: str) -> str:
    """The id of the family that an offer is in, or an id that once was a family's leads to. A whole
    id or its beginning. Raises `Refused`, `Ambiguous`."""
    known = desk.store.index.get(start) if start else None
    if known is not None:
        return known.family or known.offer.id
    family = desk.store.families.family(start) if start else None
    for _ in range(LED):
        if family is None or family.leads_to is None:
            break
        family = desk.store.families.family(family.leads_to)
    if family is None or not family.size:
        raise Refused(
            f"no offer and no family has an id that begins with {start!r}; "
            "`offerwatch families list` shows the families"
        )
    return family.id


def gathered(desk: Desk, id: str, limit: int) -> Kinfolk:
    """A family by its id, with at most so many members."""
    walked = desk.store.index.walk(Term("family", id), EARLIEST)
    known = sorted(islice(walked, limit), key=lambda one: (one.first_seen, one.offer.id))
    if not known:
        raise Refused(f"nothing is left of the family {id}")
    stood = boards(chain(known, walked))
    ids = frozenset(one.offer.id for one in known)
    links = desk.store.families.links(ids)
    family = desk.store.families.family(id)
    members = list(_members(desk, known, links))
    beyond = [one for one in links if not ids.issuperset((one.one, one.other))]
    pictures = in_common(desk, (*beyond, *(one.link for one in members if one.link)))
    return Kinfolk(
        id=id,
        family=family,
        size=family.size if family else len(known),
        boards=stood,
        members=members,
        spells=spells((one.known, one.versions) for one in members),
        beyond=[one for one in beyond if one.grade is not Grade.IMAGE or one.id in pictures],
        pictures=pictures,
        decisions=[one for one in desk.store.families.decisions() if {one.one, one.other} & ids],
    )


def _members(desk: Desk, known: Sequence[Known], links: Sequence[Link]) -> Iterator[Member]:
    index = desk.store.index
    before: dict[str, Known] = {}
    for one in known:
        id_ = one.offer.id
        events = index.events(id_)
        yield Member(
            known=one,
            versions=index.versions(id_),
            events=events,
            life=life(events, index.sightings(id_)),
            link=_strongest(id_, before, links),
            differs=differing(known[0], one),
        )
        before[id_] = one


def _strongest(id: str, before: Mapping[str, Known], links: Sequence[Link]) -> Link | None:
    """What ties it most to one that was seen before."""
    ties = [
        link
        for link in links
        if link.grade in JOINING and id in {link.one, link.other} and other(link, id) in before
    ]
    return min(ties, key=lambda link: (STRENGTH[link.grade], -link.score, link.id), default=None)


def other(link: Link, id: str) -> str:
    """The offer at the other end of a link."""
    return link.other if link.one == id else link.one


def differing(founder: Known, member: Known) -> tuple[Edit, ...]:
    """How a member reads otherwise: words, and what was read from them."""
    return tuple(
        edit
        for edit in edits(founder.offer, member.offer)
        if edit.field in WORDS or (not edit.pieces and edit.field not in BOARDS_OWN)
    )
