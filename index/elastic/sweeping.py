"""Erasing whatever a query finds, a batch at a time."""

from index.elastic.cluster import PAGE, Action, Cluster, Found, Source
from index.elastic.layout import Part


def sweep(
    cluster: Cluster, part: Part, query: Source, *, unchanged: bool = False, hidden: bool = False
) -> int:
    """Erase the documents that the query holds for, and say how many. `unchanged`: but none that
    somebody writes meanwhile. `hidden`: and those that the alias does not show."""
    actions: list[Action] = []
    count = 0
    for hit in cluster.scan(part, query, source=False, hidden=hidden):
        found = Found.of(hit)
        actions.append(Action(part, found.id, None, over=found if unchanged else None))
        if len(actions) == PAGE:
            count += sum(cluster.write(actions))
            actions.clear()
    return count + sum(cluster.write(actions))
