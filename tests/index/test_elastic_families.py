"""Which offers are alike, as Elasticsearch keeps it; what every home must do is elsewhere."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from index.access import NONE
from index.base import StoreError
from index.elastic import epochs
from index.elastic import kin as kins
from index.elastic.cluster import Action, Cluster
from index.elastic.connect import connect
from index.elastic.layout import Part
from index.elastic.store import ElasticStore
from index.entries import EntryKind, summed
from index.store import open_store
from offers.family import Kin, Ruling
from parsers.fold import tokens
from tests.index.kindred import alone, begin, decided, family, linked, made_tables, printed
from tests.index.making import MONDAY, offer
from tests.index.sqlite_file import URL
from tests.index.works import Work, delete, enter, seal


@pytest.fixture
def store(elasticsearch: str, prefix: str) -> Iterator[ElasticStore]:
    with ElasticStore.open(f"{elasticsearch}/{prefix}", tokens, NONE) as opened:
        begin(opened.families)
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
    assert store.families.alike(same, 1) == {one.offer: found[one.offer] for one in same}


def test_of_a_large_base_those_with_the_most_in_common(store: ElasticStore) -> None:
    """Of those with as much the first by id."""
    asked = printed("asked", keys=(1, 2, 3, 4), contacts=("him", "her"), exact="e")
    several = (
        printed("a", keys=(1, 2)),
        printed("b", keys=(1, 2, 3)),
        printed("c", contacts=("him", "her")),
        printed("d", exact="e", keys=(4, 5)),
        printed("e", keys=(1, 2), exact="other"),
    )
    store.families.enter([replace(alone(one), base="base") for one in several])
    for most, expected in ((1, "c"), (2, "bc"), (3, "bcd"), (4, "abcd"), (9, "abcde")):
        found = store.families.alike([asked], most)["asked"]
        assert "".join(kin.print.offer for kin in found) == expected


def test_everything_comes_back_as_it_was(store: ElasticStore, tmp_path: Path) -> None:
    whole = printed(
        "one",
        exact="e",
        keys=(2**63 - 1, 0, 5),
        words=(0, 7, 2**32 - 1),
        brief=True,
        language="en",
        kinds=("work",),
        places=("spot",),
        amounts=("2500 EUR",),
        contacts=("c",),
        stems=("s",),
        images=("i",),
    )
    kin, alike = Kin(print=whole, base="base", family="fam"), store.families
    alike.enter([kin], [linked("one", "two")], [family("fam"), family("old", leads_to="fam")])
    assert alike.kin(["one", "two"]) == {"one": kin}
    assert alike.of_bases(["base"]) == [kin]
    assert alike.links(["two"]) == [linked("one", "two")]
    assert alike.family("fa") == family("fam")
    assert alike.family("ol") == family("old", leads_to="fam")
    assert alike.families() == [family("fam")]
    alike.decide(decided("one", "two", same=False))
    ruling = Ruling(contact="c", hub=True, at=MONDAY, actor="anna")
    alike.rule(ruling)
    alike.add_tables(made_tables("next"))
    with open_store(URL, tokens, folder=tmp_path) as file:
        file.load(store.dump())
        before = summed(file.dump())
        assert before == summed(store.dump())
        store.families.enter([alone(printed("more"))], families=[family("f", leads_to="g")])
        store.load(file.dump())
        assert summed(store.dump()) == before
    assert before[EntryKind.TABLES].count == before[EntryKind.FAMILY].count == 2
    alike.enter(retracted=[linked("one", "two").id])
    assert alike.links(["one"]) == []
    assert alike.decisions() == [decided("one", "two", same=False)]
    assert alike.rulings() == [ruling]
    alike.unrule("other")
    assert alike.rulings() == [ruling]
    alike.unrule("c")
    assert alike.rulings() == []


def test_a_word_that_is_no_number_of_four_bytes(store: ElasticStore) -> None:
    with pytest.raises(ValueError, match="no whole number of 4 bytes"):
        store.families.enter([alone(printed("one", words=(2**32,)))])


@pytest.mark.parametrize("work", [seal, delete], ids=["sealed", "erased"])
def test_what_is_closed_is_like_nothing(store: ElasticStore, work: Work) -> None:
    """Under other tables as well, and whatever is written about it afterwards."""
    one, other = said(store)
    work(store.index, "1")
    assert_forgotten(store, one, other)
    store.families.decide(decided(one, other, same=False))
    tell(store, one, other)
    assert_forgotten(store, one, other)


def said(store: ElasticStore) -> tuple[str, str]:
    """Two offers, all that there may be about them, and their ids."""
    one, other = offer("1").id, offer("2").id
    enter(store.index, "1")
    enter(store.index, "2")
    store.families.add_tables(made_tables("next"))
    store.families.decide(decided(one, other, same=False))
    tell(store, one, other)
    return one, other


def tell(store: ElasticStore, one: str, other: str) -> None:
    kin = [alone(printed(id_, of)) for id_ in (one, other) for of in ("start", "next")]
    together = [replace(each, family=other) for each in kin]
    store.families.enter(together, [linked(one, other)], [family(other), family(one, 1)])


def assert_forgotten(store: ElasticStore, one: str, other: str) -> None:
    alike, cluster = store.families, store.cluster
    assert alike.kin([one, other]) == {other: replace(alone(printed(other)), family=other)}
    assert alike.links([one, other]) == []
    assert alike.decisions() == []
    left = [hit["_source"] for hit in cluster.scan(Part.KIN, {"match_all": {}})]
    assert {source["offer"] for source in left} == {other}
    known = cluster.document(Part.FAMILIES, one)
    assert known
    assert "title" not in str(known.source)


def test_what_a_dead_writer_left_of_an_erased_offer_goes(
    store: ElasticStore, cluster: Cluster
) -> None:
    enter(store.index, "1")
    delete(store.index, "1")
    one = offer("1").id
    cluster.write([kins.writing(alone(printed(one)))])
    assert store.families.kin([one])
    store.index.expired(MONDAY)
    assert store.families.kin([one]) == {}


def test_whoever_opens_the_store_erases_what_old_tables_left(
    store: ElasticStore, cluster: Cluster
) -> None:
    store.families.enter([alone(printed("one"))])
    store.families.add_tables(made_tables("next"))
    now = epochs.epochs(cluster)
    cluster.write([now.write(current=["next"], beside=[], superseded=["start"])])
    assert list(cluster.scan(Part.KIN, {"match_all": {}}))
    with ElasticStore.open(store.cluster.url, tokens, NONE) as opened:
        assert opened.families.tables() == made_tables("next")
    assert list(cluster.scan(Part.KIN, {"match_all": {}})) == []
    assert epochs.epochs(cluster).superseded == []


def test_two_who_change_tables_at_once(
    store: ElasticStore, cluster: Cluster, monkeypatch: pytest.MonkeyPatch
) -> None:
    """They hold no lease: the second is told."""
    store.families.add_tables(made_tables("next"))
    store.families.add_tables(made_tables("other"))
    write = Cluster.write

    def overtaking(mine: Cluster, actions: list[Action]) -> object:
        if mine is cluster:
            store.families.use_tables("other")
        return write(mine, actions)

    monkeypatch.setattr(Cluster, "write", overtaking)
    with pytest.raises(StoreError, match="somebody else changes"):
        epochs.use(cluster, "next")
    assert store.families.tables() == made_tables("other")
