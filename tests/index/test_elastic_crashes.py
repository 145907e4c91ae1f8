"""What is written of an offer is several documents in Elasticsearch, and yet it is whole or not at
all, in whatever order several are at work and wherever one is killed."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from datetime import timedelta
from itertools import count

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from demo.elasticsearch.asking import Asker
from index.access import NONE
from index.base import Index
from index.elastic import finishing
from index.elastic.cluster import Cluster
from index.elastic.connect import connect
from index.elastic.index import ElasticIndex
from index.elastic.layout import Part
from index.elastic.slots import Slot, slots
from index.elastic.store import ElasticStore
from offers.life import Change, Glance, How, Known
from offers.offer import Offer, Protects
from parsers.fold import tokens
from tests.elasticsearch import names
from tests.index.hiding import SECRET, match
from tests.index.making import KEEP, MONDAY, again, edited, first, offer
from tests.index.turnstile import Actor

NUMBERS = count()
DAY = timedelta(days=1)
LATER = MONDAY + DAY


@pytest.fixture(scope="module")
def store(elasticsearch: str) -> Iterator[ElasticStore]:
    """One for all, for it takes long to make one: each offer is another."""
    with (
        names(Asker(elasticsearch)) as mine,
        ElasticStore.open(f"{elasticsearch}/{mine}", tokens, NONE) as opened,
    ):
        yield opened


def secret(key: str) -> Offer:
    return offer(key, title=f"{SECRET} {key}")


def decided(index: Index, key: str, change: Callable[[Known], Change]) -> None:
    """Written as the ledger does it: anew until the store takes it, unless there is nothing left
    to change."""
    id_ = offer(key).id
    while known := index.known([id_]).get(id_):
        if not index.put([change(known)]):
            return


def enter(index: Index, key: str) -> None:
    index.put([first(secret(key))])


def enter_sealed(index: Index, key: str) -> None:
    index.put([first(secret(key), sealed=Protects.MINOR, pending=())])


def edit(index: Index, key: str) -> None:
    made = replace(secret(key), text="edited", seen=LATER + DAY, digest="")
    decided(index, key, lambda known: _edited(known, made))


def _edited(known: Known, made: Offer) -> Change:
    """A seal stays, and what was redacted stays so."""
    if known.redacted:
        made = replace(made, title="masked", digest="")
    return edited(known, made, pending=() if known.sealed else known.pending)


def redact(index: Index, key: str) -> None:
    id_ = offer(key).id
    clean = replace(offer(key), title="masked", seen=LATER, digest="")

    def change(known: Known) -> Change:
        older = index.versions(id_)
        made = edited(known, clean, "run-3", redacted=True)
        if known.sealed or known.redacted:
            return made
        masked = tuple(replace(one, offer=clean) for one in older)
        originals = (*older, replace(made.versions[0], offer=secret(key)))
        return replace(made, redacted=masked, originals=originals)

    decided(index, key, change)


def seal(index: Index, key: str) -> None:
    decided(index, key, lambda known: again(known, LATER, sealed=Protects.MINOR, pending=()))


def glance(index: Index, key: str) -> None:
    seen = Glance(run="run-2", at=LATER, expires=LATER + KEEP, how=How.LISTED)
    index.glance([offer(key).id], seen)


def delete(index: Index, key: str) -> None:
    index.delete([offer(key).id], MONDAY)


Work = Callable[[Index, str], None]
WORKS: tuple[Work, ...] = (edit, redact, seal, glance, delete)
CASES: tuple[tuple[Work | None, Work], ...] = (
    (None, enter),
    (None, enter_sealed),
    *((enter, work) for work in WORKS),
    *((enter_sealed, work) for work in (edit, glance)),
    (redact, edit),
    (redact, seal),
)
LONG: tuple[tuple[Work | None, Work], ...] = ((enter_sealed, delete), (redact, delete))
CASES_AND_LONG = (*CASES, *(pytest.param(*case, marks=pytest.mark.long) for case in LONG))


def prepared(store: ElasticStore, before: Work | None) -> str:
    """The key of an offer that stands as `before` leaves it, and of which somebody is to be
    told."""
    key = f"crash-{next(NUMBERS)}"
    if before is redact:
        enter(store.index, key)
    if before:
        before(store.index, key)
        store.journal.add_matches([match(offer(key))])
    return key


def actor(store: ElasticStore, work: Work, key: str) -> Actor:
    def worked(cluster: Cluster) -> None:
        work(ElasticIndex(cluster, tokens), key)

    made = Actor(connect(store.cluster.url, NONE), worked)
    made.start()
    return made


@dataclass(frozen=True, slots=True)
class Lying:
    """All documents of an offer's history, whether they count or not."""

    slot: Slot
    open: dict[str, str]
    sealed: dict[str, str]

    @classmethod
    def of(cls, store: ElasticStore, key: str) -> "Lying":
        id_ = offer(key).id
        asked = {"term": {"offer": id_}}
        open_, sealed = (
            {hit["_id"]: str(hit["_source"]) for hit in store.cluster.scan(part, asked)}
            for part in (Part.HISTORY, Part.SEALED)
        )
        return cls(slots(store.cluster, [id_])[id_], open_, sealed)


def assert_whole(store: ElasticStore, key: str) -> Lying:
    """Nothing that counts is missing, and nothing lies open that must not."""
    lying = Lying.of(store, key)
    slot, id_ = lying.slot, offer(key).id
    assert slot.unfinished is None
    assert set(slot.names("originals")) <= set(lying.sealed)
    if slot.open:
        assert set(slot.names("entered")) <= set(lying.open)
        assert not store.index.known([id_])[id_].redacted or SECRET not in str(lying.open)
    else:
        assert slot.found is None or not lying.open
        assert store.journal.matches(offer=id_) == []
        assert not slot.erased or not lying.sealed
    if slot.protects:
        assert {slot.life_id, *slot.names("entered")} <= set(lying.sealed)
    for read in (store.index.versions(id_), store.index.events(id_), store.index.sightings(id_)):
        assert len({one.id for one in read}) == len(read)
    return lying


def assert_same_as(store: ElasticStore, key: str, other: str) -> None:
    """Nothing tells it from an offer that nobody was killed at."""

    def plain(key: str) -> object:
        index, id_ = store.index, offer(key).id
        known = index.known([id_]).get(id_)
        return (
            bool(index.tombstones([id_])),
            known and (known.status, known.last_seen, known.last_run, known.sealed, known.redacted),
            [one.offer.text for one in index.versions(id_)],
            [one.offer.text for one in index.originals(id_)],
            [(one.kind, one.run) for one in index.events(id_)],
            [(one.run, one.at, one.how) for one in index.sightings(id_)],
            len(store.journal.matches(offer=id_)),
        )

    assert plain(key) == plain(other)


@pytest.mark.parametrize(("before", "work"), CASES_AND_LONG)
def test_killed_before_any_request(store: ElasticStore, before: Work | None, work: Work) -> None:
    """And then done again, as whoever was killed would do it."""
    whole = prepared(store, before)
    work(store.index, whole)
    for sent in count():
        key = prepared(store, before)
        killed = actor(store, work, key)
        for _ in range(sent):
            killed.move()
        if killed.over:
            break
        killed.move(dies=True)
        finishing.finish_all(store.cluster)
        assert_whole(store, key)
        if work not in {edit, redact, seal} or not _is_done(store, key, whole):
            work(store.index, key)
        assert_whole(store, key)
        assert_same_as(store, key, whole)
    assert killed.error is None
    assert sent > 1


def _is_done(store: ElasticStore, key: str, whole: str) -> bool:
    """Whether what was killed had been written already: the ledger sees that and goes on."""
    index, ids = store.index, [offer(one).id for one in (key, whole)]
    one, other = (index.known([id_])[id_] for id_ in ids)
    done = (other.last_seen, other.sealed, other.redacted)
    return (one.last_seen, one.sealed, one.redacted) == done


@settings(
    deadline=None,
    max_examples=30,
    phases=(Phase.explicit, Phase.generate),
    suppress_health_check=list(HealthCheck),
)
@given(
    before=st.sampled_from([enter, redact]),
    works=st.lists(st.sampled_from(WORKS), min_size=2, max_size=3),
    order=st.lists(st.integers(0, 2), max_size=40),
)
def test_at_work_in_any_order(
    store: ElasticStore, before: Work, works: list[Work], order: list[int]
) -> None:
    key = prepared(store, before)
    actors = [actor(store, work, key) for work in works]
    for number in order:
        actors[number % len(actors)].move()
    for one in actors:
        while not one.over:
            one.move()
    assert [one.error for one in actors] == [None] * len(actors)
    lying = assert_whole(store, key)
    assert lying.slot.erased == (delete in works)
    assert lying.slot.erased or bool(lying.slot.protects) == (seal in works)
    if lying.slot.open:
        named = {*lying.slot.names("entered"), *lying.slot.names("originals")}
        lie = {*lying.open, *lying.sealed}
        # Sightings are called the same whoever writes them.
        assert {name for name in lie if "-" in name} == named
