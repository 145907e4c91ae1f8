"""Offers and bases that are to be looked at again, until that was done.

The list lies in the journal as a lease that nobody takes and in whose line they stand. Whoever adds
to it does so before he writes what makes it necessary, and again afterwards: a crash in between
leaves work to repeat, and who works on the list in between does not miss it. An id that was added
twice is done with when it was done twice.
"""

from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace

from index.base import Journal
from offers.lease import Lease

NAME = "families owed"


@dataclass(frozen=True, slots=True)
class Owed:
    """Such a list. May be used by several processes at once."""

    journal: Journal
    name: str = NAME

    def look(self) -> Sequence[str]:
        """What stands in the list, the oldest first."""
        lease = self.journal.lease(self.name)
        return lease.waiting if lease else ()

    def add(self, ids: Iterable[str]) -> None:
        added = tuple(ids)
        if added:
            self._change(lambda waiting: (*waiting, *added))

    def remove(self, ids: Iterable[str]) -> None:
        """Take each out once."""
        done = Counter(ids)
        if done:
            self._change(lambda waiting: _without(waiting, done))

    def _change(self, change: Callable[[tuple[str, ...]], tuple[str, ...]]) -> None:
        while True:
            over = self.journal.lease(self.name)
            lease = over or Lease(name=self.name)
            changed = replace(lease, waiting=change(lease.waiting))
            if changed == over or self.journal.write_lease(changed, over):
                return


def _without(waiting: Iterable[str], done: Counter[str]) -> tuple[str, ...]:
    left, kept = Counter(done), []
    for one in waiting:
        if left[one] > 0:
            left[one] -= 1
        else:
            kept.append(one)
    return tuple(kept)
