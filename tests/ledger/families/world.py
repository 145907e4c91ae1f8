"""A small world of ads over a ledger, and what its families must be: told by comparing all with
all, without any of the ways in which the ledger saves work."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import timedelta
from itertools import combinations
from random import Random

from index.base import Store
from index.query.tree import Everything
from ledger import Ledger
from ledger.families.comparing import Comparer, ruled
from ledger.families.due import current
from ledger.families.partition import Place, placed
from ledger.families.strands import strands
from offers.family import Decision, Kin, Print
from offers.life import Known
from offers.offer import Contact, IdFrom, Offer, Protection, Protects
from offers.run import Coverage, End, Run
from offers.span import Span
from parsers.likeness import print_of
from tests.ledger.conftest import MONDAY

LETTERS = "bcdfghklmnprstvz"
WORDS = 30
DAY = timedelta(days=1)


def word(number: int) -> str:
    """A word that no table has."""
    made = Random(number)
    return "".join(made.choice(LETTERS) + made.choice("aeiou") for _ in range(4))


def text(template: int, changed: int = 0, start: int = 0) -> str:
    """The text of a template in which so many words, from one on, are others. Two texts are near
    that differ in eight words, and not any more in nine."""
    own = [word(1000 * template + number) for number in range(WORDS)]
    for number in range(start, start + changed):
        own[number % WORDS] = word(500_000 + 1000 * template + number % WORDS)
    return " ".join(own)


def ad(
    key: int, text: str, day: int = 0, site: str = "bazaar", contacts: Sequence[str] = ()
) -> Offer:
    said = "".join(f" {value}" for value in contacts)
    spans = [
        (len(text) + 1 + sum(len(v) + 1 for v in contacts[:n]), v) for n, v in enumerate(contacts)
    ]
    return Offer(
        id=f"{key:0>32x}",
        id_from=IdFrom.KEY,
        site=site,
        url=f"https://{site}.example/{key}",
        seen=MONDAY + day * DAY,
        title=None,
        text=text + said,
        key=f"{key}",
        contacts=tuple(
            Contact(
                kind="phone",
                value=value,
                raw=value,
                span=Span(field="text", start=at, end=at + len(value)),
            )
            for at, value in spans
        ),
    )


def minor(offer: Offer) -> Offer:
    """The same ad, in which a minor stands."""
    span = Span(field="text", start=0, end=3)
    seen = Protection(protects=Protects.MINOR, raw=(offer.text or "")[:3], span=span)
    return replace(offer, protections=(seen,))


@dataclass
class World:
    """Ads of one store as the ledger keeps them."""

    ledger: Ledger
    store: Store
    days: int = 0
    decisions: list[Decision] = field(default_factory=list)

    def crawl(self, *offers: Offer, site: str = "bazaar") -> Run:
        self.days += 1
        run = self.ledger.begin(site, MONDAY + self.days * DAY)
        self.ledger.record(run, offers)
        return self.ledger.end(run, End.OK, Coverage.PARTIAL, run.started)

    def decide(self, one: Offer, other: Offer, *, same: bool) -> None:
        self.days += 1
        at = MONDAY + self.days * DAY
        said = Decision(one=one.id, other=other.id, same=same, at=at, actor="anna")
        assert self.ledger.families.decide(said)

    def open(self) -> Mapping[str, Known]:
        return {known.offer.id: known for known in self.store.index.walk(Everything())}

    def kin(self) -> Mapping[str, Kin]:
        return self.store.families.kin(list(self.open()))

    def places(self) -> dict[str, Place]:
        return {id_: Place(kin.base, kin.family) for id_, kin in self.kin().items()}

    def arrivals(self) -> dict[str, str]:
        """By offer, which one it says that was seen before."""
        return {id_: one.arrival.earlier for id_, one in self.open().items() if one.arrival}

    def expected(self) -> dict[str, Place]:
        """From scratch: all compared with all. Where people keep offers of a base apart, the base
        by itself."""
        prints = self.prints()
        comparer = Comparer(ruled(current(self.store), self.store.families.rulings()))
        bare = [comparer.bare(one) for one in prints]
        found = (comparer.compare(*pair) for pair in combinations(bare, 2))
        ties = [one.tie for one in found if one and one.joins]
        born = {one.offer: one.first_seen for one in prints}
        decisions = self.store.families.decisions()
        places = placed(born, ties, [one for one in decisions if one.same])
        for base in {place.base for place in places.values()}:
            own = [one for one in prints if places[one.offer].base == base]
            ties = [one.tie for one in strands(own, comparer)]
            places |= placed({one.offer: one.first_seen for one in own}, ties, decisions)
        return places

    def prints(self) -> Sequence[Print]:
        tables, key = current(self.store), self.ledger.families.key
        return [
            print_of(known.offer, known.version, known.first_seen, tables, key)
            for known in self.open().values()
        ]

    def check(self) -> None:
        """What is stored is what follows from scratch, wherever it is told."""
        places, known = self.places(), self.open()
        assert places == self.expected()
        members: dict[str, list[Known]] = {}
        for id_, place in places.items():
            members.setdefault(place.family, []).append(known[id_])
        for head, some in members.items():
            self._check_family(head, some)
        assert [one.offer for one in sorted(self.prints(), key=lambda p: p.offer)] == sorted(places)

    def _check_family(self, head: str, members: Sequence[Known]) -> None:
        found = self.store.families.family(head)
        if len(members) == 1:
            assert members[0].family is None
            assert found is None or (found.size, found.leads_to) == (1, None)
            return
        assert {one.family for one in members} == {head}
        assert found is not None
        assert (found.id, found.size, found.leads_to) == (head, len(members), None)
        assert found.sites == tuple(sorted({one.offer.site for one in members}))
        assert found.first_seen == min(one.first_seen for one in members)
        assert self.ledger.families.family(members[-1].offer.id) == found


def shuffled(offers: Iterable[Offer], seed: int) -> list[Offer]:
    listed = list(offers)
    Random(seed).shuffle(listed)
    return listed
