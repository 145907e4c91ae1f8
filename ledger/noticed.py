"""What runs noticed since a moment, and of each new ad whether it is really new."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from itertools import takewhile

from index.base import Index, Journal
from offers.family import Relation
from offers.life import Event, EventKind, Known
from offers.run import Run

LONGEST = timedelta(days=2)
"""A run that began longer before a moment noticed nothing after it."""

RUNS = 200
"""Runs asked for at first, and twice as many each time that these are not enough."""

SLICE = 500
"""Offers looked up in one go."""


class What(StrEnum):
    """What was noticed of an offer. Of new ones: nothing like it was seen before (`new`), the same
    ad stands in another place or under another number (`elsewhere`), a part of it was left out or
    added (`partial`), it is back after the earlier one was gone (`repost`), or it is another ad of
    a known `template`, for another place."""

    NEW = "new"
    TEMPLATE = "template"
    PARTIAL = "partial"
    ELSEWHERE = "elsewhere"
    REPOST = "repost"
    EDITED = "edited"
    BACK = "back"
    GONE = "gone"


OF_NEW = {
    Relation.SAME: What.ELSEWHERE,
    Relation.PARTIAL: What.PARTIAL,
    Relation.REPOST: What.REPOST,
    Relation.TEMPLATE: What.TEMPLATE,
}
OF_KNOWN = {
    EventKind.EDITED: What.EDITED,
    EventKind.GONE: What.GONE,
    EventKind.BACK: What.BACK,
}


@dataclass(frozen=True, slots=True)
class Noticed:
    """Something that happened to an open offer, and the offer as it stands now."""

    event: Event
    known: Known

    @property
    def what(self) -> What:
        if self.event.kind is not EventKind.NEW:
            return OF_KNOWN[self.event.kind]
        earlier = self.known.arrival
        return OF_NEW[earlier.relation] if earlier else What.NEW


def runs_since(journal: Journal, since: datetime) -> Sequence[Run]:
    """Runs that may have noticed something at `since` or later, the newest first."""
    limit = RUNS
    while True:
        runs = journal.runs(limit=limit)
        if len(runs) < limit or runs[-1].started < since - LONGEST:
            late = takewhile(lambda run: run.started >= since - LONGEST, runs)
            return [run for run in late if run.ended is None or run.ended >= since]
        limit *= 2


def noticed(index: Index, runs: Sequence[Run], since: datetime) -> Iterator[Noticed]:
    """What these runs noticed at `since` or later, run by run, each in its order."""
    for run in runs:
        events = [event for event in index.events_of_run(run.id) if event.at >= since]
        for start in range(0, len(events), SLICE):
            some = events[start : start + SLICE]
            lives = index.known({event.offer for event in some})
            for event in some:
                known = lives.get(event.offer)
                if known is not None and not known.sealed:
                    yield Noticed(event, known)
