"""What quotes an offer: matches, and mailings about it."""

from collections.abc import Collection

from index.elastic.cluster import Cluster


def forget(cluster: Cluster, offers: Collection[str]) -> None:
    """Erase matches of the offers and what was written about them.

    Call it once their slots no longer say that they are open: what is written about them
    meanwhile sees that, or is found here. May be repeated, and must be after a crash.
    """
    raise NotImplementedError


def withdraw(cluster: Cluster, offers: Collection[str]) -> None:
    """Take back mailings that wait and speak of the offers, so that their matches are unmailed
    again, and erase the text of those that are settled.

    Call it once their slots have another revision. May be repeated, and must be after a crash.
    """
    raise NotImplementedError
