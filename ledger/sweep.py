"""What a complete visit did not find is gone."""

from collections.abc import Collection, Iterator
from dataclasses import replace
from itertools import islice

from index.base import Index, Journal
from offers.life import Change, Event, EventKind, Known, Status
from offers.run import Coverage, End, Run

SLICE = 500
"""Offers written in one go."""


def due(run: Run) -> bool:
    """Whether absent offers still have to be marked gone: only a healthy, complete run may."""
    return run.end is End.OK and run.coverage is Coverage.FULL and not run.held and not run.swept


def sweep(run: Run, index: Index, journal: Journal) -> Run:
    """Mark gone what the run did not see, but for pages that it could not read.

    May be cut off and repeated: events have the same ids again.
    """
    unread = frozenset(problem.url for problem in journal.problems(run.id))
    gone = sum(_mark(some, index) for some in _slices(run, index, unread))
    swept = replace(run, swept=True, counts={**run.counts, "gone": gone})
    journal.write_run(swept)
    return swept


def _slices(run: Run, index: Index, unread: Collection[str]) -> Iterator[list[Change]]:
    unseen = index.unseen(run.site, run.id, run.started)
    changes = (_gone(known, run) for known in list(unseen) if known.offer.url not in unread)
    while some := list(islice(changes, SLICE)):
        yield some


def _mark(changes: list[Change], index: Index) -> int:
    """Refused is what another run saw in between: that offer is not gone."""
    return len(changes) - len(index.put(changes))


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
