"""Answers that say later, or do not come: nothing is lost and nothing is refused that was written.

A relay on loopback stands before a real server.
"""

import threading
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import timedelta

import pytest

from demo.elasticsearch.asking import Asker
from index.access import NONE
from index.base import Store, StoreError, Unavailable
from index.elastic import bulk
from index.elastic.layout import Part
from index.elastic.store import ElasticStore
from offers.life import Glance, How, Known
from offers.offer import Protects
from parsers.fold import tokens
from tests.elasticsearch import names
from tests.index.making import KEEP, MONDAY, again, edited, first, offer
from tests.index.relay import Answer, Judge, Relay, Request

LATER = MONDAY + timedelta(days=1)
BUSY = Answer.of(429, {"error": {"type": "es_rejected_execution_exception", "reason": "full"}})


@dataclass(frozen=True, slots=True)
class Scene:
    """A store as reached through a relay, and as it is."""

    relay: Relay
    store: ElasticStore
    beside: ElasticStore

    def known(self, key: str) -> Known:
        return self.beside.index.known([offer(key).id])[offer(key).id]


@pytest.fixture(scope="module")
def server(elasticsearch: str) -> Iterator[tuple[str, str]]:
    """One store for all: offers have keys of their own."""
    with names(Asker(elasticsearch)) as mine:
        yield elasticsearch, mine


@pytest.fixture
def scene(server: tuple[str, str]) -> Iterator[Scene]:
    url, name = server
    with (
        Relay(url) as relay,
        ElasticStore.open(f"{url}/{name}", tokens, NONE) as beside,
        ElasticStore.open(f"{relay.url}/{name}", tokens, NONE) as store,
    ):
        yield Scene(relay, store, beside)


@dataclass(slots=True)
class Bulks:
    """Counts the bulk requests and lets `then` judge those of these numbers; all others pass."""

    then: Judge
    numbers: range
    seen: int = 0
    _lock: threading.Lock = field(default_factory=threading.Lock)

    def __call__(self, request: Request) -> Answer | None:
        if not request.is_bulk:
            return request.handed_on()
        with self._lock:
            self.seen += 1
            judged = self.seen - 1 in self.numbers
        return self.then(request) if judged else request.handed_on()


def unheard(request: Request) -> None:
    """The server does it, and the answer is lost."""
    assert request.handed_on().status == 200


def busy(_: Request) -> Answer:
    return BUSY


def lines(scene: Scene, *keys: str) -> list[bulk.Line]:
    alias = scene.store.cluster.alias(Part.RULES)
    return [bulk.Line(alias, key, f'{{"id":"{key}"}}', create=True) for key in keys]


@pytest.mark.parametrize("status", [429, 502, 503, 504])
def test_what_is_too_busy_is_asked_again(scene: Scene, status: int) -> None:
    waits: list[float] = []
    scene.relay.judge = Bulks(lambda _: replace(BUSY, status=status), range(3))
    wanted = lines(scene, f"a{status}", f"b{status}")
    held = bulk.write(scene.store.cluster.client, wanted, scene.store.cluster.url, waits.append)
    assert held == [True, True]
    assert waits == list(bulk.PAUSES[1:4])
    found = scene.beside.cluster.documents(Part.RULES, [f"a{status}", f"b{status}"])
    assert len(found) == 2


def test_only_the_lines_that_were_refused_are_sent_again(scene: Scene) -> None:
    sizes: list[int] = []

    def judge(request: Request) -> Answer:
        sizes.append(len(request.operations()))
        return request.without(lambda one: b'"odd' in one.splitlines()[0], 503)

    scene.relay.judge = judging = Bulks(judge, range(2))
    wanted = lines(scene, "even1", "odd1", "even2", "odd2")
    held = bulk.write(scene.store.cluster.client, wanted, "url", lambda _: None)
    assert held == [True] * 4
    assert sizes == [4, 2]
    assert judging.seen == 3


def test_what_stays_busy_is_said(scene: Scene) -> None:
    waits: list[float] = []
    scene.relay.judge = Bulks(
        lambda request: request.without(lambda one: b"never" in one, 429), range(100)
    )
    wanted = lines(scene, "whatever", "never")
    with pytest.raises(Unavailable, match="too much to do"):
        bulk.write(scene.store.cluster.client, wanted, "url", waits.append)
    assert waits == list(bulk.PAUSES[1:])
    assert set(scene.beside.cluster.documents(Part.RULES, ["whatever", "never"])) == {"whatever"}


def test_an_error_of_ours_is_not_repeated(scene: Scene) -> None:
    scene.relay.judge = judging = Bulks(
        lambda _: Answer.of(400, {"error": {"type": "parse_exception", "reason": "odd"}}), range(9)
    )
    with pytest.raises(StoreError, match="odd"):
        bulk.write(scene.store.cluster.client, lines(scene, "x"), "url", lambda _: None)
    assert judging.seen == 1


WRITES: dict[str, Callable[[Store, Known], frozenset[str]]] = {
    "seen again": lambda store, known: store.index.put([again(known, LATER)]),
    "edited": lambda store, known: store.index.put(
        [edited(known, replace(known.offer, text="new", digest="", seen=LATER))]
    ),
    "sealed": lambda store, known: store.index.put(
        [again(known, LATER, sealed=Protects.MINOR, pending=())]
    ),
    "glance": lambda store, known: store.index.glance(
        [known.offer.id], Glance(run="run-2", at=LATER, expires=LATER + KEEP, how=How.LISTED)
    ),
}


@pytest.mark.parametrize("number", [0, 1])
def test_what_was_written_unheard_is_not_refused(scene: Scene, number: int) -> None:
    """Neither the answer about the history nor that about the slots is heard."""
    keys = [f"unheard {number}", f"unheard {number} too"]
    scene.relay.judge = Bulks(unheard, range(number, number + 1))
    assert scene.store.index.put([first(offer(key)) for key in keys]) == frozenset()
    for key in keys:
        id_ = offer(key).id
        assert scene.known(key).offer == offer(key)
        index = scene.beside.index
        found = index.versions(id_), index.events(id_), index.sightings(id_)
        assert list(map(len, found)) == [1, 1, 1]


@pytest.mark.parametrize("number", [0, 1])
@pytest.mark.parametrize("write", WRITES)
def test_what_was_changed_unheard_is_not_refused(scene: Scene, write: str, number: int) -> None:
    key = f"{write} {number}"
    scene.store.index.put([first(offer(key))])
    before = scene.known(key)
    scene.relay.judge = Bulks(unheard, range(number, number + 1))
    assert WRITES[write](scene.store, before) == frozenset()
    after = scene.known(key)
    assert after.last_seen == LATER
    assert after.token == str(int(before.token or 0) + 1)
    versions = scene.beside.index.versions(offer(key).id)
    assert after.version in {one.id for one in versions} or after.sealed


def test_what_was_written_unheard_and_over_again(scene: Scene) -> None:
    """Somebody else was there before it was asked again; what he built on is not erased."""
    made = offer("over again")

    def overwritten(request: Request) -> None:
        unheard(request)
        known = scene.known("over again")
        text = replace(known.offer, text="new", digest="", seen=LATER)
        assert not scene.beside.index.put([edited(known, text)])

    scene.relay.judge = Bulks(overwritten, range(1, 2))
    assert scene.store.index.put([first(made)]) == frozenset()
    assert [one.offer.text for one in scene.beside.index.versions(made.id)] == [made.text, "new"]
    assert len(scene.beside.index.events(made.id)) == 2


def test_what_was_lost_to_others_is_refused_and_leaves_nothing(scene: Scene) -> None:
    """Somebody else wrote the offer between history and slot."""
    made, other = offer("raced"), offer("raced", text="other")

    def raced(request: Request) -> Answer:
        assert not scene.beside.index.put([first(other)])
        return request.handed_on()

    scene.relay.judge = Bulks(raced, range(1, 2))
    assert scene.store.index.put([first(made), first(offer("beside"))]) == {made.id}
    assert scene.known("raced").offer.text == "other"
    assert scene.known("beside").offer.key == "beside"
    asked = {"bool": {"filter": [{"term": {"offer": made.id}}, {"term": {"kind": "version"}}]}}
    left = [
        hit["_source"]["document"]["text"] for hit in scene.beside.cluster.scan(Part.HISTORY, asked)
    ]
    assert left == ["other"]


def test_a_document_that_is_refused_is_named_with_the_reason(scene: Scene) -> None:
    """Its run has a name that no index of Lucene takes."""
    made = offer("refused")
    with pytest.raises(StoreError, match=rf"{made.id}.*failed to parse field \[run\]"):
        scene.store.index.put([first(made, run="r" * 40_000), first(offer("beside it"))])
    ids = [made.id, offer("beside it").id]
    assert scene.beside.index.known(ids) == {}
    # A sighting is nobody's own, and says nothing of what the ad said.
    words = {"terms": {"kind": ["version", "event"]}}
    asked = {"bool": {"filter": [{"terms": {"offer": ids}}, words]}}
    assert list(scene.beside.cluster.scan(Part.HISTORY, asked)) == []


def test_reading_waits_for_what_is_busy(scene: Scene) -> None:
    scene.store.index.put([first(offer("read"))])
    left = ["_mget", "_mget", "_refresh", "_search"]

    def judge(request: Request) -> Answer:
        for one in left:
            if request.path.partition("?")[0].endswith(one):
                left.remove(one)
                return BUSY
        return request.handed_on()

    scene.relay.judge = judge
    assert scene.store.index.known([offer("read").id])
    left.append("_mget")
    assert len(scene.store.index.sightings(offer("read").id)) == 1
    assert left == []


@pytest.mark.parametrize(
    "cause",
    [
        {"type": "no_shard_available_action_exception", "reason": "moving"},
        {
            "type": "illegal_index_shard_state_exception",
            "reason": "CurrentState[RECOVERING] operations only allowed when shard state is one "
            "of [POST_RECOVERY, STARTED]",
        },
        {"type": "index_not_found_exception", "reason": "no such index [x]", "index": "x"},
    ],
    ids=lambda cause: cause["type"],
)
def test_reading_waits_for_a_shard_that_moves_or_comes_up(
    scene: Scene, cause: Mapping[str, str]
) -> None:
    """As both releases answer while another process makes the index."""
    scene.store.index.put([first(offer("coming"))])
    error = {
        "root_cause": [cause],
        "type": "no_shard_available_action_exception",
        "reason": "No shard available for [org.elasticsearch.action.get.MultiGetShardRequest]",
        "caused_by": cause,
    }
    asked: list[Request] = []

    def judge(request: Request) -> Answer:
        asked.append(request)
        if len(asked) > 1:
            return request.handed_on()
        return Answer.of(200, {"docs": [{"_index": "x", "_id": "x", "error": error}]})

    scene.relay.judge = judge
    assert scene.store.index.known([offer("coming").id])
    assert len(asked) == 2
