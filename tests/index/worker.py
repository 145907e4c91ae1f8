"""Does one thing after another to offers until it is killed, and says what is done.

Run as `python -m tests.index.worker URL FOLDER NAME`: prints `KEY WORK` before it begins with it
and `KEY` after. What it does to an offer follows from its key (see `works_of`).
"""

import sys
from collections.abc import Sequence
from itertools import count
from pathlib import Path
from random import Random

from index.store import open_store
from parsers.fold import tokens
from tests.index.works import Work, delete, edit, enter, enter_sealed, glance, redact, seal

LATER_WORKS = (edit, redact, seal, glance, delete)


def works_of(key: str) -> Sequence[Work]:
    """What is done to an offer, one after the other."""
    random = Random(key)
    begun = random.choice((enter, enter, enter_sealed))
    later = random.choices(LATER_WORKS, weights=(3, 2, 2, 3, 1), k=random.randint(0, 3))
    return [begun, *(work for work in later if begun is enter or work is not redact)]


def main(url: str, folder: str, name: str) -> None:
    with open_store(url, tokens, folder=Path(folder)) as store:
        for number in count():
            key = f"{name}-{number}"
            for work in works_of(key):
                print(key, work.__name__, flush=True)
                work(store.index, key)
                print(key, flush=True)


if __name__ == "__main__":
    main(*sys.argv[1:])
