"""One visit to one site, from its first request to its end."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum

from offers.page import Capture


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


@dataclass(frozen=True, slots=True, kw_only=True)
class Run:
    """`counts` (pages, offers, new, edited, unchanged, back, gone, sealed, problems and such) are
    written as the run goes on, so that others can watch. `end` is `None` while it lives.
    `reason` says in words why it ended as it did. A `held` run waits for the operator.
    `swept`: absent offers were marked gone, or need not be. `clock` is `system` or `simulated`.
    """

    id: str
    site: str
    started: datetime
    ended: datetime | None = None
    end: End | None = None
    coverage: Coverage = Coverage.PARTIAL
    reason: str | None = None
    counts: Mapping[str, int] = field(default_factory=dict)
    held: bool = False
    swept: bool = False
    clock: str = "system"


@dataclass(frozen=True, slots=True, kw_only=True)
class Problem:
    """Something that went wrong and stopped nothing else. `kind` is one word: `layout`, `missing`,
    `broken-data`, `http`, `unreachable`, `tls`, `robots`, `address`, `off-site`, `media`,
    `time-out`, `too-large`, `reader`; `login`, `challenge`, `script`, `consent`, `missing`,
    `parked` and `region` name what stood in the way of a page. `capture` is where that page was
    kept, if it was."""

    run: str
    number: int
    kind: str
    url: str
    reason: str
    capture: Capture | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Visit:
    """The last answer of a url: what a conditional request and a revisit record need."""

    site: str
    url: str
    at: datetime
    status: int
    capture: Capture | None
    etag: str | None = None
    modified: str | None = None
