"""The half of the store that knows offers, as `index.base.Index` asks for it."""

from dataclasses import dataclass

from index.base import Tokens
from index.elastic.cluster import Cluster


@dataclass(frozen=True, slots=True)
class ElasticIndex:
    """May be used by several threads at once."""

    cluster: Cluster
    tokens: Tokens
