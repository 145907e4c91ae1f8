"""Runs whose offers are still to be compared, however long ago they ended.

They stand in a list in the journal, like what is owed: whoever ends a run adds it before he writes
its end. So nobody has to look through all runs there ever were. Where there is no such list yet
(a store that an older program made, or that was copied), all runs are looked through, once.
"""

from collections.abc import Collection, Sequence
from dataclasses import dataclass

from index.base import Journal
from ledger.families.owed import Owed
from offers.lease import Lease
from offers.run import Run

NAME = "runs to be compared"

ALL = 10**9
"""More runs than any store has."""

NEWEST = 200
"""Runs that are looked at all the same: a power cut may cost the list what was added last, and an
older program that works on the same store adds nothing."""


@dataclass(frozen=True, slots=True)
class Unsettled:
    """May be used by several processes at once."""

    journal: Journal

    @property
    def _list(self) -> Owed:
        return Owed(self.journal, NAME)

    def add(self, runs: Collection[str]) -> None:
        """Not while other writes are held together."""
        if runs:
            self._begin()
            self._list.add(sorted(runs))

    def runs(self) -> Sequence[Run]:
        """Those that ended and were not compared, the oldest first."""
        self._begin()
        found = {run.id: run for run in self.journal.runs(living=False, limit=NEWEST)}
        for id_ in self._list.look():
            if id_ not in found and (run := self.journal.run(id_)):
                found[id_] = run
        left = (run for run in found.values() if run.end is not None and not run.linked)
        return sorted(left, key=lambda run: (run.started, run.id))

    def settled(self, run: Run) -> None:
        """Write that its offers were compared."""
        self.journal.write_run(run)
        self._list.remove([id_ for id_ in self._list.look() if id_ == run.id])

    def tidy(self) -> None:
        """Take out what a crash left in the list: runs that were compared, or that are none."""
        waiting = self._list.look()
        stored = {id_: self.journal.run(id_) for id_ in set(waiting)}
        over = {id_ for id_, run in stored.items() if run is None or run.linked}
        self._list.remove([id_ for id_ in waiting if id_ in over])

    def _begin(self) -> None:
        """Make the list, unless somebody else does so just now."""
        if self.journal.lease(NAME) is None:
            ended = self.journal.runs(living=False, limit=ALL)
            left = tuple(run.id for run in reversed(ended) if not run.linked)
            self.journal.write_lease(Lease(name=NAME, waiting=left), None)
