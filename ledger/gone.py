"""On what it rests that an ad is gone, and how sure that is."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from enum import StrEnum

from index.base import Journal
from offers.life import Change, Event, EventKind, Known, Status
from offers.run import Coverage, End, Run


class Reason(StrEnum):
    """What `offers.life.Event.reason` of an ad that is gone may say."""

    MISSING = "missing"
    """Its page was asked for and answered 404 or 410."""
    EXPIRED = "expired"
    """Its page was read and says that the ad has expired, was filled, or is not there."""
    ABSENT = "absent"
    """A healthy run that read all that the site lists did not find it."""
    MOVED = "moved"
    """It stands at another address of its site: a person said so of all that a run missed."""


CONFIDENCE: Mapping[Reason, float] = {
    Reason.MISSING: 0.95,
    Reason.EXPIRED: 0.9,
    Reason.ABSENT: 0.8,
    Reason.MOVED: 0.95,
}
"""How sure an absence is when it is noticed. These are set by judgement and were not measured: they
put reasons in an order. `missing`: the server speaks of this very page (RFC 9110, 15.5.5 and
15.5.11), and a page that a site breaks for a day answers alike. `expired`: words were understood,
and words can be misread. `absent`: nobody said anything; pages of a list move on while they are
read, and an ad between two of them is seen on neither, so that of five one may come back. `moved`:
a person's word for all, and the likeness of two texts for each. Later full looks that do not find
it make an absence surer: `ledger.history.life.Absence.confirmed`."""

BY_PROBLEM: Mapping[str, Reason] = {"missing": Reason.MISSING, "expired": Reason.EXPIRED}
"""Kinds of problems (`offers.run.Problem`) that say that a page was looked at and is gone."""

RECENT = 2_000
"""Runs of a site that are looked through for those that wait, the newest: a site read every hour
for eighty days."""

EARLIER = 200
"""Incomplete runs in a row of which it is remembered what they met: eight days of a site read every
hour."""


@dataclass(frozen=True, slots=True)
class Evidence:
    """What runs met at the pages of a site. `unread` are urls that the newest could not read; what
    stood there is not gone. `told` is when a page was last said to be gone, and how, by its url."""

    unread: frozenset[str] = frozenset()
    told: Mapping[str, tuple[datetime, Reason]] = field(default_factory=dict)

    def spares(self, known: Known) -> bool:
        return known.offer.url in self.unread

    def reason(self, known: Known) -> Reason:
        """Why an offer is gone that the newest run did not find. What was said before it was seen
        last says nothing."""
        at, reason = self.told.get(known.offer.url, (known.last_seen, Reason.ABSENT))
        return reason if at >= known.last_seen else Reason.ABSENT


def may_tell(run: Run) -> bool:
    """Whether the run is one of those that tell what is gone: a healthy and complete one.

    A single page that answers 404 or says that its ad expired tells nothing in any other run. It
    may be the site that is broken: then all pages answer so, and what the run met besides is why
    it is incomplete. Nothing is lost by waiting, for the answer stays with the run's problems, and
    is the reason once a complete run does not find the ad either.
    """
    return run.end is End.OK and run.coverage is Coverage.FULL


def evidence(run: Run, earlier: Iterable[Run], journal: Journal) -> Evidence:
    """What the run met, and runs `earlier` since the last that told what is gone."""
    told: dict[str, tuple[datetime, Reason]] = {}
    unread: set[str] = set()
    for one in sorted((run, *earlier), key=lambda one: (one.started, one.id)):
        for problem in journal.problems(one.id):
            if reason := BY_PROBLEM.get(problem.kind):
                told[problem.url] = one.started, reason
            elif one.id == run.id:
                unread.add(problem.url)
    return Evidence(frozenset(unread), told)


def since_last_told(run: Run, runs: Sequence[Run]) -> list[Run]:
    """The runs of the site before this one since the last that told what is gone, `EARLIER` of them
    at most. `runs` are the newest of the site, the newest first."""
    before = [one for one in runs if one.started < run.started]
    last = max((one.started for one in before if one.swept and may_tell(one)), default=None)
    return [one for one in before if last is None or one.started > last][:EARLIER]


def gone(known: Known, run: Run, reason: Reason) -> Change:
    """The offer is not there any more, as the run noticed. Of one that moved no watcher is told,
    for the ad is still there."""
    event = Event(
        kind=EventKind.GONE,
        offer=known.offer.id,
        version=known.version,
        run=run.id,
        at=run.ended or run.started,
        occasion=known.last_seen.isoformat(),
        reason=reason,
        confidence=CONFIDENCE[reason],
    )
    quiet = known.sealed or reason is Reason.MOVED
    pending = known.pending if quiet else (*known.pending, event)
    changed = replace(known, status=Status.GONE, gone_since=run.started, pending=pending)
    return Change(known=changed, events=(event,))
