"""Types of fields, as mappings write them."""

from collections.abc import Mapping
from typing import Any

Properties = dict[str, Any]
"""Fields of a mapping, as Elasticsearch writes them."""

KEYWORD: Mapping[str, Any] = {"type": "keyword"}
DATE: Mapping[str, Any] = {"type": "date", "format": "epoch_millis||strict_date_optional_time"}
NUMBER: Mapping[str, Any] = {"type": "double"}
MICROSECONDS: Mapping[str, Any] = {"type": "long", "meta": {"unit": "micros"}}
COUNT: Mapping[str, Any] = {"type": "long"}
KEPT: Mapping[str, Any] = {"type": "object", "enabled": False}
"""JSON that is kept as it came, and neither searched nor checked."""

BYTES: Mapping[str, Any] = {"type": "binary"}
LIST: Mapping[str, Any] = {"type": "keyword", "index": False, "doc_values": False}
"""Words that nobody looks for."""

ASKED: Mapping[str, Any] = {"type": "keyword", "doc_values": False}
"""Words that are looked for, and neither counted nor sorted by."""
