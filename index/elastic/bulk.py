"""Writing many documents at once, each under its own condition."""

import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from elasticsearch import ApiError, Elasticsearch, TransportError

from index.codec import plain
from index.elastic import barred
from index.elastic.errors import BUSY, Said, is_full, refused_document, translated
from index.elastic.silence import unanswered

CHUNK = 500
CHUNK_BYTES = 10 * 1024 * 1024
"""Documents and bytes of one request. Elasticsearch takes up to 100 MB."""

PAUSES = (0.0, 0.5, 1.0, 2.0, 4.0, 8.0, 8.0)
"""Seconds before each try. The node that holds a document is replaced within ten to twenty."""

CONFLICT = 409
MISSING = 404
GONE_SILENT = 503
"""What counts as the answer where none came."""

SILENCE = "silence"
"""The type of an error that says why no answer came: the `TransportError` is its reason."""

ACTIVE = "10s"
"""How long the server waits for a shard to write to, which is shorter than we wait for it."""

HEARD = ("items.*.status", "items.*.error")
"""What is read of an answer; the rest, several times as much, is not sent."""

Answer = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Line:
    """One document to be written: the alias of its part, and what `Cluster.write` was told.

    `body` is its JSON, `None` for a deletion. `over`: sequence number and primary term that it
    must still have; then `index` is the very one in which it was found. `create`: only if there
    is none. `version`: only if none that is higher was written; then `index` is no alias.
    `about`: the offer that errors name beside the document.
    """

    index: str
    id: str
    body: str | None
    over: tuple[int, int] | None = None
    create: bool = False
    version: int | None = None
    about: str = ""

    def operations(self) -> Iterator[str]:
        """The line, or two, that say so in a bulk request."""
        header: dict[str, Any] = {"_index": self.index, "_id": self.id}
        if self.version is not None:
            header |= {"version": self.version, "version_type": "external_gte"}
        elif self.over:
            header |= {"if_seq_no": self.over[0], "if_primary_term": self.over[1]}
        else:
            # What was deleted under us is not to be made anew by a write.
            header["require_alias"] = True
        kind = "delete" if self.body is None else "create" if self.create else "index"
        yield plain({kind: header})
        if self.body is not None:
            yield self.body

    def held(self, answer: Answer, url: str) -> bool:
        """Whether it was written, or its condition did not hold. Raises `StoreError`."""
        status = answer["status"]
        if status < 300 or (status == MISSING and "error" not in answer):
            return True
        if status == CONFLICT:
            return False
        if answer["error"]["type"] == SILENCE:
            raise unanswered(url, answer["error"]["reason"])
        named = f"{self.id} (offer {self.about})" if self.about else self.id
        raise refused_document(url, self.index, named, answer)


def write(
    client: Elasticsearch,
    lines: Sequence[Line],
    url: str,
    wait: Callable[[float], None] = time.sleep,
) -> Sequence[bool]:
    """Write in this order and say of each line whether its condition held.

    What the cluster has no room for, or does not answer, is sent again after each of `PAUSES`, and
    so is what meets an index that is just being replaced; a line that was written unheard the
    first time finds its condition broken the second.

    Raises `StoreError` naming document and reason; what was written before that stays.
    """
    answers: dict[int, Answer] = {}
    left = list(range(len(lines)))
    for pause in PAUSES:
        if not left:
            break
        if pause:
            wait(pause)
        for some in _chunks(lines, left):
            answers |= zip(some, _sent(client, [lines[at] for at in some], url), strict=True)
        refused = [at for at in left if "error" in answers[at]]
        answers |= {at: _judged(client, lines[at], answers[at], url) for at in refused}
        left = [at for at in left if _may_pass(answers[at])]
    return [line.held(answers[at], url) for at, line in enumerate(lines)]


def _judged(client: Elasticsearch, line: Line, answer: Answer, url: str) -> Answer:
    with translated(url):
        return barred.judged(client, line.index if line.over else None, answer)


def _may_pass(answer: Answer) -> bool:
    """Whether half a minute may help. It makes no room on a disk."""
    return answer["status"] in BUSY and not is_full(answer)


def _chunks(lines: Sequence[Line], numbers: Sequence[int]) -> Iterator[list[int]]:
    some: list[int] = []
    size = 0
    for at in numbers:
        more = len(lines[at].body or "")
        if some and (len(some) == CHUNK or size + more > CHUNK_BYTES):
            yield some
            some, size = [], 0
        some.append(at)
        size += more
    if some:
        yield some


def _sent(client: Elasticsearch, lines: Sequence[Line], url: str) -> Sequence[Answer]:
    operations = [one for line in lines for one in line.operations()]
    with translated(url):
        try:
            answer = client.bulk(operations=operations, timeout=ACTIVE, filter_path=HEARD)  # type: ignore[arg-type] # lines as they are
        except ApiError as error:
            if error.status_code not in BUSY:
                raise
            return [Said.of(error.status_code, error.body).answer] * len(lines)
        except TransportError as error:
            silence = {"type": SILENCE, "reason": error}
            return [{"status": GONE_SILENT, "error": silence}] * len(lines)
    return [next(iter(item.values())) for item in answer["items"]]
