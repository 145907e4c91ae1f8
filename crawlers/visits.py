"""Which pages are due to be asked for again, and where a short answer will do. Pure."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from datetime import datetime, time, timedelta
from enum import StrEnum

from offers.run import Look, Run, Visit

NEARLY = 0.9
"""Of a time that has to pass. Crawls last a while and schedules waver: what was looked at late in
yesterday's crawl is due in today's all the same."""

TRUST = 7
"""Times `recheck` that a sitemap is believed which says that nothing changed: some never change
what they say."""

DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Link:
    """Where a listing leads: with what it says of the ad there, or when that was changed."""

    url: str
    listed: Mapping[str, str] = field(default_factory=dict)
    modified: datetime | None = None


class Due(StrEnum):
    """Why the page of an ad is asked for, or is not."""

    NEW = "new"
    """Never met before."""
    RETOLD = "retold"
    """The listing says something else of it now."""
    UPDATED = "updated"
    """The listing says that it was changed since."""
    BACK = "back"
    """It is listed again, though what it held is gone."""
    OTHERWISE = "otherwise"
    """It would be read otherwise now, or could not be read before."""
    AGAIN = "again"
    """Nobody has looked at it for as long as `recheck` says."""
    NOT = "not"
    """Known, and still listed."""
    TOO_OLD = "too old"
    """Never read, and older than ads that are wanted."""


NEWS = frozenset({Due.NEW, Due.RETOLD, Due.UPDATED, Due.BACK})
"""What makes it worth while to read on in a listing."""

SPARED = frozenset({Due.NOT, Due.TOO_OLD})
"""What is not asked for."""

SHORT = frozenset({Due.UPDATED, Due.BACK, Due.AGAIN})
"""Where "not modified" is answer enough."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Terms:
    """What decides what is due at `now`. `basis` is what a reading depends on today, `oldest` the
    time before which ads are too old, `online` are the offers that are known to be there."""

    now: datetime
    recheck: timedelta
    basis: str
    oldest: datetime | None = None
    online: Collection[str] = frozenset()


def due(link: Link, digest: str, visit: Visit | None, terms: Terms) -> Due:
    """Whether the page that a listing leads to is to be asked for. `digest` is of what the listing
    says of it, `visit` the last look at it."""
    if _too_old(link, terms) and not (visit and visit.capture):
        return Due.TOO_OLD
    return _known(link, digest, visit, terms) if visit else Due.NEW


def _known(link: Link, digest: str, visit: Visit, terms: Terms) -> Due:
    if visit.basis != terms.basis:
        return Due.OTHERWISE
    if visit.listed != digest:
        return Due.RETOLD
    if link.modified and link.modified > visit.at:
        return Due.UPDATED
    if not all(offer in terms.online for offer in visit.offers):
        return Due.BACK
    believed = link.modified and _certain(link.modified) <= visit.at
    patience = terms.recheck * (TRUST if believed else 1)
    return Due.AGAIN if passed(visit.at, patience, terms.now) else Due.NOT


def passed(since: datetime, length: timedelta, now: datetime) -> bool:
    """Whether a length of time has passed, or nearly."""
    return now - since >= length * NEARLY


def full_look_due(last: Run | None, full: Run | None, every: timedelta, now: datetime) -> bool:
    """Whether listings are to be read to their end: the first time, from time to time, and after
    a run that was cut short. `last` is the newest run, `full` the newest that did so."""
    if last is None or full is None or last.look is Look.CUT:
        return True
    return passed(full.started, every, now)


def asks_shortly(visit: Visit | None, basis: str) -> bool:
    """Whether "not modified" would tell all that there is to know of a page."""
    return bool(visit and visit.basis == basis and (visit.etag or visit.modified))


def _too_old(link: Link, terms: Terms) -> bool:
    return bool(link.modified and terms.oldest and link.modified < terms.oldest)


def _certain(modified: datetime) -> datetime:
    """When the change was made at the latest: a day without an hour may mean any hour of it."""
    return modified + DAY if modified.time() == time() else modified
