"""Work is called for when it is due, once at a time."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from queue import SimpleQueue
from threading import Event, Lock
from zoneinfo import ZoneInfo

import pytest

from scheduler.clock import Clock
from workspace.schedule import Cron, Every

SOON = Every(timedelta(milliseconds=20))
DAILY = Every(timedelta(days=1))
PATIENCE = 30


class Desk:
    """What was called for, what was left out, and work that goes on as long as a test wants."""

    def __init__(self, at_once: int = 2) -> None:
        self.called: SimpleQueue[str] = SimpleQueue()
        self.skipped: SimpleQueue[str] = SimpleQueue()
        self.go_on = Event()
        self.go_on.set()
        self.running = self.most = 0
        self.guard = Lock()
        self.clock = Clock(self.work, self.skipped.put, at_once)

    def work(self, name: str) -> None:
        with self.guard:
            self.running += 1
            self.most = max(self.most, self.running)
        self.called.put(name)
        self.go_on.wait(PATIENCE)
        with self.guard:
            self.running -= 1


def now() -> datetime:
    return datetime.now(UTC)


@pytest.fixture
def desk() -> Iterator[Desk]:
    made = Desk()
    made.clock.start()
    yield made
    made.go_on.set()
    made.clock.stop()


def test_work_is_called_for_again_and_again(desk: Desk) -> None:
    desk.clock.plan("bazaar", SOON, now())
    assert [desk.called.get(timeout=PATIENCE) for _ in range(3)] == ["bazaar"] * 3


def test_what_is_long_overdue_is_done_once(desk: Desk) -> None:
    desk.clock.plan("bazaar", DAILY, now() - timedelta(days=10))
    desk.clock.plan("souq", SOON, now())
    assert {desk.called.get(timeout=PATIENCE) for _ in range(12)} == {"bazaar", "souq"}
    assert now() < desk.clock.planned["bazaar"] <= now() + timedelta(days=1)
    desk.clock.drop("souq")
    called = [desk.called.get_nowait() for _ in range(desk.called.qsize())]
    assert called.count("bazaar") == 0


def test_work_that_goes_on_is_not_called_for_twice(desk: Desk) -> None:
    desk.go_on.clear()
    desk.clock.plan("bazaar", SOON, now())
    assert desk.called.get(timeout=PATIENCE) == "bazaar"
    assert desk.skipped.get(timeout=PATIENCE) == "bazaar"
    assert desk.called.empty()
    desk.go_on.set()
    assert desk.called.get(timeout=PATIENCE) == "bazaar"


def test_only_so_many_at_once_and_none_is_lost() -> None:
    desk = Desk(at_once=2)
    desk.clock.start()
    desk.go_on.clear()
    for name in "abcdef":
        desk.clock.plan(name, DAILY, now())
    first = {desk.called.get(timeout=PATIENCE) for _ in range(2)}
    assert len(first) == 2
    desk.go_on.set()
    rest = {desk.called.get(timeout=PATIENCE) for _ in range(4)}
    desk.clock.stop()
    assert first | rest == set("abcdef")
    assert desk.most == 2


def test_another_schedule_takes_the_place_of_the_first(desk: Desk) -> None:
    desk.clock.plan("bazaar", DAILY, now() + timedelta(days=1))
    due = now() + timedelta(hours=1)
    desk.clock.plan("bazaar", Cron("0 6 * * *", ZoneInfo("Europe/Kyiv")), due)
    assert desk.clock.planned == {"bazaar": due}


def test_dropped_work_is_not_called_for(desk: Desk) -> None:
    desk.clock.plan("bazaar", DAILY, now() + timedelta(hours=1))
    desk.clock.drop("bazaar")
    desk.clock.drop("bazaar")
    assert desk.clock.planned == {}
