"""Three nodes that keep each other's copies, with TLS and users. One is killed while offers are put
and comes back: writers go on, and what they were told is written is there, once."""

from collections import Counter
from collections.abc import Iterator, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass, field
from threading import Condition
from time import monotonic

import pytest

from demo.elasticsearch.cluster import cluster, well
from demo.elasticsearch.missing import Missing
from demo.elasticsearch.plan import BRIEF
from demo.elasticsearch.server import Server
from index.access import Access
from index.elastic.layout import Part
from index.elastic.store import ElasticStore
from index.query.tree import Everything
from offers.life import Change
from parsers.fold import tokens
from tests.elasticsearch import locks, version
from tests.index.making import first, offer

WRITERS = 2
PATIENCE = 1800
"""Seconds within which a writer must have come further."""


@contextmanager
def nodes() -> Iterator[Sequence[Server]]:
    try:
        with cluster(version(), security=locks(), options=BRIEF) as servers:
            yield servers
    except Missing as missing:
        pytest.skip(str(missing))


def access(servers: Sequence[Server]) -> Access:
    """All of the cluster's hosts: the first is in the url of the store."""
    one, *others = (server.plan for server in servers)
    assert one.security
    user, password = one.security.users[0].login
    hosts = [other.url for other in others]
    return Access(hosts=hosts, user=user, password=password, ca_file=one.authority)


@dataclass
class Written:
    """What writers were told is written, as they go on: id by id; and the longest that one batch
    took, in seconds."""

    ids: list[str] = field(default_factory=list)
    longest: float = 0.0
    told: Condition = field(default_factory=Condition)

    def add(self, ids: Sequence[str], took: float) -> None:
        with self.told:
            self.ids += ids
            self.longest = max(self.longest, took)
            self.told.notify_all()

    def wait(self, many: int, writers: Sequence[Future[None]]) -> int:
        """Until so many are written, or a writer failed; how many there are."""

        def far() -> bool:
            return len(self.ids) >= many or any(one.done() for one in writers)

        with self.told:
            assert self.told.wait_for(far, PATIENCE)
            return len(self.ids)


def write(store: ElasticStore, batches: Sequence[Sequence[Change]], written: Written) -> None:
    for batch in batches:
        start = monotonic()
        assert store.index.put(batch) == frozenset()
        written.add([one.known.offer.id for one in batch], monotonic() - start)


def outlived(store: ElasticStore, servers: Sequence[Server], offers: int, batch: int) -> Written:
    """Put so many offers; the host that the store's url names is killed after the first third and
    comes back after the second."""
    changes = [first(offer(str(number), text=f"words of {number}")) for number in range(offers)]
    batches = [changes[at : at + batch] for at in range(0, offers, batch)]
    written = Written()
    with ThreadPoolExecutor(WRITERS) as pool:
        writers = [
            pool.submit(write, store, batches[at::WRITERS], written) for at in range(WRITERS)
        ]
        written.wait(offers // 3, writers)
        servers[0].kill()
        gone = len(written.ids)
        without = written.wait(max(2 * offers // 3, gone + 2 * WRITERS * batch), writers) - gone
        assert not any(one.done() for one in writers)
        servers[0].end()
        servers[0].launch()
        for one in writers:
            one.result()
    servers[1].wait(well(len(servers)))
    print(f"{len(written.ids)} offers, {without} of them while two nodes were left;", end=" ")
    print(f"the longest batch of {batch} took {written.longest:.1f} s")
    return written


def held(store: ElasticStore) -> tuple[Counter[str], Counter[tuple[str, str]]]:
    """How often each offer is found, and how many documents of each kind its history has."""
    found = Counter(known.offer.id for known in store.index.walk(Everything()))
    every = store.cluster.scan(Part.HISTORY, {"match_all": {}}, source=["offer", "kind"])
    return found, Counter((hit["_source"]["offer"], hit["_source"]["kind"]) for hit in every)


@pytest.mark.parametrize(
    ("offers", "batch"),
    [
        pytest.param(2_000, 25, marks=pytest.mark.timeout(900)),
        pytest.param(50_000, 100, marks=[pytest.mark.long, pytest.mark.timeout(7200)]),
    ],
)
def test_a_node_dies_while_offers_are_put(offers: int, batch: int) -> None:
    with (
        nodes() as servers,
        ElasticStore.open(f"{servers[0].url}/offers", tokens, access(servers)) as store,
    ):
        written = outlived(store, servers, offers, batch)
        assert len(written.ids) == len(set(written.ids)) == offers
        found, history = held(store)
        assert found == Counter(written.ids)
        kinds = ("version", "event", "sighting")
        assert history == Counter((id_, kind) for id_ in written.ids for kind in kinds)
        known = store.index.known(written.ids)
        assert {one.offer.text for one in known.values()} == {
            f"words of {number}" for number in range(offers)
        }
