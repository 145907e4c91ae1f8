"""A file from an older program, and one that was indexed otherwise."""

import json
import sqlite3
from collections.abc import Iterable
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from random import Random

import pytest

from index.base import Store, StoreError
from index.codec import decode
from index.entries import Entry, EntryKind
from index.query import tree
from index.sqlite.connection import Connections, require
from index.sqlite.loading_families import TABLES
from index.sqlite.migrate import STEPS, check, migrate
from index.store import open_store
from offers.family import Kin, Print
from offers.lease import Lease
from offers.run import Visit
from parsers.fold import tokens
from tests.index.filling import fill
from tests.index.kindred import alone, printed
from tests.index.making import first, offer
from tests.index.older_files import SINCE_TABLES, as_of
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


def test_a_file_that_another_process_makes_ours_meanwhile_is_ours(tmp_path: Path) -> None:
    path = tmp_path / "store.db"
    asked: list[str] = []

    def made_meanwhile(statement: str) -> None:
        asked.append(statement)
        if len(asked) == 2:
            others = Connections(path, lambda *_: None)
            migrate(others)
            others.close()

    connection = sqlite3.connect(path)
    connection.set_trace_callback(made_meanwhile)
    check(connection, path)
    connection.close()
    assert len(asked) > 1


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


LONG = (1, 1 << 46 | 1)
"""Keys of two prints that are alike for nothing else."""


def ordered(entries: Iterable[Entry]) -> list[tuple[Entry, object]]:
    """Entries, and their documents with the kinds of an offer in order: they are a set, written
    anew where offers are indexed anew."""

    def read(entry: Entry) -> object:
        return json.loads(entry.document, object_hook=in_order)

    def in_order(table: dict[str, object]) -> dict[str, object]:
        kinds = table.get("kinds")
        return {**table, "kinds": sorted(kinds)} if isinstance(kinds, list) else table

    return [(replace(entry, document=""), read(entry)) for entry in entries]


def kept(store: Store) -> list[Print]:
    """The prints in a store."""
    of_kin = (one.document for one in store.dump() if one.kind is EntryKind.KIN)
    return [decode(Kin, document).print for document in of_kin]


def bare(one: Print) -> Print:
    """Another print that has nothing but the keys of this one."""
    return replace(one, offer=f"as {one.offer}", exact=None, contacts=(), stems=(), images=())


@pytest.mark.parametrize("version", range(1, len(STEPS) + 1))
def test_everything_is_there_after_the_steps_from_each_version(
    tmp_path: Path, version: int
) -> None:
    now = tmp_path / "now"
    now.mkdir()
    with open_store(URL, tokens, folder=now) as store:
        fill(store, Random(version), 16, 150)
        tables = store.families.tables()
        assert tables
        store.index.put([first(offer("like", text="Cook"))])
        store.families.enter([alone(printed(offer("like").id, tables.id, keys=LONG))])
        lease = Lease(name="domain example.org", holder="me")
        assert store.journal.write_lease(lease, None)
    # What no file before the fourth version could say.
    for table, column in (("sighting", "how"), ("sealed_sighting", "how"), ("problem", "capture")):
        ask(now / "store.db", f"UPDATE {table} SET {column} = NULL")
    for table in TABLES if version < SINCE_TABLES else ():
        ask(now / "store.db", f"DELETE FROM {table}")
    with open_store(URL, tokens, folder=now) as store:
        expected = ordered(store.dump())
        assert len(expected) > 100
        found = store.index.search(tree.Everything(), limit=50)
        like = [bare(one) for one in kept(store)]
        alike = store.families.alike(like)
        assert any(alike.values()) is (version >= SINCE_TABLES)
    as_of(version, tmp_path, now / "store.db")
    with open_store(URL, tokens, folder=tmp_path) as store:
        assert ordered(store.dump()) == expected
        assert store.index.search(tree.Everything(), limit=50) == found
        assert store.families.alike(like) == alike
        assert store.journal.lease("domain example.org") == (lease if version >= 3 else None)
        assert not store.index.put([first(offer("fresh"))])
        assert store.index.search(tree.Phrase(("text",), ("waiters",))).total == 1
    ask(tmp_path / "store.db", "INSERT INTO words (words, rank) VALUES ('integrity-check', 1)")


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
