"""Makes the indices of a store that are missing, with their templates and aliases."""

from collections.abc import Mapping
from typing import Any

from elasticsearch import BadRequestError

from index.access import Access
from index.elastic.cluster import Cluster
from index.elastic.errors import translated
from index.elastic.layout import ANALYSIS, EVERYWHERE, FILTERS, Part, mappings

EXISTS = "resource_already_exists_exception"


def index_name(cluster: Cluster, part: Part, number: int) -> str:
    """The name of an index behind an alias: `NAME-offers-000001`."""
    return f"{cluster.alias(part)}-{number:06}"


def missing(cluster: Cluster) -> list[Part]:
    """Parts that have no index yet."""
    with translated(cluster.url):
        found = cluster.client.indices.get_alias(
            index=f"{cluster.name}-*", name=f"{cluster.name}-*", allow_no_indices=True
        )
    names = {alias for index in found.values() for alias in index["aliases"]}
    return [part for part in Part if cluster.alias(part) not in names]


def make(cluster: Cluster, access: Access) -> None:
    """Make what is missing. Several at once do no harm."""
    for part in missing(cluster):
        _make(cluster, access, part)


def _make(cluster: Cluster, access: Access, part: Part) -> None:
    alias = {cluster.alias(part): {"filter": FILTERS[part]} if part in FILTERS else {}}
    with translated(cluster.url):
        try:
            cluster.client.indices.create(
                index=index_name(cluster, part, 1),
                mappings=mappings(part),
                settings=settings(part, access),
                aliases=alias,
            )
        except BadRequestError as error:
            if error.error != EXISTS:
                raise


def settings(part: Part, access: Access) -> Mapping[str, Any]:
    """The settings of a part's index."""
    copies = (
        {"auto_expand_replicas": "0-1"}
        if access.replicas is None
        else {"number_of_replicas": access.replicas}
    )
    shards = access.shards if part in {Part.OFFERS, Part.HISTORY} else 1
    found: dict[str, Any] = {"number_of_shards": shards, "refresh_interval": "1s", **copies}
    if part is Part.OFFERS:
        found |= {"analysis": ANALYSIS, "query": {"default_field": list(EVERYWHERE)}}
    return found
