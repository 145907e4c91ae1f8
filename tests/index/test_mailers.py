"""Several processes that write mailings about the same matches, over every home."""

import subprocess
import sys
from collections import Counter
from collections.abc import Sequence
from random import Random

import pytest

from index.base import Store
from offers.alert import Match
from tests.index.conftest import ROOT, Home
from tests.index.mailer import fill
from tests.index.making import MONDAY

PEOPLE = ("anna@example.org", "bo@example.org")


def found(round_: int) -> list[Match]:
    return [
        Match(rule=rule, offer=f"offer-{number}", event="event", at=MONDAY, recipients=PEOPLE)
        for rule in (f"rule {round_}", f"other {round_}")
        for number in range(5)
    ]


def start(home: Home, name: str) -> subprocess.Popen[str]:
    return subprocess.Popen(
        [sys.executable, "-m", "tests.index.mailer", home.url, str(home.folder), name],
        cwd=ROOT,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )


def assert_told_once(store: Store, acknowledged: set[str], matches: Sequence[Match]) -> None:
    rules = {match.rule for match in matches}
    mailings = [one for one in store.journal.mailings() if one.rule in rules]
    assert acknowledged <= {one.id for one in mailings}
    told = Counter((match, one.recipient) for one in mailings for match in one.matches)
    assert told == Counter((match.id, who) for match in matches for who in PEOPLE)
    assert store.journal.unmailed() == {}


def tell(store: Store, home: Home, matches: Sequence[Match], lines: int) -> None:
    """Three processes at once, one of which is killed when it has written so many mailings."""
    assert store.journal.add_matches(matches) == len(matches)
    mailers = [start(home, f"{name} {matches[0].rule}") for name in ("one", "two", "three")]
    assert mailers[0].stdout is not None
    heard = [mailers[0].stdout.readline() for _ in range(lines)]
    mailers[0].kill()
    written = [mailer.communicate() for mailer in mailers]
    assert [error for _, error in written if error] == []
    assert [mailer.returncode for mailer in mailers[1:]] == [0, 0]
    fill(store.journal, Random(1))
    heard += [line for out, _ in written for line in out.splitlines(keepends=True)]
    assert_told_once(store, {line.strip() for line in heard if line.endswith("\n")}, matches)


def test_processes_that_tell_of_the_same_matches(home: Home) -> None:
    with home.open() as store:
        tell(store, home, found(0), 1)


@pytest.mark.long
@pytest.mark.timeout(1800)
def test_many_processes_that_are_killed_while_they_tell(home: Home) -> None:
    with home.open() as store:
        for number in range(8):
            tell(store, home, found(number), number % 5)
