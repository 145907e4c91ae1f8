"""Every home of the index, empty or filled: what the tests of both protocols run over."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from random import Random

import pytest

from demo.elasticsearch.asking import Asker
from index.base import Index, Journal, Store
from index.store import open_store
from parsers.fold import tokens
from tests.elasticsearch import names
from tests.index.asking import LIVES
from tests.index.making import contact, corpus, first, offer
from tests.index.oracle import Flats, flattened
from tests.index.sqlite_file import URL

ROOT = Path(__file__).parents[2]
"""Where processes are started, so that they find the rooms and these tests."""

HOMES = ("sqlite", "elastic")
"""Where a store may lie."""


@dataclass(frozen=True, slots=True)
class Home:
    """A place where a store lies, which may be opened more than once."""

    url: str
    folder: Path

    def open(self) -> Store:
        return open_store(self.url, tokens, folder=self.folder)


@pytest.fixture(params=HOMES)
def home(request: pytest.FixtureRequest, tmp_path: Path) -> Home:
    if request.param == "sqlite":
        return Home(URL, tmp_path)
    server, vacant = map(request.getfixturevalue, ("elasticsearch", "vacant"))
    return Home(f"{server}/{vacant}", tmp_path)


@pytest.fixture(scope="module", params=HOMES)
def shared_home(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Home]:
    """A home for all tests of a module."""
    folder = tmp_path_factory.mktemp("filled")
    if request.param == "sqlite":
        yield Home(URL, folder)
        return
    server = request.getfixturevalue("elasticsearch")
    with names(Asker(server)) as prefix:
        yield Home(f"{server}/{prefix}", folder)


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


@pytest.fixture(scope="module")
def flats() -> Flats:
    return flattened(one.known for one in corpus(Random(7), LIVES))


@pytest.fixture(scope="module")
def filled(shared_home: Home) -> Iterator[Store]:
    with shared_home.open() as store:
        changes = corpus(Random(7), LIVES)
        for start in range(0, LIVES, 50):
            assert store.index.put(changes[start : start + 50]) == frozenset()
        yield store


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """A store with twenty offers."""
    with open_store(URL, tokens, folder=tmp_path) as store:
        phones = (contact("phone", "+442079460001"),)
        store.index.put([first(offer(str(number), contacts=phones)) for number in range(20)])
    return tmp_path / "store.db"
