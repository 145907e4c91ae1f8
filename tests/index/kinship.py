"""Small offers' kin, links, families and tables, for tests of Elasticsearch's home."""

from offers.family import Decision, Family, Grade, Kin, Link, Print, Relation, Ruling, Tables
from tests.index.making import MONDAY


def printed(offer: str, tables: str = "start", **more: object) -> Print:
    return Print(
        offer=offer,
        version=f"v{offer}",
        tables=tables,
        site="bazaar",
        first_seen=MONDAY,
        **more,  # type: ignore[arg-type]
    )


def alone(of: Print) -> Kin:
    return Kin(print=of, base=of.offer, family=of.offer)


def linked(one: str, other: str) -> Link:
    return Link(
        one=one,
        other=other,
        grade=Grade.NEAR,
        relation=Relation.SAME,
        score=0.75,
        why=("score .75",),
        at=MONDAY,
        method="test",
    )


def family(id_: str, size: int = 2, title: str | None = "a title", **more: object) -> Family:
    return Family(
        id=id_,
        base=id_,
        size=size,
        sites=("bazaar",),
        first_seen=MONDAY,
        last_seen=MONDAY,
        title=title,
        **more,  # type: ignore[arg-type]
    )


def decided(one: str, other: str) -> Decision:
    return Decision(one=one, other=other, same=False, at=MONDAY, actor="anna")


def ruled(contact: str) -> Ruling:
    return Ruling(contact=contact, hub=True, at=MONDAY, actor="anna")


def epoch(id_: str) -> Tables:
    return Tables(id=id_, made=MONDAY, counted={"en": 3}, frequent={"en": {"visa": 2, "": 1}})
