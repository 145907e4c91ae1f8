"""A file from an older program, and one that was indexed otherwise."""

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from index.base import StoreError
from index.query import tree
from index.sqlite.connection import Connections, require
from index.sqlite.migrate import STEPS, check, migrate
from index.store import open_store
from offers.run import Visit
from parsers.fold import tokens
from tests.index.making import first, offer
from tests.index.sqlite_file import URL, ask


def test_a_failed_step_of_a_migration_leaves_nothing(tmp_path: Path) -> None:
    path = tmp_path / "store.db"
    connections = Connections(path, check)
    with pytest.raises(StoreError, match="already exists"):
        migrate(connections, ("schema.sql", "schema.sql"))
    connections.close()
    assert ask(path, "SELECT count(*) FROM sqlite_master") == [(0,)]
    with open_store(URL, tokens, folder=tmp_path) as store:
        assert store.index.put([first(offer())]) == frozenset()


def test_a_store_of_the_first_version_is_brought_up_to_date(tmp_path: Path) -> None:
    connections = Connections(tmp_path / "store.db", check)
    migrate(connections, STEPS[:1])
    connections.close()
    assert ask(tmp_path / "store.db", "PRAGMA user_version") == [(1,)]
    with open_store(URL, tokens, folder=tmp_path) as store:
        assert store.index.put([first(offer())]) == frozenset()
    assert ask(tmp_path / "store.db", "PRAGMA user_version") == [(len(STEPS),)]


def test_visits_and_problems_of_an_older_version_are_kept(tmp_path: Path) -> None:
    path = tmp_path / "store.db"
    connections = Connections(path, check)
    migrate(connections, STEPS[:3])
    connections.close()
    document = '{"site":"b","url":"u","at":"2026-03-02T08:30:15Z","status":200,"capture":null}'
    ask(path, f"INSERT INTO visit VALUES ('b', 'u', '{document}'), ('b', 'x', '{{}}')")
    ask(path, "INSERT INTO problem VALUES ('run-1', 1, 'http', 'u', 'status 500')")
    with open_store(URL, tokens, folder=tmp_path) as store:
        at = datetime(2026, 3, 2, 8, 30, 15, tzinfo=UTC)
        assert store.journal.visit("b", "u") == Visit(site="b", url="u", at=at, status=200)
        assert [one.capture for one in store.journal.problems("run-1")] == [None]
        assert store.journal.drop_visits(at) == 1
        assert store.journal.drop_visits(at + timedelta(seconds=1)) == 1


def test_offers_are_indexed_anew_when_they_fold_otherwise(path: Path) -> None:
    def backwards(text: str) -> tuple[str, ...]:
        return tuple(word[::-1] for word in tokens(text))

    found = tree.Phrase(("text",), ("waiters", "wanted"))
    turned = tree.Phrase(("text",), ("sretiaw", "detnaw"))
    for fold, node, other in ((backwards, turned, found), (tokens, found, turned)):
        with open_store(URL, fold, folder=path.parent) as store:
            assert store.index.search(node).total == 20
            assert store.index.search(other).total == 0
            assert store.index.search(tree.Term("phone", "+442079460001")).total == 20
        ask(path, "INSERT INTO words (words, rank) VALUES ('integrity-check', 1)")


def test_an_old_sqlite_is_told() -> None:
    with pytest.raises(StoreError, match=r"3\.37\.2.*use a newer Python"):
        require((3, 37, 2))
