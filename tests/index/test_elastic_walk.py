"""Reading all on Elasticsearch, where one moment is held still for a while only."""

import inspect
import json
from dataclasses import dataclass, field
from pathlib import Path

from index.access import NONE
from index.base import Order
from index.elastic.cluster import Source
from index.elastic.layout import Part
from index.elastic.store import ElasticStore
from index.elastic.upkeep import ElasticUpkeep
from index.query import tree
from index.store import open_store
from parsers.fold import tokens
from tests.index.making import first, offer
from tests.index.relay import Answer, Relay, Request

MANY = 1_200
"""Offers of more than two pages."""

OF_MOMENTS = ("/_search", "/_pit")
"""Where the paths of requests begin that name a moment."""


def test_a_moment_that_was_let_go_is_no_end(
    elasticsearch: str, prefix: str, tmp_path: Path
) -> None:
    with open_store(f"{elasticsearch}/{prefix}", tokens, folder=tmp_path) as store:
        assert isinstance(store, ElasticStore)
        store.index.put([first(offer(str(number), day=number % 3)) for number in range(MANY)])
        for order in (Order("first_seen", False), Order("price"), Order("key")):
            walked = store.index.walk(tree.Everything(), order)
            ids = [next(walked).offer.id]
            # As the cluster does where nobody reads on.
            pit = inspect.getgeneratorlocals(walked)["answer"]["pit_id"]  # type: ignore[arg-type]
            store.cluster.client.close_point_in_time(id=pit)
            ids += [known.offer.id for known in walked]
            hits = store.index.search(tree.Everything(), order=order, limit=MANY)
            assert ids == [known.offer.id for known in hits.offers]


@dataclass(slots=True)
class Renaming:
    """Has every answer call the moment otherwise than before, and knows it by its last name
    only."""

    real: dict[str, str] = field(default_factory=dict)
    answers: int = 0
    closed: int = 0

    def __call__(self, request: Request) -> Answer | None:
        asked = json.loads(request.body or b"{}") if request.path.startswith(OF_MOMENTS) else {}
        name = asked.get("id") or asked.get("pit", {}).get("id")
        if name is None:
            return request.handed_on()
        if name not in (self.real or [name]):
            return Answer.of(404, {"error": {"type": "search_context_missing_exception"}})
        id_ = self.real.pop(name, name)
        answer = request.handed_on(request.body.replace(name.encode(), id_.encode()))
        if "id" in asked:
            self.closed += 1
            return answer
        self.answers += 1
        self.real = {f"name-{self.answers}": id_}
        return Answer.of(200, {**json.loads(answer.body), "pit_id": f"name-{self.answers}"})


def test_a_moment_goes_by_the_name_that_was_told_last(
    elasticsearch: str, prefix: str, tmp_path: Path
) -> None:
    with (
        Relay(elasticsearch) as relay,
        open_store(f"{relay.url}/{prefix}", tokens, folder=tmp_path) as store,
    ):
        assert isinstance(store, ElasticStore)
        store.index.put([first(offer(str(number))) for number in range(MANY)])
        everything: Source = {"match_all": {}}
        for reading in (
            store.index.walk(tree.Everything()),
            store.cluster.scan(Part.OFFERS, everything),
        ):
            relay.judge = renaming = Renaming()
            assert len(list(reading)) == MANY
            assert (renaming.answers, renaming.closed) == (3, 1)
        relay.judge = renaming = Renaming()
        with ElasticUpkeep.open(f"{relay.url}/{prefix}", tokens, NONE) as upkeep:
            upkeep.rebuild(lambda *_: None)
        assert renaming.answers > renaming.closed > 1
        assert renaming.real == {}
        assert store.index.search(tree.Everything(), limit=0).total == MANY
