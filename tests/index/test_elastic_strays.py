"""A writer is killed who stood still while its offer was sealed or erased: what it wrote then does
not stay."""

from collections.abc import Callable, Iterator, Sequence
from itertools import count
from pathlib import Path

import pytest

from index.access import NONE
from index.base import Index
from index.elastic.cluster import Action, Cluster
from index.elastic.connect import connect
from index.elastic.index import ElasticIndex
from index.elastic.layout import Part
from index.elastic.store import ElasticStore
from index.elastic.writing import Attempt
from offers.life import Change
from parsers.fold import tokens
from tests.index.hiding import SECRET
from tests.index.making import MONDAY, edited, first, offer
from tests.index.works import Work, delete, enter, enter_sealed, glance, redact, seal, secret


@pytest.fixture
def store(elasticsearch: str, prefix: str, tmp_path: Path) -> Iterator[ElasticStore]:
    with ElasticStore.open(f"{elasticsearch}/{prefix}", tokens, NONE) as opened:
        yield opened


@pytest.fixture
def cluster(store: ElasticStore) -> Iterator[Cluster]:
    made = connect(store.cluster.url, NONE)
    yield made
    made.close()


def overtaken(store: ElasticStore, cluster: Cluster, change: Change, work: Work) -> None:
    """Writes the change up to the slot, with that work done after the slot was read."""
    attempt = Attempt(cluster, tokens, "00112233aabbccdd")
    wanted, planner, read = attempt._prepared([change])
    plans = [planner.plan(one, read[one.known.offer.id]) for one in wanted]
    work(store.index, "1")
    cluster.write([action for plan in plans for action in plan.before])


def overtaken_at_last(
    store: ElasticStore, other: Index, work: Work
) -> Callable[..., Sequence[bool]]:
    """Does the work just before this store writes slots for the second time."""
    write, own = Cluster.write, store.cluster
    times = count(1)

    def overtaking(cluster: Cluster, actions: Sequence[Action]) -> Sequence[bool]:
        slots = any(one.part is Part.OFFERS for one in actions)
        if cluster is own and slots and next(times) == 2:
            work(other, "1")
        return write(cluster, actions)

    return overtaking


def test_who_is_seen_while_he_is_redacted_is_redacted_to_the_end(
    store: ElasticStore, cluster: Cluster, monkeypatch: pytest.MonkeyPatch
) -> None:
    """To be seen moves the slot on, with the mark in it."""
    enter(store.index, "1")
    other = ElasticIndex(cluster, tokens)
    monkeypatch.setattr(Cluster, "write", overtaken_at_last(store, other, glance))
    redact(store.index, "1")
    slot = cluster.document(Part.OFFERS, offer("1").id)
    assert slot
    assert "unfinished" not in slot.source
    assert SECRET not in lying(cluster, Part.HISTORY)


def lying(cluster: Cluster, part: Part) -> str:
    return "".join(str(hit["_source"]) for hit in cluster.scan(part, {"match_all": {}}))


@pytest.mark.parametrize("work", [seal, delete], ids=["sealed", "erased"])
def test_what_it_wrote_openly_goes(store: ElasticStore, cluster: Cluster, work: Work) -> None:
    enter(store.index, "1")
    known = store.index.known([offer("1").id])[offer("1").id]
    overtaken(store, cluster, edited(known, secret("1")), work)
    assert SECRET in lying(cluster, Part.HISTORY)
    assert not store.index.put([first(secret("2"))])
    store.index.expired(MONDAY)
    left = lying(cluster, Part.HISTORY)
    assert f"{SECRET} 1" not in left
    assert f"{SECRET} 2" in left


def test_what_it_wrote_of_an_erased_offer_under_seal_goes(
    store: ElasticStore, cluster: Cluster
) -> None:
    enter_sealed(store.index, "1")
    known = store.index.known([offer("1").id])[offer("1").id]
    overtaken(store, cluster, edited(known, secret("1"), pending=()), delete)
    assert SECRET in lying(cluster, Part.SEALED)
    store.index.expired(MONDAY)
    assert SECRET not in lying(cluster, Part.SEALED)
