"""A world of ads over a real store."""

import pytest

from index.base import Store
from ledger import Ledger
from tests.ledger.families.world import World


@pytest.fixture
def world(ledger: Ledger, store: Store) -> World:
    return World(ledger, store)
