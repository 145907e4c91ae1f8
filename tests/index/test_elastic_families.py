"""Which offers are alike, as Elasticsearch keeps it; what every home must do is elsewhere."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from index.access import NONE
from index.elastic import kin as kins
from index.elastic.cluster import Cluster
from index.elastic.connect import connect
from index.elastic.store import ElasticStore
from offers.family import Decision, Family, Grade, Kin, Link, Print, Relation, Ruling, Tables
from parsers.fold import tokens
from tests.index.making import MONDAY


def printed(offer: str, tables: str = "start", **more: object) -> Print:
    return Print(
        offer=offer, version=f"v{offer}", tables=tables, site="bazaar", first_seen=MONDAY,
        **more,  # type: ignore[arg-type]
    )  # fmt: skip


def alone(of: Print) -> Kin:
    return Kin(print=of, base=of.offer, family=of.offer)


def linked(one: str, other: str) -> Link:
    return Link(
        one=one, other=other, grade=Grade.NEAR, relation=Relation.SAME, score=0.75,
        why=("score .75",), at=MONDAY, method="test",
    )  # fmt: skip


def family(id_: str, size: int, title: str | None = "a title") -> Family:
    return Family(
        id=id_, base=id_, size=size, sites=("bazaar",), first_seen=MONDAY, last_seen=MONDAY,
        title=title,
    )  # fmt: skip


def epoch(id_: str) -> Tables:
    return Tables(id=id_, made=MONDAY, counted={"en": 3}, frequent={"en": {"visa": 2, "": 1}})


@pytest.fixture
def store(elasticsearch: str, prefix: str, tmp_path: Path) -> Iterator[ElasticStore]:
    with ElasticStore.open(f"{elasticsearch}/{prefix}", tokens, NONE) as opened:
        opened.families.add_tables(epoch("start"))
        opened.families.use_tables("start")
        yield opened


@pytest.fixture
def cluster(store: ElasticStore) -> Iterator[Cluster]:
    """The store's, to look at past it."""
    made = connect(store.cluster.url, NONE)
    yield made
    made.close()


def test_more_candidates_than_one_answer_holds(
    store: ElasticStore, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(kins, "FEW", 3)
    monkeypatch.setattr(kins, "MORE", 4)
    same = [printed(f"{number:02}", contacts=("him",)) for number in range(12)]
    other = [printed(f"x{number}", keys=(1, 2, 3)) for number in range(3)]
    store.families.enter([alone(one) for one in (*same, *other)])
    found = store.families.alike([*same, *other, printed("nobody")])
    for one in same:
        expected = [f"{number:02}" for number in range(12) if f"{number:02}" != one.offer]
        assert [kin.print.offer for kin in found[one.offer]] == expected
    assert [kin.print.offer for kin in found["x1"]] == ["x0", "x2"]
    assert found["nobody"] == []


def test_everything_comes_back_as_it_was(store: ElasticStore) -> None:
    whole = printed(
        "one", exact="e", keys=(2**63 - 1, 0, 5), words=(0, 7, 2**32 - 1), brief=True,
        language="en", kinds=("work",), places=("spot",), amounts=("2500 EUR",),
        contacts=("c",), stems=("s",), images=("i",),
    )  # fmt: skip
    kin = Kin(print=whole, base="base", family="fam")
    store.families.enter([kin], [linked("one", "two")], [family("fam", 2)])
    assert store.families.kin(["one", "two"]) == {"one": kin}
    assert store.families.of_bases(["base"]) == [kin]
    assert store.families.links(["two"]) == [linked("one", "two")]
    assert store.families.family("fa") == family("fam", 2)
    assert store.families.tables() == epoch("start")
    decision = Decision(one="one", other="two", same=False, at=MONDAY, actor="anna")
    store.families.decide(decision)
    assert store.families.decisions() == [decision]
    ruling = Ruling(contact="c", hub=True, at=MONDAY, actor="anna")
    store.families.rule(ruling)
    assert store.families.rulings() == [ruling]
    store.families.enter(retracted=[linked("one", "two").id])
    assert store.families.links(["one"]) == []
