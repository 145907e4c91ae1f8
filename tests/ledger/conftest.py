"""A ledger over a real store, and offers to enter in it."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from index.base import Store
from index.store import open_store
from ledger import Kinship, Ledger
from offers.offer import IdFrom, Offer
from parsers.fold import tokens

MONDAY = datetime(2026, 3, 2, 8, tzinfo=UTC)
SECRET = b"a secret of thirty-two bytes ..."
KEEP = timedelta(days=90)

MakeOffer = Callable[..., Offer]


@pytest.fixture
def home() -> str:
    """Where a store lies. Modules in which that matters say `sqlite` and `elastic`."""
    return "sqlite"


@pytest.fixture
def store(home: str, request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Store]:
    url = "sqlite:///ledger.db"
    if home == "elastic":
        server, vacant = map(request.getfixturevalue, ("elasticsearch", "vacant"))
        url = f"{server}/{vacant}"
    with open_store(url, tokens, folder=tmp_path) as opened:
        yield opened


@pytest.fixture
def ledger(store: Store) -> Ledger:
    return Ledger(store.index, store.journal, KEEP, SECRET, Kinship(store, SECRET))


@pytest.fixture
def make() -> MakeOffer:
    def offer(key: str = "1", text: str = "Waiters wanted", day: int = 0, **more: object) -> Offer:
        made = Offer(
            id=f"{key:0>32}",
            id_from=IdFrom.KEY,
            site="bazaar",
            url=f"https://bazaar.example/{key}",
            seen=MONDAY + timedelta(days=day),
            title="Work",
            text=text,
            key=key,
        )
        return replace(made, digest="", **more)  # type: ignore[arg-type]

    return offer
