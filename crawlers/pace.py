"""The pace of a crawl: what the site file says, what a site asks for, what its answers tell."""

from dataclasses import dataclass
from typing import Self

from scrapy.crawler import Crawler

BUSY = frozenset({429, 503})
"""Statuses by which a site says that it has enough for now (RFC 6585, RFC 9110)."""

LONGEST = 60.0
"""Seconds. Answers make no pause longer than this; site files and Retry-After may."""

EASING = 0.9
"""What a good answer leaves of a pause that bad ones made: 7 of them halve it, 22 end it."""


@dataclass(slots=True)
class Tempo:
    """Seconds between an answer of one host and the next request to it.

    `own` is what the site file says, `asked` the host's Crawl-delay, `slowed` what its answers
    made of them. On loopback, where `own` may be less than a second, the longest pause that
    answers can make is shorter by as much.
    """

    own: float
    asked: float = 0.0
    slowed: float = 0.0

    @property
    def pause(self) -> float:
        return max(self.own, self.theirs)

    @property
    def theirs(self) -> float:
        """What the host itself made of it, which holds for whoever else asks it, too."""
        return max(self.asked, self.slowed)

    def answered(self, status: int, latency: float) -> None:
        """Slow down at once, and speed up little by little. `status` is 0 if nothing came, and
        `latency` how many seconds that took."""
        if status in BUSY:
            wanted = 2 * self.pause
        elif 200 <= status < 400:
            wanted = max(latency, self.slowed * EASING)
        else:
            wanted = max(latency, self.slowed)
        self.slowed = min(wanted, LONGEST * min(self.own, 1.0))


class Pace:
    """The extension that knows the tempo of each host."""

    def __init__(self, own: float) -> None:
        self.own = own
        self.tempos: dict[str, Tempo] = {}

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        return cls(crawler.settings.getfloat("DOWNLOAD_DELAY"))

    def tempo(self, host: str) -> Tempo:
        return self.tempos.setdefault(host, Tempo(self.own))
