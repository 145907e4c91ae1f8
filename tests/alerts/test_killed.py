"""kill -9 between any two steps: no match lost, no mailing written twice."""

import signal
import subprocess
import sys
from collections import Counter
from datetime import timedelta
from random import Random

import pytest

from demo.mailbox import Mailbox, Manners, Stage
from offers.alert import MailingState
from tests.alerts.desk import ANALYST, Desk, a_desk
from tests.alerts.one_round import ROOT

OTHER = "other@desk.example"
ADS = tuple(f"waiter {number}" for number in range(12))
SAMPLE = 8
"""Of the rounds of test-long, so many run always."""


@pytest.fixture
def waiting(desk: Desk) -> Desk:
    return prepare(desk)


def prepare(desk: Desk) -> Desk:
    """A finished crawl that no watcher has seen, and rules that count already."""
    desk.rule("waiter", to=[ANALYST, OTHER])
    desk.rule("waiter OR cook", name="all")
    desk.take()
    desk.crawl(*desk.ads(*ADS, "cook"))
    return desk


def process(desk: Desk, *steps: str) -> subprocess.Popen[str]:
    command = [sys.executable, "-m", "tests.alerts.one_round", str(desk.folder)]
    return subprocess.Popen(
        [*command, desk.pass_time(timedelta(hours=1)).isoformat(), *steps],
        cwd=ROOT,
        stdout=subprocess.PIPE,
        text=True,
    )


def finish(desk: Desk, mailbox: Mailbox) -> None:
    """Go on after the crash, and see that all is there once."""
    desk.pass_time(timedelta(hours=1))
    desk.take()
    desk.fill()
    desk.deliver()
    journal = desk.store.journal
    assert desk.matched() == sorted(ADS)
    assert desk.matched("all") == sorted([*ADS, "cook"])
    assert desk.store.index.pending_runs() == frozenset()
    mailings = journal.mailings()
    assert {mailing.state for mailing in mailings} == {MailingState.SENT}
    told = Counter((mailing.recipient, match) for mailing in mailings for match in mailing.matches)
    assert set(told.values()) == {1}
    assert len(told) == 2 * len(ADS) + len(ADS) + 1
    # On the wire a message may come twice, then with the same id: an inbox shows it once.
    assert {kept.message["Message-ID"] for kept in mailbox.messages} == {
        mailing.message_id for mailing in mailings
    }
    assert len({kept.data for kept in mailbox.messages}) == len(mailings)


@pytest.mark.parametrize("stage", list(Stage))
def test_killed_while_the_server_listens(waiting: Desk, mailbox: Mailbox, stage: Stage) -> None:
    mailbox.manners = Manners(halt=stage)
    with process(waiting) as killed:
        mailbox.wait_halted()
        killed.send_signal(signal.SIGKILL)
    assert killed.returncode == -signal.SIGKILL
    mailbox.release()
    finish(waiting, mailbox)


@pytest.fixture(scope="module")
def steps(tmp_path_factory: pytest.TempPathFactory) -> int:
    """How many functions of ours a whole round enters."""
    with Mailbox() as mailbox, a_desk(tmp_path_factory.mktemp("whole"), mailbox) as desk:
        with process(prepare(desk)) as whole:
            said, _ = whole.communicate()
        finish(desk, mailbox)
    return int(said)


def kill_at(desk: Desk, mailbox: Mailbox, step: int) -> None:
    with process(desk, str(step)) as killed:
        killed.wait()
    assert killed.returncode == -signal.SIGKILL
    finish(desk, mailbox)


@pytest.mark.parametrize("seed", range(SAMPLE))
def test_killed_anywhere(waiting: Desk, mailbox: Mailbox, steps: int, seed: int) -> None:
    kill_at(waiting, mailbox, Random(seed).randint(1, steps * 95 // 100))


@pytest.mark.long
@pytest.mark.parametrize("seed", range(SAMPLE, SAMPLE + 100))
def test_killed_anywhere_long(waiting: Desk, mailbox: Mailbox, steps: int, seed: int) -> None:
    kill_at(waiting, mailbox, Random(seed).randint(1, steps * 95 // 100))


def test_killed_again_and_again(waiting: Desk, mailbox: Mailbox, steps: int) -> None:
    """Each process comes a little further than the one before, or begins a mail anew."""
    for step in range(steps // 8, steps, steps // 4):
        with process(waiting, str(step)) as killed:
            killed.wait()
    finish(waiting, mailbox)


def test_two_at_once_double_nothing(waiting: Desk, mailbox: Mailbox) -> None:
    """The one that finds the outbox taken leaves it to the other."""
    with process(waiting) as first, process(waiting) as second:
        first.wait()
        second.wait()
    finish(waiting, mailbox)
