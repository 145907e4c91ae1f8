"""Looks a cluster over: what of it may be seen, and as far as it matters to a store there."""

from collections.abc import Callable, Iterator, Mapping
from typing import Any

from index.base import Forbidden
from index.elastic.cluster import Cluster
from index.elastic.disks import disks
from index.elastic.layout import OURS, Part
from index.elastic.rights import rights
from index.elastic.setup import is_there, missing
from index.elastic.version import OLDEST, is_too_old, versions
from index.health import Finding, Now, bad, ok, warn

AWAY = 5.0
"""Seconds that two clocks may differ without anybody wondering about times."""

Look = Callable[[Cluster], Iterator[Finding]]


def examine(cluster: Cluster, now: Now) -> Iterator[Finding]:
    """All that there is to say. Raises `StoreError` where the cluster cannot be reached."""
    there = is_there(cluster)
    yield from _store(cluster, there=there)
    unseen = []
    looks: dict[str, Look] = {**LOOKS, "clock": lambda cluster: _clock(cluster, now)}
    for name, look in looks.items():
        try:
            yield from look(cluster)
        except Forbidden:
            unseen.append(name)
    if unseen:
        yield ok("not seen", f"{', '.join(unseen)}: this user has no cluster privilege monitor")
    if there:
        yield from rights(cluster)
        yield from _indices(cluster)


def _store(cluster: Cluster, *, there: bool) -> Iterator[Finding]:
    if there:
        yield ok("store", cluster.url)
        return
    yield warn(
        "store",
        f"{cluster.url} is not there yet",
        "`offerwatch index make` makes it, or its owner's first crawl",
    )


def _indices(cluster: Cluster) -> Iterator[Finding]:
    """What stands in the indices themselves, for whoever may see them."""
    with cluster.asked():
        index = cluster.alias(Part.OFFERS)
        found = next(iter(cluster.client.indices.get(index=index).values()))
    made = found["mappings"]["_meta"][OURS]
    better = "; or ".join(made.get("missing", {}).values())
    richer = f"; richer with {better}" if better else ""
    yield ok("analysis", f"{made.get('analysis')}, of what is typed into Kibana{richer}")
    yield from _full(cluster)


def _full(cluster: Cluster) -> Iterator[Finding]:
    """Indices that Elasticsearch has barred, because a disk ran full."""
    with cluster.asked():
        every = cluster.client.indices.get_settings(
            index=f"{cluster.name}-*", name="index.blocks.*", flat_settings=True
        )
    barred = sorted(
        name
        for name, one in every.items()
        if one["settings"].get("index.blocks.read_only_allow_delete") == "true"
    )
    if barred:
        yield bad(
            "read only",
            f"a disk ran full, and {', '.join(barred)} take nothing any more",
            "free disk or add nodes: Elasticsearch lifts the block by itself",
        )


def _version(cluster: Cluster) -> Iterator[Finding]:
    with cluster.asked():
        found = versions(cluster.client)
    said = f"Elasticsearch {' and '.join(found)}"
    if is_too_old(found[0]):
        yield bad("version", said, f"update it: {OLDEST} or newer is needed")
    elif len(found) > 1:
        yield warn("version", said, "end the update: nodes of one version are what is tried")
    else:
        yield ok("version", said)


def _health(cluster: Cluster) -> Iterator[Finding]:
    with cluster.asked():
        whole = cluster.client.cluster.health().body
        own = cluster.client.cluster.health(
            index=f"{cluster.name}-*", expand_wildcards="all", level="indices"
        ).body
    said = f"{whole['status']}, {whole['number_of_nodes']} nodes"
    if whole["number_of_nodes"] == 1:
        said = f"{whole['status']}, one node"
    left = sorted(name for name, one in own["indices"].items() if one["status"] == "red")
    if left:
        yield bad(
            "cluster", f"{said}; {', '.join(left)} cannot be reached", "see that all nodes are up"
        )
    elif own["unassigned_shards"]:
        yield warn(
            "cluster",
            f"{said}; {own['unassigned_shards']} copies of shards are nowhere",
            "see that all nodes are up, or that replicas are fewer than nodes",
        )
    elif whole["status"] == "red":
        yield warn("cluster", f"{said}, though not by this store", "see that all nodes are up")
    else:
        yield ok("cluster", said)
    yield from _copies(cluster, whole["number_of_data_nodes"])
    yield from _gone(cluster)


def _copies(cluster: Cluster, nodes: int) -> Iterator[Finding]:
    with cluster.asked():
        found: Any = cluster.client.indices.get_settings(
            index=cluster.alias(Part.OFFERS),
            name="index.number_of_replicas",
            flat_settings=True,
            ignore_unavailable=True,
        )
    for one in found.values():
        copies = int(one["settings"]["index.number_of_replicas"])
        if nodes == 1:
            yield ok("copies", "one node holds everything: keep snapshots")
        elif copies == 0:
            yield warn(
                "copies",
                f"{nodes} nodes, and one copy of everything: with a node its offers are gone",
                "write replicas = 1 in [elasticsearch], then `offerwatch index rebuild`",
            )
        elif copies >= nodes:
            yield warn(
                "copies",
                f"{copies} replicas are more than {nodes} nodes can hold",
                f"write replicas = {nodes - 1}, then `offerwatch index rebuild`",
            )
        else:
            yield ok("copies", f"{copies + 1} of everything, on {nodes} nodes")


def _gone(cluster: Cluster) -> Iterator[Finding]:
    """Indices of the store that somebody deleted, or that this user may not see."""
    left = missing(cluster)
    if 0 < len(left) < len(Part):
        yield bad(
            "indices",
            f"{', '.join(map(cluster.alias, left))} cannot be seen",
            "if this user is the store's owner: somebody deleted them, bring back a snapshot",
        )


def _licence(cluster: Cluster) -> Iterator[Finding]:
    with cluster.asked():
        found = cluster.client.license.get()["license"]
    said = f"{found['type']}, {found['status']}"
    if found["status"] != "active":
        yield bad("licence", said, "renew it, or go back to basic: POST /_license/start_basic")
    elif found["type"] == "trial":
        end = found.get("expiry_date", "")[:10]
        yield warn("licence", f"{said} until {end}", "basic does: POST /_license/start_basic")
    else:
        yield ok("licence", said)


def _clock(cluster: Cluster, now: Now) -> Iterator[Finding]:
    before = now().timestamp()
    with cluster.asked():
        found = cluster.client.nodes.stats(
            node_id="_local", metric="process", filter_path="nodes.*.timestamp"
        )
    after = now().timestamp()
    there = next(iter(found["nodes"].values()))["timestamp"] / 1000
    away = max(before - there, there - after, 0.0)
    if away > AWAY:
        yield warn("clock", f"{away:.0f} s away from this computer's", "set both by NTP")
    else:
        yield ok("clock", "as this computer's")


LOOKS: Mapping[str, Look] = {
    "version": _version,
    "cluster": _health,
    "disk": disks,
    "licence": _licence,
}
"""What only who has the privilege `monitor` may look at."""
