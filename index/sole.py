"""Who does something to a store that only one may do at a time, and shows that it goes on."""

import os
import socket
import threading
from contextlib import suppress
from secrets import token_hex
from time import monotonic
from types import TracebackType
from typing import Self

from index.base import Journal, StoreError
from offers.lease import Lease

BEAT = 1.0
"""Seconds between two signs of life."""

DEAD = 15.0
"""Seconds without one after which somebody else goes on. A write may wait for half a minute, but
hardly ever does; who was taken for dead and is not notices it."""

LOOK = 0.25
"""Seconds between two looks at somebody else's lease."""


class Taken(StoreError):
    """Somebody else is at it, and alive."""


class Sole:
    """A lease of that name, as a context manager; `Taken` when entered while somebody has it.

    Whether the one who has it lives is told by our own clock: he does if a sign of life comes
    within `DEAD` seconds. A thread gives ours.
    """

    def __init__(self, journal: Journal, name: str, dead: float = DEAD) -> None:
        self.journal = journal
        self.name = name
        self.me = f"{socket.gethostname()}/{os.getpid()}/{token_hex(4)}"
        self._dead = dead
        self._lease = Lease(name=name)
        self._over = threading.Event()
        self._lost = False
        self._beats = threading.Thread(target=self._go_on, daemon=True)

    def __enter__(self) -> Self:
        lease = self._free()
        self._lease = (lease or Lease(name=self.name)).taken(self.me)
        if not self.journal.write_lease(self._lease, lease):
            raise self._taken(self.journal.lease(self.name))
        self._beats.start()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._over.set()
        self._beats.join()
        if not self._lost:
            after = Lease(name=self.name, holder=self.me, term=self._lease.term)
            self.journal.write_lease(after, self._lease)

    def check(self) -> None:
        """Raises `StoreError` if others took us for dead and may have gone on by now."""
        if self._lost:
            raise StoreError(f"{self.name}: others took over while this process stood still")

    def _free(self) -> Lease | None:
        """The lease as it stands, once nobody has it."""
        lease = self.journal.lease(self.name)
        since = monotonic()
        while lease and not lease.free:
            if monotonic() - since > self._dead:
                return lease
            self._over.wait(LOOK)
            before, lease = lease, self.journal.lease(self.name)
            if lease and lease != before and not lease.free:
                raise self._taken(lease)
        return lease

    def _taken(self, lease: Lease | None) -> Taken:
        who = lease.holder if lease else "somebody else"
        return Taken(f"{self.name}: {who} is at it (host/process); wait for it or stop it")

    def _go_on(self) -> None:
        while not self._lost and not self._over.wait(BEAT):
            # A store that cannot be reached for a moment is asked again the next time.
            with suppress(StoreError):
                self._beat()

    def _beat(self) -> None:
        after = self._lease.alive()
        if self.journal.write_lease(after, self._lease):
            self._lease = after
            return
        # The answer may have been lost, or the store may not have wanted to just then.
        now = self.journal.lease(self.name)
        if now and now.held_by(self.me, self._lease.term):
            self._lease = now
        else:
            self._lost = True
