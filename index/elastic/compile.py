"""A query's tree in the language of Elasticsearch."""

import math
from collections.abc import Callable, Iterator, Mapping, Sequence
from itertools import islice
from typing import Any as Anything

from index.asked import demand, demand_texts, is_value, is_word, known
from index.elastic.cluster import Source
from index.fields import FieldType
from index.query import tree
from index.query.tree import Node

LISTED = 65_536
"""Values of one `terms` condition (`index.max_terms_count`)."""

FAR = 10**15
"""Epoch milliseconds beyond all dates that Python knows, and within those of Elasticsearch."""

EVERY: Source = {"match_all": {}}
NONE: Source = {"match_none": {}}


def condition(node: Node) -> Source:
    """The condition for a tree.

    Raises `StoreError` for a field that is none, or cannot be asked so.
    """
    return _COMPILED[type(node)](node)


def among(field: str, values: Sequence[str]) -> Source:
    """The field has one of these values, however many they are."""
    return _either([{"terms": {field: some}} for some in _slices(values)])


def both(first: Source, second: Source) -> Source:
    """Both conditions hold."""
    return {"bool": {"filter": [first, second]}}


def refused(one: Source) -> Source:
    """The condition does not hold."""
    return {"bool": {"must_not": [one]}}


def _phrase(node: tree.Phrase) -> Source:
    demand_texts(node.fields)
    if not node.tokens:
        return NONE
    ask = _beginning if node.prefix else _said
    return _either([ask(f"folded.{name}", node.tokens) for name in node.fields])


def _said(field: str, tokens: Sequence[str]) -> Source:
    if len(tokens) == 1:
        return {"term": {field: tokens[0]}}
    return {"match_phrase": {field: {"query": " ".join(tokens), "analyzer": "whitespace"}}}


def _beginning(field: str, tokens: Sequence[str]) -> Source:
    """Words side by side, the last of which begins so. `match_phrase_prefix` would look at some
    of the words only that begin so."""
    *before, last = tokens
    if not before:
        return {"prefix": {field: last}}
    whole = {"query": " ".join(before), "analyzer": "whitespace", "ordered": True, "max_gaps": 0}
    parts = [{"match": whole}, {"prefix": {"prefix": last, "analyzer": "whitespace"}}]
    return {"intervals": {field: {"all_of": {"ordered": True, "max_gaps": 0, "intervals": parts}}}}


def _term(node: tree.Term) -> Source:
    demand(node.field, FieldType.KEYWORD)
    if not node.prefix:
        return {"term": {node.field: node.value}}
    return {"prefix": {node.field: node.value}} if node.value else _having(node.field)


def _range(node: tree.Range) -> Source:
    demand(node.field, FieldType.NUMBER, FieldType.DATE)
    if node.low is None and node.high is None:
        return _having(node.field)
    if known(node.field).type is FieldType.DATE:
        return {"range": {node.field: {**_days(node), "format": "epoch_millis"}}}
    bounds = {_LOW[node.low_open]: node.low, _HIGH[node.high_open]: node.high}
    # To Elasticsearch minus nothing is less than nothing.
    there = {sign: at + 0.0 for sign, at in bounds.items() if at is not None}
    return {"range": {node.field: there}}


_LOW = {False: "gte", True: "gt"}
_HIGH = {False: "lte", True: "lt"}


def _days(node: tree.Range) -> Mapping[str, int]:
    """The bounds as whole milliseconds, which is what dates are stored as."""
    bounds: dict[str, int] = {}
    if node.low is not None:
        low = max(-FAR, min(node.low, FAR))
        bounds[_LOW[node.low_open and low == math.ceil(low)]] = math.ceil(low)
    if node.high is not None:
        high = max(-FAR, min(node.high, FAR))
        bounds[_HIGH[node.high_open and high == math.floor(high)]] = math.floor(high)
    return bounds


def _exists(node: tree.Exists) -> Source:
    is_text = known(node.field).type is FieldType.TEXT
    return _having(f"folded.{node.field}" if is_text else node.field)


def _having(field: str) -> Source:
    return {"exists": {"field": field}}


def _not(node: tree.Not) -> Source:
    return refused(condition(node.node))


def _all(node: tree.All) -> Source:
    wanted = [condition(one) for one in node.nodes if not isinstance(one, tree.Not)]
    unwanted = [condition(one.node) for one in node.nodes if isinstance(one, tree.Not)]
    parts = {"filter": wanted, "must_not": unwanted}
    return {"bool": {name: several for name, several in parts.items() if several}}


def _any(node: tree.Any) -> Source:
    """Values of one field, and words, are one condition, however many they are."""
    lists: dict[str, dict[str, None]] = {}
    others = []
    for one in node.nodes:
        if is_value(one):
            demand(one.field, FieldType.KEYWORD)
            lists.setdefault(one.field, {})[one.value] = None
        elif is_word(one):
            demand_texts(one.fields)
            for name in one.fields:
                lists.setdefault(f"folded.{name}", {})[one.tokens[0]] = None
        else:
            others.append(condition(one))
    listed = [{"terms": {name: some}} for name, values in lists.items() for some in _slices(values)]
    return _either([*listed, *others])


def _either(conditions: Sequence[Source]) -> Source:
    if len(conditions) < 2:
        return conditions[0] if conditions else NONE
    return {"bool": {"should": conditions, "minimum_should_match": 1}}


def _slices(values: Sequence[str] | Mapping[str, None]) -> Iterator[list[str]]:
    rest = iter(values)
    while some := list(islice(rest, LISTED)):
        yield some


_COMPILED: Mapping[type, Callable[[Anything], Source]] = {
    tree.Everything: lambda _: EVERY,
    tree.Nothing: lambda _: NONE,
    tree.Phrase: _phrase,
    tree.Term: _term,
    tree.Range: _range,
    tree.Exists: _exists,
    tree.Not: _not,
    tree.All: _all,
    tree.Any: _any,
}
