"""What a write meets while the index behind an alias is replaced by another."""

from collections.abc import Mapping
from typing import Any

from elasticsearch import Elasticsearch, NotFoundError

BLOCK = "FORBIDDEN/8/"
"""How a refusal names the block `index.blocks.write`, which a migration sets for its last step."""

LATER = 503
REPLACED = 409
"""What counts as the answer: that of a busy node, and that of a condition that does not hold."""

Answer = Mapping[str, Any]


def judged(client: Elasticsearch, index: str | None, answer: Answer) -> Answer:
    """The answer to a line of a bulk request, as the writer is to understand it. `index`: the one
    in which the document was found on which the line depends, if it does.

    Whoever read a document in an index that no alias leads to any more has to read it again where
    it is now. As long as an alias leads to a barred index, its successor is not there yet.
    """
    error = answer.get("error")
    if not isinstance(error, Mapping):
        return answer
    if error.get("type") == "index_not_found_exception":
        return {**answer, "status": REPLACED} if index else answer
    if BLOCK not in str(error.get("reason")):
        return answer
    status = REPLACED if index and _is_retired(client, index) else LATER
    return {**answer, "status": status}


def _is_retired(client: Elasticsearch, index: str) -> bool:
    """Whether no alias leads to an index any more."""
    try:
        found = client.indices.get_alias(index=index)
    except NotFoundError:
        return True
    return not any(one["aliases"] for one in found.values())
