"""Stores on the server that one test leaves to the next.

To make the indices of a store takes half a second of a core. A test that asks for nothing but an
empty store gets one that another has left, if that was as if new once it was emptied.
"""

import json
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from elasticsearch import Elasticsearch

from demo.elasticsearch.asking import Asker, Refused
from index.store import open_store
from parsers.fold import tokens
from tests.elasticsearch import name, remove

WRITING = "/_tasks?actions=indices:data/write*&detailed"
"""Who writes to which indices just now."""

PATIENCE = 10.0
"""Seconds that they are waited for."""

MOST = 10_000
"""Documents that one search gives."""

PASSING = ("creation_date", "provided_name", "uuid", "version")
"""Settings of an index that tell it from others made the same way."""


class Vacancies:
    """Names of empty stores. `new` is what a store consists of that was just made."""

    def __init__(self, server: str, folder: Path) -> None:
        self._asker, self._client = Asker(server), Elasticsearch(server)
        first = name()
        with open_store(f"{server}/{first}", tokens, folder=folder):
            self._new = self._made_of(first)
        self._free = [first]

    def take(self) -> str:
        """The name of a store that is empty, or not there yet."""
        return self._free.pop() if self._free else name()

    def leave(self, store: str) -> None:
        """Empty it for the next, or delete it where that does not make it new."""
        try:
            self._empty(store)
            new = self._made_of(store) == self._new
        except Refused:
            new = False
        if new:
            self._free.append(store)
        else:
            remove(self._asker, store)

    def end(self) -> None:
        self._client.close()
        for store in self._free:
            remove(self._asker, store)

    def _made_of(self, store: str) -> str:
        """Indices with their settings, mappings and aliases, and templates, without the name."""
        indices = self._asker.ask(f"/{store}-*?expand_wildcards=all")
        for index in indices.values():
            for setting in PASSING:
                index["settings"]["index"].pop(setting, None)
        kinds = ("index_template", "component_template")
        templates = [self._asker.ask(f"/_{kind}/{store}-*") for kind in kinds]
        return json.dumps([indices, templates], sort_keys=True).replace(store, "")

    def _empty(self, store: str) -> None:
        """Raises `Refused` where something stands against it. What was sent before is done first:
        who sent it may have been killed."""
        until = time.monotonic() + PATIENCE
        while store in json.dumps(self._asker.ask(WRITING)):
            if time.monotonic() > until:
                raise Refused(409, f"{store} is still written to")
        self._asker.ask(f"/{store}-*/_refresh", "POST")
        hits = self._asker.ask(f"/{store}-*/_search?size={MOST}&_source=false")["hits"]["hits"]
        if hits:
            gone = [{"delete": {"_index": hit["_index"], "_id": hit["_id"]}} for hit in hits]
            self._client.bulk(operations=gone, refresh=True)
        if left := self._asker.ask(f"/{store}-*/_count")["count"]:
            raise Refused(409, f"{left} documents are left in {store}")


@pytest.fixture(scope="session")
def vacancies(elasticsearch: str, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Vacancies]:
    made = Vacancies(elasticsearch, tmp_path_factory.mktemp("vacancies"))
    yield made
    made.end()


@pytest.fixture
def vacant(vacancies: Vacancies) -> Iterator[str]:
    """The name of a store that is empty or not there: for tests that want a store, and not to see
    how one is made. See `tests.elasticsearch.prefix` for those."""
    store = vacancies.take()
    yield store
    vacancies.leave(store)
