"""The panels about offers, for the analyst."""

from functools import partial

from index.kibana.panels import Bucket, Chart, Measure, Operation, Panel
from index.kibana.views import OFFERS

COUNTED = Measure("Offers")
FAMILIES = Measure("Families", Operation.UNIQUE, "family")
SITES = Measure("Sites", Operation.UNIQUE, "site")
LANGUAGES = Measure("Languages", Operation.UNIQUE, "language")
PRICE = Measure("Price, median", Operation.MEDIAN, "fare")
HOURS = Measure("Hours, median", Operation.MEDIAN, "duration")
RANK = Measure("Rank of these offers, median", Operation.MEDIAN, "rank")

_counted = partial(Panel, view=OFFERS, measures=(COUNTED,))
_number = partial(_counted, chart=Chart.NUMBER)
_rows = partial(_counted, chart=Chart.ROWS)
_table = partial(_counted, chart=Chart.TABLE)
_over_time = partial(
    _counted, chart=Chart.LINE, across=(Bucket("First seen", "first_seen", spans=True),)
)

ANALYST = (
    _number(id="new-offers", title="New offers", place=(0, 0, 8, 4)),
    _number(
        id="unlike-offers",
        title="Of these, like none before",
        query="arrival:new",
        place=(0, 4, 8, 4),
    ),
    _number(
        id="gone-offers", title="Of these, gone by now", query="status:gone", place=(0, 8, 8, 4)
    ),
    _over_time(
        id="offers-over-time",
        title="New offers over time",
        chart=Chart.STACKED,
        split=Bucket("Kind", "kind", 3),
        place=(8, 0, 20, 12),
    ),
    _over_time(
        id="arrivals",
        title="What new offers came as, over time",
        chart=Chart.STACKED,
        split=Bucket("Came as", "arrival", 5),
        place=(28, 0, 20, 12),
    ),
    _rows(id="sites", title="Sites", across=(Bucket("Site", "site", 15),), place=(0, 12, 12, 14)),
    _rows(
        id="languages",
        title="Languages",
        across=(Bucket("Language", "language", 15),),
        place=(12, 12, 12, 14),
    ),
    _rows(
        id="countries",
        title="Countries of the places named",
        across=(Bucket("Country", "country", 15),),
        place=(24, 12, 12, 14),
    ),
    _rows(
        id="travel-places",
        title="Places that travel offers name",
        across=(Bucket("As written", "place.keyword", 15),),
        query="kind:travel",
        place=(36, 12, 12, 14),
    ),
    _table(
        id="contacts",
        title="Contacts in most offers",
        measures=(COUNTED, FAMILIES, SITES, LANGUAGES),
        across=(Bucket("Contact", "contact", 25),),
        place=(0, 26, 24, 16),
    ),
    _over_time(
        id="price-per-person",
        title="Median price of travel per person",
        measures=(Measure("Price", Operation.MEDIAN, "fare"),),
        split=Bucket("Currency", "currency", 5),
        query="fare:* and per:person",
        place=(24, 26, 24, 16),
    ),
    _table(
        id="routes",
        title="Routes",
        measures=(COUNTED, SITES, PRICE, HOURS),
        across=(Bucket("From country to country", "route", 25),),
        place=(0, 42, 24, 16),
    ),
    _rows(
        id="origins",
        title="Where travel begins",
        across=(Bucket("Country", "origin", 15),),
        place=(24, 42, 12, 16),
    ),
    _rows(
        id="destinations",
        title="Where travel ends",
        across=(Bucket("Country", "destination", 15),),
        place=(36, 42, 12, 16),
    ),
    _over_time(
        id="tiers",
        title="Offers by the tiers of the indicators that they show",
        split=Bucket("Tier", "tier", 6),
        place=(0, 58, 24, 16),
    ),
    _table(
        id="indicators",
        title="Indicators in most offers",
        measures=(COUNTED, SITES, RANK),
        across=(Bucket("Indicator", "indicator", 25),),
        place=(24, 58, 24, 16),
    ),
    _table(
        id="payments",
        title="Ways to pay in most offers",
        measures=(COUNTED, SITES, LANGUAGES),
        across=(Bucket("Account or service", "payment", 25),),
        place=(0, 74, 24, 16),
    ),
    _over_time(
        id="roles",
        title="What the money is for, over time",
        split=Bucket("Role", "role", 6),
        place=(24, 74, 24, 16),
    ),
)
"""From what is new to who offers it, where it leads and what it asks for. Offers and families stand
below, as saved searches."""
