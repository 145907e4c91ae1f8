"""What only a file can go through: damage, other programs, a full disk, no leave to write."""

import os
import stat
import subprocess
import sys
import tempfile
import threading
from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from index.base import Order, StoreError
from index.query import tree
from index.sqlite.connection import PAGE_SIZE
from index.sqlite.index import SqliteIndex
from index.sqlite.migrate import OURS, STEPS
from index.store import open_store
from offers.life import Change
from offers.offer import Protects
from parsers.fold import tokens
from tests.index.conftest import ROOT
from tests.index.making import MONDAY, first, offer
from tests.index.sqlite_file import URL, ask, refused

NOBODY = 65534


def test_the_file_is_sound_and_ours(path: Path) -> None:
    assert ask(path, "PRAGMA integrity_check") == [("ok",)]
    assert ask(path, "PRAGMA user_version") == [(len(STEPS),)]
    assert ask(path, "PRAGMA application_id") == [(OURS,)]
    assert ask(path, "PRAGMA journal_mode") == [("wal",)]
    assert ask(path, "PRAGMA page_size") == [(PAGE_SIZE,)]
    ask(path, "INSERT INTO words (words) VALUES ('integrity-check')")


def test_the_full_text_stays_true_to_the_documents(path: Path) -> None:
    with open_store(URL, tokens, folder=path.parent) as store:
        ids = [offer(str(number)).id for number in range(20)]
        known = store.index.known(ids)
        edits = [first(offer(str(n), text=f"new {n}"), token=known[ids[n]].token) for n in range(5)]
        assert not store.index.put(edits)
        sealed = [first(offer(str(n)), token="1", sealed=Protects.MINOR) for n in range(5, 8)]
        assert not store.index.put(sealed)
        assert store.index.delete(ids[8:10], MONDAY) == 2
    ask(path, "INSERT INTO words (words, rank) VALUES ('integrity-check', 1)")
    assert ask(path, "SELECT count(*) FROM words WHERE words MATCH 'waiters'") == [(10,)]
    for table in ("document", "life", "sighting"):
        numbers = f"SELECT n FROM {table} WHERE n NOT IN (SELECT n FROM offer)"
        assert ask(path, numbers) == []


def test_only_the_owner_may_read_it(path: Path) -> None:
    assert stat.S_IMODE(path.stat().st_mode) == 0o600


def test_an_empty_file_becomes_a_store(tmp_path: Path) -> None:
    (tmp_path / "store.db").touch()
    with open_store(URL, tokens, folder=tmp_path) as store:
        assert store.index.search(tree.Everything()).total == 0


def test_what_is_no_database_is_left_alone(tmp_path: Path) -> None:
    path = tmp_path / "store.db"
    path.write_bytes(b"shopping list\n" * 1000)
    assert "no SQLite database" in refused(path)
    assert path.read_bytes() == b"shopping list\n" * 1000


def test_a_database_of_another_program_is_left_alone(tmp_path: Path) -> None:
    path = tmp_path / "store.db"
    ask(path, "CREATE TABLE photo (name TEXT)")
    before = path.read_bytes()
    assert "another program" in refused(path)
    assert path.read_bytes() == before


def test_a_newer_store_is_left_alone(path: Path) -> None:
    ask(path, f"PRAGMA user_version = {len(STEPS) + 1}")
    assert "newer Offerwatch" in refused(path)


def test_a_damaged_file_is_told(path: Path) -> None:
    whole = path.read_bytes()
    for start in range(PAGE_SIZE, len(whole), PAGE_SIZE):
        damaged = whole[:start] + b"\xa5" * PAGE_SIZE + whole[start + PAGE_SIZE :]
        path.write_bytes(damaged)
        try:
            with open_store(URL, tokens, folder=path.parent) as store:
                store.index.search(tree.Phrase(("text",), ("waiters",)), order=Order("price"))
                store.index.known([offer(str(number)).id for number in range(20)])
                store.index.put([first(offer(f"more {start}"))])
        except StoreError as error:
            told = str(error)
        else:
            continue
        assert "store.db" in told
        break
    else:
        pytest.fail("no damage was noticed")
    assert "restore a backup" in told


def test_a_file_cut_short_is_told(path: Path) -> None:
    os.truncate(path, path.stat().st_size // 2)
    assert "restore a backup" in refused(path)


def test_a_missing_folder_is_told(tmp_path: Path) -> None:
    assert "is the folder there" in refused(tmp_path / "nowhere" / "store.db")


def test_a_folder_in_place_of_the_file_is_told(tmp_path: Path) -> None:
    (tmp_path / "store.db").mkdir()
    assert "store.db" in refused(tmp_path / "store.db")


@pytest.fixture
def as_nobody() -> Iterator[Path]:
    """A folder of somebody else's, seen by a user without rights in it."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        with open_store(URL, tokens, folder=folder) as store:
            store.index.put([first(offer())])
        folder.chmod(0o555)
        (folder / "store.db").chmod(0o444)
        was = os.geteuid()
        if was == 0:
            os.seteuid(NOBODY)
        try:
            yield folder
        finally:
            if was == 0:
                os.seteuid(was)
            folder.chmod(0o755)


def test_no_leave_to_write_is_told(as_nobody: Path) -> None:
    assert "give this user leave to write" in refused(as_nobody / "store.db")
    with pytest.raises(StoreError, match="may this user write to it"):
        open_store("sqlite:///other.db", tokens, folder=as_nobody)


FULL = """
import resource, sys
from pathlib import Path
from index.base import StoreError
from index.store import open_store
from parsers.fold import tokens
from tests.index.conftest import ROOT
from tests.index.making import first, offer

resource.setrlimit(resource.RLIMIT_FSIZE, (1_000_000, 1_000_000))
with open_store("sqlite:///store.db", tokens, folder=Path(sys.argv[1])) as store:
    for number in range(1000):
        try:
            store.index.put([first(offer(f"full {number}", text="word " * 2000))])
        except StoreError as error:
            sys.exit(f"{number} {error}")
"""


def test_a_full_disk_is_told_and_nothing_is_half_written(path: Path) -> None:
    done = subprocess.run(
        [sys.executable, "-c", FULL, str(path.parent)],
        capture_output=True,
        cwd=ROOT,
        check=False,
        text=True,
    )
    written, _, told = done.stderr.strip().splitlines()[-1].partition(" ")
    assert "full" in told, done.stderr
    with open_store(URL, tokens, folder=path.parent) as store:
        assert store.index.search(tree.Everything(), limit=0).total == 20 + int(written)
    assert ask(path, "PRAGMA integrity_check") == [("ok",)]


def test_a_search_ends_in_time(path: Path) -> None:
    with open_store(URL, tokens, folder=path.parent) as store:
        assert isinstance(store.index, SqliteIndex)
        hurried = replace(store.index, patience=0.0)
        many = tree.All(tuple(tree.Not(tree.Range("price", n, n)) for n in range(1000)))
        with pytest.raises(StoreError, match="make it simpler"):
            hurried.search(many)
        with pytest.raises(StoreError, match="make it simpler"):
            hurried.facets(many, "site")
        assert store.index.search(many).total == 20


def test_files_stay_not_open_for_threads_that_ended(path: Path) -> None:
    """Connections are lent, not kept for each thread that ever asked."""
    with open_store(URL, tokens, folder=path.parent) as store:
        before = len(list(Path("/proc/self/fd").iterdir()))
        for _ in range(50):
            thread = threading.Thread(target=store.index.known, args=(["x"],))
            thread.start()
            thread.join()
        assert len(list(Path("/proc/self/fd").iterdir())) == before


def test_a_killed_writer_leaves_a_sound_file(path: Path) -> None:
    command = [sys.executable, "-m", "tests.index.writer", URL, str(path.parent), "k", "1000"]
    for lines in (1, 3, 5):
        with subprocess.Popen([*command], cwd=ROOT, stdout=subprocess.PIPE, text=True) as writer:
            assert writer.stdout is not None
            heard = [writer.stdout.readline() for _ in range(lines)]
            writer.kill()
        command[-2] += "k"
        assert all(heard)
        assert ask(path, "PRAGMA integrity_check") == [("ok",)]
        ask(path, "INSERT INTO words (words, rank) VALUES ('integrity-check', 1)")


def test_several_stores_in_one_process_keep_the_log_alive(path: Path) -> None:
    """Another process that opens and closes the file must not think itself the last one: it would
    empty the log and delete it while the others still write there."""
    script = (
        "from pathlib import Path; from parsers.fold import tokens; import sys;"
        "from index.query.tree import Everything; from index.store import open_store;"
        f"store = open_store({URL!r}, tokens, folder=Path(sys.argv[1]));"
        "print(store.index.search(Everything(), limit=0).total); store.close()"
    )
    command = [sys.executable, "-c", script, str(path.parent)]
    log = path.with_name("store.db-wal")
    with (
        open_store(URL, tokens, folder=path.parent) as one,
        open_store(URL, tokens, folder=path.parent) as two,
    ):
        number = log.stat().st_ino
        for added, store in enumerate((one, two, one), start=1):
            assert not store.index.put([first(offer(f"more {added}"))])
            told = subprocess.run(command, cwd=ROOT, check=True, capture_output=True, text=True)
            assert told.stdout == f"{20 + added}\n"
            assert log.stat().st_ino == number


def test_an_offer_that_is_seen_again_writes_only_what_changed(path: Path) -> None:
    """Each of these columns has an index, which would be written anew for all offers of a crawl."""
    ask(path, "CREATE TABLE written (name TEXT)")
    for name in ("status", "first_seen", "last_seen", "family", "arrival"):
        ask(
            path,
            f"CREATE TRIGGER written_{name} AFTER UPDATE OF {name} ON offer"
            f" BEGIN INSERT INTO written VALUES ('{name}'); END",
        )
    with open_store(URL, tokens, folder=path.parent) as store:
        known = store.index.get(offer("1").id)
        assert known
        later = known.last_seen + timedelta(days=1)
        assert not store.index.put([Change(known=replace(known, last_seen=later))])
    assert ask(path, "SELECT name FROM written") == [("last_seen",)]
