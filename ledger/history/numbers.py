"""What the lives of many ads say: of one family by board, of one site by numbers."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from itertools import groupby, pairwise

from ledger.history.life import usual
from offers.family import JOINING, Arrival, Relation
from offers.life import Known, Status

HALF = 0.5 + 1e-9
"""Shares are multiplied, and what ought to be a half may come out a little more."""

Span = tuple[timedelta, bool]
"""How long an ad was seen, and whether it has ended."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Board:
    """A family on one site: so many `offers` there, `online` of them still; `delay` is how long
    after the family's first sighting anywhere."""

    site: str
    offers: int
    online: int
    first_seen: datetime
    last_seen: datetime
    delay: timedelta


@dataclass(frozen=True, slots=True, kw_only=True)
class SiteLife:
    """Of `offers` of a site, `online` still, how long they stay and how many are old acquaintances.

    `median_span` is the time after which half of the ads are gone (Kaplan and Meier, so that those
    still there count for as long as they have been seen); `None` while more than half are there at
    any age. `reposted` is the share of them that is an earlier ad of the same site under another
    id, `copied` of another site's; ads of one template for another place are neither.
    """

    offers: int
    online: int
    median_span: timedelta | None
    reposted: float
    copied: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Looks:
    """How often all of a site was read, and the usual (median) and the longest time between two of
    these; `None` with fewer than two."""

    number: int
    usual_gap: timedelta | None
    longest_gap: timedelta | None


def boards(members: Iterable[Known]) -> tuple[Board, ...]:
    """Where a family stood, the first board first; ties break by name. Members are read once."""
    found: dict[str, Board] = {}
    for one in members:
        before, own = found.get(one.offer.site), _board(one)
        found[own.site] = _both(before, own) if before else own
    start = min((board.first_seen for board in found.values()), default=None)
    ordered = sorted(found.values(), key=lambda board: (board.first_seen, board.site))
    return tuple(replace(board, delay=board.first_seen - start) for board in ordered if start)


def _board(one: Known) -> Board:
    return Board(
        site=one.offer.site,
        offers=1,
        online=int(one.status is Status.ONLINE),
        first_seen=one.first_seen,
        last_seen=one.last_seen,
        delay=timedelta(),
    )


def _both(one: Board, other: Board) -> Board:
    return replace(
        one,
        offers=one.offers + other.offers,
        online=one.online + other.online,
        first_seen=min(one.first_seen, other.first_seen),
        last_seen=max(one.last_seen, other.last_seen),
    )


def site_life(offers: Iterable[Known]) -> SiteLife:
    """The numbers of one site; `offers` are all that are stored of it, and are read once."""
    spans: list[Span] = []
    own, others = 0, 0
    for one in offers:
        spans.append((one.last_seen - one.first_seen, one.status is Status.GONE))
        if one.arrival and _is_again(one.arrival):
            own += one.arrival.site == one.offer.site
            others += one.arrival.site != one.offer.site
    total = len(spans)
    return SiteLife(
        offers=total,
        online=sum(not ended for _, ended in spans),
        median_span=median_span(spans),
        reposted=own / total if total else 0.0,
        copied=others / total if total else 0.0,
    )


def looks(ends: Iterable[datetime]) -> Looks:
    """The looks that ended then, in any order."""
    ordered = sorted(ends)
    gaps = [after - before for before, after in pairwise(ordered)]
    return Looks(number=len(ordered), usual_gap=usual(gaps), longest_gap=max(gaps, default=None))


def median_span(spans: Iterable[Span]) -> timedelta | None:
    """When half of them have ended, by the product-limit estimate (Kaplan and Meier 1958)."""
    ordered: list[Span] = sorted(spans)
    left, share = len(ordered), 1.0
    for length, same in groupby(ordered, key=_length):
        ended = [end for _, end in same]
        share *= 1 - sum(ended) / left
        left -= len(ended)
        if share <= HALF:
            return length
    return None


def _length(span: Span) -> timedelta:
    return span[0]


def _is_again(arrival: Arrival) -> bool:
    return arrival.grade in JOINING and arrival.relation is not Relation.TEMPLATE
