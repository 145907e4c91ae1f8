"""Puts the same offers as its twins, one page after the other, and says which the store took.

Run as `python -m tests.index.twin URL FOLDER RUN PAGES`; it waits for a line before it begins.
"""

import sys
from pathlib import Path

from index.store import open_store
from parsers.fold import tokens
from tests.index.making import first, offer

PAGE = 20


def keys(page: int) -> list[str]:
    return [f"{page}-{number}" for number in range(PAGE)]


def main(url: str, folder: str, run: str, pages: str) -> None:
    with open_store(url, tokens, folder=Path(folder)) as store:
        print("ready", flush=True)
        sys.stdin.readline()
        for page in range(int(pages)):
            refused = store.index.put([first(offer(key), run) for key in keys(page)])
            print(*(key for key in keys(page) if offer(key).id not in refused), flush=True)


if __name__ == "__main__":
    main(*sys.argv[1:])
