"""The panels about crawls, for the operator."""

from index.kibana.panels import Bucket, Chart, Measure, Operation, Panel
from index.kibana.views import RUNS

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
