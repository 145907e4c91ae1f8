"""Enters families until it is killed, and says which are entered.

Run as `python -m tests.index.linker URL FOLDER NAME`: prints the number of each call after it.
"""

import sys
from collections.abc import Sequence
from itertools import count
from pathlib import Path

from index.store import open_store
from offers.family import Family, Kin, Link
from parsers.fold import tokens
from tests.index.kindred import family, linked, printed

SIZE = 12
"""Offers of a family."""


def entered(name: str, number: int) -> tuple[Sequence[Kin], Sequence[Link], Sequence[Family]]:
    """What one call enters: a family whose members are all linked to the first."""
    ids = [f"{name}-{number}-{member:02}" for member in range(SIZE)]
    prints = [printed(id_, exact=f"{name}-{number}", contacts=(f"{name}-{number}",)) for id_ in ids]
    kin = [Kin(print=one, base=ids[0], family=ids[0]) for one in prints]
    return kin, [linked(ids[0], id_) for id_ in ids[1:]], [family(ids[0], SIZE)]


def main(url: str, folder: str, name: str) -> None:
    with open_store(url, tokens, folder=Path(folder)) as store:
        for number in count():
            store.families.enter(*entered(name, number))
            print(number, flush=True)


if __name__ == "__main__":
    main(*sys.argv[1:])
