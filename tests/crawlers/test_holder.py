"""Turns at a lease: in order, with pauses between them, and past the dead."""

import asyncio
from collections.abc import Callable, Coroutine, Iterator
from contextlib import ExitStack
from datetime import UTC, datetime, timedelta
from itertools import pairwise
from time import monotonic
from typing import Any

import pytest

from crawlers.holder import Holder, Resting
from index.base import Journal
from offers.lease import Lease
from tests.crawlers.desk import Desk

NAME = "domain bazaar.example"
PATIENCE = 120.0
SOON_DEAD = 2.5
"""More than a beat of those who live."""

AT_ONCE = 0.3
"""For where nobody lives who would have to give a sign."""


class Room:
    """Holders with a store each, as if they were processes."""

    def __init__(self, desk: Desk, stack: ExitStack) -> None:
        self.desk = desk
        self.stack = stack
        self.journal = self.opened()

    def opened(self) -> Journal:
        return self.stack.enter_context(self.desk.store()).journal

    def holder(self, me: str, dead: float = SOON_DEAD) -> Holder:
        return Holder(self.opened(), me, PATIENCE, dead)

    def lease(self) -> Lease:
        found = self.journal.lease(NAME)
        assert found
        return found


@pytest.fixture
def room(desk: Desk) -> Iterator[Room]:
    with ExitStack() as stack:
        yield Room(desk, stack)


def run(*work: Coroutine[Any, Any, Any]) -> list[Any]:
    """All at once, within a bounded time."""

    async def together() -> list[Any]:
        return await asyncio.wait_for(asyncio.gather(*work), 60)

    return asyncio.run(together())


async def until(holds: Callable[[], object]) -> None:
    while not holds():  # noqa: ASYNC110 - what is waited for happens in a file
        await asyncio.sleep(0.01)


def test_a_free_one_is_had_at_once_and_let_go(room: Room) -> None:
    one = room.holder("one")
    run(one.take(NAME, 3600))
    assert room.lease().held_by("one", 1)
    assert one.beat(NAME)
    assert one.leave(NAME, 2.5)
    assert (room.lease().free, room.lease().pause) == (True, 2.5)


def test_alone_each_turn_is_two_writes(room: Room) -> None:
    """And nobody looks at what he wrote himself."""
    one = room.holder("one")

    async def turns() -> None:
        for _ in range(5):
            await one.take(NAME, 0)
            one.leave(NAME, 0)

    run(turns())
    steps: list[str] = []
    real = one.journal

    class Counting:
        def lease(self, name: str) -> Lease | None:
            steps.append("look")
            return real.lease(name)

        def write_lease(self, lease: Lease, over: Lease | None) -> bool:
            steps.append("write")
            return real.write_lease(lease, over)

    one.journal = Counting()  # type: ignore[assignment]
    run(turns())
    assert steps == ["write"] * 10


def test_several_take_turns_and_keep_the_pause(room: Room) -> None:
    spans: list[tuple[float, float, str]] = []

    async def work(holder: Holder) -> None:
        for _ in range(8):
            await holder.take(NAME, 0.03)
            begun = monotonic()
            await asyncio.sleep(0)
            spans.append((begun, monotonic(), holder.me))
            assert holder.leave(NAME, 0)

    run(*(work(room.holder(me)) for me in ("one", "two", "three")))
    assert len(spans) == 24
    pairs = list(pairwise(spans))
    assert all(later[0] - earlier[1] >= 0.03 for earlier, later in pairs)
    # Whoever had it goes to the end of the queue.
    assert [(a[2] == b[2]) for a, b in pairs[3:15]] == [False] * 12


def test_the_pause_of_who_had_it_last_counts_for_all(room: Room) -> None:
    one, two = room.holder("one"), room.holder("two")

    async def work() -> float:
        await one.take(NAME, 0)
        one.leave(NAME, 0.4)
        left = monotonic()
        await two.take(NAME, 0.1)
        return monotonic() - left

    assert run(work())[0] >= 0.4


def test_a_long_rest_is_not_waited_for(room: Room) -> None:
    one, two = room.holder("one"), room.holder("two")

    async def work() -> None:
        await one.take(NAME, 0)
        one.leave(NAME, 3600)
        await two.take(NAME, 0)

    with pytest.raises(Resting) as caught:
        run(work())
    assert 3590 < caught.value.seconds <= 3600
    assert room.lease().waiting == ()


@pytest.mark.parametrize("hours", [-1, 1])
def test_clocks_that_differ(room: Room, hours: int) -> None:
    """One that is behind makes nobody wait longer than the pause."""
    last = datetime.now(UTC) + timedelta(hours=hours)
    room.journal.write_lease(Lease(name=NAME, holder="old", term=3, last=last, pause=0.2), None)
    run(room.holder("one").take(NAME, 0))
    assert room.lease().held_by("one", 4)


def test_who_died_with_it_is_passed_over(room: Room) -> None:
    dead = room.holder("dead")
    run(dead.take(NAME, 0))
    run(room.holder("one", AT_ONCE).take(NAME, 0))
    assert room.lease().holder == "one"
    assert not dead.beat(NAME)
    assert not dead.leave(NAME, 0)
    assert not room.lease().free


def test_who_died_with_several_is_waited_for_once(room: Room) -> None:
    dead, one = room.holder("dead"), room.holder("one")

    async def both(holder: Holder) -> float:
        begun = monotonic()
        await holder.take(NAME, 0, ["address 192.0.2.1"])
        await holder.take("address 192.0.2.1", 0)
        return monotonic() - begun

    run(both(dead))
    assert SOON_DEAD <= run(both(one))[0] < SOON_DEAD * 2


def test_who_died_waiting_is_passed_over(room: Room) -> None:
    room.journal.write_lease(Lease(name=NAME, waiting=("dead", "gone", "one")), None)
    run(room.holder("one", AT_ONCE).take(NAME, 0))
    assert room.lease().held_by("one", 1)
    assert room.lease().waiting == ()


def test_who_lives_and_waits_long_is_not(room: Room) -> None:
    """The first in the queue wants a longer pause than all others think a dead one needs."""
    slow, fast = room.holder("slow"), room.holder("fast")
    order: list[str] = []

    async def work(holder: Holder, pause: float) -> None:
        await holder.take(NAME, pause)
        order.append(holder.me)
        holder.leave(NAME, 0)

    async def both() -> None:
        await fast.take(NAME, 0)
        first = asyncio.ensure_future(work(slow, SOON_DEAD * 2))
        await until(lambda: room.lease().waiting)
        fast.leave(NAME, 0)
        await asyncio.gather(first, work(fast, 0))

    run(both())
    assert order == ["slow", "fast"]


def test_who_holds_it_long_and_lives_keeps_it(room: Room) -> None:
    """He gives a sign ten times as often as he needs to."""
    one, two = room.holder("one"), room.holder("two", dead=2)

    async def long() -> None:
        await one.take(NAME, 0)
        begun = monotonic()
        while monotonic() - begun < two.dead * 2:
            assert one.beat(NAME)
            await asyncio.sleep(0.1)
        assert one.leave(NAME, 0)

    async def second() -> int:
        await until(lambda: room.journal.lease(NAME))
        await two.take(NAME, 0)
        return room.lease().term

    assert run(long(), second())[1] == 2


def test_who_waits_no_longer_leaves_the_queue(room: Room) -> None:
    one, two = room.holder("one"), room.holder("two")

    async def work() -> None:
        await one.take(NAME, 0)
        waiting = asyncio.ensure_future(two.take(NAME, 0))
        await until(lambda: room.lease().waiting)
        waiting.cancel()
        with pytest.raises(asyncio.CancelledError):
            await waiting

    run(work())
    assert room.lease().waiting == ()
    assert room.lease().held_by("one", 1)
