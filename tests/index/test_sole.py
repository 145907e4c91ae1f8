"""Who does something that only one may do at a time, over every home."""

import pytest

from index.base import Store, StoreError
from index.sole import Sole, Taken
from offers.lease import Lease
from tests.index.conftest import Home

NAME = "migration"
DEAD = 1.5


def sole(store: Store) -> Sole:
    return Sole(store.journal, NAME, DEAD)


def check_for_ever(mine: Sole) -> None:
    while True:
        mine.check()


def test_one_at_a_time_and_then_the_next(home: Home, store: Store) -> None:
    with home.open() as other:
        with sole(store) as first:
            first.check()
            with pytest.raises(Taken, match=r"is at it"), sole(other):
                pass
        with sole(other) as second:
            second.check()
    lease = store.journal.lease(NAME)
    assert lease
    assert lease.free
    assert lease.term == 2


def test_an_error_lets_go_as_well(store: Store) -> None:
    with pytest.raises(ZeroDivisionError), sole(store):
        _ = 1 / 0
    with sole(store) as again:
        again.check()


def test_whoever_died_is_waited_for_and_replaced(store: Store) -> None:
    dead = Lease(name=NAME).taken("somebody")
    assert store.journal.write_lease(dead, None)
    with sole(store) as mine:
        lease = store.journal.lease(NAME)
        assert lease
        assert lease.holder == mine.me
        assert lease.term == 2


def test_whoever_was_taken_for_dead_is_told(store: Store) -> None:
    with sole(store) as mine:
        while True:
            lease = store.journal.lease(NAME)
            assert lease
            if store.journal.write_lease(lease.taken("another"), lease):
                break
        with pytest.raises(StoreError, match="took over"):
            check_for_ever(mine)
    lease = store.journal.lease(NAME)
    assert lease
    assert lease.holder == "another"
    assert not lease.free
