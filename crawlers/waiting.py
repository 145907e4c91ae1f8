"""What was found and waits to be entered: several pages in one write cost a third of as many."""

from dataclasses import dataclass, field
from time import monotonic

from crawlers.findings import Finding, PageRead
from offers.page import Capture

Kept = tuple[Finding, Capture | None]
"""A finding and where its page was kept."""

MOST = 25
"""Findings that wait. A crash costs these: their captures stay, the next crawl reads them again."""

HEAVIEST = 4 * 1024 * 1024
"""Bytes of pages that wait."""

LONGEST = 1.0
"""Seconds that a finding waits. Of a site that is asked every other second each is alone."""


@dataclass(slots=True)
class Waiting:
    """Findings in their order, and since when the first waits."""

    found: list[Kept] = field(default_factory=list)
    weight: int = 0
    since: float = 0.0

    def add(self, found: Finding, capture: Capture | None) -> None:
        if not self.found:
            self.since = monotonic()
        self.found.append((found, capture))
        if isinstance(found, PageRead):
            self.weight += sum(len(one.body) for one in found.exchanges) + len(found.page.body)

    def due(self) -> bool:
        """Whether it is time to enter them."""
        full = len(self.found) >= MOST or self.weight >= HEAVIEST
        return full or bool(self.found and monotonic() - self.since >= LONGEST)

    def take(self) -> list[Kept]:
        """All that waits, which waits no longer."""
        found, self.found, self.weight = self.found, [], 0
        return found
