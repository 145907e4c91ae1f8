"""A run waits to be compared for as long as it takes, however many others ended since."""

from dataclasses import replace
from datetime import timedelta

import pytest

from ledger.families.owed import Owed
from ledger.families.unsettled import NAME, NEWEST, Unsettled
from offers.run import Coverage, End, Run
from tests.ledger.conftest import MONDAY
from tests.ledger.families.world import DAY, World, ad, text

FEW = 5
"""So many runs are looked at in any case here, where there are not many."""

LATER = MONDAY + 2 * DAY
ADS = (ad(1, text(1)), ad(2, text(1, 2)))


@pytest.fixture
def few(monkeypatch: pytest.MonkeyPatch) -> None:
    assert FEW < NEWEST
    monkeypatch.setattr("ledger.families.unsettled.NEWEST", FEW)


def read(world: World) -> Run:
    """A run that has read like ads and has not ended."""
    run = world.ledger.begin("bazaar", MONDAY)
    world.ledger.record(run, ADS)
    return run


def ended_without(world: World, run: Run) -> Run:
    """A fault of ours keeps its ads from being compared."""

    def failing(seconds: float = 0.0) -> float:
        raise ValueError("a fault of ours")

    kinship = replace(world.ledger.families, seconds=failing)
    ledger = replace(world.ledger, families=kinship)
    return ledger.end(run, End.OK, Coverage.PARTIAL, MONDAY)


def others(world: World) -> None:
    """Many runs end after it, and are compared."""
    for number in range(2 * FEW):
        at = MONDAY + DAY + timedelta(minutes=number)
        run = Run(id=f"later-{number}", site="souq", started=at, ended=at, end=End.OK, linked=True)
        world.store.journal.write_run(run)


def waiting(world: World) -> tuple[str, ...]:
    return tuple(Owed(world.store.journal, NAME).look())


def assert_compared(world: World, run: Run) -> None:
    assert world.ledger.families.settle(LATER)
    stored = world.store.journal.run(run.id)
    assert stored is not None
    assert stored.linked
    assert {one.family for one in world.places().values()} == {ADS[0].id}
    assert waiting(world) == ()
    world.check()


@pytest.mark.usefixtures("few")
@pytest.mark.parametrize("home", ["sqlite", "elastic"])
def test_a_run_is_compared_however_many_ended_since(world: World) -> None:
    run = ended_without(world, read(world))
    others(world)
    assert not run.linked
    assert waiting(world) == (run.id,)
    assert_compared(world, run)


@pytest.mark.usefixtures("few")
def test_runs_of_a_store_that_has_no_list_are_compared(world: World) -> None:
    run = replace(read(world), ended=MONDAY, end=End.OK)
    world.store.journal.write_run(run)
    others(world)
    assert_compared(world, run)


@pytest.mark.usefixtures("few")
def test_what_comes_late_to_a_run_that_was_compared(world: World) -> None:
    run = world.crawl(ADS[0])
    others(world)
    world.ledger.record(run, [ADS[1]])
    world.ledger.families.flush()
    assert waiting(world) == (run.id,)
    assert_compared(world, run)


def test_what_a_crash_left_in_the_list_is_taken_out(world: World) -> None:
    """Neither a run that lives, nor one that waits."""
    done, living = world.crawl(ADS[0]), world.ledger.begin("bazaar", MONDAY)
    Unsettled(world.store.journal).add([done.id, "nobody", living.id])
    Unsettled(world.store.journal).add([done.id])
    assert world.ledger.families.settle(LATER)
    assert waiting(world) == (living.id,)


def test_a_rebuild_settles_them(world: World) -> None:
    run = ended_without(world, read(world))
    assert world.ledger.families.rebuild(LATER)
    assert_compared(world, run)
