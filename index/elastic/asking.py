"""One question to the offers, within its bounds."""

import json
import math
import re
import time
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from elasticsearch import ApiError, ConnectionTimeout

from index.asked import TOO_MANY, took
from index.base import StoreError
from index.elastic.cluster import Cluster
from index.elastic.layout import Part
from index.elastic.still import Answer, Body

KEPT = ("offer", "life", "revision")
"""What is read of an offer's document."""

SHORTEST = 0.001
"""Seconds. The client cannot wait for nothing at all."""

MANY_BEGIN_SO = "too many words begin as the last word of a phrase does; write more of it"
"""For a beginning longer than `texts.BEGINNINGS` that is behind another word."""

_BOUNDS = re.compile("too_many_clauses|too_many_nested_clauses|maxClauseCount")
_EXPANDED = "expanded to too many terms"
_LATE = re.compile("Time exceeded|timed out")


class Expired(StoreError):
    """A point in time has been let go."""


def asked(cluster: Cluster, body: Body, patience: float) -> Answer:
    """What Elasticsearch answers to a search, all of it. `patience` in seconds.

    Raises `StoreError`, `Expired` among them.
    """
    client = cluster.client.options(request_timeout=max(patience, SHORTEST))
    where: dict[str, Any] = {} if "pit" in body else {"index": cluster.alias(Part.OFFERS)}
    started = time.monotonic()
    with cluster.asked(), bounded(patience):
        answer: Answer = client.search(
            **where,
            **body,
            allow_partial_search_results=False,
            timeout=f"{math.ceil(patience * 1000)}ms",
        ).body
    # Neither server nor client looks at the clock before every step of a search.
    if answer["timed_out"] or time.monotonic() - started > patience:
        raise took(patience)
    return answer


@contextmanager
def bounded(patience: float) -> Iterator[None]:
    """Say in words which bounds a query has broken, as every home does."""
    try:
        yield
    except ConnectionTimeout as error:
        raise took(patience) from error
    except ApiError as error:
        said = json.dumps(error.body)
        if _EXPANDED in said:
            raise StoreError(MANY_BEGIN_SO) from error
        if _BOUNDS.search(said):
            raise StoreError(TOO_MANY) from error
        if _LATE.search(said):
            raise took(patience) from error
        if "search_context_missing" in said:
            raise Expired("the point in time is gone; start again") from error
        raise
