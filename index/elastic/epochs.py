"""Tables that prints are made with: one document says which are current, which lie beside them,
and which are still to be erased with all kin under them."""

from collections.abc import Collection
from dataclasses import dataclass

from index.base import StoreError
from index.elastic.cluster import Action, Cluster, Found, json_object
from index.elastic.kept import named, term, times, value, where, written
from index.elastic.layout import Part
from index.elastic.sweeping import sweep
from offers.family import Tables

EPOCHS, TABLES = "epochs", "tables"

AGAIN = 5
"""Times that kin are asked for anew because other tables became current meanwhile."""


@dataclass(frozen=True, slots=True)
class Epochs:
    """What the document says. One that does not exist says nothing."""

    found: Found | None

    @property
    def current(self) -> str | None:
        return next(iter(self._named("current")), None)

    @property
    def beside(self) -> Collection[str]:
        return self._named("beside")

    @property
    def superseded(self) -> Collection[str]:
        return self._named("superseded")

    def _named(self, field: str) -> list[str]:
        return list(self.found.source.get(field, ())) if self.found else []

    @property
    def lists(self) -> dict[str, Collection[str]]:
        return {name: self._named(name) for name in ("current", "beside", "superseded")}

    def write(self, **lists: Collection[str]) -> Action:
        """The lists in place of what stood in these, provided that it is as it was read."""
        body = json_object({"kind": EPOCHS, "id": EPOCHS, **self.lists, **lists})
        return Action(Part.TABLES, EPOCHS, body, over=self.found, create=self.found is None)


def epochs(cluster: Cluster) -> Epochs:
    return Epochs(cluster.document(Part.TABLES, EPOCHS))


def tables(cluster: Cluster) -> Tables | None:
    """The current ones. Those that are superseded while they are read are gone."""
    for _ in range(AGAIN):
        current = epochs(cluster).current
        if current is None:
            return None
        if found := cluster.document(Part.TABLES, _id(current)):
            return value(cluster, Part.TABLES, Tables, found)
    raise StoreError(f"{cluster.url}: the tables {current} are missing; restore a snapshot")


def add(cluster: Cluster, made: Tables, *, current: bool = False) -> None:
    """Beside the current ones, or as these where there are none; what was stored under the same id
    is replaced."""
    finish(cluster)
    fields = {"kind": TABLES, "id": term(made.id), "offers": made.offers, **times(made.made)}
    cluster.write([Action(Part.TABLES, _id(made.id), written(fields, made))])
    now = epochs(cluster)
    if made.id not in {now.current, *now.beside}:
        field = "current" if current else "beside"
        _write(cluster, now, **{field: [*now.lists[field], made.id]})


def use(cluster: Cluster, id_: str) -> None:
    """Raises `StoreError` if there are no such tables."""
    finish(cluster)
    now = epochs(cluster)
    there = {*now.beside, *([now.current] if now.current else [])}
    if id_ not in there:
        raise StoreError(f"there are no tables {id_!r} to compare offers with")
    if there != {id_} or now.current != id_:
        _write(cluster, now, current=[id_], beside=[], superseded=sorted(there - {id_}))
        finish(cluster)


def demand(cluster: Cluster, ids: Collection[str]) -> None:
    """Raises `StoreError` for tables under which no kin can be entered."""
    now = epochs(cluster)
    if missing := {*ids} - {now.current, *now.beside}:
        named = ", ".join(sorted(missing))
        raise StoreError(f"there are no tables {named}: they are added before prints are")


def finish(cluster: Cluster) -> None:
    """Erase what is superseded, where somebody was killed who was at it. Several at once do no
    harm."""
    now = epochs(cluster)
    if not now.superseded:
        return
    sweep(cluster, Part.KIN, where(tables=[term(one) for one in now.superseded]))
    cluster.write([Action(Part.TABLES, _id(one), None) for one in now.superseded])
    cluster.write([now.write(superseded=[])])


def _write(cluster: Cluster, now: Epochs, **lists: Collection[str]) -> None:
    [held] = cluster.write([now.write(**lists)])
    # An answer may have been lost, and trying again met what the first try had written.
    if not held and epochs(cluster).lists != {**now.lists, **lists}:
        raise StoreError(f"{cluster.url}: somebody else changes which tables are current")


def _id(tables_: str) -> str:
    return named(f"tables {tables_}")
