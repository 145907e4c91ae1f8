"""Kin as documents: found by offer, by base and by what is like them."""

import struct
from base64 import b64decode, b64encode
from collections import Counter
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

Hit = Sequence[Any]
"""How much is in common, and the ids of offer and base."""


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


def alike(
    cluster: Cluster, prints: Sequence[Print], most: int | None = None, base: str | None = None
) -> Mapping[str, Sequence[Kin]]:
    """By offer, those that may be like it, by offer, of that base alone if one is given; with
    `most`, no more than so many of each base. What others wrote counts as well."""
    cluster.refresh(Part.KIN, always=True)
    found = {
        one.offer: sorted(_chosen(hits, most))
        for some in slices(prints, QUESTIONS)
        for one, hits in zip(some, _candidates(cluster, some, base), strict=True)
    }
    named = {
        one.offer: {other: _id(one.tables, other) for other in found[one.offer]} for one in prints
    }
    wanted = {id_ for ids in named.values() for id_ in ids.values()}
    read = {id_: _read(cluster, one) for id_, one in cluster.documents(Part.KIN, wanted).items()}
    return {
        offer: [read[id_] for id_ in ids.values() if id_ in read] for offer, ids in named.items()
    }


def _chosen(hits: Iterable[Hit], most: int | None) -> Iterator[str]:
    """Of each base no more than so many, those with the most in common; ties by id."""
    left: Counter[str] = Counter()
    for _, offer, base in hits:
        left[base] += 1
        if most is None or left[base] <= most:
            yield offer


def _candidates(
    cluster: Cluster, prints: Sequence[Print], base: str | None
) -> Sequence[Sequence[Hit]]:
    """Of each print those that share enough with it, the most first."""
    questions = {number: _question(one, base) for number, one in enumerate(prints)}
    asking = {number: body for number, body in questions.items() if body}
    answers = cluster.searches(Part.KIN, [*asking.values()]) if asking else ()
    found: list[Sequence[Hit]] = [()] * len(prints)
    for (number, body), hits in zip(asking.items(), answers, strict=True):
        told = [(one["_score"], *one["fields"]["offer"], *one["fields"]["base"]) for one in hits]
        found[number] = sorted(told, key=_place) if len(hits) < FEW else [*_all(cluster, body)]
    return found


def _place(hit: Hit) -> tuple[float, str]:
    return -hit[0], hit[1]


def _all(cluster: Cluster, body: Body) -> Iterator[Hit]:
    """All hits of a question that has many, in order. To have the server put them in order costs
    more than to find them, so that it is not asked to where they are few."""
    order = [{"_score": "desc"}, {"offer": "asc"}, {"base": "asc"}]
    asking = {**body, "sort": order, "size": MORE}
    while True:
        [hits] = cluster.searches(Part.KIN, [asking])
        yield from (one["sort"] for one in hits)
        if len(hits) < MORE:
            return
        asking["search_after"] = hits[-1]["sort"]


def _question(one: Print, base: str | None) -> Body | None:
    """Asks for the ids of candidates alone: to fetch more of a document costs more than to find
    it. `None` for a print that nothing can be like.

    Two shared keys make a candidate, or one of all else, which is asked for twice and so counts
    twice; the score is how much is shared.
    """
    keys = [("keys", key) for key in _digits(one.keys)]
    marks = [(name, value) for name, values in _marks(one).items() for value in values]
    if len(keys) + 2 * len(marks) < 2:
        return None
    wanted = {"tables": one.tables} if base is None else {"tables": one.tables, "base": base}
    condition = {
        "filter": [{"term": {name: term(value)}} for name, value in wanted.items()],
        "should": [_shared(*told) for told in (*keys, *marks, *marks)],
        "minimum_should_match": 2,
        "must_not": [{"term": {"offer": term(one.offer)}}],
    }
    return {
        "query": {"bool": condition},
        "size": FEW,
        "_source": False,
        "stored_fields": "_none_",
        "docvalue_fields": ["offer", "base"],
        "track_total_hits": False,
    }


def _shared(field: str, value: str) -> Source:
    return {"constant_score": {"filter": {"term": {field: value}}}}


def _marks(one: Print) -> Mapping[str, Sequence[str]]:
    """By field, what is told of an offer that one other has to have as well."""
    exact = () if one.exact is None else (one.exact,)
    told = {"exact": exact, "contacts": one.contacts, "stems": one.stems, "images": one.images}
    return {name: [term(value) for value in dict.fromkeys(some)] for name, some in told.items()}


def writing(one: Kin) -> Action:
    """Writes it in place of what is stored of the same offer and tables. Raises `ValueError` for a
    print that could not be read back."""
    of = one.print
    fields: dict[str, Any] = {
        "tables": term(of.tables),
        "offer": term(of.offer),
        "base": term(one.base),
        "family": term(one.family),
        "keys": [format(key, "x") for key in of.keys],
        "words": _packed(of.words),
        **_marks(of),
    }
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


def _digits(keys: Iterable[int]) -> list[str]:
    return [format(key, "x") for key in dict.fromkeys(keys)]


def _packed(words: Sequence[int]) -> str:
    try:
        return b64encode(struct.pack(f"<{len(words)}I", *words)).decode()
    except struct.error as error:
        raise ValueError(f"a print's word is no whole number of {WORD_BYTES} bytes") from error


def _unpacked(packed: str) -> tuple[int, ...]:
    raw = b64decode(packed, validate=True)
    return struct.unpack(f"<{len(raw) // WORD_BYTES}I", raw)
