"""Links, decisions, families and rulings as documents, and erasing what says of an offer that it
is like others."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from typing import Any

from index.elastic.cluster import Action, Cluster, Found, slices
from index.elastic.kept import MANY, changed, named, term, times, where, written
from index.elastic.layout import Part
from index.elastic.sweeping import sweep
from index.fields import FIELDS
from index.flat import milliseconds
from index.spelling import storable
from offers.family import Decision, Family, Link, Ruling
from offers.ids import derive

LINK, DECISION, RULING = "link", "decision", "ruling"


def link(one: Link) -> Action:
    fields = {
        "kind": LINK,
        "id": one.id,
        "offer": [term(one.one), term(one.other)],
        "grade": one.grade,
        "relation": one.relation,
        "score": one.score,
        **times(one.at),
    }
    return Action(Part.LINKS, one.id, written(fields, one))


def decision(one: Decision) -> Action:
    fields = {
        "kind": DECISION,
        "id": one.id,
        "offer": [term(one.one), term(one.other)],
        "same": one.same,
        **times(one.at),
    }
    return Action(Part.LINKS, one.id, written(fields, one))


def ruling(one: Ruling) -> Action:
    id_ = derive(RULING, one.contact)
    fields = {
        "kind": RULING,
        "id": id_,
        "contact": term(one.contact),
        "hub": one.hub,
        **times(one.at),
    }
    return Action(Part.TABLES, id_, written(fields, one))


def family(one: Family) -> Action:
    fields: dict[str, Any] = {
        "family": term(one.id),
        "base": term(one.base),
        "size": one.size,
        "sites": len(one.sites),
        **{name: [*values] for name, values in _keywords(one).items() if values},
        "first_seen": milliseconds(one.first_seen),
        "last_seen": milliseconds(one.last_seen),
    }
    if one.title is not None:
        fields["title"] = storable(one.title)
    if one.leads_to is not None:
        fields["leads_to"] = term(one.leads_to)
    return Action(Part.FAMILIES, named(one.id), written(fields, one))


def _keywords(one: Family) -> Mapping[str, Sequence[str]]:
    """As offers spell them, so that what is chosen in one view of Kibana holds in the other."""
    read = {
        "site": one.sites,
        "kind": one.kinds,
        "language": one.languages,
        "country": one.countries,
    }
    return {name: [FIELDS[name].spell(value) for value in some] for name, some in read.items()}


def forget(cluster: Cluster, offers: Collection[str]) -> None:
    """Erase the kin and links of these offers, decisions about them, and the titles of their
    families, which may be theirs.

    Call it once their slots no longer say that they are open: what is written about them
    meanwhile sees that, or is found here. May be repeated, and must be after a crash.
    """
    # Nothing was compared yet in a store that an older program made.
    if not offers or not cluster.has(Part.KIN):
        return
    for some in slices(dict.fromkeys(offers), MANY):
        _untitle(cluster, {*some, *_families(cluster, some)})
        drop(cluster, some)
        sweep(cluster, Part.LINKS, where(kind=DECISION, offer=some))


def drop(cluster: Cluster, offers: Iterable[str]) -> None:
    """Erase the kin and links of these offers."""
    for some in slices(dict.fromkeys(offers), MANY):
        sweep(cluster, Part.KIN, where(offer=some))
        sweep(cluster, Part.LINKS, where(kind=LINK, offer=some))


def _families(cluster: Cluster, offers: Sequence[str]) -> set[str]:
    hits = cluster.scan(Part.KIN, where(offer=offers), source=["family"])
    return {hit["_source"]["family"] for hit in hits}


def _untitle(cluster: Cluster, families: Collection[str]) -> None:
    """Whoever writes a family meanwhile has seen that its offer is closed, or is met again."""
    left = [named(one) for one in families if one]
    while titled := [one for one in cluster.documents(Part.FAMILIES, left).values() if _says(one)]:
        bare = [Action(one.part, one.id, one.body, over=found) for one, found in _bare(titled)]
        cluster.write(bare)


def _says(found: Found) -> bool:
    return "title" in found.source


def _bare(titled: Iterable[Found]) -> Iterable[tuple[Action, Found]]:
    for found in titled:
        kept = {name: one for name, one in found.source.items() if name != "title"}
        document = {k: one for k, one in found.source["document"].items() if k != "title"}
        yield Action(Part.FAMILIES, found.id, changed(kept, document=document)), found
