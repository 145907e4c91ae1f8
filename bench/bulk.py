"""What it costs us to put offers into Elasticsearch, beside a bare bulk request of the same.

What our index writes is noted and then sent once more, into a store of the same mappings, by the
client's own `helpers.streaming_bulk` as one would call it: documents that are at hand, which it
makes JSON of, nothing looked up before, no condition. Ours makes these documents (offer, version,
event, sighting), and looks at what there was: the ledger compares with it, and it must not have
changed when it is written over. "Made" is a bulk request by one who has only the offers, as we
have: our own code makes him the documents, as JSON, and he looks at nothing. As in a crawl, whoever
read the ad has cut its texts into words before, which are remembered for a while; "uncut" is
without that. CPU seconds of this process count, not those of the server.
"""

import json
import sys
from collections.abc import Iterable, Iterator, Sequence
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
from index.elastic.planning import Planner
from index.elastic.slots import Slot
from index.elastic.store import ElasticStore
from offers.life import Change
from parsers.fold import WORDED, tokens

LARGE = 500
"""Offers of a batch as stores are filled."""

BATCHES = {
    Size.QUICK: {BATCH: 3, 4 * BATCH: 2},
    Size.USUAL: {BATCH: 80, LARGE: 8},
    Size.LONG: {BATCH: 240, LARGE: 24},
}
"""How many batches there are, by the offers in each."""

ATTEMPT = "0123456789abcdef"
"""What an attempt to write might be called."""

ROUNDS = 8
"""Batches are added up to so many values: single ones stumble over the collector of garbage."""

DEAR = Goal(2)

Document = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Turn:
    """CPU seconds of one batch: what the ledger asks for, the put, the peer, and what it takes to
    make the documents and send them."""

    look: float
    put: float
    peer: float
    made: float

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

    def turn(self, changes: Sequence[Change], *, cut: bool = True) -> Turn:
        self.recorder.written.clear()
        cutting(changes) if cut else forgetting()
        look = cpu(partial(self.index.look, [one.known.offer.id for one in changes]))
        put = cpu(partial(self.index.put, changes))
        documents = list(self._documents())
        peer = cpu(partial(_send, self.peer, documents))
        cutting(changes) if cut else forgetting()
        return Turn(look, put, peer, cpu(lambda: _send(self.peer, self._made(changes))))

    def _made(self, changes: Sequence[Change]) -> Iterator[Document]:
        """The same documents, of offers that are new."""
        planner = Planner(attempt=ATTEMPT, tokens=tokens, stored={}, sightings={})
        for change in changes:
            plan = planner.plan(change, Slot(change.known.offer.id))
            for one in (*plan.before, plan.slot):
                yield {"_index": f"{self.other}-{one.part}", "_id": one.id, "_source": one.body}

    def _documents(self) -> Iterator[Document]:
        """What was noted, as actions of the client's helpers."""
        lines = iter(self.recorder.written)
        for header in lines:
            ((kind, told),) = json.loads(header).items()
            index = told["_index"].replace(self.name, self.other, 1)
            action = {"_op_type": kind, "_index": index, "_id": told["_id"]}
            yield action if kind == "delete" else {**action, "_source": json.loads(next(lines))}


def cutting(changes: Sequence[Change]) -> None:
    """As whoever read the ads did."""
    for one in changes:
        tokens(one.known.offer.title or "")
        tokens(one.known.offer.text or "")


def forgetting() -> None:
    """Cut so many other texts that no word of an ad is remembered."""
    for number in range(WORDED):
        tokens(str(number))


def _send(client: Elasticsearch, documents: Iterable[Document]) -> None:
    for _ in streaming_bulk(client, documents):
        pass


def measure(server: str, name: str, size: Size) -> Iterator[Report]:
    """In stores on that server whose names begin so."""
    random = Random(4)
    offers = made_offers(random, vocabulary(random), sys.maxsize)
    with ExitStack() as opened:
        ours, peer = (
            opened.enter_context(ElasticStore.open(f"{server}/{name}{side}", tokens, NONE))
            for side in ("ours", "peer")
        )
        recorder = Recorder.beside(ours.cluster.client)
        index = ElasticIndex(replace(ours.cluster, client=recorder), tokens)
        sides = Sides(index, recorder, ours.cluster.name, peer.cluster.client, peer.cluster.name)
        for each, many in BATCHES[size].items():
            new = [entered(one) for one in islice(offers, each * many)]
            yield _report("new", each, [sides.turn(some) for some in slices(new, each)], DEAR)
            known = index.look([one.known.offer.id for one in new]).known
            seen = [again(one) for one in known.values()]
            yield _report("seen again", each, [sides.turn(some) for some in slices(seen, each)])
            uncut = slices([entered(one) for one in islice(offers, each * many)], each)
            yield _report("new, uncut", each, [sides.turn(some, cut=False) for some in uncut])


def _report(kind: str, each: int, turns: Sequence[Turn], goal: Goal | None = None) -> Report:
    """Without the first turn, in which things are loaded."""
    counted = turns[1:]
    rounds = list(slices(counted, max(1, len(counted) // ROUNDS)))
    scale = 1000 / each

    def ratios(one: str, other: str) -> Spread:
        return Spread.of(
            [
                sum(getattr(turn, one) for turn in some)
                / sum(getattr(turn, other) for turn in some)
                for some in rounds
            ]
        )

    def spent(side: str) -> Spread:
        return Spread.of([getattr(turn, side) for turn in counted]).times(scale)

    figures = (
        Figure("look and put, beside a bare bulk", "times", ratios("ours", "peer"), goal),
        Figure("put, beside a bare bulk", "times", ratios("put", "peer")),
        Figure("look and put, beside documents made and sent", "times", ratios("ours", "made")),
        Figure("look, an offer", "ms CPU", spent("look")),
        Figure("put, an offer", "ms CPU", spent("put")),
        Figure("bare bulk", "ms CPU", spent("peer")),
        Figure("made and sent", "ms CPU", spent("made")),
    )
    title = f"Put into Elasticsearch, offers {kind}, {each} a batch"
    return Report(title, f"{len(counted)} batches in {len(rounds)} rounds", figures)
