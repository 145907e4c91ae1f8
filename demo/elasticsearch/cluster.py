"""Several servers that make one cluster, each of which can be ended and started by itself."""

from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import replace

from demo.elasticsearch.plan import Plan
from demo.elasticsearch.ports import HOST, free_ports
from demo.elasticsearch.security import Security
from demo.elasticsearch.server import Server, plan

HEAP = 400
"""MB for each server."""


def well(nodes: int, status: str = "green") -> str:
    """What `Server.wait` asks for: so many servers know each other, and shards are in that state.
    Yellow is a cluster that lacks copies and nothing else."""
    return f"/_cluster/health?wait_for_status={status}&wait_for_nodes={nodes}&timeout=1s"


@contextmanager
def cluster(
    version: str,
    *,
    security: Security,
    nodes: int = 3,
    heap: int = HEAP,
    options: tuple[str, ...] = (),
) -> Iterator[tuple[Server, ...]]:
    """Servers of a green cluster. One of them is enough to ask for `health` of all. `options` are
    more of the JVM's.

    Raises `Missing` or `NotStarted`.
    """
    plans = [
        replace(plan(version, heap=heap, security=security), options=options) for _ in range(nodes)
    ]
    servers = tuple(Server(each) for each in _joined(plans, free_ports(2 * nodes)))
    with ExitStack() as ends:
        for server in servers:
            ends.callback(server.stop)
            server.launch()
        for server in servers:
            server.wait(well(nodes))
        yield servers


def _joined(plans: list[Plan], ports: list[int]) -> Iterator[Plan]:
    http, transport = ports[: len(plans)], ports[len(plans) :]
    names = [f"node-{number}" for number in range(1, len(plans) + 1)]
    others = (
        ("discovery.seed_hosts", ",".join(f"{HOST}:{port}" for port in transport)),
        ("cluster.initial_master_nodes", ",".join(names)),
    )
    for each, name, port, other in zip(plans, names, http, transport, strict=True):
        yield replace(each, name=name, port=port, transport=other, others=others)
