"""A world of ads over a real store."""

from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path

import pytest

from index.base import Store
from index.store import open_store
from ledger import Kinship, Ledger
from parsers.fold import tokens
from tests.ledger.conftest import KEEP, SECRET
from tests.ledger.families.world import World


@pytest.fixture
def world(ledger: Ledger, store: Store) -> World:
    return World(ledger, store)


@pytest.fixture
def new_world(tmp_path: Path) -> Iterator[Callable[[], World]]:
    """Makes worlds that know nothing of each other."""
    with ExitStack() as opened:

        def made() -> World:
            folder = tmp_path / f"world-{len(list(tmp_path.iterdir()))}"
            folder.mkdir()
            store = opened.enter_context(open_store("sqlite:///w.db", tokens, folder=folder))
            kinship = Kinship(store, SECRET)
            return World(Ledger(store.index, store.journal, KEEP, SECRET, kinship), store)

        yield made
