"""Prints, links and families made by hand or at random, and what a home must answer about them."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import timedelta
from itertools import combinations
from random import Random

from index.base import StoreError
from index.families import Families
from offers.family import (
    Breadth,
    Decision,
    Family,
    Grade,
    Kin,
    Link,
    Print,
    Relation,
    Ruling,
    Tables,
)
from tests.index.making import MONDAY, offer

IDS = [offer(str(number)).id for number in range(8)]
"""Offers that are like each other, or not."""

TABLES = ("start", "second", "third")
KEYS = (0, 1, 2, 3, (1 << 63) - 1 - 4, 1 << 46, (1 << 46) + 1, (1 << 63) - 1)
"""Some of which a home would take for one another that tells keys apart by less than 47 bits."""


def printed(id_: str, tables: str = "start", **more: object) -> Print:
    made = Print(offer=id_, version=f"v-{id_}", tables=tables, site="bazaar", first_seen=MONDAY)
    return replace(made, **more)  # type: ignore[arg-type]


def alone(of: Print) -> Kin:
    return Kin(print=of, base=of.offer, family=of.offer)


def linked(one: str, other: str, grade: Grade = Grade.NEAR, score: float = 0.75) -> Link:
    one, other = sorted((one, other))
    return Link(
        one=one,
        other=other,
        grade=grade,
        relation=Relation.SAME,
        score=score,
        why=("Straße", "签证"),
        at=MONDAY,
        method="test",
    )


def family(id_: str, size: int = 2, **more: object) -> Family:
    made = Family(
        id=id_,
        base=id_,
        size=size,
        sites=("bazaar",),
        first_seen=MONDAY,
        last_seen=MONDAY,
        title=f"title of {id_}",
    )
    return replace(made, **more)  # type: ignore[arg-type]


def made_tables(id_: str, offers: int = 0) -> Tables:
    return Tables(
        id=id_,
        made=MONDAY,
        offers=offers,
        counted={"uk": 3},
        frequent={"uk": {"віза": 2, "": 1}},
        lines={"bazaar": ("call us", "@")},
        hubs={"key": Breadth(offers=9, sites=4, families=8, countries=1)},
    )


def decided(one: str, other: str, *, same: bool, minutes: int = 0) -> Decision:
    at = MONDAY + timedelta(minutes=minutes)
    return Decision(one=one, other=other, same=same, at=at, actor="anna", reason="seen both")


def begin(families: Families, id_: str = "start") -> None:
    """Tables under which offers can be entered."""
    families.add_tables(made_tables(id_))
    families.use_tables(id_)


def some_print(random: Random, id_: str, tables: str) -> Print:
    def few(values: Sequence[str]) -> tuple[str, ...]:
        return tuple(random.sample(values, random.choice([0, 0, 1, 2])))

    return printed(
        id_,
        tables,
        exact=random.choice([None, None, "x", "y"]),
        keys=tuple(random.sample(KEYS, random.randint(0, 4))),
        words=tuple(sorted(random.sample((0, 1, 77, 2**32 - 1), random.randint(0, 3)))),
        brief=random.choice([False, True]),
        language=random.choice([None, "uk"]),
        kinds=few(("job", "travel")),
        places=few(("geonames:1", "geonames:2")),
        amounts=few(("2500 EUR", "1 UAH")),
        contacts=few(("x", "y", "z")),
        stems=few(("x", "y", "z")),
        images=few(("x", "y", "z")),
    )


@dataclass(slots=True)
class Oracle:
    """What a home must answer, kept as plainly as can be: everything is compared with
    everything. `hidden` are offers that were sealed or erased."""

    entered: dict[tuple[str, str], Kin] = field(default_factory=dict)
    linked: dict[str, Link] = field(default_factory=dict)
    grouped: dict[str, Family] = field(default_factory=dict)
    said: dict[str, Decision] = field(default_factory=dict)
    ruled: dict[str, Ruling] = field(default_factory=dict)
    epochs: dict[str, Tables] = field(default_factory=dict)
    current: str | None = None
    hidden: set[str] = field(default_factory=set)

    def kin(self, offers: Collection[str]) -> Mapping[str, Kin]:
        found = {offer: self.entered.get((self.current or "", offer)) for offer in offers}
        return {offer: kin for offer, kin in found.items() if kin}

    def alike(
        self, prints: Sequence[Print], most: int | None = None, base: str | None = None
    ) -> Mapping[str, Sequence[Kin]]:
        return {one.offer: [*self._alike(one, most, base)] for one in prints}

    def _alike(self, one: Print, most: int | None, base: str | None) -> Iterator[Kin]:
        found = [
            kin
            for kin in self.entered.values()
            if may_be_like(one, kin.print) and base in (None, kin.base)
        ]
        found.sort(key=lambda kin: (-in_common(one, kin.print), kin.print.offer))
        for kin in sorted(found, key=lambda kin: kin.print.offer):
            of_base = [other for other in found if other.base == kin.base]
            if most is None or of_base.index(kin) < most:
                yield kin

    def of_bases(self, bases: Collection[str]) -> Sequence[Kin]:
        now = [kin for (tables, _), kin in self.entered.items() if tables == self.current]
        found = [kin for kin in now if kin.base in bases]
        return sorted(found, key=lambda kin: kin.print.offer)

    def links(self, offers: Collection[str]) -> Sequence[Link]:
        found = [one for one in self.linked.values() if {one.one, one.other} & {*offers}]
        return sorted(found, key=lambda one: one.id)

    def enter(
        self,
        kin: Sequence[Kin] = (),
        links: Sequence[Link] = (),
        families: Sequence[Family] = (),
        retracted: Collection[str] = (),
    ) -> None:
        for id_ in retracted:
            self.linked.pop(id_, None)
        for link in links:
            if not {link.one, link.other} & self.hidden:
                self.linked[link.id] = link
        for one in kin:
            if one.print.offer not in self.hidden:
                self.entered[one.print.tables, one.print.offer] = one
        for group in families:
            title = None if group.id in self.hidden else group.title
            self.grouped[group.id] = replace(group, title=title)

    def drop(self, offers: Collection[str]) -> None:
        self.entered = {key: kin for key, kin in self.entered.items() if key[1] not in offers}
        for link in self.links(offers):
            del self.linked[link.id]

    def hide(self, id_: str) -> None:
        """What sealing or erasing does."""
        families = {kin.family for (_, offer), kin in self.entered.items() if offer == id_}
        for group in (families | {id_}) & {*self.grouped}:
            self.grouped[group] = replace(self.grouped[group], title=None)
        self.drop([id_])
        self.said = {key: one for key, one in self.said.items() if id_ not in (one.one, one.other)}
        self.hidden.add(id_)

    def family(self, start: str) -> Family | None:
        return self.grouped.get(start)

    def families(
        self, *, least: int = 2, limit: int = 50, after: str | None = None
    ) -> Sequence[Family]:
        found = [one for one in self.grouped.values() if one.size >= least and not one.leads_to]
        found.sort(key=lambda one: (-one.size, one.id))
        if after:
            last = (-self.grouped[after].size, after)
            found = [one for one in found if (-one.size, one.id) > last]
        return found[:limit]

    def decide(self, decision: Decision) -> None:
        if not {decision.one, decision.other} & self.hidden:
            self.said[decision.id] = decision

    def decisions(self) -> Sequence[Decision]:
        return sorted(self.said.values(), key=lambda one: (one.at, one.id))

    def rule(self, ruling: Ruling) -> None:
        self.ruled[ruling.contact] = ruling

    def unrule(self, contact: str) -> None:
        self.ruled.pop(contact, None)

    def rulings(self) -> Sequence[Ruling]:
        return sorted(self.ruled.values(), key=lambda one: (one.at, one.contact))

    def tables(self) -> Tables | None:
        return self.epochs[self.current] if self.current else None

    def add_tables(self, tables: Tables) -> None:
        self.epochs[tables.id] = tables

    def use_tables(self, id: str) -> None:
        if id not in self.epochs:
            raise StoreError(id)
        self.current, self.epochs = id, {id: self.epochs[id]}
        self.entered = {key: kin for key, kin in self.entered.items() if key[0] == id}


def may_be_like(one: Print, other: Print) -> bool:
    """In the words of the protocol."""
    if one.offer == other.offer or one.tables != other.tables:
        return False
    return in_common(one, other) >= 2


def in_common(one: Print, other: Print) -> int:
    """Each key counts once, all else twice."""
    told = (
        {one.exact} & {other.exact} - {None},
        {*one.contacts} & {*other.contacts},
        {*one.stems} & {*other.stems},
        {*one.images} & {*other.images},
    )
    return len({*one.keys} & {*other.keys}) + 2 * sum(len([*some]) for some in told)


Both = tuple[Families, Families]
"""A home and the oracle: what is done to the one is done to the other."""


def act(both: Both, random: Random) -> None:
    """One thing that a writer does."""
    random.choice(ACTS)(both, random)


def _enter(both: Both, random: Random) -> None:
    """Under tables that there are, the same offer once at most."""
    known = _known_tables(both)
    if not known:
        return
    ids = random.sample(IDS, random.randint(0, 4))
    kin = [
        Kin(
            print=some_print(random, id_, random.choice(known)),
            base=random.choice(IDS[:3]),
            family=random.choice(IDS[:3]),
        )
        for id_ in ids
    ]
    pairs = random.sample([*combinations(ids, 2)], min(2, len(ids) // 2))
    links = [linked(*pair, random.choice([*Grade]), random.random()) for pair in pairs]
    families = [
        family(id_, random.randint(1, 3), leads_to=random.choice([None, None, IDS[0]]))
        for id_ in ids[:2]
    ]
    for one in both:
        one.enter(kin, links, families)


def _known_tables(both: Both) -> list[str]:
    _, oracle = both
    assert isinstance(oracle, Oracle)
    return sorted(oracle.epochs)


def _move(both: Both, random: Random) -> None:
    """What is there already is told to be in another base and family."""
    _, oracle = both
    moved = [
        replace(kin, base=random.choice(IDS), family=random.choice(IDS))
        for kin in oracle.kin(random.sample(IDS, 3)).values()
    ]
    for one in both:
        one.enter(moved)


def _retract(both: Both, random: Random) -> None:
    _, oracle = both
    retracted = [one.id for one in oracle.links(random.sample(IDS, 2))[:2]]
    for one in both:
        one.enter(retracted=[*retracted, "no such link"])


def _drop(both: Both, random: Random) -> None:
    dropped = random.sample(IDS, random.randint(0, 2))
    for one in both:
        one.drop(dropped)


def _decide(both: Both, random: Random) -> None:
    one_id, other_id = random.sample(IDS, 2)
    said = decided(one_id, other_id, same=random.random() < 0.5, minutes=random.randint(0, 3))
    ruling = Ruling(
        contact=random.choice("xyz"), hub=random.random() < 0.5, at=said.at, actor="anna"
    )
    for one in both:
        one.decide(said)
        one.rule(ruling)


def _unrule(both: Both, random: Random) -> None:
    contact = random.choice("xyz")
    for one in both:
        one.unrule(contact)


def _add_tables(both: Both, random: Random) -> None:
    tables = made_tables(random.choice(TABLES), random.randint(0, 3))
    for one in both:
        one.add_tables(tables)


def _use_tables(both: Both, random: Random) -> None:
    if known := _known_tables(both):
        id_ = random.choice(known)
        for one in both:
            one.use_tables(id_)


ACTS = (_enter, _enter, _enter, _move, _retract, _drop, _decide, _unrule, _add_tables, _use_tables)


def assert_equal(home: Families, oracle: Oracle, random: Random) -> None:
    """The home answers as the oracle does, whatever it is asked."""
    asked = random.sample(IDS, 5)
    assert home.kin(asked) == oracle.kin(asked)
    assert list(home.of_bases(asked)) == oracle.of_bases(asked)
    assert list(home.links(asked)) == oracle.links(asked)
    prints = [kin.print for kin in oracle.entered.values()]
    prints = random.sample(prints, min(3, len(prints)))
    named = {one.offer for one in prints}
    prints += [some_print(random, id_, random.choice(TABLES)) for id_ in asked if id_ not in named]
    prints = [*{one.offer: one for one in prints}.values()]
    for most, base in ((None, None), (random.randint(1, 2), random.choice([None, *IDS[:3]]))):
        found = home.alike(prints, most, base)
        assert {id_: list(some) for id_, some in found.items()} == oracle.alike(prints, most, base)
    assert [home.family(id_) for id_ in IDS] == [oracle.family(id_) for id_ in IDS]
    least, limit = random.randint(1, 3), random.randint(0, 9)
    listed = oracle.families(least=least, limit=limit)
    assert list(home.families(least=least, limit=limit)) == listed
    if listed:
        after = random.choice(listed).id
        rest = oracle.families(least=least, after=after)
        assert list(home.families(least=least, after=after)) == rest
    assert list(home.decisions()) == oracle.decisions()
    assert list(home.rulings()) == oracle.rulings()
    assert home.tables() == oracle.tables()
