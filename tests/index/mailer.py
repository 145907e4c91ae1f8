"""Writes mailings about some of the matches that nobody was told of, until there are none, and says
after each that it is written.

Run as `python -m tests.index.mailer URL FOLDER NAME`.
"""

import sys
from collections.abc import Sequence
from pathlib import Path
from random import Random

from index.base import Journal
from index.store import open_store
from offers.alert import Mailing, Match
from parsers.fold import tokens
from tests.index.making import MONDAY


def about(rule: str, recipient: str, matches: Sequence[Match]) -> Mailing:
    return Mailing(
        rule=rule,
        recipient=recipient,
        matches=tuple(one.id for one in matches),
        offers=tuple(one.offer for one in matches),
        message_id="<1@example.org>",
        message=b"found",
        made=MONDAY,
    )


def fill(journal: Journal, random: Random) -> None:
    while found := journal.unmailed():
        for (rule, recipient), matches in found.items():
            some = random.sample(matches, random.randint(1, min(3, len(matches))))
            made = about(rule, recipient, some)
            if journal.add_mailing(made):
                print(made.id, flush=True)


def main(url: str, folder: str, name: str) -> None:
    with open_store(url, tokens, folder=Path(folder)) as store:
        fill(store.journal, Random(name))


if __name__ == "__main__":
    main(*sys.argv[1:])
