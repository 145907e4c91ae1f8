"""What the dashboards show, and the table of it for the analyst.

Queries are in KQL, which is what Kibana offers first.
"""

from dataclasses import dataclass
from enum import StrEnum

from index.kibana.views import OFFERS

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
        id="travel-places",
        title="Places that travel offers name",
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
        title="Median price of travel per person",
        view=OFFERS,
        chart=Chart.LINE,
        measures=(Measure("Price", Operation.MEDIAN, "fare"),),
        across=(Bucket("First seen", "first_seen", spans=True),),
        split=Bucket("Currency", "currency", 5),
        query="fare:* and per:person",
        place=(24, 26, 24, 16),
    ),
    Panel(
        id="routes",
        title="Routes",
        view=OFFERS,
        chart=Chart.TABLE,
        measures=(
            Measure("Offers"),
            Measure("Sites", Operation.UNIQUE, "site"),
            Measure("Price, median", Operation.MEDIAN, "fare"),
            Measure("Hours, median", Operation.MEDIAN, "duration"),
        ),
        across=(Bucket("From country to country", "route", 25),),
        place=(0, 42, 24, 16),
    ),
    Panel(
        id="origins",
        title="Where travel begins",
        view=OFFERS,
        chart=Chart.ROWS,
        measures=OFFERS_COUNTED,
        across=(Bucket("Country", "origin", 15),),
        place=(24, 42, 12, 16),
    ),
    Panel(
        id="destinations",
        title="Where travel ends",
        view=OFFERS,
        chart=Chart.ROWS,
        measures=OFFERS_COUNTED,
        across=(Bucket("Country", "destination", 15),),
        place=(36, 42, 12, 16),
    ),
    Panel(
        id="tiers",
        title="Offers by the tiers of the indicators that they show",
        view=OFFERS,
        chart=Chart.LINE,
        measures=OFFERS_COUNTED,
        across=(Bucket("First seen", "first_seen", spans=True),),
        split=Bucket("Tier", "tier", 6),
        place=(0, 58, 24, 16),
    ),
    Panel(
        id="indicators",
        title="Indicators in most offers",
        view=OFFERS,
        chart=Chart.TABLE,
        measures=(
            Measure("Offers"),
            Measure("Sites", Operation.UNIQUE, "site"),
            Measure("Rank of these offers, median", Operation.MEDIAN, "rank"),
        ),
        across=(Bucket("Indicator", "indicator", 25),),
        place=(24, 58, 24, 16),
    ),
    Panel(
        id="payments",
        title="Ways to pay in most offers",
        view=OFFERS,
        chart=Chart.TABLE,
        measures=(
            Measure("Offers"),
            Measure("Sites", Operation.UNIQUE, "site"),
            Measure("Languages", Operation.UNIQUE, "language"),
        ),
        across=(Bucket("Account or service", "payment", 25),),
        place=(0, 74, 24, 16),
    ),
    Panel(
        id="roles",
        title="What the money is for, over time",
        view=OFFERS,
        chart=Chart.LINE,
        measures=OFFERS_COUNTED,
        across=(Bucket("First seen", "first_seen", spans=True),),
        split=Bucket("Role", "role", 6),
        place=(24, 74, 24, 16),
    ),
)
"""From what is new to who offers it, where it leads and what it asks for. Offers stand below, as
saved searches."""
