"""What a complete visit did not find is gone."""

from collections.abc import Collection, Iterator
from dataclasses import replace
from itertools import islice

from index.base import Index, Journal
from offers.life import Change, Event, EventKind, Known, Status
from offers.run import Coverage, End, Run

SLICE = 500
"""Offers written in one go."""

MISSING = "missing"
"""The kind of problem of a page that was looked at and is not there: its offers are gone."""

PATIENCE = 20
"""Passes until nothing is refused any more."""


def due(run: Run) -> bool:
    """Whether absent offers still have to be marked gone: only a healthy, complete run may."""
    return run.end is End.OK and run.coverage is Coverage.FULL and not run.held and not run.swept


def sweep(run: Run, index: Index, journal: Journal) -> Run:
    """Mark gone what the run did not see, but for pages that it could not read.

    A page that says itself that it is not there any more was read.

    May be cut off and repeated: events have the same ids again.
    """
    problems = journal.problems(run.id)
    unread = frozenset(problem.url for problem in problems if problem.kind != MISSING)
    gone = 0
    for _ in range(PATIENCE):
        results = [_mark(some, index) for some in _slices(run, index, unread)]
        gone += sum(marked for marked, _ in results)
        if not any(refused for _, refused in results):
            break
    swept = replace(run, swept=True, counts={**run.counts, "gone": gone})
    journal.write_run(swept)
    return swept


def _slices(run: Run, index: Index, unread: Collection[str]) -> Iterator[list[Change]]:
    unseen = index.unseen(run.site, run.id, run.started)
    changes = (_gone(known, run) for known in list(unseen) if known.offer.url not in unread)
    while some := list(islice(changes, SLICE)):
        yield some


def _mark(changes: list[Change], index: Index) -> tuple[int, int]:
    """How many were marked and how many refused. Refused is what somebody wrote in between: if
    that was another run, the offer is not gone, and the next pass does not find it any more."""
    refused = len(index.put(changes))
    return len(changes) - refused, refused


def _gone(known: Known, run: Run) -> Change:
    at = run.ended or run.started
    event = Event(
        kind=EventKind.GONE,
        offer=known.offer.id,
        version=known.version,
        run=run.id,
        at=at,
        occasion=known.last_seen.isoformat(),
    )
    pending = known.pending if known.sealed else (*known.pending, event)
    gone = replace(known, status=Status.GONE, gone_since=run.started, pending=pending)
    return Change(known=gone, events=(event,))
