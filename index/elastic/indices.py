"""The indices of a store as they are: behind an alias, in the making, or replaced."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from index.elastic.cluster import Cluster
from index.elastic.layout import OURS, Part

BUILDING = "building"
"""In the `_meta` of an index that is in the making: what of, and how far it is."""

KEPT = "kept"
"""In the `_meta` of an index that is to stay when it is replaced."""

_ASKED = (
    "*.aliases",
    "*.mappings._meta",
    "*.settings.index.uuid",
    "*.settings.index.blocks.write",
)


@dataclass(frozen=True, slots=True, kw_only=True)
class State:
    """An index. `made` says how its documents were made, `building` what it is being made from,
    `fences` are aliases that let whoever made them put it behind its alias."""

    name: str
    number: int
    uuid: str
    made: Mapping[str, Any]
    building: Mapping[str, Any]
    kept: bool
    live: bool
    barred: bool
    fences: Sequence[str]


@dataclass(slots=True)
class Row:
    """The indices of one part: the one behind the alias, later ones that were never finished, and
    earlier ones that were replaced."""

    live: State | None = None
    unfinished: list[State] = field(default_factory=list)
    replaced: list[State] = field(default_factory=list)


def rows(cluster: Cluster) -> Mapping[Part, Row]:
    """All indices of the store, part by part."""
    with cluster.asked():
        found = cluster.client.indices.get(
            index=f"{cluster.name}-*", filter_path=_ASKED, expand_wildcards="all"
        )
    shape = re.compile(re.escape(cluster.name) + r"-([a-z]+)-(\d{6})")
    made: dict[Part, Row] = {part: Row() for part in Part}
    states: dict[Part, list[State]] = {part: [] for part in Part}
    for name, one in found.items():
        named = shape.fullmatch(name)
        if named and named[1] in set(Part):
            part = Part(named[1])
            states[part].append(_state(name, int(named[2]), cluster.alias(part), one))
    for part, some in states.items():
        made[part] = _row(some)
    return made


def _row(states: Sequence[State]) -> Row:
    live = next((one for one in states if one.live), None)
    number = live.number if live else 0
    return Row(
        live,
        sorted((one for one in states if one.number > number), key=lambda one: one.number),
        [one for one in states if one.number < number],
    )


def _state(name: str, number: int, alias: str, found: Mapping[str, Any]) -> State:
    ours = dict(found.get("mappings", {}).get("_meta", {}).get(OURS, {}))
    settings = found["settings"]["index"]
    aliases = found.get("aliases", {})
    return State(
        name=name,
        number=number,
        uuid=settings["uuid"],
        building=ours.pop(BUILDING, {}),
        kept=bool(ours.pop(KEPT, False)),
        made={key: value for key, value in ours.items() if key != "part"},
        live=alias in aliases,
        barred=str(settings.get("blocks", {}).get("write", "false")) == "true",
        fences=sorted(one for one in aliases if one.startswith(f"{name}-by-")),
    )
