"""Several processes that write mailings about the same matches, over every home."""

import subprocess
import sys
from collections import Counter
from random import Random

from index.base import Store
from offers.alert import Match
from tests.index.conftest import ROOT, Home
from tests.index.mailer import fill
from tests.index.making import MONDAY

PEOPLE = ("anna@example.org", "bo@example.org")
MATCHES = [
    Match(rule=rule, offer=f"offer-{number}", event="event", at=MONDAY, recipients=PEOPLE)
    for rule in ("rule", "other")
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


def assert_told_once(store: Store, acknowledged: set[str]) -> None:
    mailings = store.journal.mailings()
    assert acknowledged <= {one.id for one in mailings}
    told = Counter((match, one.recipient) for one in mailings for match in one.matches)
    assert told == Counter((match.id, who) for match in MATCHES for who in PEOPLE)
    assert store.journal.unmailed() == {}


def test_processes_that_tell_of_the_same_matches(home: Home) -> None:
    """One of them is killed as soon as it wrote something."""
    with home.open() as store:
        assert store.journal.add_matches(MATCHES) == len(MATCHES)
        mailers = [start(home, name) for name in ("one", "two", "three")]
        assert mailers[0].stdout is not None
        heard = mailers[0].stdout.readline()
        mailers[0].kill()
        written = [mailer.communicate() for mailer in mailers]
        assert [error for _, error in written if error] == []
        assert [mailer.returncode for mailer in mailers[1:]] == [0, 0]
        fill(store.journal, Random(1))
        lines = [heard, *(written[0][0].splitlines(keepends=True))]
        lines += [line for out, _ in written[1:] for line in out.splitlines(keepends=True)]
        acknowledged = {line.strip() for line in lines if line.endswith("\n")}
        assert_told_once(store, acknowledged)
