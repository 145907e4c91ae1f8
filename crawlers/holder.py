"""Takes leases for one process: waits its turn, shows that it lives, and lets go."""

import asyncio
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from time import monotonic

from index.base import Journal
from offers.lease import Lease

BEAT = 1.0
"""Seconds between two signs of life of whoever has the word: the holder, or else the first of
those who wait."""

DEAD = 5.0
"""Seconds without such a sign after which others go on without him."""

LOOK = 0.05
"""Seconds between two looks at a lease that somebody else has the word about."""


class Resting(Exception):
    """Whoever is asked wants to be left alone, for `seconds` more."""

    def __init__(self, seconds: float) -> None:
        super().__init__(f"left alone for {seconds:.0f} seconds more")
        self.seconds = seconds


@dataclass(slots=True)
class _Watch:
    """Since when a lease looks as it does, by our own clocks."""

    sign: tuple[object, ...] = ()
    since: float = 0.0

    def unmoved(self, lease: Lease) -> float:
        """Seconds for which nobody who has the word gave a sign."""
        first = lease.waiting[:1] if lease.free else ()
        sign = (lease.term, lease.beat, lease.free, first)
        if sign != self.sign:
            self.sign, self.since = sign, monotonic()
        return monotonic() - self.since


class Holder:
    """The leases of one process, each of which it takes, and leaves, by itself.

    As long as nobody else wants a lease, that is one write each. `patience` is for how many
    seconds a rest that was asked for is waited for, `dead` after how many without a sign of life
    others are taken for dead. For one task at a time.
    """

    def __init__(self, journal: Journal, me: str, patience: float, dead: float = DEAD) -> None:
        self.journal = journal
        self.me = me
        self.patience = patience
        self.dead = dead
        self._seen: dict[str, Lease] = {}
        self._watches: dict[str, _Watch] = {}
        self._let_go: dict[str, tuple[datetime, float]] = {}

    async def take(self, name: str, pause: float, then: Sequence[str] = ()) -> None:
        """Have the lease, `pause` seconds or more after anybody last had it. `then` are those that
        are to be had next: who died with them as well is waited for once.

        Raises `Resting` if the pause that its last holder left outlasts our patience, and
        `StoreError`.
        """
        lease = self._seen.get(name) or self._look(name)
        try:
            while not self._took(lease, pause):
                self._check_rest(lease)
                await self._wait(lease, pause)
                for next_name in then:
                    self._unmoved(self._look(next_name))
                lease = self._look(name)
        except BaseException:
            self._give_up(name)
            raise

    def beat(self, name: str) -> bool:
        """Show that we live; whether our term still lasts."""
        return self._stepped(name, Lease.alive)

    def leave(self, name: str, pause: float) -> bool:
        """Let go; nobody is to have it for so many seconds. Whether our term had lasted."""
        at = datetime.now(UTC)
        self._let_go[name] = (at, monotonic())
        return self._stepped(name, lambda lease: lease.left(at, pause))

    def _took(self, lease: Lease, pause: float) -> bool:
        ready = lease.may(self.me) and self._left(lease, pause) <= 0
        return ready and self._wrote(lease.taken(self.me), lease)

    def _check_rest(self, lease: Lease) -> None:
        if lease.pause > self.patience and (left := self._left(lease, 0)) > self.patience:
            raise Resting(left)

    def _unmoved(self, lease: Lease) -> float:
        return self._watches.setdefault(lease.name, _Watch()).unmoved(lease)

    async def _wait(self, lease: Lease, pause: float) -> None:
        """Until there may be something new to see, or to do for us."""
        unmoved = self._unmoved(lease)
        left = self._left(lease, pause)
        first = lease.free and lease.waiting[:1] == (self.me,)
        if unmoved > self.dead and not lease.may(self.me):
            # Who had the word is dead, or as good as that.
            at = datetime.now(UTC) - timedelta(seconds=unmoved)
            over = lease.without(lease.waiting[0]) if lease.free else lease.ended(at)
            self._wrote(over, lease)
        elif self.me not in lease.waiting and (lease.holder != self.me or not lease.may(self.me)):
            self._wrote(lease.joined(self.me), lease)
        elif first and unmoved > BEAT:
            self._wrote(lease.alive(), lease)
        elif lease.may(self.me):
            await asyncio.sleep(min(left, BEAT))
        else:
            await asyncio.sleep(LOOK)

    def _left(self, lease: Lease, pause: float) -> float:
        """Seconds until all pauses are over, ours and the one that its last holder left. Other
        clocks than our own are believed once, and never that they are ahead."""
        if lease.last is None:
            return 0.0
        at, ours = self._let_go.get(lease.name, (None, 0.0))
        if at != lease.last:
            since = max((datetime.now(UTC) - lease.last).total_seconds(), 0.0)
            ours = monotonic() - since
            self._let_go[lease.name] = (lease.last, ours)
        return max(pause, lease.pause) - (monotonic() - ours)

    def _stepped(self, name: str, step: Callable[[Lease], Lease]) -> bool:
        """Go on with a lease that we hold, whatever others noted in it meanwhile."""
        lease = self._seen[name]
        term = lease.term
        while lease.held_by(self.me, term):
            if self._wrote(step(lease), lease):
                return True
            lease = self._look(name)
        return False

    def _give_up(self, name: str) -> None:
        """Wait no longer. If somebody is quicker, he will find that we give no sign."""
        lease = self._look(name)
        if self.me in lease.waiting:
            self._wrote(lease.without(self.me), lease)

    def _look(self, name: str) -> Lease:
        found = self.journal.lease(name)
        while found is None:
            self.journal.write_lease(Lease(name=name), None)
            found = self.journal.lease(name)
        self._seen[name] = found
        return found

    def _wrote(self, lease: Lease, over: Lease) -> bool:
        done = self.journal.write_lease(lease, over)
        if done:
            self._seen[lease.name] = lease
        return done
