"""Every home of the index, empty or filled: what the tests of both protocols run over."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from index.base import Index, Journal, Store
from index.store import open_store
from parsers.fold import tokens

ROOT = Path(__file__).parents[2]
"""Where processes are started, so that they find the rooms and these tests."""

HOMES = {"sqlite": "sqlite:///store.db"}
"""The URL of each home, in a folder that belongs to one test."""


@dataclass(frozen=True, slots=True)
class Home:
    """A place where a store lies, which may be opened more than once."""

    url: str
    folder: Path

    def open(self) -> Store:
        return open_store(self.url, tokens, folder=self.folder)


@pytest.fixture(params=HOMES)
def home(request: pytest.FixtureRequest, tmp_path: Path) -> Home:
    return Home(HOMES[request.param], tmp_path)


@pytest.fixture
def store(home: Home) -> Iterator[Store]:
    with home.open() as opened:
        yield opened


@pytest.fixture
def index(store: Store) -> Index:
    return store.index


@pytest.fixture
def journal(store: Store) -> Journal:
    return store.journal
