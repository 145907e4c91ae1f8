"""When an ad was there and when it was away, and how that is known."""

from collections.abc import Iterator, Sequence
from datetime import datetime, timedelta
from itertools import zip_longest

from console.desk import Desk
from console.plain import counted
from console.record import Json, moment
from console.screen import Column, Screen
from ledger.history.life import Absence, Life, Stay, life
from offers.life import Event, Sighting
from offers.run import Coverage, End

COLUMNS = (
    Column(title="from"),
    Column(title="until"),
    Column(title="it was", style="yellow"),
    Column(title="told", folds=True),
)
STYLES = {("it was", "there"): "green", ("it was", "away"): "red"}
RUNS = 1000
"""Runs of its site, the newest, that may have looked for an ad that is gone."""

UNITS = (
    (timedelta(days=1), "day"),
    (timedelta(hours=1), "hour"),
    (timedelta(minutes=1), "minute"),
)


def draw_stays(
    screen: Screen,
    desk: Desk,
    site: str,
    events: Sequence[Event],
    sightings: Sequence[Sighting],
) -> None:
    """Stays and absences in turn, the oldest first, below a sum of them."""
    told = life(events, sightings)
    if told is None:
        return
    screen.heading(f"Life: {summary(told)}")
    screen.table(COLUMNS, list(_rows(desk, told, looks(desk, site, told))), styles=STYLES)


def summary(told: Life) -> str:
    """`there for at least 2 days, seen 5 times, as a rule every 6 hours, longest gap 1 day`."""
    parts = [f"there for {_span(told)}", f"seen {counted(told.seen, 'time')}"]
    if told.usual_gap is not None and told.longest_gap is not None:
        parts.append(f"as a rule every {length(told.usual_gap)}")
        parts.append(f"longest gap {length(told.longest_gap)}")
    if len(told.stays) > 1:
        parts.append(f"back {counted(len(told.stays) - 1, 'time')}")
    return ", ".join(parts)


def _span(told: Life) -> str:
    least = length(told.online)
    if told.at_most is None:
        return f"at least {least}"
    return f"{least} to {length(told.at_most)}"


def length(span: timedelta) -> str:
    """`3 days`, `5 hours`, `20 minutes`: the largest unit of which there is one and a half."""
    for unit, name in UNITS:
        if span >= 1.5 * unit or (unit is UNITS[-1][0] and span):
            return counted(round(span / unit), name)
    return "a moment"


def looks(desk: Desk, site: str, told: Life) -> Sequence[datetime]:
    """Ends of healthy runs that read all of the site: each that does not find an ad makes it surer
    that it is gone."""
    return full_looks(desk, site) if told.absences else ()


def full_looks(desk: Desk, site: str) -> Sequence[datetime]:
    """When healthy runs ended that read all of the site, among the newest `RUNS`."""
    runs = desk.store.journal.runs(site=site, living=False, limit=RUNS)
    return [
        run.ended
        for run in runs
        if run.ended and run.end is End.OK and run.coverage is Coverage.FULL
    ]


def _rows(desk: Desk, told: Life, ends: Sequence[datetime]) -> Iterator[tuple[str, ...]]:
    for stay, absence in zip_longest(told.stays, told.absences):
        if stay is not None:
            yield desk.when(stay.begin), desk.when(stay.end), "there", _seen(stay)
        if absence is not None:
            until = desk.when(absence.back) or "now"
            yield desk.when(absence.since), until, "away", _away(desk, absence, ends)


def _seen(stay: Stay) -> str:
    return f"seen {counted(stay.seen, 'time')}"


def _away(desk: Desk, absence: Absence, ends: Sequence[datetime]) -> str:
    sure = absence.confirmed(ends)
    parts = [absence.reason, f"{sure:.0%} sure" if sure is not None else None]
    return ", ".join([f"noticed {desk.when(absence.noticed)}", *filter(None, parts)])


def stays_json(
    desk: Desk, site: str, events: Sequence[Event], sightings: Sequence[Sighting]
) -> Json:
    """Stays and absences; spans in seconds."""
    told = life(events, sightings)
    if told is None:
        return None
    ends = looks(desk, site, told)
    return {
        "stays": [
            {"begin": moment(each.begin), "end": moment(each.end), "seen": each.seen}
            for each in told.stays
        ],
        "absences": [_absence_json(each, ends) for each in told.absences],
        "online_seconds": told.online.total_seconds(),
        "at_most_seconds": _seconds(told.at_most),
        "usual_gap_seconds": _seconds(told.usual_gap),
        "longest_gap_seconds": _seconds(told.longest_gap),
    }


def _absence_json(absence: Absence, ends: Sequence[datetime]) -> Json:
    return {
        "since": moment(absence.since),
        "noticed": moment(absence.noticed),
        "back": moment(absence.back) if absence.back else None,
        "reason": absence.reason,
        "confidence": absence.confidence,
        "confirmed": absence.confirmed(ends),
    }


def _seconds(span: timedelta | None) -> float | None:
    return None if span is None else span.total_seconds()
