"""Puts another index behind an alias, while others go on reading and writing through it.

1. An index with the next number is made beside, filled, and catches up with what was written.
2. The old one is barred: writers wait. What is left is copied, what was deleted is deleted, both
   are compared.
3. One request moves the alias. Writers go on with the new index, and whoever had read a document
   in the old one reads it again. Readers who are in the middle of the old one end there.

What ends on the way leaves the old index behind its alias; the new one says in its `_meta` how far
it is, so that whoever comes next goes on from there.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from secrets import token_hex
from time import monotonic, sleep
from typing import Any

from index.base import StoreError
from index.elastic import anew, barrier, setup
from index.elastic.cluster import Cluster, Source
from index.elastic.filling import Filling, Marks
from index.elastic.indices import BUILDING, KEPT, Row, State
from index.elastic.layout import OURS, Part
from index.elastic.wanted import Wanted
from index.sole import Sole
from index.upkeep import Told

SMALL = 200
"""So few documents are left to writers' patience."""

ROUNDS = 10
"""Times that it catches up with writers who may be as fast as it is."""

TRIES = 3
"""Times that writers are let in again because something was deleted shortly before, which takes
long to find."""

PATIENCE = 600.0
"""Seconds to wait for the copies of shards that the old index has, too."""

NEVER = "-1"
"""How often an index is refreshed that nobody searches."""


@dataclass(slots=True)
class Replacing:
    """The replacement of the index of one part."""

    cluster: Cluster
    part: Part
    wanted: Wanted
    sole: Sole
    told: Told
    keep: bool

    def run(self, row: Row) -> None:
        """Raises `StoreError`; then the old index goes on."""
        old = row.live
        assert old
        me = token_hex(8)
        new, marks = self._begun(row, old, me)
        fence = barrier.fence(new, me)
        check = self.sole.check
        filling = Filling(self.cluster, old.name, new, fence, self._made, self.told, check)
        if marks is None:
            marks = filling.marks()
            filling.everything()
            self._note(new, old, marks)
        marks = self._catch_up(filling, old, marks)
        self._await_copies(old.name, new)
        try:
            self._finish(filling, old, fence, marks)
        except BaseException:
            # Also for Ctrl-C: writers wait.
            barrier.give_up(self.cluster, new, fence, old)
            raise

    def _made(self, id_: str, source: Source) -> str:
        return anew.document(self.part, id_, source, self.wanted.tokens)

    def _begun(self, row: Row, old: State, me: str) -> tuple[str, Marks | None]:
        """The name of the new index, and up to where it is filled if an earlier attempt did so."""
        made = self.wanted.made(self.part)
        for one in row.unfinished:
            origin = (one.building.get("from"), one.building.get("uuid"))
            if origin == (old.name, old.uuid) and one.made == made:
                barrier.take_over(self.cluster, one, me)
                return one.name, one.building.get("marks")
            remove(self.cluster, one)
        name = setup.index_name(self.cluster, self.part, old.number + 1)
        body = self.wanted.body(self.part)
        with self.cluster.asked():
            self.cluster.client.indices.create(
                index=name,
                mappings={**body["mappings"], "_meta": self._meta(_building(old, None))},
                settings={**body["settings"], "refresh_interval": NEVER},
                aliases={barrier.fence(name, me): {}},
            )
        return name, None

    def _meta(self, more: Mapping[str, Any]) -> dict[str, Any]:
        return {OURS: {"part": self.part, **self.wanted.made(self.part), **more}}

    def _note(self, new: str, old: State, marks: Marks) -> None:
        with self.cluster.asked():
            self.cluster.client.indices.put_mapping(
                index=new, meta=self._meta(_building(old, marks))
            )

    def _catch_up(self, filling: Filling, old: State, marks: Marks) -> Marks:
        for _ in range(ROUNDS):
            now = filling.marks()
            copied = filling.since(marks)
            marks = now
            if copied < SMALL:
                break
            self._note(filling.new, old, marks)
        return marks

    def _await_copies(self, old: str, new: str) -> None:
        """Until the new index has copies as the old one does, for a node may be lost."""
        begun = monotonic()
        client = self.cluster.client
        while True:
            self.sole.check()
            with self.cluster.asked():
                wanted = client.cluster.health(index=old)["status"]
                has = client.cluster.health(index=new, wait_for_status=wanted, timeout="5s")
            if not has["timed_out"]:
                return
            if monotonic() - begun > PATIENCE:
                raise StoreError(
                    f"{new} is {has['status']} where {old} is {wanted}: see to the nodes of the"
                    " cluster, then `offerwatch index migrate` goes on"
                )

    def _finish(self, filling: Filling, old: State, fence: str, marks: Marks) -> None:
        """All that happens while writers wait, and just before."""
        self._prepare(filling)
        for tries in range(TRIES):
            if not filling.is_as_many():
                filling.delete_deleted()
            self.sole.check()
            barrier.bar(self.cluster, old.name)
            filling.since(marks)
            if filling.is_as_many():
                break
            if tries < TRIES - 1:
                barrier.unbar(self.cluster, old.name)
                marks = self._catch_up(filling, old, marks)
        else:
            filling.delete_deleted()
        self._compare(filling)
        self.sole.check()
        self._swap(filling, fence)

    def _compare(self, filling: Filling) -> None:
        differing = filling.differing()
        if differing or not filling.is_as_many():
            example = f", {differing[0]} for one" if differing else ", in number"
            raise StoreError(
                f"{filling.new} is not equal to {filling.old}{example}, which stays as it is:"
                " please report this"
            )

    def _prepare(self, filling: Filling) -> None:
        settings = self.wanted.body(self.part)["settings"]
        client = self.cluster.client
        with self.cluster.asked():
            client.indices.put_settings(
                index=filling.new, settings={"refresh_interval": settings["refresh_interval"]}
            )
            if self.keep:
                client.indices.put_mapping(index=filling.old, meta=_kept(client, filling.old))

    def _swap(self, filling: Filling, fence: str) -> None:
        client, alias = self.cluster.client, self.cluster.alias(self.part)
        shown = setup.alias(self.cluster, self.part)[alias]
        actions = [
            {"remove": {"index": filling.new, "alias": fence, "must_exist": True}},
            {"remove": {"index": filling.old, "alias": alias, "must_exist": True}},
            {"add": {"index": filling.new, "alias": alias, **shown}},
        ]
        with self.cluster.asked():
            client.indices.update_aliases(actions=actions)
            # From here on nobody waits.
            client.indices.put_mapping(index=filling.new, meta=self._meta({}))


def _building(old: State, marks: Marks | None) -> dict[str, Any]:
    return {BUILDING: {"from": old.name, "uuid": old.uuid, "marks": marks}}


def _kept(client: Any, index: str) -> dict[str, Any]:
    meta = client.indices.get_mapping(index=index)[index]["mappings"]["_meta"]
    return {**meta, OURS: {**meta[OURS], KEPT: True}}


def remove(cluster: Cluster, state: State) -> None:
    """Delete an index that is behind no alias. That it is gone already does no harm."""
    with cluster.asked():
        cluster.client.indices.delete(index=state.name, ignore_unavailable=True)


def await_readers(cluster: Cluster, indices: Sequence[str], told: Told, patience: float) -> None:
    """Until nobody reads in these, which were replaced, or for as long as a reader may pause."""
    begun = monotonic()
    while indices and monotonic() - begun < patience:
        # Whoever has just looked up the index behind an alias is about to ask it.
        sleep(1.0)
        with cluster.asked():
            found = cluster.client.indices.stats(index=indices, metric="search")
        reading = found["_all"]["total"]["search"]["open_contexts"]
        if not reading:
            return
        told("readers of what was replaced", reading)
