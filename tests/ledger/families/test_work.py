"""How much is read and written for a new ad does not grow with its family; one writes at a time."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from typing import Any, cast

import pytest

from index.base import Store
from ledger.families.joining import MOST
from ledger.families.turn import DEAD, Lost
from offers.run import Coverage, End
from tests.ledger.conftest import MONDAY
from tests.ledger.families.test_crashes import Clock
from tests.ledger.families.world import DAY, World, ad, text, word

LATER = MONDAY + 100 * DAY
BIG = 300
NEAR = 60


class Counting:
    """A store that counts the kin and offers that it hands out and takes."""

    def __init__(self, store: Store) -> None:
        self.store = store
        self.counted = 0
        self.journal = store.journal
        self.index = _Counted(store.index, self)
        self.families = _Counted(store.families, self)


class _Counted:
    def __init__(self, part: object, counting: Counting) -> None:
        self._part, self._counting = part, counting

    def __getattr__(self, name: str) -> Any:
        found: Callable[..., Any] = getattr(self._part, name)

        def counted(*given: Any, **named: Any) -> Any:
            answer = found(*given, **named)
            self._counting.counted += _size(answer) + sum(map(_size, given))
            return answer

        return counted


def _size(answer: object) -> int:
    if isinstance(answer, Mapping):
        return sum(len(each) if isinstance(each, Sequence) else 1 for each in answer.values())
    return len(answer) if isinstance(answer, Sequence | frozenset) else 0


def test_a_new_ad_of_a_large_family_costs_no_more_than_one_of_a_small(world: World) -> None:
    world.crawl(*(ad(n, text(1, n % 3, n % 9), n % 30) for n in range(1, BIG)))
    run = world.ledger.begin("bazaar", LATER)
    world.ledger.record(run, [ad(BIG, text(1, 2), 50)])
    counting = Counting(world.store)
    kinship = replace(world.ledger.families, store=cast("Store", counting))
    ledger = replace(world.ledger, families=kinship)
    ledger.end(run, End.OK, Coverage.PARTIAL, LATER)
    assert MOST <= counting.counted < 10 * MOST < BIG / 2
    world.check()


def test_ads_that_neighbour_a_large_family_ask_for_it_once(world: World) -> None:
    """Two templates that have their keys in common and are not near, each in many near copies: all
    of the one are looked at for the other, and told by the store once for all."""
    world.crawl(*(ad(n, _near_copy("berlin", n)) for n in range(1, NEAR)))
    run = world.ledger.begin("bazaar", LATER)
    more = range(NEAR, 2 * NEAR)
    world.ledger.record(run, [ad(n, _near_copy("hamburg", n), 50) for n in more])
    counting = Counting(world.store)
    kinship = replace(world.ledger.families, store=cast("Store", counting))
    replace(world.ledger, families=kinship).end(run, End.OK, Coverage.PARTIAL, LATER)
    assert {one.base for one in world.places().values()} == {ad(n, "").id for n in (1, NEAR)}
    assert NEAR * MOST < counting.counted < NEAR * 20 < NEAR * NEAR
    world.check()


def _near_copy(city: str, number: int) -> str:
    """Copies of one city differ in a number, those of two in two words and a number."""
    said = f"{word(1)} {word(2)} {city} {word(900 + len(city))} {number} "
    return said + " ".join(word(n) for n in range(3, 12))


def test_who_is_at_it_is_left_alone_and_does_it(world: World) -> None:
    """A run that ends meanwhile is settled by the holder, once he looks again."""
    kinship = world.ledger.families
    turn = kinship.turn()
    with turn.held(LATER) as ours:
        assert ours
        clock = Clock()
        waiting = replace(kinship, seconds=clock.seconds, rest=_beating(turn, clock))
        ledger = replace(world.ledger, families=waiting)
        run = ledger.begin("bazaar", MONDAY)
        ledger.record(run, [ad(1, text(1)), ad(2, text(1))])
        ended = ledger.end(run, End.OK, Coverage.PARTIAL, MONDAY)
        assert not ended.linked
        assert clock.now < DEAD
    assert world.places() == {}
    assert kinship.settle(LATER)
    assert {one.family for one in world.places().values()} == {ad(1, "").id}
    world.check()


def _beating(turn: Any, clock: Clock) -> Callable[[float], None]:
    """Time goes on, and with it the holder."""

    def rest(seconds: float) -> None:
        clock.rest(seconds)
        turn.seconds = clock.seconds
        turn._beaten = -DEAD
        turn.beat()

    return rest


def test_who_was_taken_for_dead_writes_no_more(world: World) -> None:
    kinship = world.ledger.families
    clock = Clock()
    turn = replace(kinship, seconds=clock.seconds).turn()
    with turn.held(LATER) as ours:
        assert ours
        other = replace(kinship, seconds=clock.seconds, rest=clock.rest).turn()
        with other.held(LATER) as theirs:
            assert theirs
            clock.rest(DEAD)
            with pytest.raises(Lost):
                turn.beat()


def test_a_fault_of_ours_costs_no_run(world: World) -> None:
    """The run ends as it would; it waits to be compared, and then it is."""

    def failing(seconds: float = 0.0) -> float:
        raise ValueError("a fault of ours")

    kinship = world.ledger.families
    ledger = replace(world.ledger, families=replace(kinship, seconds=failing))
    run = ledger.begin("bazaar", MONDAY)
    ledger.record(run, [ad(2, text(1)), ad(3, text(1, 1))])
    ended = ledger.end(run, End.OK, Coverage.FULL, MONDAY)
    assert (ended.linked, ended.swept) == (False, True)
    assert kinship.settle(LATER)
    world.check()
