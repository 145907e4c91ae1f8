"""One visit to one site, from its first request to its end."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum

from offers.page import Capture

DIED = "the process died before the run ended"
"""The reason of a run whose process died. What was stored before `Run.died` was a field says it by
that alone."""


class End(StrEnum):
    """How a run ended."""

    OK = "ok"
    EMPTY = "empty"
    BLOCKED = "blocked"
    BROKEN = "broken"
    ABORTED = "aborted"


class Coverage(StrEnum):
    """Whether the run read all that the site lists."""

    FULL = "full"
    PARTIAL = "partial"


class Look(StrEnum):
    """How far a run read its listings: to their end or to a cap that the site file sets, until a
    page brought nothing new, or not even that far."""

    FULL = "full"
    NEWS = "news"
    CUT = "cut"


@dataclass(frozen=True, slots=True, kw_only=True)
class Run:
    """`counts` are written as the run goes on, so that others can watch: `requests` that were
    sent and `bytes` of bodies that came, `pages` read, `not_modified` (answered 304), `not_due`
    (known ads that were listed and not asked for), `offers` met in any of these ways, among them
    `new`, `edited`, `unchanged`, `back` and `listed`; `gone`, `sealed`, `problems` and such.

    `end` is `None` while it lives. `reason` says in words why it ended as it did. `died`: its
    process died and somebody else closed it, so that nobody knows what it had still to note. A
    `held` run waits for the operator. `swept`: absent offers were marked gone, or need not be.
    `linked`: its new and edited offers were compared with all others. `clock` is `system` or
    `simulated`.
    """

    id: str
    site: str
    started: datetime
    ended: datetime | None = None
    end: End | None = None
    coverage: Coverage = Coverage.PARTIAL
    look: Look = Look.CUT
    reason: str | None = None
    died: bool = False
    counts: Mapping[str, int] = field(default_factory=dict)
    held: bool = False
    swept: bool = False
    linked: bool = False
    clock: str = "system"

    def __post_init__(self) -> None:
        if self.reason == DIED:
            object.__setattr__(self, "died", True)


@dataclass(frozen=True, slots=True, kw_only=True)
class Problem:
    """Something that went wrong and stopped nothing else. `kind` is one word: `layout`, `missing`,
    `broken-data`, `http`, `unreachable`, `tls`, `robots`, `address`, `off-site`, `media`,
    `time-out`, `too-large`, `reader`, `browser`, `store`; `login`, `challenge`, `script`,
    `consent`, `missing`, `parked` and `region` name what stood in the way of a page. Of an ad's
    page `missing` is an answer 404 or 410, and `expired` what says so without such a status.
    `capture` is where that page was kept, if it was."""

    run: str
    number: int
    kind: str
    url: str
    reason: str
    capture: Capture | None = None


@dataclass(frozen=True, slots=True)
class Lead:
    """Where a listing leads, and when it says that what is there was changed."""

    url: str
    modified: datetime | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Visit:
    """The last look at a url, and all that an answer "not modified" (304) stands for.

    `at` is when it was last looked at, whether the answer was 200 or 304. `final` is the url that
    answered, where `url` was redirected. `capture` keeps the body; `etag` and `modified` are what
    a conditional request needs. `offers` are the ids of the offers that the page held, `leads`
    and `next` where it led as a listing. `basis` is a digest of what its reading depended on:
    where that is another now, or empty, nothing of this may be relied on. `listed` is a digest of
    what the listing said of the ad.
    """

    site: str
    url: str
    at: datetime
    status: int
    capture: Capture | None = None
    etag: str | None = None
    modified: str | None = None
    final: str | None = None
    offers: tuple[str, ...] = ()
    leads: tuple[Lead, ...] = ()
    next: tuple[str, ...] = ()
    basis: str = ""
    listed: str = ""
