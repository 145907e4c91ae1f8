"""The half of the store that knows what was done, as `index.base.Journal` asks for it."""

from dataclasses import dataclass

from index.elastic.cluster import Cluster


@dataclass(frozen=True, slots=True)
class ElasticJournal:
    """May be used by several threads at once."""

    cluster: Cluster
