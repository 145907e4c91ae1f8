"""What the rest of this home asks of Elasticsearch: few words, each with its promise."""

import threading
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import partial
from itertools import islice
from typing import Any, Self, TypeVar

from elastic_transport import ObjectApiResponse
from elasticsearch import Elasticsearch

from index.base import StoreError
from index.codec import plain
from index.elastic import bulk
from index.elastic.busy import patiently
from index.elastic.errors import Said, may_pass, told, translated
from index.elastic.layout import Part
from index.elastic.still import Answer, Body, Moment, pages

Source = Mapping[str, Any]
"""A document's JSON, or a condition of Elasticsearch's query language."""

Value = TypeVar("Value")

PAGE = 500
"""Documents of one page where somebody reads through many."""

HITS = "responses.hits.hits"
NARROW = ("responses.status", "responses.error", f"{HITS}._score", f"{HITS}.sort", f"{HITS}.fields")
"""What is read of the answers to many searches."""


@dataclass(frozen=True, slots=True)
class Found:
    """A document as it stands, and what a condition on it needs. `index` is the one behind the
    alias in which it was found: numbers of its successor mean nothing for it."""

    id: str
    source: Source
    seq_no: int
    primary_term: int
    index: str

    @classmethod
    def of(cls, hit: Mapping[str, Any]) -> Self:
        """What Elasticsearch answers with, where its numbers were asked for."""
        source = hit.get("_source", {})
        return cls(hit["_id"], source, hit["_seq_no"], hit["_primary_term"], hit["_index"])


@dataclass(frozen=True, slots=True)
class Action:
    """One document to be written. `body` is its JSON, `None` for a deletion.

    `over`: only if the document is still the one that was found. `create`: only if there is none.
    `about`: the offer that errors name beside the document.
    """

    part: Part
    id: str
    body: str | None
    over: Found | None = None
    create: bool = False
    about: str = ""


@dataclass(frozen=True, slots=True)
class Cluster:
    """A store called `name` on a cluster. May be used by several threads at once.

    What this object wrote is seen by its own searches: they refresh what it wrote to first.
    """

    client: Elasticsearch
    name: str
    url: str
    _dirty: set[Part] = field(default_factory=set)
    _there: set[Part] = field(default_factory=set)
    _lock: threading.Lock = field(default_factory=threading.Lock)
    _closed: threading.Event = field(default_factory=threading.Event)

    @contextmanager
    def asked(self) -> Iterator[None]:
        """The client is asked something. Its errors become `StoreError`s."""
        if self._closed.is_set():
            raise StoreError(f"{self.url}: this store is closed")
        with translated(self.url):
            yield

    def alias(self, part: Part) -> str:
        return f"{self.name}-{part}"

    def documents(
        self, part: Part, ids: Collection[str], *, only: Sequence[str] | None = None
    ) -> dict[str, Found]:
        """Those of the documents that exist, as they stand now: no refresh is needed. `only`: no
        other fields of them."""
        found: dict[str, Found] = {}
        for some in slices(dict.fromkeys(ids), PAGE):
            asking = partial(
                self.client.mget, index=self.alias(part), ids=some, source_includes=only
            )
            with self.asked():
                answer = patiently(asking, _is_whole)
            for one in answer["docs"]:
                if "error" in one:
                    raise told(self.url, Said.of(0, one), self.alias(part))
                if one["found"]:
                    found[one["_id"]] = Found.of(one)
        return found

    def document(self, part: Part, id_: str) -> Found | None:
        return self.documents(part, [id_]).get(id_)

    def write(self, actions: Sequence[Action]) -> Sequence[bool]:
        """Write documents in this order and say of each whether its condition held. A deletion of
        what is not there holds.

        What the cluster is too busy for is sent again for about half a minute. Raises
        `StoreError` naming document and reason, `Unavailable` where later may do; what was
        written before that stays.
        """
        if not actions:
            return []
        try:
            with self.asked():
                return bulk.write(self.client, [self._line(one) for one in actions], self.url)
        finally:
            with self._lock:
                self._dirty.update(one.part for one in actions)

    def _line(self, action: Action) -> bulk.Line:
        if not (over := action.over):
            alias = self.alias(action.part)
            return bulk.Line(
                alias, action.id, action.body, create=action.create, about=action.about
            )
        return bulk.Line(over.index, action.id, action.body, (over.seq_no, over.primary_term))

    def search(
        self, part: Part, body: Mapping[str, Any], *, fresh: bool = False, hidden: bool = False
    ) -> Any:
        """One search, of all there is or none. `fresh`: what others wrote counts as well, however
        shortly ago. `hidden`: and what the alias does not show."""
        self.refresh(part, always=fresh)
        index = self.behind(part) if hidden else self.alias(part)
        asking = partial(
            self.client.search, index=index, allow_partial_search_results=False, **body
        )
        with self.asked():
            return patiently(asking).body

    def searches(self, part: Part, bodies: Sequence[Body]) -> Sequence[Sequence[Any]]:
        """Many searches in one request, and the hits of each, with score, sort values and fields
        alone. What was written is found once `refresh` was asked for."""
        header = {"allow_partial_search_results": False}
        asking = partial(
            self.client.msearch,
            index=self.alias(part),
            searches=[line for body in bodies for line in (header, body)],
            filter_path=NARROW,
        )
        with self.asked():
            answers = patiently(asking, lambda found: _is_whole(found, "responses"))["responses"]
        for one in answers:
            if "error" in one:
                raise told(self.url, Said.of(one["status"], one), self.alias(part))
        return [one.get("hits", {}).get("hits", ()) for one in answers]

    def scan(
        self,
        part: Part,
        query: Source,
        *,
        source: bool | Sequence[str] = True,
        fresh: bool = True,
        hidden: bool = False,
    ) -> Iterator[Mapping[str, Any]]:
        """Every hit (`_id`, `_source`; see `Found.of`) of a query as things stand at the start, in
        no order. `source`: with these fields only, or none. `hidden`: those too that the alias
        does not show."""
        self.refresh(part, always=fresh)
        body = {
            "query": query,
            "sort": [{"_shard_doc": "asc"}],
            "size": PAGE,
            "source": source if isinstance(source, bool) else {"includes": source},
            "seq_no_primary_term": True,
            "track_total_hits": False,
        }
        index = self.behind(part) if hidden else self.alias(part)
        for answer in pages(self, Moment(index), body, self._page):
            yield from answer["hits"]["hits"]

    def _page(self, body: Body) -> Answer:
        with self.asked():
            answer: Answer = self.client.search(**body, allow_partial_search_results=False).body
        return answer

    def behind(self, part: Part) -> str:
        """The name of the index behind an alias, where nothing is filtered."""
        with self.asked():
            return ",".join(self.client.indices.get_alias(name=self.alias(part)))

    def has(self, part: Part) -> bool:
        """Whether there is an index behind the alias: an older store lacks some. It is asked for
        until there is one."""
        if part not in self._there:
            with self.asked():
                if not self.client.indices.exists_alias(name=self.alias(part)):
                    return False
            self._there.add(part)
        return True

    def refresh(self, part: Part, *, always: bool = False) -> None:
        """Let searches see what this object wrote to the part; `always`: what anybody wrote."""
        with self._lock:
            if always or part in self._dirty:
                with self.asked():
                    patiently(partial(self.client.indices.refresh, index=self.alias(part)))
            self._dirty.discard(part)

    def close(self) -> None:
        self._closed.set()
        self.client.close()


def json_object(fields: Mapping[str, Any], **raw: str) -> str:
    """A JSON object of plain values and of members that are JSON already. Raises `ValueError` for a
    lone surrogate."""
    parts = [f'"{name}":{value}' for name, value in raw.items()]
    if fields:
        parts.insert(0, plain(fields)[1:-1])
    return "{" + ",".join(parts) + "}"


def _is_whole(answer: ObjectApiResponse[Any], of: str = "docs") -> bool:
    """Whether none of what was asked for lies where nobody answers just now."""
    return not any("error" in one and may_pass(one) for one in answer[of])


def slices(values: Iterable[Value], size: int) -> Iterator[list[Value]]:
    """The values in lists of that size."""
    rest = iter(values)
    while some := list(islice(rest, size)):
        yield some
