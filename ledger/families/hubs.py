"""Contacts and pictures that stand on many unrelated ads: those of a site, an agency, somebody in
between. They join nothing, for else all of their ads would be one family; and are told as nothing
in common, for else all of their ads would be told of each other.

What tells is breadth, not number: one ad that was posted a thousand times is one family. Nobody
who offers something is met with more than `FAMILIES` different ads, or in more than `COUNTRIES`;
fewer are enough on several sites, since whoever posts on many boards does it for others. The limits
are judgement: a limit too low tells less than it could, one too high puts strangers together.
Rulings stand above them.
"""

from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from index import understood
from index.base import Store
from index.query.tree import Everything
from ledger.families.ruling import bearers
from ledger.families.showing import sliced
from offers.family import Breadth, Kin
from offers.life import Known

FAMILIES, COUNTRIES = 10, 10
"""A contact on more than so many is a hub."""

SITES, THEIR_FAMILIES = 3, 5
"""And one on more than so many sites, with more than so many families."""


def is_hub(breadth: Breadth) -> bool:
    spread = breadth.sites > SITES and breadth.families > THEIR_FAMILIES
    return spread or breadth.families > FAMILIES or breadth.countries > COUNTRIES


def hubs(store: Store, breathe: Callable[[], None]) -> Mapping[str, Breadth]:
    """The hubs among the contacts and pictures of all offers that were compared, by key. Of what
    stands on few offers nothing but their number is held in memory."""
    counts: Counter[str] = Counter()
    for kin, _ in _bearing(store, breathe):
        counts.update(_keys(kin))
    often = {key for key, count in counts.items() if count > min(FAMILIES, THEIR_FAMILIES)}
    counts.clear()
    found: dict[str, _Seen] = {}
    for kin, known in _bearing(store, breathe) if often else ():
        for key in often.intersection(_keys(kin)):
            found.setdefault(key, _Seen()).add(kin, known)
    told = {key: seen.breadth for key, seen in sorted(found.items())}
    return {key: breadth for key, breadth in told.items() if is_hub(breadth)}


def _bearing(store: Store, breathe: Callable[[], None]) -> Iterator[tuple[Kin, Known]]:
    """All offers that were compared and have contacts or pictures."""
    for some in sliced(store.index.walk(Everything())):
        breathe()
        known = {one.offer.id: one for one in some}
        kin = store.families.kin(known)
        yield from ((kin[id_], known[id_]) for id_ in kin if _keys(kin[id_]))


def _keys(kin: Kin) -> Sequence[str]:
    return (*kin.print.contacts, *kin.print.stems, *kin.print.images)


def breadth(store: Store, key: str) -> Breadth:
    """On how many offers, sites, families and countries a contact, stem or picture of that key
    stands today, of those that were compared under the current tables."""
    seen = _Seen()
    for some in sliced(bearers(store, key)):
        known, kin = store.index.known(some), store.families.kin(some)
        for id_ in kin.keys() & known.keys():
            seen.add(kin[id_], known[id_])
    return seen.breadth


@dataclass(slots=True)
class _Seen:
    """Where one contact or picture stands."""

    offers: int = 0
    sites: set[str] = field(default_factory=set)
    families: set[str] = field(default_factory=set)
    countries: set[str] = field(default_factory=set)

    def add(self, kin: Kin, known: Known) -> None:
        self.offers += 1
        self.sites.add(kin.print.site)
        self.families.add(kin.family)
        countries = understood.read(known.offer).get("country", ())
        self.countries.update(country for country in countries if country)

    @property
    def breadth(self) -> Breadth:
        return Breadth(
            offers=self.offers,
            sites=len(self.sites),
            families=len(self.families),
            countries=len(self.countries),
        )
