"""Reading all on Elasticsearch, where one moment is held still for a while only."""

import inspect
from pathlib import Path

from index.base import Order
from index.elastic.store import ElasticStore
from index.query import tree
from index.store import open_store
from parsers.fold import tokens
from tests.index.making import first, offer

MANY = 1_200
"""Offers of more than two pages."""


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
