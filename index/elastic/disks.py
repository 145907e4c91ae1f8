"""Room on the disks of a cluster, against the marks at which it takes less and then nothing."""

import re
from collections.abc import Iterator, Mapping
from typing import Any

from index.elastic.cluster import Cluster
from index.health import Finding, bad, ok, size, warn

MARK = "cluster.routing.allocation.disk.watermark"
DEFAULTS = {
    f"{MARK}.low": "85%",
    f"{MARK}.high": "90%",
    f"{MARK}.flood_stage": "95%",
    f"{MARK}.low.max_headroom": "200gb",
    f"{MARK}.high.max_headroom": "150gb",
    f"{MARK}.flood_stage.max_headroom": "100gb",
}
"""Elasticsearch's own, for a cluster that does not tell them."""

ENABLED = "cluster.routing.allocation.disk.threshold_enabled"
UNITS = {"b": 1, "kb": 1 << 10, "mb": 1 << 20, "gb": 1 << 30, "tb": 1 << 40, "pb": 1 << 50}


def disks(cluster: Cluster) -> Iterator[Finding]:
    """The disk that is nearest to its mark."""
    settings = DEFAULTS | _settings(cluster)
    with cluster.asked():
        found = cluster.client.nodes.stats(
            metric="fs", filter_path="nodes.*.name,nodes.*.fs.total"
        ).get("nodes", {})
    nodes = [node for node in found.values() if node.get("fs", {}).get("total")]
    if not nodes:
        return
    worst = min(nodes, key=lambda node: _room(node["fs"]["total"], settings, "flood_stage"))
    yield _told(worst["name"], worst["fs"]["total"], settings)


def _told(name: str, disk: Mapping[str, int], settings: Mapping[str, str]) -> Finding:
    free = disk["available_in_bytes"]
    said = f"{size(free)} of {size(disk['total_in_bytes'])} free on {name}"
    if settings.get(ENABLED) == "false":
        return ok("disk", f"{said}; the cluster is set to watch no disk")
    if _room(disk, settings, "flood_stage") <= 0:
        return bad("disk", f"{said}: indices become read only", "free disk or add nodes, now")
    if _room(disk, settings, "low") <= 0:
        return warn("disk", f"{said}: new shards go elsewhere", "free disk or add nodes soon")
    return ok("disk", said)


def _room(disk: Mapping[str, int], settings: Mapping[str, str], mark: str) -> float:
    """Bytes until a mark is reached."""
    headroom = settings.get(f"{MARK}.{mark}.max_headroom", "-1")
    left = needed(settings[f"{MARK}.{mark}"], headroom, disk["total_in_bytes"])
    return disk["available_in_bytes"] - left


def needed(mark: str, headroom: str, total: int) -> float:
    """Bytes that must be free of a disk: `85%` and `0.85` say how full it may be, `50gb` how much
    must be free; where it is a share, never more than `headroom` (`-1`: no bound)."""
    share = re.fullmatch(r"(\d+(?:\.\d+)?)(%?)", mark)
    if not share:
        return _bytes(mark)
    full = float(share[1]) / (100 if share[2] else 1)
    free = total * (1 - full)
    return free if headroom.startswith("-") else min(free, _bytes(headroom))


def _bytes(text: str) -> float:
    found = re.fullmatch(r"(\d+(?:\.\d+)?)([kmgtp]?b)", text.lower())
    return float(found[1]) * UNITS[found[2]] if found else 0.0


def _settings(cluster: Cluster) -> dict[str, str]:
    with cluster.asked():
        found: Mapping[str, Any] = cluster.client.cluster.get_settings(
            include_defaults=True, flat_settings=True
        ).body
    every: dict[str, Any] = {}
    for layer in ("defaults", "persistent", "transient"):
        every |= found.get(layer, {})
    return {name: str(value) for name, value in every.items() if name.startswith((MARK, ENABLED))}
