"""All parts of the store on a cluster."""

from collections.abc import Iterable, Iterator
from contextlib import AbstractContextManager, closing, nullcontext
from dataclasses import dataclass
from types import TracebackType
from typing import Self

from index.access import Access
from index.base import Index, Journal, Tokens
from index.elastic import dumping, finishing, loading, migrate, setup
from index.elastic.cluster import Cluster
from index.elastic.connect import connect
from index.elastic.families import ElasticFamilies
from index.elastic.index import ElasticIndex
from index.elastic.journal import ElasticJournal
from index.entries import Entry
from index.families import Families


@dataclass(slots=True)
class ElasticStore:
    """May be used by several threads and processes at once."""

    index: Index
    journal: Journal
    families: Families
    cluster: Cluster
    tokens: Tokens

    @classmethod
    def open(cls, url: str, tokens: Tokens, access: Access) -> Self:
        """Open the store, or make it, and do what a crash left undone. Raises `StoreError`."""
        cluster = connect(url, access)
        try:
            setup.make(cluster, access, tokens)
            migrate.relieve_quietly(cluster, ElasticJournal(cluster))
            finishing.finish_all(cluster)
        except BaseException:
            cluster.close()
            raise
        journal, families = ElasticJournal(cluster), ElasticFamilies(cluster)
        return cls(ElasticIndex(cluster, tokens), journal, families, cluster, tokens)

    @staticmethod
    def is_made(url: str, access: Access) -> bool:
        """Whether there is one at that URL. Raises `StoreError`."""
        with closing(connect(url, access)) as cluster:
            return setup.is_there(cluster)

    def together(self) -> AbstractContextManager[None]:
        return nullcontext()

    def dump(self) -> Iterator[Entry]:
        return dumping.dump(self.cluster)

    def load(self, entries: Iterable[Entry]) -> None:
        loading.load(self.cluster, self.tokens, entries)

    def close(self) -> None:
        self.cluster.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()
