"""Whether whoever is logged in may do what the roles of a store are for."""

from collections.abc import Iterator, Mapping
from typing import Any

from elasticsearch import BadRequestError

from index.elastic.cluster import Cluster
from index.elastic.roles import roles
from index.health import Finding, bad, ok, warn

ASKED = ("offerwatch_writer", "offerwatch_analyst")
"""From the one that may more to the one that may less."""


def rights(cluster: Cluster) -> Iterator[Finding]:
    """What this user is: a writer, an analyst, or neither, and what is missing for that."""
    lacks: dict[str, list[str]] = {}
    for role in ASKED:
        with cluster.asked():
            try:
                lacks[role] = _missing(cluster, roles(cluster.name)[role])
            except BadRequestError:
                # Without security there is nobody to ask about.
                yield ok("rights", "security is off: whoever reaches the server may do everything")
                return
    writer, analyst = (lacks[role] for role in ASKED)
    if not writer:
        yield ok("rights", "all that crawls, watches and mails need")
    elif not analyst:
        yield warn(
            "rights",
            "enough to search; to crawl and mail there is missing " + "; ".join(writer[:1]),
            "docs/elasticsearch.md has the roles",
        )
    else:
        yield bad(
            "rights", f"missing are {'; '.join(analyst)}", "docs/elasticsearch.md has the roles"
        )


def _missing(cluster: Cluster, role: Mapping[str, Any]) -> list[str]:
    """Which privileges of a role are missing, and on what."""
    found = cluster.client.security.has_privileges(cluster=role["cluster"], index=role["indices"])
    if found["has_all_requested"]:
        return []
    return [
        f"{', '.join(sorted(name for name, held in privileges.items() if not held))} on {index}"
        for index, privileges in sorted(found["index"].items())
        if not all(privileges.values())
    ]
