"""The last visits of pages: read and written for many pages at once, erased with their offers."""

from collections.abc import Collection

from index.elastic.cluster import Cluster


def forget(cluster: Cluster, offers: Collection[str]) -> None:
    """Erase the visits of every page that a wording of the offers was read from, or that held
    them when it was last visited, and those of the listings that led to such pages.

    Call it once their slots say `erased`, and while their history is still there: what the urls
    were is read from slots and from versions, open and sealed (`url` of their `document`, or of
    the `offer` in it).
    """
    raise NotImplementedError
