"""What it costs us to put offers into Elasticsearch, beside a bare bulk request of the same.

What our index writes is noted and then sent once more, into a store of the same mappings, by the
client's own `helpers.streaming_bulk` as one would call it: documents that are at hand, nothing
looked up before, no condition. Ours folds and cuts texts, makes JSON of the offer, its version,
event and sighting, and looks twice at what there was: the ledger compares with it, and it must not
have changed when it is written over. As in a crawl, whoever read the ad has cut its texts into
words before, which are remembered for a while: for `BATCH` offers, and not for `LARGE`. CPU seconds
of this process count, not those of the server.
"""

import json
from collections.abc import Iterator, Sequence
from contextlib import ExitStack
from dataclasses import dataclass, replace
from functools import partial
from itertools import islice
from random import Random
from typing import Any

from elasticsearch import Elasticsearch
from elasticsearch.helpers import streaming_bulk

from bench.lives import BATCH, again, entered, made_offers, vocabulary
from bench.measure import Spread, cpu
from bench.report import Figure, Goal, Report, Size
from index.access import NONE
from index.base import Index
from index.elastic.cluster import slices
from index.elastic.index import ElasticIndex
from index.elastic.store import ElasticStore
from offers.life import Change
from parsers.fold import tokens

LARGE = 500
"""Offers of a batch as stores are filled."""

BATCHES = {
    Size.QUICK: {BATCH: 3, 4 * BATCH: 2},
    Size.USUAL: {BATCH: 80, LARGE: 8},
    Size.LONG: {BATCH: 240, LARGE: 24},
}
"""How many batches there are, by the offers in each."""

ROUNDS = 8
"""Batches are added up to so many values: single ones stumble over the collector of garbage."""

DEAR = Goal(2)

Document = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Turn:
    """CPU seconds of one batch: what the ledger asks for, the put, and the peer."""

    look: float
    put: float
    peer: float

    @property
    def ours(self) -> float:
        return self.look + self.put


class Recorder(Elasticsearch):
    """Another client on the same connections, that notes what is written through it."""

    written: list[str]

    @classmethod
    def beside(cls, client: Elasticsearch) -> "Recorder":
        made = cls(_transport=client.transport)
        made.written = []
        return made

    def bulk(self, *given: Any, **how: Any) -> Any:
        self.written += how["operations"]
        return super().bulk(*given, **how)


@dataclass(frozen=True, slots=True)
class Sides:
    """Our store on `name`, heard by the recorder, and a client that writes into `other`."""

    index: Index
    recorder: Recorder
    name: str
    peer: Elasticsearch
    other: str

    def turn(self, changes: Sequence[Change]) -> Turn:
        self.recorder.written.clear()
        for one in changes:
            tokens(one.known.offer.title or "")
            tokens(one.known.offer.text or "")
        look = cpu(partial(self.index.known, [one.known.offer.id for one in changes]))
        put = cpu(partial(self.index.put, changes))
        documents = list(self._documents())
        return Turn(look, put, cpu(partial(_send, self.peer, documents)))

    def _documents(self) -> Iterator[Document]:
        """What was noted, as actions of the client's helpers."""
        lines = iter(self.recorder.written)
        for header in lines:
            ((kind, told),) = json.loads(header).items()
            index = told["_index"].replace(self.name, self.other, 1)
            action = {"_op_type": kind, "_index": index, "_id": told["_id"]}
            yield action if kind == "delete" else {**action, "_source": json.loads(next(lines))}


def _send(client: Elasticsearch, documents: Sequence[Document]) -> None:
    for _ in streaming_bulk(client, documents):
        pass


def measure(server: str, name: str, size: Size) -> Iterator[Report]:
    """In stores on that server whose names begin so."""
    random = Random(4)
    words = vocabulary(random)
    batches = BATCHES[size]
    offers = made_offers(random, words, sum(each * many for each, many in batches.items()))
    with ExitStack() as opened:
        ours, peer = (
            opened.enter_context(ElasticStore.open(f"{server}/{name}{side}", tokens, NONE))
            for side in ("ours", "peer")
        )
        recorder = Recorder.beside(ours.cluster.client)
        index = ElasticIndex(replace(ours.cluster, client=recorder), tokens)
        sides = Sides(index, recorder, ours.cluster.name, peer.cluster.client, peer.cluster.name)
        for each, many in batches.items():
            new = [entered(one) for one in islice(offers, each * many)]
            yield _report("new", each, [sides.turn(some) for some in slices(new, each)], DEAR)
            seen = [again(one) for one in index.known([one.known.offer.id for one in new]).values()]
            yield _report("seen again", each, [sides.turn(some) for some in slices(seen, each)])


def _report(kind: str, each: int, turns: Sequence[Turn], goal: Goal | None = None) -> Report:
    """Without the first turn, in which things are loaded."""
    counted = turns[1:]
    rounds = list(slices(counted, max(1, len(counted) // ROUNDS)))
    ratios = [sum(one.ours for one in some) / sum(one.peer for one in some) for some in rounds]
    alone = [sum(one.put for one in some) / sum(one.peer for one in some) for some in rounds]
    scale = 1000 / each
    figures = (
        Figure("look and put, beside a bare bulk", "times", Spread.of(ratios), goal),
        Figure("put, beside a bare bulk", "times", Spread.of(alone)),
        Figure("look, an offer", "ms CPU", Spread.of([one.look for one in counted]).times(scale)),
        Figure("put, an offer", "ms CPU", Spread.of([one.put for one in counted]).times(scale)),
        Figure("bare bulk", "ms CPU", Spread.of([one.peer for one in counted]).times(scale)),
    )
    title = f"Put into Elasticsearch, offers {kind}, {each} a batch"
    return Report(title, f"{len(counted)} batches in {len(rounds)} rounds", figures)
