"""Writes offers into a store until it is killed, and says after each batch what is written.

Run as `python -m tests.index.writer URL FOLDER NAME BATCHES [PACED]`; with a last word it waits for
a line before each batch.
"""

import sys
from datetime import timedelta
from pathlib import Path

from index.base import Index
from index.store import open_store
from parsers.fold import tokens
from tests.index.making import MONDAY, again, first, offer

BATCH = 10


def write(index: Index, name: str, batch: int) -> None:
    """New offers of its own, and one sighting of an offer that all writers share."""
    keys = [f"{name}-{batch}-{number}" for number in range(BATCH)]
    refused = index.put([first(offer(key, text=f"words of {key}")) for key in keys])
    assert not refused, refused
    shared = offer("shared")
    at = MONDAY + timedelta(seconds=batch)
    while True:
        known = index.known([shared.id]).get(shared.id)
        change = again(known, at, f"{name}-{batch}") if known else first(shared, f"{name}-{batch}")
        if not index.put([change]):
            break
    print(*keys, flush=True)


def main(url: str, folder: str, name: str, batches: str, paced: str = "") -> None:
    with open_store(url, tokens, folder=Path(folder)) as store:
        for batch in range(int(batches)):
            if paced and not sys.stdin.readline():
                return
            write(store.index, name, batch)


if __name__ == "__main__":
    main(*sys.argv[1:])
