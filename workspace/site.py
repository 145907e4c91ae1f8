"""What a site file says, once it has been read and found right."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path

from offers.profile import Profile
from workspace.hosts import is_loopback
from workspace.schedule import Schedule

PAGE = "{page}"


@dataclass(frozen=True, slots=True, kw_only=True)
class NumberedPages:
    """Listing pages that differ by a number: `url` holds `{page}` once, both ends belong."""

    url: str
    first: int
    last: int

    def urls(self) -> Iterator[str]:
        for number in range(self.first, self.last + 1):
            yield self.url.replace(PAGE, str(number))


@dataclass(frozen=True, slots=True, kw_only=True)
class SiteFile:
    """One site to crawl.

    `hosts` are all hosts that may be fetched, lower case and IDNA, without ports; a subdomain is
    a host of its own. `private_hosts` are those of them that may be, or lead to, loopback and
    private addresses. `delay` is in seconds between two requests to one host, `max_pages` counts
    requests of a run, `max_age` drops offers published longer ago. `schedule` is `None` for a
    site that is crawled by hand only. `recheck` is the age at which a known ad is asked for again,
    `full_look` how often listings are read to their end though they bring nothing new. `wait` is a
    selector that a page in a browser has once it is ready. `purpose` and `cleared` say why it is
    watched and who allowed it. `insecure_tls`: certificates are not checked.
    """

    name: str
    file: Path
    start: tuple[str, ...]
    hosts: frozenset[str]
    private_hosts: frozenset[str]
    profile: Profile
    sitemaps: tuple[str, ...]
    pages: NumberedPages | None
    render: bool
    wait: str | None
    recheck: timedelta
    full_look: timedelta
    delay: float
    max_pages: int
    max_age: timedelta | None
    encoding: str | None
    schedule: Schedule | None
    expect_offers: int | None
    purpose: str | None
    cleared: str | None
    insecure_tls: bool

    @property
    def loopback(self) -> bool:
        """Whether no host of it can be another machine."""
        return all(map(is_loopback, self.hosts))
