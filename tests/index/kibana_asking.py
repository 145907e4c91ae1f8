"""What Kibana would ask Elasticsearch for an object, worked out from the object alone."""

import json
import re
from collections.abc import Mapping
from typing import Any

Object = Mapping[str, Any]

OPERATIONS = {"sum": "sum", "median": "percentiles", "unique_count": "cardinality"}


def view_of(one: Object, views: Mapping[str, Object]) -> Object:
    """The data view that a lens or a search looks at."""
    found = [each for each in one["references"] if each["type"] == "index-pattern"]
    assert len(found) == 1
    return views[found[0]["id"]]


def query_of(query: Object) -> Object:
    """A question in KQL as simple as ours are, or in Lucene's language."""
    text = query["query"]
    if query["language"] == "kuery":
        text = re.sub(r"\b(and|or|not)\b", lambda word: word[0].upper(), text)
    if not text:
        return {"match_all": {}}
    return {"query_string": {"query": text, "analyze_wildcard": True}}


def columns_of(lens: Object) -> Mapping[str, Object]:
    layers = lens["attributes"]["state"]["datasourceStates"]["formBased"]["layers"]
    [layer] = layers.values()
    assert layer["columnOrder"] == list(layer["columns"])
    columns: Mapping[str, Object] = layer["columns"]
    return columns


def body_of(lens: Object) -> Object:
    """The search behind a panel: buckets within buckets, measures in the innermost."""
    columns = columns_of(lens)
    inner: dict[str, Any] = {
        name: _measure(column)
        for name, column in columns.items()
        if not column["isBucketed"] and column["operationType"] != "count"
    }
    for name, column in reversed([*columns.items()]):
        if column["isBucketed"]:
            inner = {name: {**_bucket(column, columns), **({"aggs": inner} if inner else {})}}
    query = query_of(lens["attributes"]["state"]["query"])
    return {"size": 0, "query": query, "aggs": inner, "track_total_hits": True}


def _bucket(column: Object, columns: Mapping[str, Object]) -> Object:
    field = column["sourceField"]
    if column["operationType"] == "date_histogram":
        return {"date_histogram": {"field": field, "calendar_interval": "day"}}
    by = column["params"]["orderBy"]["columnId"]
    inner = [name for name, one in columns.items() if one["isBucketed"]][-1]
    counts = columns[by]["operationType"] == "count" or columns[inner] is not column
    # Kibana orders outer buckets by a measure of theirs, which it asks for once more.
    order = (
        {"_count": "desc"} if counts or columns[by]["operationType"] == "median" else {by: "desc"}
    )
    return {"terms": {"field": field, "size": column["params"]["size"], "order": order}}


def _measure(column: Object) -> Object:
    kind = OPERATIONS[column["operationType"]]
    percents = {"percents": [50]} if kind == "percentiles" else {}
    return {kind: {"field": column["sourceField"], **percents}}


def source_of(search: Object) -> Object:
    read: Object = json.loads(search["attributes"]["kibanaSavedObjectMeta"]["searchSourceJSON"])
    return read
