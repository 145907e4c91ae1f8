"""Bars an index from being written to, and lifts that; who may put an index behind its alias.

A fence is an alias of an index in the making, named after who makes it. To put the index behind
its alias takes the fence away in the same request, which fails as a whole where it is gone. So
whoever takes somebody for dead takes his fence away before he lifts what barred the old index:
should the other come back, he cannot finish what is not as he left it.
"""

from collections.abc import Sequence
from typing import Any

from elasticsearch import NotFoundError

from index.elastic.cluster import Cluster
from index.elastic.indices import State


def bar(cluster: Cluster, index: str) -> None:
    """Nothing is written to it any more; what was being written is."""
    with cluster.asked():
        cluster.client.indices.add_block(index=index, block="write")


def unbar(cluster: Cluster, index: str) -> None:
    """Whoever waits may write to it."""
    with cluster.asked():
        cluster.client.indices.put_settings(index=index, settings={"index.blocks.write": None})


def lift(cluster: Cluster, state: State, builds: Sequence[State]) -> None:
    """Let the index be written to, and nobody finish what was to replace it."""
    unfence(cluster, builds)
    unbar(cluster, state.name)


def give_up(cluster: Cluster, new: str, fence: str, old: State) -> None:
    """Let the index be written to that we barred, unless others have taken over: then it is
    theirs."""
    with cluster.asked():
        try:
            cluster.client.indices.update_aliases(
                actions=[{"remove": {"index": new, "alias": fence, "must_exist": True}}]
            )
        except NotFoundError:
            return
    unbar(cluster, old.name)


def fence(index: str, me: str) -> str:
    """The alias that lets me put the index behind its alias."""
    return f"{index}-by-{me}"


def take_over(cluster: Cluster, build: State, me: str) -> None:
    """From now on nobody but me may put it behind its alias."""
    actions: list[Any] = [{"add": {"index": build.name, "alias": fence(build.name, me)}}]
    actions += _unfencing(build)
    with cluster.asked():
        cluster.client.indices.update_aliases(actions=actions)


def unfence(cluster: Cluster, builds: Sequence[State]) -> None:
    """Nobody who began to make these may finish them."""
    actions = [action for one in builds for action in _unfencing(one)]
    if actions:
        with cluster.asked():
            cluster.client.indices.update_aliases(actions=actions)


def _unfencing(build: State) -> list[Any]:
    return [{"remove": {"index": build.name, "alias": name}} for name in build.fences]
