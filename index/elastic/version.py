"""Which versions of Elasticsearch will do."""

from collections.abc import Sequence

from elasticsearch import Elasticsearch

OLDEST = "8.19"
"""The oldest that was tried; the client asks for answers as of 8.x, which 8 and 9 give."""


def is_too_old(version: str) -> bool:
    """Whether a version, as in `8.19.21` or `9.2.0-SNAPSHOT`, is older than `OLDEST`."""
    return _numbers(version) < _numbers(OLDEST)


def versions(client: Elasticsearch) -> Sequence[str]:
    """The versions of the cluster's nodes, which differ while it is updated, the oldest first."""
    found = client.nodes.info(node_id="_all", metric="_none", filter_path="nodes.*.version")
    every = {node["version"] for node in found["nodes"].values()}
    return sorted(every, key=_numbers)


def _numbers(version: str) -> tuple[int, ...]:
    """The first two: what comes after changes nothing that is asked of it."""
    return tuple(int(part) for part in version.partition("-")[0].split(".")[:2])
