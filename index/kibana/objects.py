"""All saved objects of a store, as lines that Kibana imports."""

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from index.kibana import lens
from index.kibana.crawls import OPERATOR
from index.kibana.offers import ANALYST
from index.kibana.panels import Panel, Place
from index.kibana.searches import LARGEST, LAST_RUNS, NEWEST, RANKED, SEARCHES, Search
from index.kibana.views import VIEWS, View

CORE = "8.8.0"
VERSIONS: Mapping[str, str] = {
    "index-pattern": "8.0.0",
    "search": "8.0.0",
    "lens": "8.9.0",
    "dashboard": "8.9.0",
}
"""What Kibana's own migrations begin from: shapes of 8.9, which 8.19 and 9.x know how to renew."""

SOURCE = "kibanaSavedObjectMeta.searchSourceJSON.index"

Object = Mapping[str, Any]


@dataclass(frozen=True, slots=True, kw_only=True)
class Dashboard:
    """`below` are the saved searches under the panels; `since` the time that it opens with."""

    id: str
    title: str
    description: str
    panels: tuple[Panel, ...]
    below: tuple[str, ...]
    since: str


DASHBOARDS = (
    Dashboard(
        id="analyst",
        title="Offers",
        description="What is new, where it leads, who offers it, and what it asks for.",
        panels=ANALYST,
        below=(RANKED, NEWEST, LARGEST),
        since="now-30d",
    ),
    Dashboard(
        id="operator",
        title="Crawls",
        description="How runs ended, what they read, what went wrong.",
        panels=OPERATOR,
        below=(LAST_RUNS,),
        since="now-7d",
    ),
)


def ndjson(name: str) -> str:
    """The objects of the store called `name`, a line each; equal each time they are made."""
    lines = (json.dumps(one, ensure_ascii=False, sort_keys=True) for one in objects(name))
    return "".join(f"{line}\n" for line in lines)


def objects(name: str) -> Iterator[Object]:
    """Whatever an object refers to comes before it. Ids begin with the store's name, so that
    several stores get on in one Kibana."""
    for key, view in VIEWS.items():
        yield _object(name, "index-pattern", key, _view(name, view))
    for search in SEARCHES:
        yield _object(
            name, "search", search.id, _search(name, search), _by(name, search.view, SOURCE)
        )
    for dashboard in DASHBOARDS:
        for panel in dashboard.panels:
            layer = f"indexpattern-datasource-layer-{lens.LAYER}"
            shown = lens.attributes(panel)
            yield _object(
                name, "lens", panel.id, _titled(name, shown), _by(name, panel.view, layer)
            )
        yield _object(name, "dashboard", dashboard.id, *_dashboard(name, dashboard))


def _object(
    name: str, kind: str, id_: str, attributes: Object, references: Sequence[Object] = ()
) -> Object:
    return {
        "type": kind,
        "id": f"{name}-{id_}",
        "attributes": attributes,
        "references": list(references),
        "coreMigrationVersion": CORE,
        "typeMigrationVersion": VERSIONS[kind],
        "managed": False,
    }


def _by(name: str, view: str, role: str) -> Sequence[Object]:
    return [{"type": "index-pattern", "id": f"{name}-{view}", "name": role}]


def _titled(name: str, attributes: Object) -> Object:
    """Under a title by which it is found among the objects of others."""
    return {**attributes, "title": f"{name}: {attributes['title']}"}


def _view(name: str, view: View) -> Object:
    return {
        "title": f"{name}-{view.part}",
        "name": f"{name}: {view.title}",
        "timeFieldName": view.time,
        "sourceFilters": json.dumps([{"value": field} for field in view.hidden]),
        "fields": "[]",
        "fieldAttrs": "{}",
        "fieldFormatMap": "{}",
        "runtimeFieldMap": "{}",
        "typeMeta": "{}",
    }


def _search(name: str, search: Search) -> Object:
    source = {
        "query": {"query": search.query, "language": search.language},
        "filter": [],
        "indexRefName": SOURCE,
    }
    return _titled(name, {
        "title": search.title,
        "description": "",
        "columns": [*search.columns],
        "sort": [[search.sort, "desc"]],
        "grid": {},
        "hideChart": False,
        "isTextBasedQuery": False,
        "kibanaSavedObjectMeta": {"searchSourceJSON": json.dumps(source, ensure_ascii=False)},
    })  # fmt: skip


def _dashboard(name: str, dashboard: Dashboard) -> tuple[Object, Sequence[Object]]:
    """Attributes, and the references to its panels."""
    bottom = max(top + height for _, top, _, height in (one.place for one in dashboard.panels))
    placed = [(one.id, "lens", one.place, one.title) for one in dashboard.panels]
    titles = {one.id: one.title for one in SEARCHES}
    for number, below in enumerate(dashboard.below):
        placed.append((below, "search", (0, bottom + 18 * number, 48, 18), titles[below]))
    attributes = {
        "title": dashboard.title,
        "description": dashboard.description,
        "panelsJSON": json.dumps([_placed(*one) for one in placed], ensure_ascii=False),
        "optionsJSON": json.dumps({"useMargins": True, "hidePanelTitles": False}),
        "timeRestore": True,
        "timeFrom": dashboard.since,
        "timeTo": "now",
        "refreshInterval": {"pause": True, "value": 60_000},
        "version": 1,
        "kibanaSavedObjectMeta": {"searchSourceJSON": _no_query()},
    }
    references = [
        {"type": kind, "id": f"{name}-{id_}", "name": f"{id_}:panel_{id_}"}
        for id_, kind, _, _ in placed
    ]
    return _titled(name, attributes), references


def _placed(id_: str, kind: str, place: Place, title: str) -> Object:
    left, top, width, height = place
    return {
        "type": kind,
        "title": title,
        "panelIndex": id_,
        "panelRefName": f"panel_{id_}",
        "gridData": {"x": left, "y": top, "w": width, "h": height, "i": id_},
        "embeddableConfig": {"enhancements": {}},
    }


def _no_query() -> str:
    return json.dumps({"query": {"query": "", "language": "kuery"}, "filter": []})
