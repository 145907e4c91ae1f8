"""What someone offered, where and when: the value that everything else works on."""

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum

from offers.fact import Fact
from offers.ids import derive
from offers.indicator import IndicatorHit
from offers.money import Money
from offers.page import Capture
from offers.payment import Payment
from offers.place import Place, Route
from offers.span import Span


class Kind(StrEnum):
    """What is offered."""

    JOB = "job"
    TRAVEL = "travel"


class Speaker(StrEnum):
    """Who speaks: someone who offers, someone who seeks work or passage, someone who reports."""

    OFFERS = "offers"
    SEEKS = "seeks"
    REPORTS = "reports"


class IdFrom(StrEnum):
    """What an offer's id was derived from, the most durable first."""

    KEY = "key"
    URL = "url"
    ANCHOR = "anchor"
    CONTENT = "content"


class Precision(StrEnum):
    """How exactly a moment was said."""

    DAY = "day"
    HOUR = "hour"
    MINUTE = "minute"
    SECOND = "second"


class Protects(StrEnum):
    """Whom a seal protects."""

    MINOR = "minor"
    SEEKER = "seeker"


@dataclass(frozen=True, slots=True, kw_only=True)
class Moment:
    """`at` is UTC and the start of what was said; `zone` the IANA name or offset it was read in.

    `relative`: said from the day of reading ("yesterday"), so that the words change by themselves.
    """

    at: datetime
    precision: Precision
    zone: str
    raw: str
    span: Span
    relative: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Named:
    """A name as the ad writes it, an employer's for one."""

    name: str
    raw: str
    span: Span


@dataclass(frozen=True, slots=True, kw_only=True)
class Language:
    """`code` is ISO 639-1, or 639-3 where there is no shorter one; `confidence` from 0 to 1;
    `script` is ISO 15924 (`Latn`, `Arab`)."""

    code: str
    confidence: float
    script: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Passage:
    """A stretch of an ad in one language; `None` where it cannot be told."""

    language: Language | None
    span: Span


@dataclass(frozen=True, slots=True, kw_only=True)
class Contact:
    """A way to reach whoever speaks.

    `kind` is `phone`, `mail`, `whatsapp`, `telegram`, `viber`, `signal`, `facebook` and so on;
    `value` the canonical form (E.164 for phones, lower case for mails and handles).
    `obfuscated`: it was found only after cleaning. Where the country had to be guessed there
    are several contacts over one span, `confidence` from 0 to 1 each.
    """

    kind: str
    value: str
    raw: str
    span: Span
    obfuscated: bool = False
    country: str | None = None
    confidence: float = 1.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Protection:
    """Why a seal is due, with the words that say so."""

    protects: Protects
    raw: str
    span: Span


@dataclass(frozen=True, slots=True)
class Fingerprint:
    """`exact` is the digest of the folded text; equal digests are the same text in other dress."""

    exact: str
    version: int = 1


MOVING = frozenset({"published", "valid_until"})
"""Labelled dates are no part of the digest: boards renew them, count them in days, and write
"6 days ago" on one day and a date on the next, while the ad stays the same."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Offer:
    """One ad, read. What is unknown is `None` or empty, never a guess.

    `title`, `text` and `said` are as published (card numbers masked); every span points there.
    `passages` are there where an ad is written in several languages. `images` are the addresses of
    pictures that its page states of it, absolute, a few of them, in the page's order: addresses
    alone, no picture is ever fetched. They are no part of the digest: a board changes them while
    the ad stays the same.
    `seen` is when its page was fetched (UTC). `digest` is what was published in one word: it
    follows from title, text and said when the offer is made, and stays when contacts are masked.
    """

    id: str
    id_from: IdFrom
    site: str
    url: str
    seen: datetime
    title: str | None
    text: str | None
    said: Mapping[str, str] = field(default_factory=dict)
    key: str | None = None
    images: tuple[str, ...] = ()
    kinds: frozenset[Kind] = frozenset()
    speaker: Speaker | None = None
    published: Moment | None = None
    valid_until: Moment | None = None
    employer: Named | None = None
    places: tuple[Place, ...] = ()
    language: Language | None = None
    passages: tuple[Passage, ...] = ()
    contacts: tuple[Contact, ...] = ()
    money: tuple[Money, ...] = ()
    payments: tuple[Payment, ...] = ()
    routes: tuple[Route, ...] = ()
    facts: tuple[Fact, ...] = ()
    indicators: tuple[IndicatorHit, ...] = ()
    protections: tuple[Protection, ...] = ()
    fingerprint: Fingerprint | None = None
    site_country: str | None = None
    extractor: str = ""
    capture: Capture | None = None
    digest: str = ""

    def __post_init__(self) -> None:
        if not self.digest:
            object.__setattr__(self, "digest", self._digest())

    def _digest(self) -> str:
        said = sorted((name, text) for name, text in self.said.items() if name not in MOVING)
        return derive(self.title or "", self.text or "", json.dumps(said, ensure_ascii=False))

    def field(self, name: str) -> str:
        """The stored field that spans with this name count in."""
        match name:
            case "title":
                return self.title or ""
            case "text":
                return self.text or ""
            case _:
                return self.said.get(name, "")


def offer_id(site: str, key: str) -> str:
    """The id of a site's offer. The key is unique within its site."""
    return derive("offer", site, key)
