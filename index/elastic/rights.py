"""Whether whoever is logged in may do what the roles of a store are for."""

from collections.abc import Iterator, Mapping
from typing import Any

from elasticsearch import BadRequestError

from index.elastic.cluster import Cluster
from index.elastic.roles import roles
from index.health import Finding, bad, ok, warn

ENOUGH = {
    "offerwatch_owner": "all of it: to make and migrate the store, to crawl and mail, to search",
    "offerwatch_writer": "enough to crawl, watch and mail, and to search",
    "offerwatch_analyst": "enough to search; to crawl and mail there is missing {lacks}",
}
"""What each role is enough for, from the one that may most to the one that may least."""

ROLES = "docs/elasticsearch.md has the roles"


def rights(cluster: Cluster) -> Iterator[Finding]:
    """Which of the roles this user has, or what is missing for the least of them."""
    lacks: list[str] = []
    for role, said in ENOUGH.items():
        with cluster.asked():
            try:
                missing = _missing(cluster, roles(cluster.name)[role])
            except BadRequestError:
                # Without security there is nobody to ask about.
                yield ok("rights", "security is off: whoever reaches the server may do everything")
                return
        if not missing:
            told = said.format(lacks="; ".join(lacks[:1]))
            yield warn("rights", told, ROLES) if "{" in said else ok("rights", told)
            return
        lacks = missing
    yield bad("rights", f"missing are {'; '.join(lacks)}", ROLES)


def _missing(cluster: Cluster, role: Mapping[str, Any]) -> list[str]:
    """Which privileges of a role are missing, and on what."""
    found = cluster.client.security.has_privileges(cluster=role["cluster"], index=role["indices"])
    if found["has_all_requested"]:
        return []
    return [
        f"{', '.join(sorted(name for name, held in privileges.items() if not held))} on {index}"
        for index, privileges in sorted({"the cluster": found["cluster"], **found["index"]}.items())
        if not all(privileges.values())
    ]
