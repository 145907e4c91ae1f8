"""What writers left who were killed while others sealed or erased the offer that they wrote about.

A writer reads the slot of an open offer and stands still; the offer is sealed or erased, with all
that lies open about it; the writer goes on, writes a wording and is killed before its slot is
refused. Nothing names that wording, and nobody will come to erase it.
"""

from index.elastic import finishing, likened
from index.elastic.cluster import Cluster, Source, slices
from index.elastic.kept import MANY, where
from index.elastic.layout import Part

CLOSED: Source = {"bool": {"must_not": [where(open=True)]}}
"""Slots of offers that are sealed or erased."""


def erase(cluster: Cluster) -> None:
    """Erase what lies open about sealed offers, and all about erased ones. A slot never opens
    again, so that nothing belongs there, whoever writes meanwhile."""
    closed = cluster.scan(Part.OFFERS, CLOSED, source=["erased"], hidden=True)
    for some in slices(closed, MANY):
        ids = [hit["_id"] for hit in some]
        finishing.erase(cluster, Part.HISTORY, ids)
        likened.forget(cluster, ids)
        erased = [hit["_id"] for hit in some if "erased" in hit["_source"]]
        if erased:
            finishing.erase(cluster, Part.SEALED, erased)
