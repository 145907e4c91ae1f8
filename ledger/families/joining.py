"""New prints find what they are like: in the store, and among each other."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime

from index.families import Families
from ledger.families.comparing import Comparer, Found, seen
from ledger.families.neighbours import Neighbours, common, marks
from ledger.families.parts import Parts
from offers.family import Kin, Print

MOST = 8
"""Offers of one base that are compared at first; more of them only if none of these is like it."""

TOLD = 20
"""Links that join nothing which are told of one new offer: the earliest offer of each family."""

CROWD = 50
"""A contact on so many bases leads nowhere in particular: it is made a hub at once, for all who
have it would be compared with each other."""

BASE = "="
"""Begins the name of a base, where names of offers and of bases are parts of one whole."""


@dataclass(slots=True)
class Joined:
    """What was found. `parts` connects offers and bases (`BASE` and its id), `bases` are those.
    `strongest` is by offer what it is most like of all that was seen before it."""

    parts: Parts = field(default_factory=Parts)
    bases: set[str] = field(default_factory=set)
    ties: dict[str, list[Found]] = field(default_factory=dict)
    told: dict[str, list[tuple[Found, str]]] = field(default_factory=dict)
    strongest: dict[str, Found] = field(default_factory=dict)

    def note(self, one: Print, found: Found, node: str) -> None:
        """The print is like another, of the base or offer `node`."""
        if not found.joins:
            self.told.setdefault(one.offer, []).append((found, node))
            return
        self.parts.join(one.offer, node)
        if node.startswith(BASE):
            self.bases.add(node.removeprefix(BASE))
        self.ties.setdefault(one.offer, []).append(found)
        best = self.strongest.get(one.offer)
        if found.other is one and (best is None or found.strength < best.strength):
            self.strongest[one.offer] = found

    def all(self) -> list[Found]:
        """All that is to be told."""
        offers = dict.fromkeys((*self.ties, *self.told))
        return [one for id_ in offers for one in (*self.ties.get(id_, ()), *self.telling(id_))]

    def telling(self, offer: str) -> Iterator[Found]:
        """What else is told of it: the earliest offer of each family, and no more than `TOLD`."""
        shown = {self.parts.root(offer)}
        for found, node in sorted(
            self.told.get(offer, ()), key=lambda told: _other(told[0], offer)
        ):
            root = self.parts.root(node)
            if root not in shown and len(shown) <= TOLD:
                shown.add(root)
                yield found

    def crowds(self) -> frozenset[str]:
        """Contacts, stems and images that so many bases have in common that they tell nothing."""
        crowded: set[str] = set()
        for told in self.told.values():
            bases = {(key, self.parts.root(node)) for one, node in told for key in _shared(one)}
            counts = Counter(key for key, _ in bases)
            crowded.update(key for key, count in counts.items() if count > CROWD)
        return frozenset(crowded)


def _other(found: Found, offer: str) -> tuple[datetime, str]:
    """When the other of the two was seen, and its id."""
    return seen(found.other if found.one.offer == offer else found.one)


def _shared(found: Found) -> frozenset[str]:
    mine = {key for kind, key in marks(found.one) if kind != "exact"}
    return frozenset(key for kind, key in marks(found.other) if key in mine)


@dataclass(slots=True)
class Joining:
    """Compares prints of one batch. `outdated` are offers whose stored prints do not count."""

    families: Families
    comparer: Comparer
    outdated: frozenset[str]
    found: Joined = field(default_factory=Joined)
    _here: Neighbours = field(default_factory=Neighbours)
    _by_keys: dict[tuple[str, tuple[int, ...]], Sequence[Kin]] = field(default_factory=dict)

    def join(self, prints: Iterable[Print]) -> Joined:
        bare = [self.comparer.bare(one) for one in sorted(prints, key=seen)]
        stored = self.families.alike(bare, MOST)
        for one in bare:
            for base, kin in _by_base(one, stored.get(one.offer, ())).items():
                if not self.found.parts.together(one.offer, BASE + base):
                    self._in_base(one, base, kin)
            self._among_us(one)
            self._here.add(one)
        return self.found

    def _in_base(self, one: Print, base: str, kin: Sequence[Kin]) -> None:
        if self._any(one, base, kin) or len(kin) < MOST:
            return
        tried = {one.offer, *(each.print.offer for each in kin)}
        rest = self._all(one, base)
        self._any(one, base, (each for each in rest if each.print.offer not in tried))

    def _all(self, one: Print, base: str) -> Sequence[Kin]:
        """All of a base that may be like it, by offer. Near copies have their keys in common: what
        has two of them is asked for once."""
        asked = base, one.keys
        if asked not in self._by_keys:
            bare = replace(one, offer="", exact=None, contacts=(), stems=(), images=())
            self._by_keys[asked] = self.families.alike([bare], base=base).get("", ())
        marked = self.families.alike([replace(one, keys=())], base=base).get(one.offer, ())
        if not marked:
            return self._by_keys[asked]
        found = {each.print.offer: each for each in (*self._by_keys[asked], *marked)}
        return [found[id_] for id_ in sorted(found)]

    def _any(self, one: Print, base: str, kin: Iterable[Kin]) -> bool:
        """Whether it belongs to the base; it is compared until one tells."""
        for other in kin:
            if other.print.offer in self.outdated:
                continue
            found = self.comparer.compare(one, self.comparer.bare(other.print))
            if found:
                self.found.note(one, found, BASE + base)
            if found and found.joins:
                return True
        return False

    def _among_us(self, one: Print) -> None:
        for other in self._here.of(one):
            if self.found.parts.together(one.offer, other.offer):
                continue
            found = self.comparer.compare(one, other)
            if found:
                self.found.note(one, found, other.offer)


def _by_base(one: Print, kin: Iterable[Kin]) -> Mapping[str, Sequence[Kin]]:
    """By base, who has most in common first."""
    found: dict[str, list[Kin]] = {}
    for each in sorted(kin, key=lambda each: (-common(one, each.print), seen(each.print))):
        found.setdefault(each.base, []).append(each)
    return found
