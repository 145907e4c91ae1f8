"""What Kibana sends for what is typed into its search bar."""

from collections.abc import Mapping
from typing import Any

Question = Mapping[str, Any]


def word(typed: str) -> Question:
    """KQL, without a field and without quotes."""
    return _lenient(typed, "best_fields")


def phrase(typed: str) -> Question:
    """KQL, in double quotes."""
    return _lenient(typed, "phrase")


def begun(typed: str) -> Question:
    """KQL, with a star."""
    return {"bool": {"should": [{"query_string": {"query": typed}}], "minimum_should_match": 1}}


def in_field(field: str, typed: str) -> Question:
    """KQL, behind a field."""
    return {"bool": {"should": [{"match": {field: typed}}], "minimum_should_match": 1}}


def lucene(typed: str) -> Question:
    """The other language of the search bar."""
    return {"query_string": {"query": typed, "analyze_wildcard": True, "time_zone": "Europe/Kyiv"}}


def _lenient(typed: str, kind: str) -> Question:
    asked = {"type": kind, "query": typed, "lenient": True}
    return {"bool": {"should": [{"multi_match": asked}], "minimum_should_match": 1}}
