"""Brings the indices of a store up to date, one part after the other."""

from contextlib import suppress
from dataclasses import dataclass
from time import monotonic, sleep

from index.base import Journal, StoreError
from index.elastic import barrier, setup
from index.elastic.cluster import Cluster
from index.elastic.indices import Row, rows
from index.elastic.layout import LAYOUT_VERSION, SINCE, Part
from index.elastic.replacing import Replacing, await_readers, remove
from index.elastic.wanted import Wanted
from index.sole import DEAD, LOOK, Sole
from index.upkeep import Told

MIGRATION = "migration"
"""The lease of the process that migrates."""

READERS = 600.0
"""Seconds that somebody who reads page by page may take, and some more: see `still.KEEP_ALIVE`."""


@dataclass(frozen=True, slots=True)
class Migration:
    """`dead`: seconds without a sign of life of another one after which this one goes on.
    `readers`: seconds that it waits at most for those who read what was replaced."""

    cluster: Cluster
    journal: Journal
    wanted: Wanted
    told: Told
    keep: bool = False
    dead: float = DEAD
    readers: float = READERS

    def run(self, *, anew: bool = False) -> bool:
        """Whether there was anything to do; `anew`: for all parts there is. Raises `Taken` while
        another process migrates, and `StoreError`."""
        relieve(self.cluster, self.journal, self.dead)
        with Sole(self.journal, MIGRATION, self.dead) as sole:
            done = [self._added(), *(self._replaced(part, sole, anew=anew) for part in Part)]
            return self._tidied() or any(done)

    def _added(self) -> bool:
        """Make the parts that the store lacks because an older program made it, before anything
        else: where the offers are up to date no part may be missing."""
        found = rows(self.cluster)
        offers = found[Part.OFFERS].live
        layout = offers.made.get("layout", 0) if offers else LAYOUT_VERSION
        lacking = [p for p, since in SINCE.items() if layout < since and found[p].live is None]
        if lacking:
            with self.cluster.asked():
                setup.forbid_others(self.cluster)
                for part in lacking:
                    setup.make_part(self.cluster, part, self.wanted.body(part))
        return bool(lacking)

    def _replaced(self, part: Part, sole: Sole, *, anew: bool) -> bool:
        row = rows(self.cluster)[part]
        if row.live is None:
            raise StoreError(f"{self.cluster.url}: no index is behind {self.cluster.alias(part)}")
        _lift(self.cluster, row)
        if not anew and self.wanted.is_made(part, row.live):
            return False
        Replacing(self.cluster, part, self.wanted, sole, self.told, self.keep).run(row)
        return True

    def _tidied(self) -> bool:
        """Remove what is behind no alias: what was never finished, what was replaced."""
        found = rows(self.cluster).values()
        over = [one for row in found for one in row.replaced if not one.kept]
        await_readers(self.cluster, [one.name for one in over], self.told, self.readers)
        over += [one for row in found for one in row.unfinished]
        for one in over:
            remove(self.cluster, one)
        return bool(over)


def relieve_quietly(cluster: Cluster, journal: Journal, dead: float = DEAD) -> None:
    """The same for whoever comes by: one that lives is left alone, and who may not do it leaves it
    to others. Whoever writes is told what is in the way."""
    with suppress(StoreError):
        relieve(cluster, journal, dead)


def relieve(cluster: Cluster, journal: Journal, dead: float = DEAD) -> None:
    """Let writers go on whom somebody bars that died while he migrated. Raises `Taken` if he
    lives."""
    barred = [part for part, row in rows(cluster).items() if row.live and row.live.barred]
    if Part.LEASES in barred:
        # No lease can be taken as long as these are barred, which takes a living one a moment.
        _relieve_leases(cluster, journal, dead)
    if barred:
        with Sole(journal, MIGRATION, dead):
            for part in Part:
                _lift(cluster, rows(cluster)[part])


def _relieve_leases(cluster: Cluster, journal: Journal, dead: float) -> None:
    begun, before = monotonic(), journal.lease(MIGRATION)
    while monotonic() - begun < dead:
        sleep(LOOK)
        if journal.lease(MIGRATION) != before:
            return
    _lift(cluster, rows(cluster)[Part.LEASES])


def _lift(cluster: Cluster, row: Row) -> None:
    if row.live and row.live.barred:
        barrier.lift(cluster, row.live, row.unfinished)
