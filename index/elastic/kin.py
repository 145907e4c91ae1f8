"""Kin as documents: found by offer, by base and by what is like them."""

import struct
from base64 import b64decode, b64encode
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Any

from index.codec import encode, revive
from index.elastic.cluster import Action, Cluster, Found, Source, json_object, slices
from index.elastic.kept import MANY, term, where, whole
from index.elastic.layout import Part
from index.elastic.listing import Listing
from index.elastic.still import Body
from offers.family import Kin, Print
from offers.ids import derive

QUESTIONS = 200
"""Searches of one request."""

FEW, MORE = 100, 5_000
"""Hits that are asked for at first, and where there are as many."""

WORD_BYTES = 4


def of_offers(cluster: Cluster, tables: str, offers: Collection[str]) -> Mapping[str, Kin]:
    """Those that there are under these tables, as they stand now."""
    ids = {offer: _id(tables, offer) for offer in offers}
    found = cluster.documents(Part.KIN, ids.values())
    return {offer: _read(cluster, found[id_]) for offer, id_ in ids.items() if id_ in found}


def of_bases(cluster: Cluster, tables: str, bases: Collection[str]) -> Sequence[Kin]:
    """All under these tables, by offer."""
    found = [
        _read(cluster, one)
        for some in slices(dict.fromkeys(bases), MANY)
        for one in Listing(
            part=Part.KIN,
            query=where(tables=term(tables), base=[term(base) for base in some]),
            by=("offer",),
        ).read(cluster)
    ]
    return sorted(found, key=lambda one: one.print.offer)


def alike(cluster: Cluster, prints: Sequence[Print]) -> Mapping[str, Sequence[Kin]]:
    """By offer, those that may be like it, by offer. What others wrote counts as well."""
    cluster.refresh(Part.KIN, always=True)
    found = {
        one.offer: [_id(one.tables, offer) for offer in offers]
        for some in slices(prints, QUESTIONS)
        for one, offers in zip(some, _candidates(cluster, some), strict=True)
    }
    wanted = {id_ for ids in found.values() for id_ in ids}
    read = cluster.documents(Part.KIN, wanted)
    kin = {id_: _read(cluster, one) for id_, one in read.items()}
    return {offer: [kin[id_] for id_ in ids if id_ in kin] for offer, ids in found.items()}


def _candidates(cluster: Cluster, prints: Sequence[Print]) -> Sequence[Sequence[str]]:
    """Of each print the offers that share enough with it."""
    offers: list[list[str]] = [[] for _ in prints]
    asking = {number: _question(one) for number, one in enumerate(prints) if _told(one)}
    while asking:
        more: dict[int, Body] = {}
        answers = cluster.searches(Part.KIN, [*asking.values()])
        for (number, body), sorts in zip(asking.items(), answers, strict=True):
            offers[number] += [offer for [offer] in sorts]
            if len(sorts) == body["size"]:
                more[number] = {**body, "size": MORE, "search_after": sorts[-1]}
        asking = more
    return [sorted(some) for some in offers]


def _question(one: Print) -> Body:
    """Asks for offers alone, which stand in the values that they are sorted by: to fetch more of a
    document would cost more than to find it."""
    return {
        "query": {
            "bool": {
                "filter": [
                    {"term": {"tables": term(one.tables)}},
                    {"bool": {"should": _told(one), "minimum_should_match": 1}},
                ],
                "must_not": [{"term": {"offer": term(one.offer)}}],
            }
        },
        "sort": [{"offer": "asc"}],
        "size": FEW,
        "_source": False,
        "stored_fields": "_none_",
        "track_total_hits": False,
    }


def _told(one: Print) -> list[Source]:
    """Conditions of which each alone makes another a candidate."""
    shared: Mapping[str, Sequence[str]] = {
        "exact": () if one.exact is None else (one.exact,),
        "contacts": one.contacts,
        "stems": one.stems,
        "images": one.images,
    }
    told: list[Source] = [
        {"terms": {name: [term(value) for value in values]}}
        for name, values in shared.items()
        if values
    ]
    keys: list[Source] = [{"term": {"keys": key}} for key in dict.fromkeys(_digits(one.keys))]
    if len(keys) > 1:
        told.append({"bool": {"should": keys, "minimum_should_match": 2}})
    return told


def writing(one: Kin) -> Action:
    """Writes it in place of what is stored of the same offer and tables. Raises `ValueError` for a
    print that could not be read back."""
    of = one.print
    fields: dict[str, Any] = {
        "tables": term(of.tables),
        "offer": term(of.offer),
        "base": term(one.base),
        "family": term(one.family),
        "keys": [*_digits(of.keys)],
        "words": _packed(of.words),
        **{name: [term(v) for v in getattr(of, name)] for name in ("contacts", "stems", "images")},
    }
    if of.exact is not None:
        fields["exact"] = term(of.exact)
    document = encode(replace(one, print=replace(of, keys=(), words=())))
    body = json_object(fields, document=document)
    return Action(Part.KIN, _id(of.tables, of.offer), body, about=of.offer)


def read(source: Source) -> Kin:
    """What a document says. Raises `ValueError` and the like for one that is damaged."""
    bare = revive(Kin, source["document"])
    keys = tuple(int(key, 16) for key in source["keys"])
    return replace(bare, print=replace(bare.print, keys=keys, words=_unpacked(source["words"])))


def _read(cluster: Cluster, found: Found) -> Kin:
    with whole(cluster, Part.KIN, found.id):
        return read(found.source)


def _id(tables: str, offer: str) -> str:
    return derive("kin", tables, offer)


def _digits(keys: Iterable[int]) -> Iterator[str]:
    return (format(key, "x") for key in keys)


def _packed(words: Sequence[int]) -> str:
    try:
        return b64encode(struct.pack(f"<{len(words)}I", *words)).decode()
    except struct.error as error:
        raise ValueError(f"a print's word is no whole number of {WORD_BYTES} bytes") from error


def _unpacked(packed: str) -> tuple[int, ...]:
    raw = b64decode(packed, validate=True)
    return struct.unpack(f"<{len(raw) // WORD_BYTES}I", raw)
