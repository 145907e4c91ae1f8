"""What is written of an offer is several documents in Elasticsearch, and yet it is whole or not at
all, in whatever order several are at work and wherever one is killed."""

from collections.abc import Iterator
from itertools import count

import pytest
from hypothesis import HealthCheck, Phase, example, given, settings
from hypothesis import strategies as st

from demo.elasticsearch.asking import Asker
from index.access import NONE
from index.elastic import finishing
from index.elastic.cluster import Cluster
from index.elastic.connect import connect
from index.elastic.index import ElasticIndex
from index.elastic.store import ElasticStore
from index.times import stamp
from parsers.fold import tokens
from tests.elasticsearch import names
from tests.examples import examples, some_of
from tests.index.hiding import SECRET, match
from tests.index.lying import Lying, assert_whole
from tests.index.making import KEEP, MONDAY, first, offer
from tests.index.turnstile import Actor, undisturbed
from tests.index.works import (
    DAY,
    Work,
    delete,
    edit,
    enter,
    enter_sealed,
    glance,
    redact,
    seal,
    secret,
)

NUMBERS = count()


@pytest.fixture(scope="module")
def store(elasticsearch: str) -> Iterator[ElasticStore]:
    """One for all, for it takes long to make one: each offer is another."""
    with (
        names(Asker(elasticsearch)) as mine,
        ElasticStore.open(f"{elasticsearch}/{mine}", tokens, NONE) as opened,
    ):
        yield opened


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

SOME = 5
"""Moments of a work at which somebody is killed in each run of the tests."""

FAR = 1_000
"""More requests than any work takes."""


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


def assert_same_as(store: ElasticStore, key: str, other: str) -> None:
    """Nothing tells it from an offer that nobody was killed at."""

    def plain(key: str) -> object:
        index, id_ = store.index, offer(key).id
        known = index.known([id_]).get(id_)
        return (
            bool(index.look([id_]).erased),
            known and (known.status, known.last_seen, known.last_run, known.sealed, known.redacted),
            [one.offer.text for one in index.versions(id_)],
            [one.offer.text for one in index.originals(id_)],
            [(one.kind, one.run) for one in index.events(id_)],
            [(one.run, one.at, one.how) for one in index.sightings(id_)],
            len(store.journal.matches(offer=id_)),
        )

    assert plain(key) == plain(other)


@pytest.mark.parametrize(("before", "work"), CASES)
def test_killed_before_some_requests(store: ElasticStore, before: Work | None, work: Work) -> None:
    killed_and_done_again(store, before, work, SOME)


@pytest.mark.long
@pytest.mark.timeout(1800)
@pytest.mark.parametrize(("before", "work"), [*CASES, *LONG])
def test_killed_before_any_request(store: ElasticStore, before: Work | None, work: Work) -> None:
    killed_and_done_again(store, before, work, FAR)


def killed_and_done_again(
    store: ElasticStore, before: Work | None, work: Work, moments: int
) -> None:
    """As whoever was killed would do it."""
    whole = prepared(store, before)
    requests = undisturbed(actor(store, work, whole))
    for sent in some_of(requests, moments):
        key = prepared(store, before)
        killed = actor(store, work, key)
        for _ in range(sent):
            killed.move()
        killed.move(dies=True)
        assert killed.dead
        finishing.finish_all(store.cluster)
        assert_whole(store, key)
        if work not in {edit, redact, seal} or not _is_done(store, key, whole):
            work(store.index, key)
        assert_whole(store, key)
        assert_same_as(store, key, whole)


def _is_done(store: ElasticStore, key: str, whole: str) -> bool:
    """Whether what was killed had been written already: the ledger sees that and goes on."""
    index, ids = store.index, [offer(one).id for one in (key, whole)]
    one, other = (index.known([id_])[id_] for id_ in ids)
    done = (other.last_seen, other.sealed, other.redacted)
    return (one.last_seen, one.sealed, one.redacted) == done


@settings(
    deadline=None,
    max_examples=examples(30),
    phases=(Phase.explicit, Phase.generate),
    suppress_health_check=list(HealthCheck),
)
@given(
    before=st.sampled_from([enter, redact]),
    works=st.lists(st.sampled_from(WORKS), min_size=2, max_size=3),
    order=st.lists(st.integers(0, 2), max_size=40),
)
# One sees it open and, refused, once more sealed, where another's sighting lies already.
@example(before=redact, works=[glance, seal, glance], order=[0, 0, 0, 0, 1, 2, 0, 0, 0, 1])
# The same, and the open sighting is another's, gone when it would be made one's own.
@example(before=enter, works=[glance, seal, glance], order=[0, 0, 2, 2, 2, *[1] * 40])
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


@settings(
    deadline=None,
    max_examples=examples(25),
    phases=(Phase.explicit, Phase.generate),
    suppress_health_check=list(HealthCheck),
)
@given(work=st.sampled_from([enter, enter_sealed]), order=st.lists(st.booleans(), max_size=14))
# One is about to make the sighting its own when the other takes it back.
@example(work=enter, order=[False, True, True, True, False])
def test_two_enter_the_same_sighting(store: ElasticStore, work: Work, order: list[bool]) -> None:
    """One is refused, and takes back nothing that the other relies on."""
    key = prepared(store, None)
    actors = [actor(store, work, key) for _ in range(2)]
    for second in order:
        actors[second].move()
    for one in actors:
        while not one.over:
            one.move()
    assert [one.error for one in actors] == [None, None]
    lying = assert_whole(store, key)
    assert lying.slot.revision == 1
    lie = {**lying.open, **lying.sealed}
    assert len([text for text in lie.values() if "'sighting'" in text]) == 1
    named = {*lying.slot.names("entered"), *lying.slot.names("originals")}
    life = {lying.slot.life_id} if lying.slot.protects else set()
    assert {name for name in lie if "-" in name} == named | life


def killed_at_the_slot(store: ElasticStore, work: Work, key: str) -> None:
    """What the slot was to name is written, and nothing names it."""
    dying = actor(store, work, key)
    while not (written := strays(store, key)):
        dying.move()
    assert SECRET in str(written)
    dying.move(dies=True)
    assert dying.dead


def strays(store: ElasticStore, key: str) -> dict[str, str]:
    lying = Lying.of(store, key)
    named = {*lying.slot.names("entered"), *lying.slot.names("originals")}
    return {name: text for name, text in lying.open.items() if "-" in name and name not in named}


@pytest.mark.parametrize("work", [redact, seal, delete])
def test_what_the_killed_left_does_not_stay_open(store: ElasticStore, work: Work) -> None:
    key = prepared(store, enter)
    killed_at_the_slot(store, edit, key)
    work(store.index, key)
    assert_whole(store, key)
    assert SECRET not in str(Lying.of(store, key).open)


def test_what_was_left_of_an_offer_that_never_was_expires(store: ElasticStore) -> None:
    key = prepared(store, None)
    id_ = offer(key).id
    killed_at_the_slot(store, enter, key)
    store.index.put([first(secret(f"{key} lives"))])
    assert id_ not in store.index.expired(MONDAY + KEEP - DAY)
    now = store.index.expired(MONDAY + KEEP)
    assert {id_, offer(f"{key} lives").id} <= now
    assert store.index.delete([id_], MONDAY) == 0
    assert not Lying.of(store, key).open
    assert id_ not in store.index.expired(MONDAY + KEEP)


def test_erasing_again_erases_what_came_since(store: ElasticStore) -> None:
    """Whoever was about to write was killed after the first time."""
    key = prepared(store, enter)
    dying = actor(store, edit, key)
    for _ in range(2):
        dying.move()
    delete(store.index, key)
    dying.move()
    dying.move(dies=True)
    assert strays(store, key)
    store.index.delete([offer(key).id], MONDAY + DAY)
    assert not Lying.of(store, key).open
    erased = Lying.of(store, key).slot
    assert erased.source == {"erased": stamp(MONDAY)}
