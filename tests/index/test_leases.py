"""Leases over every home: of several who write over the same, one does."""

import subprocess
import sys
from collections.abc import Callable
from contextlib import ExitStack
from datetime import timedelta
from itertools import count

import pytest
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, rule, run_state_machine_as_test

from index.base import Journal
from offers.lease import Lease
from tests.index.conftest import ROOT, Home
from tests.index.making import MONDAY

LEASE = Lease(name="domain bazaar.example")


def test_a_lease_is_stored_as_it_stands(home: Home) -> None:
    last = MONDAY + timedelta(microseconds=3)
    full = Lease(
        name="address 192.0.2.1", holder="one/1", term=2**40, beat=7, free=False, last=last,
        pause=0.1, waiting=("two/2", "three/3"),
    )  # fmt: skip
    with home.open() as store:
        assert store.journal.lease(full.name) is None
        assert store.journal.write_lease(full, None)
        assert store.journal.write_lease(LEASE, None)
    with home.open() as store:
        assert store.journal.lease(full.name) == full
        assert store.journal.lease(LEASE.name) == LEASE


def test_the_first_writes_it(journal: Journal) -> None:
    assert journal.write_lease(LEASE.taken("one"), None)
    assert not journal.write_lease(LEASE.taken("two"), None)
    assert journal.lease(LEASE.name) == LEASE.taken("one")


def test_nobody_writes_over_what_is_not_there(journal: Journal) -> None:
    assert not journal.write_lease(LEASE.taken("one"), LEASE)
    assert journal.lease(LEASE.name) is None


@pytest.mark.parametrize("step", [Lease.alive, lambda mine: mine.left(MONDAY, 0)])
def test_a_holder_who_comes_back_is_refused(
    journal: Journal, step: Callable[[Lease], Lease]
) -> None:
    """He was taken for dead, and somebody else has it now, or had it and let it go."""
    mine = LEASE.taken("one")
    journal.write_lease(mine, None)
    over = mine.ended(MONDAY)
    assert journal.write_lease(over, mine)
    assert not journal.write_lease(step(mine), mine)
    assert journal.write_lease(over.taken("two"), over)
    assert not journal.write_lease(step(mine), mine)


def test_names_that_no_store_can_hold(journal: Journal) -> None:
    odd = Lease(name="domain \ud800'\0; DROP TABLE lease; --", holder="\ud800")
    assert journal.write_lease(odd, None)
    assert not journal.write_lease(odd, None)
    assert journal.write_lease(odd.alive(), odd)


WHO = st.sampled_from(("one", "two", "three"))
STEPS: tuple[Callable[[Lease, str], Lease], ...] = (
    Lease.taken,
    Lease.joined,
    Lease.without,
    lambda lease, _: lease.alive(),
    lambda lease, _: lease.left(MONDAY + timedelta(seconds=lease.term), lease.term / 8),
    lambda lease, _: lease.ended(MONDAY),
)


def machine(home: Home) -> type[RuleBasedStateMachine]:
    """Three who look at a lease and write over what they saw, however long ago that was."""
    names = count()

    class Holders(RuleBasedStateMachine):
        def __init__(self) -> None:
            super().__init__()
            self.stack = ExitStack()
            stores = {who: self.stack.enter_context(home.open()) for who in ("one", "two", "three")}
            self.journals = {who: store.journal for who, store in stores.items()}
            self.name = f"lease {next(names)}"
            self.stored: Lease | None = None
            self.seen: dict[str, Lease | None] = {}

        @rule(who=WHO)
        def looks(self, who: str) -> None:
            self.seen[who] = self.journals[who].lease(self.name)
            assert self.seen[who] == self.stored

        @rule(who=WHO, step=st.sampled_from(STEPS))
        def writes(self, who: str, step: Callable[[Lease, str], Lease]) -> None:
            over = self.seen.get(who)
            lease = step(over or Lease(name=self.name), who)
            done = self.journals[who].write_lease(lease, over)
            assert done == (over == self.stored)
            if done:
                self.stored = self.seen[who] = lease

        @invariant()
        def all_see_the_same(self) -> None:
            found = {who: journal.lease(self.name) for who, journal in self.journals.items()}
            assert found == dict.fromkeys(self.journals, self.stored)

        def teardown(self) -> None:
            self.stack.close()

    return Holders


def test_several_holders_in_any_order(home: Home) -> None:
    """Fewer where each step is a request."""
    examples = 40 if home.url.startswith("sqlite") else 10
    run_state_machine_as_test(
        machine(home),
        settings=settings(max_examples=examples, stateful_step_count=25, deadline=None),
    )


def test_processes_that_share_a_thing(home: Home) -> None:
    """None of their counts is lost, though reading and writing a file is two steps."""
    (home.folder / "counter").write_text("0")
    command = [sys.executable, "-m", "tests.index.leaser", home.url, str(home.folder)]
    leasers = [
        subprocess.Popen(
            [*command, f"p{number}", "40"], cwd=ROOT, stderr=subprocess.PIPE, text=True
        )
        for number in range(4)
    ]
    errors = [leaser.communicate()[1] for leaser in leasers]
    assert [error for error in errors if error] == []
    assert (home.folder / "counter").read_text() == "160"
    with home.open() as store:
        lease = store.journal.lease("counter")
    assert lease
    assert (lease.term, lease.free) == (160, True)
