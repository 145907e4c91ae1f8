"""Whatever a process that dies leaves half done, the next one completes."""

from collections.abc import Callable
from contextlib import suppress
from dataclasses import replace
from datetime import timedelta
from typing import cast

import pytest

from index.base import Store, StoreError
from ledger import Kinship, Ledger
from ledger.families.turn import DEAD
from offers.family import Decision
from offers.run import Coverage, End
from tests.examples import some_of
from tests.ledger.conftest import KEEP, MONDAY, SECRET
from tests.ledger.families.failing import Failing
from tests.ledger.families.world import DAY, World, ad, minor, text

LATER = MONDAY + timedelta(days=100)
FAR = 1_000
"""More writes than any of these steps takes."""

SOME = 6
"""Writes of a step at which somebody dies in each run of the tests."""

FIRST = [
    ad(1, text(1), 4),
    ad(2, text(1, 6), 5),
    ad(3, text(2), 5),
    ad(4, text(2, 3), 6),
    ad(5, text(3), 6),
]
"""Two families and one alone."""

MORE = [ad(6, text(1, 12), 7), ad(7, text(1, 6), 2), ad(8, text(3, 2), 8), ad(3, text(1, 3), 9)]
"""One that joins, an older founder, one to the lonely, and one that changes sides."""


class Clock:
    """Time that goes on when somebody waits."""

    def __init__(self) -> None:
        self.now = 0.0

    def seconds(self) -> float:
        return self.now

    def rest(self, seconds: float) -> None:
        self.now += seconds


def ledger_over(store: object) -> Ledger:
    clock = Clock()
    kinship = Kinship(cast("Store", store), SECRET, clock.seconds, clock.rest)
    part = cast("Store", store)
    return Ledger(part.index, part.journal, KEEP, SECRET, kinship)


def crawl(ledger: Ledger) -> None:
    run = ledger.begin("bazaar", MONDAY + 50 * DAY)
    ledger.record(run, MORE)
    ledger.end(run, End.OK, Coverage.PARTIAL, run.started)


def forget(ledger: Ledger) -> None:
    ledger.forget([FIRST[0].id, FIRST[2].id], LATER, "anna", "asked")


def late(ledger: Ledger) -> None:
    """An older sighting, of which no event tells, makes another founder."""
    run = ledger.begin("bazaar", MONDAY + 50 * DAY)
    ledger.record(run, [ad(2, text(1, 6), 1)])
    ledger.end(run, End.OK, Coverage.PARTIAL, run.started)


def seal(ledger: Ledger) -> None:
    """A founder is in no family any more."""
    run = ledger.begin("bazaar", MONDAY + 50 * DAY)
    ledger.record(run, [minor(ad(1, text(1), 20))])
    ledger.end(run, End.OK, Coverage.PARTIAL, run.started)


def split(ledger: Ledger) -> None:
    said = Decision(one=FIRST[0].id, other=FIRST[1].id, same=False, at=LATER, actor="anna")
    ledger.families.decide(said)


def join(ledger: Ledger) -> None:
    said = Decision(one=FIRST[0].id, other=FIRST[4].id, same=True, at=LATER, actor="anna")
    ledger.families.decide(said)


def rebuild(ledger: Ledger) -> None:
    ledger.families.rebuild(LATER)


Step = Callable[[Ledger], None]


def writes(store: Store, step: Step) -> int:
    """How many writes a step takes; it is done then."""
    failing = Failing(store, FAR)
    step(ledger_over(failing))
    return FAR - failing.allowed


@pytest.mark.parametrize("step", [crawl, late, seal, forget, split, join, rebuild])
@pytest.mark.parametrize("moments", [SOME, pytest.param(FAR, marks=pytest.mark.long)])
def test_what_was_cut_off_at_any_write_is_completed(
    step: Step, moments: int, new_world: Callable[[], World]
) -> None:
    """Not each write is tried in each run."""
    whole = new_world()
    whole.crawl(*FIRST)
    total = writes(whole.store, step)
    assert 5 < total < FAR
    for allowed in some_of(total, moments):
        world = new_world()
        world.crawl(*FIRST)
        with_luck = ledger_over(Failing(world.store, allowed))
        with suppress(StoreError):
            step(with_luck)
        again = ledger_over(world.store)
        again.recover(lambda _: False, LATER)
        assert again.families.owed.look() == ()
        assert all(run.linked for run in world.store.journal.runs())
        replace(world, ledger=again).check()
        again_whole = replace(world, ledger=again)
        step(again)
        again_whole.check()
        if step is not rebuild:
            assert again_whole.places() == whole.places()
            assert again_whole.arrivals() == whole.arrivals()


def test_of_a_run_that_died_all_is_compared_whatever_its_reason(world: World) -> None:
    """An older sighting, of which no event tells, and nobody noted."""
    world.crawl(*FIRST)
    run = world.ledger.begin("bazaar", MONDAY + 50 * DAY)
    world.ledger.record(run, [ad(2, text(1, 6), 1)])
    closed = replace(run, ended=LATER, end=End.ABORTED, reason="out of memory", died=True)
    world.store.journal.write_run(closed)
    again = ledger_over(world.store)
    assert again.families.settle(LATER)
    replace(world, ledger=again).check()
    assert world.places()[FIRST[0].id].family == FIRST[1].id


def test_a_holder_who_died_is_waited_for_until_he_is_dead(world: World) -> None:
    """By the clock of who waits; who lives is left alone."""
    world.crawl(*FIRST)
    kinship = world.ledger.families
    with kinship.turn().held(LATER) as ours:
        assert ours
        clock = Clock()
        waiting = replace(kinship, seconds=clock.seconds, rest=clock.rest)
        assert waiting.settle(LATER)
        assert DEAD <= clock.now < 2 * DEAD
