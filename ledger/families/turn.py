"""One writer of families at a time, whatever the processes and machines.

The journal's lease `families` tells whose turn it is. A holder who dies is told by others' own
clocks: they saw no beat of his for long enough. Who holds the lease settles all that is due and
looks once more after he let go, so nobody waits behind one who is alive.
"""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime
from secrets import token_hex
from time import monotonic, sleep

from index.base import Journal, StoreError
from offers.lease import Lease

NAME = "families"

BEAT = 1.0
"""Seconds between two signs of life."""

DEAD = 30.0
"""Seconds without one after which others go on."""

LOOK = 0.1
"""Seconds between two looks at somebody else's lease."""


class Lost(StoreError):
    """Others took us for dead and go on."""


@dataclass(slots=True)
class Turn:
    """The turn of one writer. `seconds` is a clock that only has to go on, `rest` waits so many
    seconds by it."""

    journal: Journal
    seconds: Callable[[], float] = monotonic
    rest: Callable[[float], None] = sleep
    me: str = field(default_factory=lambda: token_hex(8))
    _held: Lease | None = None
    _beaten: float = 0.0

    @contextmanager
    def held(self, at: datetime, patience: float = 0.0) -> Iterator[bool]:
        """Whether it is ours meanwhile. Who holds it and lives is waited for `patience` seconds."""
        if not self._take(patience):
            yield False
            return
        try:
            yield True
        finally:
            self._leave(at)

    def beat(self) -> None:
        """Say that we live, if that is due. Raises `Lost`."""
        if self._held is None or self.seconds() - self._beaten < BEAT:
            return
        alive = self._held.alive()
        if not self.journal.write_lease(alive, self._held):
            self._held = None
            raise Lost("another process settles families now; this one was taken for dead")
        self._held, self._beaten = alive, self.seconds()

    def _take(self, patience: float) -> bool:
        """A holder who gives signs of life is left alone once we have waited long enough; one who
        gives none is waited for until he is dead."""
        began = since = self.seconds()
        first = last = self.journal.lease(NAME)
        while not self._took(last, dead=self.seconds() - since >= DEAD):
            lease = self.journal.lease(NAME)
            if lease != last:
                last, since = lease, self.seconds()
            if lease != first and self.seconds() - began >= patience:
                return self._took(last, dead=False)
            self.rest(LOOK)
        return True

    def _took(self, lease: Lease | None, *, dead: bool) -> bool:
        if lease is not None and not lease.free and not dead:
            return False
        taken = (lease or Lease(name=NAME)).taken(self.me)
        if not self.journal.write_lease(taken, lease):
            return False
        self._held, self._beaten = taken, self.seconds()
        return True

    def _leave(self, at: datetime) -> None:
        if self._held is not None:
            self.journal.write_lease(self._held.left(at, 0.0), self._held)
            self._held = None
