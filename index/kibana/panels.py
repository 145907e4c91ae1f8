"""What the dashboards show: one table for the analyst, one for the operator.

Queries are in KQL, which is what Kibana offers first.
"""

from dataclasses import dataclass
from enum import StrEnum

from index.kibana.views import OFFERS, RUNS

RECORDS = ""
"""Stands for the documents themselves, where a measure counts them."""


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
    colours stand for. `place` is left, top, width, height; Kibana's grid is 48 wide."""

    id: str
    title: str
    view: str
    chart: Chart
    measures: tuple[Measure, ...]
    place: tuple[int, int, int, int]
    across: tuple[Bucket, ...] = ()
    split: Bucket | None = None
    query: str = ""


OFFERS_COUNTED = (Measure("Offers"),)

ANALYST = (
    Panel(
        id="new-offers",
        title="New offers",
        view=OFFERS,
        chart=Chart.NUMBER,
        measures=OFFERS_COUNTED,
        place=(0, 0, 8, 6),
    ),
    Panel(
        id="gone-offers",
        title="Of these, gone by now",
        view=OFFERS,
        chart=Chart.NUMBER,
        measures=OFFERS_COUNTED,
        query="status:gone",
        place=(0, 6, 8, 6),
    ),
    Panel(
        id="offers-over-time",
        title="New offers over time",
        view=OFFERS,
        chart=Chart.STACKED,
        measures=OFFERS_COUNTED,
        across=(Bucket("First seen", "first_seen", spans=True),),
        split=Bucket("Kind", "kind", 3),
        place=(8, 0, 40, 12),
    ),
    Panel(
        id="sites",
        title="Sites",
        view=OFFERS,
        chart=Chart.ROWS,
        measures=OFFERS_COUNTED,
        across=(Bucket("Site", "site", 15),),
        place=(0, 12, 12, 14),
    ),
    Panel(
        id="languages",
        title="Languages",
        view=OFFERS,
        chart=Chart.ROWS,
        measures=OFFERS_COUNTED,
        across=(Bucket("Language", "language", 15),),
        place=(12, 12, 12, 14),
    ),
    Panel(
        id="countries",
        title="Countries of the places named",
        view=OFFERS,
        chart=Chart.ROWS,
        measures=OFFERS_COUNTED,
        across=(Bucket("Country", "country", 15),),
        place=(24, 12, 12, 14),
    ),
    Panel(
        id="routes",
        title="Places and routes that travel offers name",
        view=OFFERS,
        chart=Chart.ROWS,
        measures=OFFERS_COUNTED,
        across=(Bucket("As written", "place.keyword", 15),),
        query="kind:travel",
        place=(36, 12, 12, 14),
    ),
    Panel(
        id="contacts",
        title="Contacts in most offers",
        view=OFFERS,
        chart=Chart.TABLE,
        measures=(
            Measure("Offers"),
            Measure("Sites", Operation.UNIQUE, "site"),
            Measure("Languages", Operation.UNIQUE, "language"),
        ),
        across=(Bucket("Contact", "contact", 25),),
        place=(0, 26, 24, 16),
    ),
    Panel(
        id="price-per-person",
        title="Median price per person of travel offers",
        view=OFFERS,
        chart=Chart.LINE,
        measures=(Measure("Price", Operation.MEDIAN, "price"),),
        across=(Bucket("First seen", "first_seen", spans=True),),
        split=Bucket("Currency", "currency", 5),
        query="kind:travel and per:person",
        place=(24, 26, 24, 16),
    ),
)
"""From what is new to who offers it. The newest offers stand below, as a saved search."""

OPERATOR = (
    Panel(
        id="living-runs",
        title="Runs without an end",
        view=RUNS,
        chart=Chart.NUMBER,
        measures=(Measure("Runs"),),
        query="kind:run and living:true",
        place=(0, 0, 8, 6),
    ),
    Panel(
        id="held-runs",
        title="Runs held",
        view=RUNS,
        chart=Chart.NUMBER,
        measures=(Measure("Runs"),),
        query="kind:run and held:true",
        place=(0, 6, 8, 6),
    ),
    Panel(
        id="runs-over-time",
        title="Runs by how they ended",
        view=RUNS,
        chart=Chart.STACKED,
        measures=(Measure("Runs"),),
        across=(Bucket("Started", "started", spans=True),),
        split=Bucket("End", "end", 6),
        query="kind:run",
        place=(8, 0, 40, 12),
    ),
    Panel(
        id="offers-per-site",
        title="Offers per site over time",
        view=RUNS,
        chart=Chart.LINE,
        measures=(Measure("Offers", Operation.SUM, "counts.offers"),),
        across=(Bucket("Started", "started", spans=True),),
        split=Bucket("Site", "site", 12),
        query="kind:run",
        place=(0, 12, 24, 14),
    ),
    Panel(
        id="pages-per-site",
        title="Pages read per site over time",
        view=RUNS,
        chart=Chart.STACKED,
        measures=(Measure("Pages", Operation.SUM, "counts.pages"),),
        across=(Bucket("Started", "started", spans=True),),
        split=Bucket("Site", "site", 12),
        query="kind:run",
        place=(24, 12, 24, 14),
    ),
    Panel(
        id="errors",
        title="Problems per site",
        view=RUNS,
        chart=Chart.TABLE,
        measures=(
            Measure("Problems", Operation.SUM, "counts.problems"),
            Measure("Pages", Operation.SUM, "counts.pages"),
            Measure("Runs"),
            Measure("Seconds, median", Operation.MEDIAN, "seconds"),
        ),
        across=(Bucket("Site", "site", 50),),
        query="kind:run",
        place=(0, 26, 24, 14),
    ),
    Panel(
        id="problem-kinds",
        title="How runs ended, by site",
        view=RUNS,
        chart=Chart.TABLE,
        measures=(Measure("Runs"),),
        across=(Bucket("Site", "site", 50), Bucket("End", "end", 6)),
        query="kind:run and living:false",
        place=(24, 26, 24, 14),
    ),
)
"""Whether crawls are healthy."""
