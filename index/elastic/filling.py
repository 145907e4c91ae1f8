"""Fills an index from another one that goes on being written to, and catches up with it.

The version of a copy is the sequence number that its original had, plus one: of two copies of a
document the later wins, in whatever order they arrive, and what was deleted and made again too.
"""

import json
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from index.base import StoreError
from index.elastic import bulk, errors
from index.elastic.cluster import Cluster, Source
from index.elastic.still import Answer, Body, Moment, pages
from index.upkeep import Told

KEEP_ALIVE = "1m"
"""How long a point in time outlives the last page that was read from it: while one that somebody
left behind who died is there, what was replaced is not deleted."""

PAGE = 200
"""Documents in memory at a time."""

SAMPLE = 200
"""Documents that are compared one by one."""

EVERYTHING: Source = {"match_all": {}}

Marks = Mapping[str, int]
"""Up to which sequence number each shard was copied."""


@dataclass(frozen=True, slots=True)
class Filling:
    """`made` gives the JSON of a copy; `check` raises if we may not go on. `fence` is the alias by
    which the new index is written to: when others take over it is gone, and with it whatever
    somebody still sends who stood still meanwhile."""

    cluster: Cluster
    old: str
    new: str
    fence: str
    made: Callable[[str, Source], str]
    told: Told
    check: Callable[[], None]

    def marks(self) -> Marks:
        """Up to where everything is written on each shard of the old index: whoever searches it
        now will see that."""
        with self.cluster.asked():
            found = self.cluster.client.indices.stats(
                index=self.old, level="shards", metric="docs", forbid_closed_indices=False
            )
        shards = found["indices"][self.old]["shards"]
        return {
            number: copy["seq_no"]["global_checkpoint"]
            for number, copies in shards.items()
            for copy in copies
            if copy["routing"]["primary"]
        }

    def everything(self) -> None:
        """Copy all documents."""
        self._copy(f"{self.new}: filled", EVERYTHING, None)

    def since(self, marks: Marks) -> int:
        """Copy what was written after these marks, and say how many documents that were."""
        what = f"{self.new}: caught up"
        self.refresh(self.old)
        return sum(
            self._copy(what, {"range": {"_seq_no": {"gt": mark}}}, f"_shards:{shard}")
            for shard, mark in marks.items()
        )

    def _copy(self, what: str, query: Source, preference: str | None) -> int:
        number = 0
        self.refresh(self.old)
        for hits in self._pages(self.old, query, preference=preference):
            lines = [
                bulk.Line(
                    self.fence, one["_id"], self.made(one["_id"], one["_source"]),
                    version=one["_seq_no"] + 1,
                )
                for one in hits
            ]  # fmt: skip
            self._write(lines)
            number += len(hits)
            self.told(what, number)
        return number

    def _write(self, lines: Sequence[bulk.Line]) -> None:
        try:
            with self.cluster.asked():
                bulk.write(self.cluster.client, lines, self.cluster.url)
        except StoreError:
            self.check()
            raise

    def is_as_many(self) -> bool:
        """Whether both indices have as many documents. As the new one has all that the old one
        has once it has caught up, it then has no others."""
        ours, theirs = map(self._count, (self.old, self.new))
        return ours == theirs

    def _count(self, index: str) -> int:
        self.refresh(index)
        with self.cluster.asked():
            answer = self.cluster.client.search(
                index=index, size=0, track_total_hits=True, allow_partial_search_results=False
            )
        return int(answer["hits"]["total"]["value"])

    def delete_deleted(self) -> None:
        """Delete what is in the old index no more."""
        self.refresh(self.new)
        number = 0
        for hits in self._pages(self.new, EVERYTHING, source=False):
            there = self._there([one["_id"] for one in hits])
            gone = [one for one in hits if one["_id"] not in there]
            self._write(
                [bulk.Line(self.fence, one["_id"], None, version=one["_version"]) for one in gone]
            )
            number += len(hits)
            self.told(f"{self.new}: compared", number)

    def _there(self, ids: Sequence[str]) -> set[str]:
        """Those of the documents that the old index has. One that lies where nobody answers just
        now is not gone: `StoreError`."""
        with self.cluster.asked():
            answer = self.cluster.client.mget(index=self.old, ids=ids, source=False)
        for one in answer["docs"]:
            if "error" in one:
                raise errors.told(self.cluster.url, errors.Said.of(0, one), self.old)
        return {one["_id"] for one in answer["docs"] if one["found"]}

    def differing(self) -> Sequence[str]:
        """Those of some documents, drawn by lot, whose copies are not as they should be."""
        with self.cluster.asked():
            answer = self.cluster.client.search(
                index=self.old,
                query={"function_score": {"random_score": {}}},
                size=SAMPLE,
                track_total_hits=False,
                allow_partial_search_results=False,
            )
            hits = answer["hits"]["hits"]
            if not hits:
                return []
            found = self.cluster.client.mget(index=self.new, ids=[one["_id"] for one in hits])
        copies = {one["_id"]: one.get("_source") for one in found["docs"]}
        return [
            one["_id"]
            for one in hits
            if json.loads(self.made(one["_id"], one["_source"])) != copies[one["_id"]]
        ]

    def refresh(self, index: str) -> None:
        with self.cluster.asked():
            self.cluster.client.indices.refresh(index=index)

    def _pages(
        self, index: str, query: Source, *, preference: str | None = None, source: bool = True
    ) -> Iterator[list[Any]]:
        body = {
            "query": query,
            "sort": [{"_shard_doc": "asc"}],
            "size": PAGE,
            "source": source,
            "version": True,
            "seq_no_primary_term": True,
            "track_total_hits": False,
        }
        moment = Moment(index, KEEP_ALIVE, preference)
        for answer in pages(self.cluster, moment, body, self._page):
            if hits := answer["hits"]["hits"]:
                yield hits

    def _page(self, body: Body) -> Answer:
        self.check()
        with self.cluster.asked():
            client = self.cluster.client
            answer: Answer = client.search(**body, allow_partial_search_results=False).body
        return answer
