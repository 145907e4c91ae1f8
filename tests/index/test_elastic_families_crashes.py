"""What says which offers are alike is several documents in Elasticsearch: whoever writes them is
killed before any of his requests, or meets somebody who closes the offer."""

from collections.abc import Callable, Collection, Iterator
from dataclasses import replace
from itertools import count

import pytest
from hypothesis import HealthCheck, Phase, example, given, settings
from hypothesis import strategies as st

from demo.elasticsearch.asking import Asker
from index.access import NONE
from index.elastic import finishing
from index.elastic.cluster import Cluster
from index.elastic.connect import connect
from index.elastic.epochs import epochs
from index.elastic.families import ElasticFamilies
from index.elastic.index import ElasticIndex
from index.elastic.layout import Part
from index.elastic.store import ElasticStore
from offers.family import Family, Kin, Link
from parsers.fold import tokens
from tests.elasticsearch import names
from tests.examples import some_of
from tests.index.kindred import alone, begin, decided, family, linked, made_tables, printed
from tests.index.making import MONDAY, offer
from tests.index.turnstile import Actor, undisturbed
from tests.index.works import Work, delete, enter, enter_sealed, seal

NUMBERS = count()

SOME = 6
"""Moments of an erasing at which somebody is killed in each run of the tests."""

FAR = 1_000
"""More requests than any work takes."""


@pytest.fixture(scope="module")
def store(elasticsearch: str) -> Iterator[ElasticStore]:
    """One for all, for it takes long to make one: each offer is another."""
    with (
        names(Asker(elasticsearch)) as mine,
        ElasticStore.open(f"{elasticsearch}/{mine}", tokens, NONE) as opened,
    ):
        begin(opened.families)
        yield opened


Told = tuple[list[Kin], list[Link], list[Family]]


def actor(store: ElasticStore, work: Callable[[Cluster], object]) -> Actor:
    made = Actor(connect(store.cluster.url, NONE), work)
    made.start()
    return made


def entering(told: Told, retracted: Collection[str] = ()) -> Callable[[Cluster], object]:
    return lambda cluster: ElasticFamilies(cluster).enter(*told, retracted)


def using(tables: str) -> Callable[[Cluster], object]:
    return lambda cluster: ElasticFamilies(cluster).use_tables(tables)


def closing(work: Work, key: str) -> Callable[[Cluster], object]:
    return lambda cluster: work(ElasticIndex(cluster, tokens), key)


def some(name: str) -> Told:
    """Two offers of a family."""
    one, other = offer(f"{name}-1").id, offer(f"{name}-2").id
    kin = [
        replace(alone(printed(id_, contacts=(name,))), base=one, family=one) for id_ in (one, other)
    ]
    return kin, [linked(one, other)], [family(one)]


def test_killed_before_any_request_of_entering(store: ElasticStore) -> None:
    """Kin are there if their links are, and a family if its kin are; the same call completes it."""
    families = store.families
    old = linked("older", "oldest")
    for sent in count():
        kin, links, groups = some(f"entering-{sent}")
        ids = [one.print.offer for one in kin]
        families.enter(links=[old])
        killed = actor(store, entering((kin, links, groups), [old.id]))
        for _ in range(sent):
            killed.move()
        if killed.over:
            break
        killed.move(dies=True)
        assert families.links(ids) or not families.kin(ids)
        assert len(families.kin(ids)) == 2 or not families.family(ids[0])
        families.enter(kin, links, groups, [old.id])
        assert families.kin(ids) == {one.print.offer: one for one in kin}
        assert families.links([*ids, "older"]) == links
        assert families.family(ids[0]) == groups[0]
    assert killed.error is None
    assert sent > 3


def test_killed_before_any_request_of_using_other_tables(store: ElasticStore) -> None:
    """Readers have all kin under the old ones, or all under the new; the next to open the store
    erases what is left."""
    families, id_ = store.families, offer("tables").id
    for sent in count():
        before, after = families.tables(), made_tables(f"epoch-{sent}")
        assert before
        families.enter([alone(printed(id_, before.id))])
        families.add_tables(after)
        families.enter([alone(printed(id_, after.id))])
        killed = actor(store, using(after.id))
        for _ in range(sent):
            killed.move()
        if killed.over:
            break
        killed.move(dies=True)
        now = families.tables()
        assert now in (before, after)
        assert families.kin([id_]) == {id_: alone(printed(id_, now.id))}
        finishing.finish_all(store.cluster)
        assert families.tables() == now
        assert epochs(store.cluster).superseded == []
        families.use_tables(after.id)
        left = store.cluster.scan(Part.KIN, {"term": {"offer": id_}})
        assert [hit["_source"]["tables"] for hit in left] == [after.id]
    assert killed.error is None
    assert sent > 5


def told(store: ElasticStore, name: str, before: Work) -> tuple[str, str]:
    """The ids of two offers, and all that can be said of them."""
    kin, links, groups = some(name)
    one, other = (each.print.offer for each in kin)
    for key in (f"{name}-1", f"{name}-2"):
        before(store.index, key)
    store.families.enter(_now(store, kin), links, groups)
    store.families.decide(decided(one, other, same=True))
    return one, other


def _now(store: ElasticStore, kin: list[Kin]) -> list[Kin]:
    """Under the tables that are current by now."""
    tables = store.families.tables()
    assert tables
    return [replace(one, print=replace(one.print, tables=tables.id)) for one in kin]


def assert_forgotten(store: ElasticStore, one: str, other: str) -> None:
    families = store.families
    assert {*families.kin([one, other])} <= {other}
    assert families.links([one]) == []
    assert [each for each in families.decisions() if one in (each.one, each.other)] == []
    found = store.cluster.document(Part.FAMILIES, one)
    assert found is None or "title" not in str(found.source)


@pytest.mark.parametrize("work", [seal, delete])
@pytest.mark.parametrize(
    "moments",
    [SOME, pytest.param(FAR, marks=[pytest.mark.long, pytest.mark.timeout(1800)])],
)
def test_killed_before_any_request_of_closing(
    store: ElasticStore, work: Work, moments: int
) -> None:
    """What is left is erased by whoever opens the store next. Not each request is tried in each
    run."""
    whole = f"{work.__name__}-{next(NUMBERS)}"
    told(store, whole, enter)
    requests = undisturbed(actor(store, closing(work, f"{whole}-1")))
    assert requests > 5
    for sent in some_of(requests, moments):
        name = f"{work.__name__}-{next(NUMBERS)}"
        one, other = told(store, name, enter)
        killed = actor(store, closing(work, f"{name}-1"))
        for _ in range(sent):
            killed.move()
        killed.move(dies=True)
        assert killed.dead
        finishing.finish_all(store.cluster)
        work(store.index, f"{name}-1")
        assert_forgotten(store, one, other)


@settings(
    deadline=None,
    max_examples=15,
    phases=(Phase.explicit, Phase.generate),
    suppress_health_check=list(HealthCheck),
)
@given(work=st.sampled_from([seal, delete]), order=st.lists(st.booleans(), max_size=30))
# Closed just after it was seen that it is open, and all is erased before anything is written.
@example(work=seal, order=[False, False, False, *[True] * 40])
# The same, and families are written after what is open was erased.
@example(work=delete, order=[*[False] * 6, *[True] * 40])
def test_closed_while_others_enter_and_decide(
    store: ElasticStore, work: Work, order: list[bool]
) -> None:
    name = f"order-{next(NUMBERS)}"
    one, other = told(store, name, enter)
    kin, links, groups = some(name)
    kin = _now(store, kin)

    def tell(cluster: Cluster) -> None:
        families = ElasticFamilies(cluster)
        families.enter(kin, links, groups)
        families.decide(decided(one, other, same=False))

    writing = actor(store, tell)
    other_one = actor(store, closing(work, f"{name}-1"))
    for second in order:
        (other_one if second else writing).move()
    for each in (writing, other_one):
        while not each.over:
            each.move()
        assert each.error is None
    assert_forgotten(store, one, other)
    assert other in store.families.kin([other])


def test_what_a_dead_writer_wrote_of_a_sealed_offer_goes(store: ElasticStore) -> None:
    """He saw it open, and was killed before he looked again."""
    for sent in count():
        name = f"dead-{sent}"
        kin, links, groups = some(name)
        kin = _now(store, kin)
        enter(store.index, f"{name}-1")
        enter_sealed(store.index, f"{name}-3")
        killed = actor(store, entering((kin, links, groups)))
        for _ in range(sent):
            killed.move()
        if killed.over:
            break
        seal(store.index, f"{name}-1")
        killed.move(dies=True)
        store.index.expired(MONDAY)
        assert_forgotten(store, kin[0].print.offer, kin[1].print.offer)
    assert sent > 3
