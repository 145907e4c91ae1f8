"""What the tests of this room share: sites on loopback and a workspace that may crawl them."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.crawlers.desk import Desk
from tests.crawlers.web import Web


@pytest.fixture
def web() -> Iterator[Web]:
    made = Web()
    yield made
    made.close()


@pytest.fixture
def other() -> Iterator[Web]:
    """A second site, at another address."""
    made = Web("127.0.0.2")
    yield made
    made.close()


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    return Desk(tmp_path / "desk")
