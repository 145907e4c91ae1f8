"""Where a contact stands: in which offers, families, sites and countries, and beside what.

All of it is counts of values, sorted searches and sums of offers, which both homes give alike.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from index.base import Index, Order
from index.fields import CONTACTS, FIELDS, PAYMENTS, Field
from index.query.tree import All, Any, Node, Term
from offers.family import Breadth
from offers.life import Known

KINDS: Mapping[str, Field] = {**CONTACTS, **PAYMENTS}
"""What leads to somebody: ways to reach them, and ways to pay them."""

BESIDE = 100
"""Contacts of one kind that are named beside another."""

ALL = 1_000_000
"""Values of a field that are counted: every one."""

COUNTED = ("family", "site", "country", "language", "name")
"""Fields whose values are counted among the offers of a contact."""

Counts = Sequence[tuple[str, int]]
"""Values with the offers that have them, most offers first."""


@dataclass(frozen=True, slots=True, order=True)
class Named:
    """One contact: `kind` is a name of `KINDS`, `value` spelt as that field stores it."""

    kind: str
    value: str

    @property
    def is_number(self) -> bool:
        """Whether one can call it: then it is one contact, whatever messenger it is on as well."""
        return self.value.startswith("+") and self.value[1:].isdecimal()


@dataclass(frozen=True, slots=True)
class Stands:
    """A contact that open offers have, and in how many it is given as what. A number on WhatsApp
    is a `phone` and a `whatsapp`, and one contact."""

    contact: Named
    kinds: Counts

    @property
    def node(self) -> Node:
        """Holds for the offers that have it."""
        terms = tuple(Term(kind, self.contact.value) for kind, _ in self.kinds)
        return Any(terms) if len(terms) > 1 else terms[0]


@dataclass(frozen=True, slots=True, kw_only=True)
class Dossier:
    """What open offers tell of one contact. An offer without kin is a family of its own.

    `names` are those of whoever is said to employ or to carry. `first` and `last` are the offers
    seen first and last; `beside` are other contacts of the same offers, most offers first.
    """

    stands: Stands
    offers: int
    online: int
    first: Known
    last: Known
    families: Counts
    sites: Counts
    countries: Counts
    languages: Counts
    names: Counts
    beside: Sequence[tuple[Named, int]]

    @property
    def contact(self) -> Named:
        return self.stands.contact

    @property
    def first_seen(self) -> datetime:
        return self.first.first_seen

    @property
    def last_seen(self) -> datetime:
        return self.last.last_seen

    @property
    def breadth(self) -> Breadth:
        """On how many offers, sites, families and countries it stands today."""
        return Breadth(
            offers=self.offers,
            sites=len(self.sites),
            families=len(self.families),
            countries=len(self.countries),
        )


def spelt(text: str) -> frozenset[Named]:
    """The contacts of every kind that this may be, as queries spell it: `telegram:x` of one."""
    kind, colon, rest = text.partition(":")
    field = KINDS.get(kind.strip().lower()) if colon else None
    if field and not rest.startswith("//"):
        return _named({field.name: rest})
    return _named(dict.fromkeys(KINDS, text))


def standing(index: Index, contacts: Iterable[Named]) -> Sequence[Stands]:
    """Those of the contacts that open offers have, most offers first."""
    wanted = sorted(frozenset(contacts))
    if not wanted or not _count(index, Any(tuple(Term(one.kind, one.value) for one in wanted))):
        return ()
    counted = {one: _count(index, Term(one.kind, one.value)) for one in wanted}
    found = [
        Stands(one, kinds)
        for one, kinds in _joined({one: count for one, count in counted.items() if count}).items()
    ]
    return sorted(found, key=lambda stands: (-stands.kinds[0][1], stands.contact))


def dossier(index: Index, stands: Stands) -> Dossier:
    """What open offers tell of a contact that stands in some."""
    node = stands.node
    counts = {name: index.facets(node, name, ALL) for name in COUNTED}
    first = index.search(node, order=Order("first_seen", descending=False), limit=1)
    return Dossier(
        stands=stands,
        offers=first.total,
        online=_count(index, All((node, Term("status", "online")))),
        first=first.offers[0],
        last=index.search(node, order=Order("last_seen"), limit=1).offers[0],
        families=counts["family"],
        sites=counts["site"],
        countries=counts["country"],
        languages=counts["language"],
        names=counts["name"],
        beside=_beside(index, stands),
    )


def _named(texts: Mapping[str, str]) -> frozenset[Named]:
    spelt_so = ((kind, FIELDS[kind].spell(text)) for kind, text in texts.items())
    return frozenset(Named(kind, value) for kind, value in spelt_so if value)


def _count(index: Index, node: Node) -> int:
    return index.search(node, limit=1).total


def _joined(counted: Mapping[Named, int]) -> Mapping[Named, Counts]:
    """A number of several kinds is one contact, of the kind that most of its offers give."""
    joined: dict[str | Named, list[tuple[str, int]]] = {}
    for one, count in counted.items():
        joined.setdefault(one.value if one.is_number else one, []).append((one.kind, count))
    kinds = (
        (key if isinstance(key, str) else key.value, sorted(found, key=_order))
        for key, found in joined.items()
    )
    return {Named(found[0][0], value): tuple(found) for value, found in kinds}


def _order(pair: tuple[str, int]) -> tuple[int, bool, str]:
    """Most offers first; a number that all give as two kinds is a phone first."""
    kind, count = pair
    return -count, kind != "phone", kind


def _beside(index: Index, stands: Stands) -> Sequence[tuple[Named, int]]:
    own = {Named(kind, stands.contact.value) for kind, _ in stands.kinds}
    counted = {
        Named(kind, value): count
        for kind in KINDS
        for value, count in index.facets(stands.node, kind, BESIDE + len(own))
        if Named(kind, value) not in own
    }
    found = [(one, kinds[0][1]) for one, kinds in _joined(counted).items()]
    return sorted(found, key=lambda pair: (-pair[1], pair[0]))
