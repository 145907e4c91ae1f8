"""A panel as Kibana's Lens keeps it.

Shapes are those of saved objects that Kibana 8.9 and later write (type `lens`, migration version
8.9.0), which every later one brings up to date when it imports them.
"""

from collections.abc import Mapping
from typing import Any

from index.kibana.panels import RECORDS, Bucket, Chart, Measure, Operation, Panel

LAYER = "layer"
XY = frozenset({Chart.STACKED, Chart.ROWS, Chart.LINE})
LENS_RECORDS = "___records___"

Columns = dict[str, dict[str, Any]]


def attributes(panel: Panel) -> Mapping[str, Any]:
    """The attributes of the saved object."""
    columns = _columns(panel)
    layer = {"columns": columns, "columnOrder": [*columns], "incompleteColumns": {}, "sampling": 1}
    return {
        "title": panel.title,
        "description": "",
        "visualizationType": "lnsXY" if panel.chart in XY else str(panel.chart),
        "state": {
            "datasourceStates": {"formBased": {"layers": {LAYER: layer}}},
            "visualization": _visualization(panel, columns),
            "query": {"query": panel.query, "language": "kuery"},
            "filters": [],
            "internalReferences": [],
            "adHocDataViews": {},
        },
    }


def _columns(panel: Panel) -> Columns:
    """Buckets first, the one that colours stand for before what it is drawn over."""
    buckets = ([panel.split] if panel.split else []) + [*panel.across]
    named = [("split" if one is panel.split else f"x{at}", one) for at, one in enumerate(buckets)]
    columns = {id_: _bucket(one) for id_, one in named}
    return columns | {f"y{at}": _measure(one) for at, one in enumerate(panel.measures)}


def _bucket(bucket: Bucket) -> dict[str, Any]:
    common = {"label": bucket.label, "customLabel": True, "sourceField": bucket.field}
    if bucket.spans:
        params = {"interval": "auto", "includeEmptyRows": True, "dropPartials": False}
        return common | {
            "dataType": "date",
            "operationType": "date_histogram",
            "isBucketed": True,
            "scale": "interval",
            "params": params,
        }
    return common | {
        "dataType": "string",
        "operationType": "terms",
        "isBucketed": True,
        "scale": "ordinal",
        "params": {
            "size": bucket.size,
            "orderBy": {"type": "column", "columnId": "y0"},
            "orderDirection": "desc",
            "otherBucket": False,
            "missingBucket": False,
            "parentFormat": {"id": "terms"},
        },
    }


def _measure(measure: Measure) -> dict[str, Any]:
    return {
        "label": measure.label,
        "customLabel": True,
        "dataType": "number",
        "operationType": str(measure.operation),
        "isBucketed": False,
        "scale": "ratio",
        "sourceField": LENS_RECORDS if measure.field == RECORDS else measure.field,
        "params": {} if measure.operation is Operation.UNIQUE else {"emptyAsNull": True},
    }


def _visualization(panel: Panel, columns: Columns) -> Mapping[str, Any]:
    measures = [name for name, column in columns.items() if not column["isBucketed"]]
    whole = {"layerId": LAYER, "layerType": "data"}
    if panel.chart is Chart.NUMBER:
        return whole | {"metricAccessor": measures[0]}
    if panel.chart is Chart.TABLE:
        return whole | {"columns": [{"columnId": name} for name in columns]}
    across = next(name for name in columns if name.startswith("x"))
    layer = whole | {"accessors": measures, "seriesType": str(panel.chart), "xAccessor": across}
    return {
        "preferredSeriesType": str(panel.chart),
        "legend": {"isVisible": panel.split is not None, "position": "right"},
        "valueLabels": "hide",
        "fittingFunction": "None",
        "layers": [layer | ({"splitAccessor": "split"} if panel.split else {})],
    }
