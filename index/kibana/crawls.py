"""The panels about crawls, for the operator."""

from functools import partial

from index.kibana.panels import Bucket, Chart, Measure, Operation, Panel
from index.kibana.views import RUNS

COUNTED = Measure("Runs")
OFFERS = Measure("Offers", Operation.SUM, "counts.offers")
PAGES = Measure("Pages", Operation.SUM, "counts.pages")
PROBLEMS = Measure("Problems", Operation.SUM, "counts.problems")
SECONDS = Measure("Seconds, median", Operation.MEDIAN, "seconds")

SITE = Bucket("Site", "site", 50)
SITES = Bucket("Site", "site", 12)
END = Bucket("End", "end", 6)

_counted = partial(Panel, view=RUNS, measures=(COUNTED,), query="kind:run")
_number = partial(_counted, chart=Chart.NUMBER)
_table = partial(_counted, chart=Chart.TABLE)
_over_time = partial(
    _counted, chart=Chart.STACKED, across=(Bucket("Started", "started", spans=True),)
)

OPERATOR = (
    _number(
        id="living-runs",
        title="Runs without an end",
        query="kind:run and living:true",
        place=(0, 0, 8, 6),
    ),
    _number(id="held-runs", title="Runs held", query="kind:run and held:true", place=(0, 6, 8, 6)),
    _over_time(
        id="runs-over-time", title="Runs by how they ended", split=END, place=(8, 0, 40, 12)
    ),
    _over_time(
        id="offers-per-site",
        title="Offers per site over time",
        chart=Chart.LINE,
        measures=(OFFERS,),
        split=SITES,
        place=(0, 12, 24, 14),
    ),
    _over_time(
        id="pages-per-site",
        title="Pages read per site over time",
        measures=(PAGES,),
        split=SITES,
        place=(24, 12, 24, 14),
    ),
    _table(
        id="errors",
        title="Problems per site",
        measures=(PROBLEMS, PAGES, COUNTED, SECONDS),
        across=(SITE,),
        place=(0, 26, 24, 14),
    ),
    _table(
        id="problem-kinds",
        title="How runs ended, by site",
        across=(SITE, END),
        query="kind:run and living:false",
        place=(24, 26, 24, 14),
    ),
)
"""Whether crawls are healthy."""
