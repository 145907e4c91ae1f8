"""How long an ad was there, when it was away, and how often somebody looked."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import pairwise, zip_longest
from statistics import median

from offers.life import Event, EventKind, Sighting

CERTAIN = 0.99
"""No absence is surer than that: a page that nobody finds may still be there."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Stay:
    """A time in which the ad was there: from its first to its last sighting, `seen` so often."""

    begin: datetime
    end: datetime
    seen: int

    @property
    def length(self) -> timedelta:
        """At least so long: it was there when it was seen first and when it was seen last."""
        return self.end - self.begin


@dataclass(frozen=True, slots=True, kw_only=True)
class Absence:
    """A time in which it was not: `since` is its last sighting before, `noticed` when a run said
    that it is gone, for which `reason` and how sure (`confidence`, 0 to 1), `back` when it was seen
    again, or `None`. So it went between `since` and `noticed`."""

    since: datetime
    noticed: datetime
    back: datetime | None = None
    reason: str | None = None
    confidence: float | None = None

    def confirmed(self, looks: Iterable[datetime]) -> float | None:
        """How sure it is by now. `looks` are the ends of full and healthy runs of its site: each
        one since that did not find it leaves as much doubt of the doubt there was as the first,
        up to `CERTAIN`."""
        if self.confidence is None:
            return None
        later = sum(self.noticed < at and (not self.back or at < self.back) for at in looks)
        return max(self.confidence, min(CERTAIN, 1 - (1 - self.confidence) ** (1 + later)))


@dataclass(frozen=True, slots=True, kw_only=True)
class Life:
    """Stays and absences take turns, the oldest first."""

    stays: tuple[Stay, ...]
    absences: tuple[Absence, ...]
    longest_gap: timedelta | None = None
    usual_gap: timedelta | None = None
    """Between two sightings in one stay: the longest, and the median of all. `None` for one that
    was seen once in each."""

    @property
    def first_seen(self) -> datetime:
        return self.stays[0].begin

    @property
    def last_seen(self) -> datetime:
        return self.stays[-1].end

    @property
    def seen(self) -> int:
        """How often it was seen."""
        return sum(stay.seen for stay in self.stays)

    @property
    def online(self) -> timedelta:
        """How long it was there at least, all stays together."""
        return sum((stay.length for stay in self.stays), timedelta())

    @property
    def at_most(self) -> timedelta | None:
        """How long it was there at most: each stay until its absence was noticed. `None` while it
        is there."""
        if len(self.absences) < len(self.stays):
            return None
        return sum(
            (
                gone.noticed - stay.begin
                for stay, gone in zip(self.stays, self.absences, strict=False)
            ),
            timedelta(),
        )


def life(events: Iterable[Event], sightings: Iterable[Sighting]) -> Life | None:
    """The life of one offer, from its events and all of its sightings, in any order; `None` for
    one that nobody saw."""
    told = sorted(events, key=lambda event: (event.at, event.id))
    times = sorted(sighting.at for sighting in sightings)
    if not times:
        return None
    back = [event.at for event in told if event.kind is EventKind.BACK]
    gone = [event for event in told if event.kind is EventKind.GONE]
    parts = [part for part in _parted(times, back) if part]
    gaps = [after - before for part in parts for before, after in pairwise(part)]
    return Life(
        stays=tuple(Stay(begin=part[0], end=part[-1], seen=len(part)) for part in parts),
        absences=tuple(
            _absence(event, seen) for event, seen in zip_longest(gone, back[: len(gone)])
        ),
        longest_gap=max(gaps, default=None),
        usual_gap=usual(gaps),
    )


def _parted(times: Sequence[datetime], back: Sequence[datetime]) -> list[list[datetime]]:
    """Sightings by stay: each time that it came back begins one."""
    parts: list[list[datetime]] = [[]]
    starts = list(back)
    for at in times:
        if starts and at >= starts[0]:
            starts.pop(0)
            parts.append([])
        parts[-1].append(at)
    return parts


def usual(gaps: Sequence[timedelta]) -> timedelta | None:
    """Their median; `None` where there are none."""
    return timedelta(seconds=median(gap.total_seconds() for gap in gaps)) if gaps else None


def _absence(event: Event, back: datetime | None) -> Absence:
    """What a store of before reasons were written has none of."""
    return Absence(
        since=datetime.fromisoformat(event.occasion),
        noticed=event.at,
        back=back,
        reason=event.reason,
        confidence=event.confidence,
    )
