"""What says which offers are alike as entries."""

from collections.abc import Iterator, Sequence

from index.elastic import kin
from index.elastic.cluster import Cluster, Found, Source
from index.elastic.epochs import TABLES, epochs
from index.elastic.kept import term, value, where, whole
from index.elastic.layout import Part
from index.elastic.likened import DECISION, LINK, RULING
from index.entries import Entry, EntryKind, entry_of, tables_entry
from offers.family import Decision, Family, Link, Ruling, Tables

_VALUES: Sequence[tuple[EntryKind, Part, Source, type]] = (
    (EntryKind.LINK, Part.LINKS, where(kind=LINK), Link),
    (EntryKind.FAMILY, Part.FAMILIES, {"match_all": {}}, Family),
    (EntryKind.DECISION, Part.LINKS, where(kind=DECISION), Decision),
    (EntryKind.RULING, Part.TABLES, where(kind=RULING), Ruling),
)


def dump(cluster: Cluster) -> Iterator[Entry]:
    """None where an older program made the store."""
    if not cluster.has(Part.KIN):
        return
    yield from _kin(cluster)
    for kind, part, query, made in _VALUES:
        for hit in cluster.scan(part, query, hidden=True):
            yield entry_of(kind, value(cluster, part, made, Found.of(hit)))


def _kin(cluster: Cluster) -> Iterator[Entry]:
    """Tables, and the kin under them, but for those that are still to be erased."""
    now = epochs(cluster)
    counting = {*now.beside, *([now.current] if now.current else [])}
    for hit in cluster.scan(Part.TABLES, where(kind=TABLES)):
        one = value(cluster, Part.TABLES, Tables, Found.of(hit))
        if one.id in counting:
            yield tables_entry(one, current=one.id == now.current)
    for hit in cluster.scan(Part.KIN, where(tables=[term(id_) for id_ in counting])):
        with whole(cluster, Part.KIN, hit["_id"]):
            entry = entry_of(EntryKind.KIN, kin.read(hit["_source"]))
        yield entry
