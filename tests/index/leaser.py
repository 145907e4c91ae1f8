"""Counts in a file that has no lock of its own, each time under a lease.

Run as `python -m tests.index.leaser URL FOLDER NAME TIMES`.
"""

import sys
from datetime import UTC, datetime
from pathlib import Path

from index.base import Journal
from index.store import open_store
from offers.lease import Lease
from parsers.fold import tokens

SHARED = Lease(name="counter")


def taken(journal: Journal, name: str) -> Lease:
    """The lease, once it could be had; a busy wait, so that as many as possible collide."""
    while True:
        found = journal.lease(SHARED.name)
        if found is None:
            journal.write_lease(SHARED, None)
        elif found.may(name) and journal.write_lease(mine := found.taken(name), found):
            return mine


def left(journal: Journal, mine: Lease) -> None:
    assert journal.write_lease(mine.left(datetime.now(UTC), 0), mine)


def main(url: str, folder: str, name: str, times: str) -> None:
    counter = Path(folder) / "counter"
    with open_store(url, tokens, folder=Path(folder)) as store:
        for _ in range(int(times)):
            mine = taken(store.journal, name)
            counter.write_text(str(int(counter.read_text()) + 1))
            left(store.journal, mine)


if __name__ == "__main__":
    main(*sys.argv[1:])
