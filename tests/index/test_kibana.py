"""Kibana's objects: their shapes, their fields, and what they ask, on a real Elasticsearch."""

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import timedelta
from itertools import combinations
from random import Random
from typing import Any

import pytest

from demo.elasticsearch.asking import Asker
from index.elastic.layout import PROPERTIES, Part
from index.kibana.objects import VERSIONS, ndjson, objects
from index.store import open_store
from offers.family import Arrival, Grade, Relation
from offers.money import Per, Role
from offers.offer import Kind
from offers.run import Coverage, End, Run
from parsers.fold import tokens
from tests.elasticsearch import names
from tests.index.deep import of_role
from tests.index.kibana_asking import body_of, columns_of, query_of, source_of, view_of
from tests.index.kindred import family
from tests.index.making import MONDAY, corpus, first, offer

Object = Mapping[str, Any]

FITTING = {
    "date_histogram": {"date"},
    "terms": {"keyword"},
    "unique_count": {"keyword"},
    "sum": {"long", "double"},
    "median": {"long", "double"},
}
"""The types of fields that an operation of Lens takes."""

ATTRIBUTES = {
    "index-pattern": {"title", "name", "timeFieldName", "sourceFilters", "fields"},
    "search": {"title", "description", "columns", "sort", "kibanaSavedObjectMeta"},
    "lens": {"title", "description", "visualizationType", "state"},
    "dashboard": {
        "title", "description", "panelsJSON", "optionsJSON", "timeRestore", "kibanaSavedObjectMeta",
    },
}  # fmt: skip
"""What an object of a kind cannot do without, as Kibana 8.9 and later write it."""

ALL = list(objects("watch"))
BY_ID = {(one["type"], one["id"]): one for one in ALL}
VIEWS = {one["id"]: one for one in ALL if one["type"] == "index-pattern"}
PANELS = [one for one in ALL if one["type"] == "lens"]
SEARCHES = [one for one in ALL if one["type"] == "search"]
DASHBOARDS = [one for one in ALL if one["type"] == "dashboard"]


def named(one: Object) -> str:
    return str(one["id"])


def types(part: str) -> Mapping[str, str]:
    """The type of every field of a part, by its whole name."""
    return dict(_types(PROPERTIES[Part(part)]))


def _types(properties: Mapping[str, Any], prefix: str = "") -> Iterator[tuple[str, str]]:
    for name, one in properties.items():
        yield prefix + name, one.get("type", "object")
        yield from _types(one.get("properties", {}), f"{prefix}{name}.")
        yield from _types(one.get("fields", {}), f"{prefix}{name}.")


def type_of(field: str, view: Object) -> str | None:
    """The type of a field of a data view; counts of runs are mapped as they come."""
    part = view["attributes"]["title"].removeprefix("watch-")
    return "long" if part == "runs" and field.startswith("counts.") else types(part).get(field)


def test_lines_are_the_same_each_time_and_ids_are_one_of_a_kind() -> None:
    assert ndjson("watch") == ndjson("watch")
    assert len(BY_ID) == len(ALL)
    assert all(one["id"].startswith("watch-") for one in ALL)
    assert [json.loads(line) for line in ndjson("watch").splitlines()] == ALL


@pytest.mark.parametrize("one", ALL, ids=named)
def test_an_object_has_the_shape_of_its_kind(one: Object) -> None:
    assert ATTRIBUTES[one["type"]] <= set(one["attributes"])
    assert one["typeMigrationVersion"] == VERSIONS[one["type"]]
    for name, value in one["attributes"].items():
        if name.endswith("JSON") or name in {"sourceFilters", "fields"}:
            json.loads(value)


@pytest.mark.parametrize("one", ALL, ids=named)
def test_references_lead_to_what_came_before(one: Object) -> None:
    before = {(each["type"], each["id"]) for each in ALL[: ALL.index(one)]}
    assert {(each["type"], each["id"]) for each in one["references"]} <= before
    assert len({each["name"] for each in one["references"]}) == len(one["references"])


@pytest.mark.parametrize("one", VIEWS.values(), ids=named)
def test_a_view_has_a_time_and_hides_what_there_is(one: Object) -> None:
    assert type_of(one["attributes"]["timeFieldName"], one) == "date"
    for hidden in json.loads(one["attributes"]["sourceFilters"]):
        assert type_of(hidden["value"].removesuffix(".*"), one), hidden


@pytest.mark.parametrize("one", PANELS, ids=named)
def test_a_panel_names_fields_that_fit(one: Object) -> None:
    view = view_of(one, VIEWS)
    columns = columns_of(one)
    for column in columns.values():
        if column["operationType"] != "count":
            assert type_of(column["sourceField"], view) in FITTING[column["operationType"]], column
    text = json.dumps(one["attributes"]["state"]["visualization"])
    assert all(f'"{name}"' in text for name in columns)


@pytest.mark.parametrize("one", SEARCHES, ids=named)
def test_a_search_names_fields_that_are_there(one: Object) -> None:
    view = view_of(one, VIEWS)
    [[by, _]] = one["attributes"]["sort"]
    assert all(type_of(field, view) for field in (*one["attributes"]["columns"], by))
    assert source_of(one)["query"]["language"] in {"kuery", "lucene"}
    assert source_of(one)["indexRefName"] == one["references"][0]["name"]


@pytest.mark.parametrize("one", DASHBOARDS, ids=named)
def test_a_dashboard_shows_its_panels_beside_each_other(one: Object) -> None:
    panels = json.loads(one["attributes"]["panelsJSON"])
    named_by = {each["name"]: (each["type"], each["id"]) for each in one["references"]}
    for panel in panels:
        name = f"{panel['panelIndex']}:{panel['panelRefName']}"
        assert named_by.pop(name) in BY_ID
        assert panel["gridData"]["x"] + panel["gridData"]["w"] <= 48
    assert not named_by
    for left, right in combinations((panel["gridData"] for panel in panels), 2):
        apart = (
            left["x"] + left["w"] <= right["x"]
            or right["x"] + right["w"] <= left["x"]
            or left["y"] + left["h"] <= right["y"]
            or right["y"] + right["h"] <= left["y"]
        )
        assert apart, (left, right)


SEEN_BEFORE = Arrival(
    earlier="large", site="bazaar", seen=MONDAY, grade=Grade.NEAR, relation=Relation.REPOST
)


@dataclass(frozen=True, slots=True)
class Watch:
    """A store with offers and runs."""

    asker: Asker
    prefix: str

    def answer(self, one: Object, body: Object) -> Any:
        """What the server answers to the search behind an object of the store `watch`."""
        title = view_of(one, VIEWS)["attributes"]["title"]
        return self.asker.ask(f"/{title.replace('watch', self.prefix, 1)}/_search", "POST", body)


@pytest.fixture(scope="module")
def watch(elasticsearch: str, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Watch]:
    asker, folder = Asker(elasticsearch), tmp_path_factory.mktemp("kibana")
    with (
        names(asker) as prefix,
        open_store(f"{elasticsearch}/{prefix}", tokens, folder=folder) as store,
    ):
        fare = replace(of_role(Role.FARE, "3500"), per=Per.PERSON)
        passage = offer("passage", kinds=frozenset({Kind.TRAVEL}), money=(fare,))
        again = first(offer("again"), arrival=SEEN_BEFORE, family="large")
        store.index.put([*corpus(Random(7), 200), first(passage), again])
        store.families.enter(families=[family("large", 3), family("old", leads_to="large")])
        for number, end in enumerate(End):
            store.journal.write_run(run(number, end))
        store.journal.write_run(replace(run(9, End.OK), ended=None, end=None))
        asker.ask(f"/{prefix}-*/_refresh", "POST")
        yield Watch(asker, prefix)


def run(number: int, end: End) -> Run:
    started = MONDAY + timedelta(days=number)
    return Run(
        id=f"run-{number}",
        site="bazaar",
        started=started,
        ended=started + timedelta(hours=1),
        end=end,
        coverage=Coverage.FULL,
        held=number == 1,
        counts={"offers": 5, "pages": 9, "problems": number},
    )


@pytest.mark.parametrize("one", PANELS, ids=named)
def test_what_a_panel_asks_is_answered(watch: Watch, one: Object) -> None:
    answer = watch.answer(one, body_of(one))
    assert answer["hits"]["total"]["value"] > 0
    for name in answer.get("aggregations", {}):
        found = answer["aggregations"][name]
        assert found.get("buckets") or found.get("value") or found.get("values")


@pytest.mark.parametrize("one", SEARCHES, ids=named)
def test_what_a_search_asks_is_answered(watch: Watch, one: Object) -> None:
    [[by, direction]] = one["attributes"]["sort"]
    body = {"query": query_of(source_of(one)["query"]), "sort": [{by: direction}]}
    answer = watch.answer(one, body)
    assert answer["_shards"]["failed"] == 0
    assert answer["hits"]["total"]["value"] > 0 or "matches" in one["id"]
