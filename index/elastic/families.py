"""Which offers are alike, as `index.families.Families` asks for it."""

from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import TypeVar

from index.base import StoreError
from index.elastic import epochs, kin, likened
from index.elastic.cluster import Action, Cluster, Found, slices
from index.elastic.kept import MANY, named, term, value, where
from index.elastic.layout import Part
from index.elastic.likened import DECISION, LINK, RULING
from index.elastic.listing import Listing
from index.elastic.quotes import unspeakable
from index.elastic.reading import beginning
from index.spelling import exact
from offers.family import Decision, Family, Kin, Link, Print, Ruling, Tables
from offers.ids import derive

Value = TypeVar("Value")

BY_TIME = ("moment", "id")
BY_SIZE = ("size", "family")


@dataclass(frozen=True, slots=True)
class ElasticFamilies:
    """May be used by several threads at once. In a store that an older program made nothing is
    like anything, and nothing is written, until it is migrated."""

    cluster: Cluster

    def kin(self, offers: Collection[str]) -> Mapping[str, Kin]:
        return self._current(lambda tables: kin.of_offers(self.cluster, tables, offers)) or {}

    def alike(
        self, prints: Sequence[Print], most: int | None = None, base: str | None = None
    ) -> Mapping[str, Sequence[Kin]]:
        if self._lacks():
            return {one.offer: () for one in prints}
        return kin.alike(self.cluster, prints, most, base)

    def of_bases(self, bases: Collection[str]) -> Sequence[Kin]:
        return self._current(lambda tables: kin.of_bases(self.cluster, tables, bases)) or ()

    def links(self, offers: Collection[str]) -> Sequence[Link]:
        if self._lacks():
            return ()
        found = {
            one.id: value(self.cluster, Part.LINKS, Link, one)
            for some in slices(dict.fromkeys(offers), MANY)
            for one in self._listed(LINK, [term(offer) for offer in some])
        }
        return [found[id_] for id_ in sorted(found)]

    def enter(
        self,
        kin: Sequence[Kin] = (),
        links: Sequence[Link] = (),
        families: Sequence[Family] = (),
        retracted: Collection[str] = (),
    ) -> None:
        """Offers may be sealed or erased just then: either that is seen here, or whoever does it
        finds what was written before he looked."""
        self._demand()
        epochs.demand(self.cluster, {one.print.tables for one in kin})
        about = {one.print.offer for one in kin} | {one.id for one in families}
        about |= {end for one in links for end in (one.one, one.other)}
        closed = unspeakable(self.cluster, about)
        self._enter(
            [one for one in kin if one.print.offer not in closed],
            [one for one in links if closed.isdisjoint((one.one, one.other))],
            [replace(one, title=None) if one.id in closed else one for one in families],
            retracted,
        )
        likened.forget(self.cluster, unspeakable(self.cluster, about) - closed)

    def _enter(
        self,
        entered: Sequence[Kin],
        links: Sequence[Link],
        families: Sequence[Family],
        retracted: Collection[str],
    ) -> None:
        erased = [Action(Part.LINKS, id_, None) for id_ in retracted]
        self.cluster.write([*erased, *map(likened.link, links)])
        self.cluster.write([kin.writing(one) for one in entered])
        self.cluster.write([likened.family(one) for one in families])

    def drop(self, offers: Collection[str]) -> None:
        self._demand()
        likened.drop(self.cluster, offers)

    def family(self, start: str) -> Family | None:
        if self._lacks():
            return None
        start = exact(start)
        found = self.cluster.document(Part.FAMILIES, named(start)) if start else None
        if found is None:
            id_ = beginning(self.cluster, Part.FAMILIES, "family", start, hidden=True)
            found = self.cluster.document(Part.FAMILIES, id_) if id_ else None
        return value(self.cluster, Part.FAMILIES, Family, found) if found else None

    def families(
        self, *, least: int = 2, limit: int = 50, after: str | None = None
    ) -> Sequence[Family]:
        if self._lacks():
            return ()
        listed = Listing(
            part=Part.FAMILIES,
            query={"range": {"size": {"gte": least}}},
            by=BY_SIZE,
            turned={"size"},
            after=self._place(after) if after else (),
        )
        found = listed.read(self.cluster, limit)
        return [value(self.cluster, Part.FAMILIES, Family, one) for one in found]

    def _place(self, family: str) -> Sequence[int | str]:
        found = self.cluster.document(Part.FAMILIES, named(family))
        if found is None:
            raise StoreError(f"there is no family {family}, so none comes after it")
        return found.source["size"], found.source["family"]

    def decide(self, decision: Decision) -> None:
        self._demand()
        about = {decision.one, decision.other}
        if not unspeakable(self.cluster, about):
            self.cluster.write([likened.decision(decision)])
            likened.forget(self.cluster, unspeakable(self.cluster, about))

    def decisions(self) -> Sequence[Decision]:
        if self._lacks():
            return ()
        found = [value(self.cluster, Part.LINKS, Decision, one) for one in self._listed(DECISION)]
        return sorted(found, key=lambda one: (one.at, one.id))

    def rule(self, ruling: Ruling) -> None:
        self._demand()
        self.cluster.write([likened.ruling(ruling)])

    def unrule(self, contact: str) -> None:
        self._demand()
        self.cluster.write([Action(Part.TABLES, derive(RULING, contact), None)])

    def rulings(self) -> Sequence[Ruling]:
        if self._lacks():
            return ()
        listed = Listing(part=Part.TABLES, query=where(kind=RULING), by=BY_TIME).read(self.cluster)
        found = [value(self.cluster, Part.TABLES, Ruling, one) for one in listed]
        return sorted(found, key=lambda one: (one.at, one.contact))

    def tables(self) -> Tables | None:
        return None if self._lacks() else epochs.tables(self.cluster)

    def add_tables(self, tables: Tables) -> None:
        self._demand()
        epochs.add(self.cluster, tables)

    def use_tables(self, id: str) -> None:
        self._demand()
        epochs.use(self.cluster, id)

    def _current(self, ask: Callable[[str], Value]) -> Value | None:
        """What is answered under the current tables, asked again if others became current
        meanwhile, for what was under those that were is erased then."""
        if self._lacks():
            return None
        tables, found = epochs.epochs(self.cluster).current, None
        for _ in range(epochs.AGAIN):
            if tables is None:
                return None
            before, found = tables, ask(tables)
            tables = epochs.epochs(self.cluster).current
            if tables == before:
                break
        return found

    def _listed(self, kind: str, offers: Sequence[str] | None = None) -> Iterator[Found]:
        return Listing(part=Part.LINKS, query=where(kind=kind, offer=offers), by=("id",)).read(
            self.cluster
        )

    def _lacks(self) -> bool:
        return not self.cluster.has(Part.KIN)

    def _demand(self) -> None:
        if self._lacks():
            raise StoreError(
                f"{self.cluster.url}: an older version of offerwatch made this store, which"
                " compared no offers; `offerwatch index migrate` brings it up to date"
            )
