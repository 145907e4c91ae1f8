"""What Elasticsearch says when it will not, in one line with the way out."""

import re
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any, Self

from elasticsearch import ApiError, TransportError, UnsupportedProductError

from index.base import Forbidden, NotStorable, StoreError, Unavailable
from index.elastic.silence import unanswered
from index.elastic.wording import fault, has, line

BUSY = (429, 502, 503, 504)
"""Answers that mean: later."""

PRODUCT = "x-elastic-product"
"""The header by which an answer of Elasticsearch is known (since 7.14)."""

UNAUTHORIZED = re.compile(
    r"action \[(?P<action>[^]]+)\] is unauthorized for (?P<who>.*?\])"
    r"(?:.*? on (?:restricted )?indices \[(?P<on>[^]]*)\])?"
    r".*?privileges \[(?P<privileges>[^]]*)\]"
)
"""How a missing right is put, in 8.19 and 9.2 alike."""

PREVIEW = ". Preview of field's value"
"""What the server lets the value follow that it could not read."""

UNREADABLE = {
    "document_parsing_exception",
    "mapper_parsing_exception",
    "illegal_argument_exception",
}
"""What is wrong with one document alone: a value that its field does not take."""

UNREACHED = "no_shard_available_action_exception"
"""What a get meets where a shard is only just coming up, or moves. The cause that it names may
read as though the index were gone, or the question refused: it is neither."""

BLOCK = re.compile(r"blocked by: \[[A-Z_]+/(\d+)/")
DISK = "12"


@dataclass(frozen=True, slots=True)
class Said:
    """What an answer that refuses says; empty is what it does not say."""

    status: int
    type: str
    reason: str
    index: str

    @classmethod
    def of(cls, status: int, body: object) -> Self:
        """From the body of an answer, or the answer to a line of a bulk request."""
        error = body.get("error", body) if isinstance(body, Mapping) else body
        if not isinstance(error, Mapping):
            return cls(status, "", line(error), "")
        # Where shards failed, the first of them says why.
        roots = error.get("root_cause") or [error]
        if error.get("type") == UNREACHED:
            roots = [error]
        failed = error.get("failed_shards") or roots
        one = failed[0].get("reason") if error.get("failed_shards") else roots[0]
        kind = one.get("type") or error.get("type") or ""
        # The value itself is nobody's business who reads a log.
        reason = str(one.get("reason") or error.get("reason") or kind).partition(PREVIEW)[0]
        return cls(status, kind, line(reason), line(failed[0].get("index") or ""))

    @property
    def answer(self) -> Mapping[str, Any]:
        """As the answer to a line of a bulk request."""
        return {"status": self.status, "error": {"type": self.type, "reason": self.reason}}

    @property
    def block(self) -> str | None:
        """The number of the block that is in the way."""
        if self.type != "cluster_block_exception":
            return None
        found = BLOCK.search(self.reason)
        return found[1] if found and has("block", found[1]) else "other"


@contextmanager
def translated(url: str) -> Iterator[None]:
    """The client's errors become `StoreError`s that say what to do, `Unavailable` where waiting
    may be enough."""
    try:
        yield
    except ApiError as error:
        raise answered(url, error) from error
    except TransportError as error:
        raise unanswered(url, error) from error


def answered(url: str, error: ApiError) -> StoreError:
    """What an answer says that is none."""
    said = Said.of(error.status_code, error.body)
    if 300 <= said.status < 400:
        return fault(url, "answer", "elsewhere")
    known = error.meta.headers.get(PRODUCT) == "Elasticsearch" or said.type
    if isinstance(error, UnsupportedProductError) or not (known or has("status", str(said.status))):
        return fault(url, "answer", "foreign")
    return told(url, said, "an index")


def refused_document(url: str, alias: str, id_: str, answer: Mapping[str, Any]) -> StoreError:
    """Why a document was not written."""
    said = Said.of(answer["status"], answer)
    error = told(url, said, alias, id_)
    return NotStorable(str(error)) if said.type in UNREADABLE else error


def gone(url: str, index: str) -> StoreError:
    """What to say of an index of which nothing is left."""
    return fault(url, "type", "index_not_found_exception", index=index)


def told(url: str, said: Said, index: str, id_: str = "") -> StoreError:
    """One sentence about a refusal. `index` is what was asked for, `id_` a document in it."""
    words = {"said": said.reason, "index": said.index or index, "id": f"{id_} of {index}"}
    if said.block:
        return fault(url, "block", said.block, **words)
    right = UNAUTHORIZED.search(said.reason)
    if right and said.status != 401:
        found = {name: text or words["index"] for name, text in right.groupdict().items()}
        plain = {name: text.replace(",", ", ") for name, text in found.items()}
        return Forbidden(str(fault(url, "answer", "right", **plain)))
    for kind, name in (("type", said.type), ("status", str(said.status))):
        if has(kind, name):
            return fault(url, kind, name, **words)
    return fault(url, "answer", "document" if id_ else "other", **words)


def may_pass(answer: Mapping[str, Any]) -> bool:
    """Whether what was said about a document may be otherwise a moment later."""
    return isinstance(told("", Said.of(0, answer), ""), Unavailable)


def is_full(answer: Mapping[str, Any]) -> bool:
    """Whether the answer to a line of a bulk request says that the disk is full."""
    return Said.of(0, answer).block == DISK
