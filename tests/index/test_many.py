"""Walks over many offers, over every home: everything is met, and little of it held at a time."""

import tracemalloc
from collections.abc import Callable, Iterator
from datetime import timedelta

import pytest

from index.base import Index, Store
from offers.life import Change
from offers.offer import Offer, Protects
from tests.index.conftest import Home
from tests.index.making import KEEP, MONDAY, first, offer

MANY = 20_000
BATCH = 500
HELD = 12 * 1024 * 1024
"""Bytes: some pages of lives. All of them would be ten times as much."""


def made(number: int) -> Offer:
    return offer(str(number), text=f"Waiters wanted number {number}")


def change(number: int) -> Change:
    """Every hundredth is sealed."""
    if number % 100:
        return first(made(number))
    return first(made(number), sealed=Protects.MINOR, pending=())


@pytest.fixture(scope="module")
def many(shared_home: Home) -> Iterator[Store]:
    with shared_home.open() as store:
        for start in range(0, MANY, BATCH):
            assert not store.index.put([change(start + n) for n in range(BATCH)])
        yield store


def held(walk: Callable[[], int]) -> tuple[int, int]:
    """How many there were, and how many bytes were held at once."""
    tracemalloc.start()
    try:
        count = walk()
        return count, tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()


WALKS: dict[str, tuple[Callable[[Index], int], int]] = {
    "unseen": (lambda index: sum(1 for _ in index.unseen("bazaar", "run-9", MONDAY)), MANY),
    "seen": (lambda index: sum(1 for _ in index.unseen("bazaar", "run-1", MONDAY)), 0),
    "pending": (lambda index: sum(1 for _ in index.pending("run-1")), MANY - MANY // 100),
    "expired": (lambda index: len(index.expired(MONDAY + KEEP)), MANY),
    "not expired": (lambda index: len(index.expired(MONDAY + KEEP - timedelta(days=1))), 0),
}


@pytest.mark.long
@pytest.mark.timeout(900)
@pytest.mark.parametrize("name", WALKS)
def test_twenty_thousand_offers_of_one_site(many: Store, name: str) -> None:
    walk, expected = WALKS[name]
    count, peak = held(lambda: walk(many.index))
    assert count == expected
    assert peak < HELD
