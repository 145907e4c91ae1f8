"""Data views: which documents Kibana looks at, and by which time."""

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType


@dataclass(frozen=True, slots=True, kw_only=True)
class View:
    """`part` is the part of the store, `time` the field by which Kibana's clock narrows, `hidden`
    fields that are of use to programs alone."""

    part: str
    title: str
    time: str
    hidden: tuple[str, ...] = ("document",)


OFFERS = "offers"
HISTORY = "history"
RUNS = "runs"
MATCHES = "matches"
FAMILIES = "families"

VIEWS: Mapping[str, View] = MappingProxyType(
    {
        OFFERS: View(
            part="offers",
            title="Offers",
            time="first_seen",
            hidden=("folded.*", "offer", "life", "entered", "originals", "attempt", "revision"),
        ),
        HISTORY: View(part="history", title="Versions, events and sightings", time="at"),
        FAMILIES: View(part="families", title="Families", time="last_seen"),
        RUNS: View(part="runs", title="Runs", time="started"),
        MATCHES: View(part="matches", title="Matches of alert rules", time="at"),
    }
)
