"""What Elasticsearch says when it will not, in one line with the way out."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from typing import Any

from elasticsearch import ApiError, TransportError

from index.base import StoreError, Unavailable

BUSY = (429, 502, 503, 504)
"""Answers that mean: later."""


@contextmanager
def translated(url: str) -> Iterator[None]:
    """The client's errors become `StoreError`s that say what to do, `Unavailable` where waiting
    may be enough."""
    try:
        yield
    except ApiError as error:
        kind = Unavailable if error.status_code in BUSY else StoreError
        raise kind(f"{url}: {error}") from error
    except TransportError as error:
        raise Unavailable(f"{url}: {error}") from error


def refused_document(url: str, alias: str, id_: str, answer: Mapping[str, Any]) -> StoreError:
    """Why a document was not written."""
    why = answer.get("error", {})
    kind = Unavailable if answer["status"] in BUSY else StoreError
    return kind(f"{url}: {alias} refused document {id_}: {why.get('reason', why)}")
