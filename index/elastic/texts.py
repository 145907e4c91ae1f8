"""The fields of an offer's texts: as published, for people, and as our words, for our queries."""

from collections.abc import Mapping
from typing import Any

from index.fields import TEXTS

LONGEST_TITLE = 8191
"""Characters of a text that can be counted and sorted by as a whole; longer ones are found only.
Times four bytes it is just below what Lucene takes for a term (32,766)."""

BEGINNINGS: Mapping[str, Any] = {"min_chars": 1, "max_chars": 8}
"""Beginnings of words that are indexed as words are. A phrase that ends with one (`e-ma*`) is asked
for word by word otherwise, of which Elasticsearch takes some thousand in a segment and no more.
Bytes count: four Cyrillic or Arabic letters. Costs a quarter of the offers' disk space."""

EVERYWHERE = (*TEXTS, *(f"folded.{name}" for name in TEXTS))
"""Where Kibana looks for a word without a field. `analysis` says how these are cut into words."""


def published() -> Mapping[str, Any]:
    """A text as the ad has it: for people who search in Kibana, and to be counted as a whole."""
    whole = {"type": "keyword", "ignore_above": LONGEST_TITLE}
    return {"type": "text", "analyzer": "published", "fields": {"keyword": whole}}


def folded() -> Mapping[str, Any]:
    """Our own tokens joined by spaces, which is what our queries ask. `asked` is for people who
    type into Kibana."""
    return {
        "type": "text",
        "analyzer": "whitespace",
        "search_analyzer": "asked",
        "index_prefixes": BEGINNINGS,
    }
