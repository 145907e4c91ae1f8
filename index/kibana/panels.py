"""What dashboards show: a panel, and what it is made of."""

from dataclasses import dataclass
from enum import StrEnum

RECORDS = ""
"""Stands for the documents themselves, where a measure counts them."""

Place = tuple[int, int, int, int]
"""Left, top, width, height; Kibana's grid is 48 wide."""


class Chart(StrEnum):
    """How a panel draws, in Lens's words."""

    STACKED = "bar_stacked"
    ROWS = "bar_horizontal"
    LINE = "line"
    TABLE = "lnsDatatable"
    NUMBER = "lnsMetric"


class Operation(StrEnum):
    """What is reckoned from the documents of a bucket, in Lens's words."""

    COUNT = "count"
    SUM = "sum"
    MEDIAN = "median"
    UNIQUE = "unique_count"


@dataclass(frozen=True, slots=True)
class Measure:
    label: str
    operation: Operation = Operation.COUNT
    field: str = RECORDS


@dataclass(frozen=True, slots=True)
class Bucket:
    """The values of a keyword field, the most frequent first, or spans of time of a date field."""

    label: str
    field: str
    size: int = 10
    spans: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Panel:
    """`across` are what a chart has along its axis or a table in its first columns, `split` what
    colours stand for. `query` is in KQL, which is what Kibana offers first."""

    id: str
    title: str
    view: str
    chart: Chart
    measures: tuple[Measure, ...]
    place: Place
    across: tuple[Bucket, ...] = ()
    split: Bucket | None = None
    query: str = ""
