"""Connections to the file: one for each thread, with sqlite3's errors translated."""

import os
import sqlite3
import threading
import time
from collections import deque
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

from index.base import StoreError

PATIENCE = 30.0
"""Seconds that a write waits for the writes of other processes. One batch takes milliseconds."""

BRIEF = 2.0
"""Seconds that emptying the log waits for those who read it."""

PAGE_SIZE = 8_192
"""Bytes. With 16,384 the file is as large and takes a fifth fewer offers a second; 4,096 makes it
18 % larger (20,000 offers of 120 words, batches of 25)."""

CACHE = 16_384
"""kB of pages that a connection keeps at most; there is one for each thread at work. A batch
touches more than SQLite's usual 2 MB in a store of 100,000 offers, and pages that have no room are
written and read twice."""

LOG = 8_000
"""Pages (64 MB) that the log holds before they are put in their places: those that are written
again until then are put there once."""

OLDEST = (3, 38, 0)
"""The first SQLite in which `json_each` can be counted on. Debian 12 has 3.40."""

_MEANINGS: Mapping[int, str] = {
    sqlite3.SQLITE_BUSY: "another program holds it locked; end that program and try again",
    sqlite3.SQLITE_LOCKED: "another program holds it locked; end that program and try again",
    sqlite3.SQLITE_CORRUPT: "it is damaged; restore a backup, or move it away to start anew",
    sqlite3.SQLITE_NOTADB: "it is no SQLite database; choose another file in offerwatch.toml",
    sqlite3.SQLITE_READONLY: "it may not be written; give this user leave to write file and folder",
    sqlite3.SQLITE_PERM: "it may not be opened; give this user leave to read and write it",
    sqlite3.SQLITE_FULL: "the disk is full; make room and try again, nothing is half written",
    sqlite3.SQLITE_IOERR: "the disk failed or is full; nothing is half written",
    sqlite3.SQLITE_CANTOPEN: "it cannot be opened; is the folder there, may this user write to it?",
    sqlite3.SQLITE_NOMEM: "memory ran out",
    sqlite3.SQLITE_TOOBIG: "a text is larger than SQLite takes (1 GB)",
}


def require(version: tuple[int, int, int] = sqlite3.sqlite_version_info) -> None:
    """Raises `StoreError` if this Python's SQLite is too old or lacks FTS5."""
    if version < OLDEST:
        have, need = (".".join(map(str, one)) for one in (version, OLDEST))
        raise StoreError(f"Python's SQLite is {have}; {need} is needed: use a newer Python")
    memory = sqlite3.connect(":memory:")
    try:
        memory.execute("CREATE VIRTUAL TABLE probe USING fts5 (text)")
    except sqlite3.OperationalError as error:
        raise StoreError("Python's SQLite lacks FTS5; use Debian's Python") from error
    finally:
        memory.close()


class Connections:
    """Connections to one file, lent to one caller at a time, so that threads may share a store.

    Writes of all threads and processes take turns at the file. Not to be carried through
    `os.fork`: a child opens its own. `check` sees each new connection before anything is done.
    Unless `durable`, what is written outlives the process and not a power cut.
    """

    def __init__(
        self,
        path: Path,
        check: Callable[[sqlite3.Connection, Path], None],
        *,
        durable: bool = True,
    ) -> None:
        self.path = path
        self._check = check
        self._synchronous = "FULL" if durable else "NORMAL"
        self._idle: deque[sqlite3.Connection] = deque()
        self._closed = False
        self._mine = _Mine()

    @contextmanager
    def read(self) -> Iterator[sqlite3.Connection]:
        """A connection that sees one state of the file throughout."""
        if self._mine.joint:
            with translated(self.path):
                yield self._mine.joint
            return
        with self.bare() as connection, _transaction(connection, "BEGIN"):
            yield connection

    @contextmanager
    def write(self) -> Iterator[sqlite3.Connection]:
        """A connection that alone may write. What is done becomes durable at the end, or none."""
        if self._mine.joint:
            with translated(self.path), _part(self._mine.joint):
                yield self._mine.joint
            return
        with self.bare() as connection, _transaction(connection, "BEGIN IMMEDIATE"):
            yield connection

    @contextmanager
    def together(self) -> Iterator[None]:
        """All that this thread reads and writes meanwhile is one write: it becomes durable at the
        end, or none of it where an error leaves the block. A single write that fails takes back
        no other."""
        with self.bare() as connection, _transaction(connection, "BEGIN IMMEDIATE"):
            self._mine.joint = connection
            try:
                yield
            finally:
                self._mine.joint = None
        if self._mine.exposed:
            self._mine.exposed = False
            self.truncate()

    @contextmanager
    def bare(self) -> Iterator[sqlite3.Connection]:
        """A connection outside of any transaction."""
        if self._closed:
            raise StoreError(f"{self.path} was closed; open the store again")
        with translated(self.path):
            try:
                connection = self._idle.pop()
            except IndexError:
                connection = self._opened()
            try:
                yield connection
            finally:
                self._idle.append(connection)
                if self._closed:
                    self.close()

    def truncate(self) -> None:
        """Empty the log, where traces of what was erased may stand. If readers or writers are
        in the way for long, it is left to the next time: the log is written over and over."""
        if self._mine.joint:
            self._mine.exposed = True
            return
        with self.bare() as connection:
            connection.execute(f"PRAGMA busy_timeout = {int(BRIEF * 1000)}")
            connection.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchall()
            connection.execute(f"PRAGMA busy_timeout = {int(PATIENCE * 1000)}")

    def close(self) -> None:
        """Close what is idle now; what is lent out is closed when it comes back."""
        self._closed = True
        with translated(self.path):
            while self._idle:
                self._idle.pop().close()

    def _opened(self) -> sqlite3.Connection:
        _private(self.path)
        connection = sqlite3.connect(
            self.path, timeout=PATIENCE, isolation_level=None, check_same_thread=False
        )
        try:
            self._check(connection, self.path)
            connection.execute(f"PRAGMA page_size = {PAGE_SIZE}")
            connection.execute(f"PRAGMA cache_size = -{CACHE}")
            connection.execute(f"PRAGMA wal_autocheckpoint = {LOG}")
            _write_ahead(connection)
            # FULL: an acknowledged write outlives a power cut too, not only a killed process.
            connection.execute(f"PRAGMA synchronous = {self._synchronous}")
            # What is erased is overwritten, not only forgotten.
            connection.execute("PRAGMA secure_delete = ON")
            connection.execute("PRAGMA trusted_schema = OFF")
        except BaseException:
            connection.close()
            raise
        return connection


class _Mine(threading.local):
    """What a thread does in one write, if it does, and whether the log is to be emptied then."""

    joint: sqlite3.Connection | None = None
    exposed = False


@contextmanager
def _part(connection: sqlite3.Connection) -> Iterator[None]:
    """A write inside a larger one: whole or not at all by itself."""
    connection.execute("SAVEPOINT part")
    try:
        yield
    except BaseException:
        if connection.in_transaction:
            connection.execute("ROLLBACK TO part")
        raise
    finally:
        if connection.in_transaction:
            connection.execute("RELEASE part")


@contextmanager
def _transaction(connection: sqlite3.Connection, begin: str) -> Iterator[None]:
    connection.execute(begin)
    try:
        yield
        connection.execute("COMMIT")
    finally:
        if connection.in_transaction:
            connection.execute("ROLLBACK")


def _private(path: Path) -> None:
    """Make the file, for its owner alone; SQLite gives its side files the same rights.

    A file that is there is never opened here: closing it again would take away the locks that
    other connections of this process have on it, as POSIX wants it, and whoever closes his last
    connection then would delete the log under them (sqlite.org/howtocorrupt.html, 2.2).
    """
    try:
        os.close(os.open(path, os.O_RDWR | os.O_CREAT | os.O_EXCL | os.O_CLOEXEC, 0o600))
    except FileExistsError:
        return
    except OSError as error:
        raise StoreError(
            f"{path}: {error.strerror}; is the folder there, may this user write to it?"
        ) from error


def _write_ahead(connection: sqlite3.Connection) -> None:
    """Switch to a write-ahead log. SQLite does not wait its turn for that by itself."""
    deadline = time.monotonic() + PATIENCE
    while True:
        try:
            connection.execute("PRAGMA journal_mode = WAL")
        except sqlite3.OperationalError as error:
            if error.sqlite_errorcode & 0xFF != sqlite3.SQLITE_BUSY or time.monotonic() > deadline:
                raise
            time.sleep(0.02)
        else:
            return


@contextmanager
def translated(path: Path) -> Iterator[None]:
    """sqlite3's errors become `StoreError`s that say what to do."""
    try:
        yield
    except sqlite3.Error as error:
        code = getattr(error, "sqlite_errorcode", 0) & 0xFF
        meaning = _MEANINGS.get(code)
        if meaning is None:
            raise StoreError(f"{path}: {error}; please report this") from error
        raise StoreError(f"{path}: {meaning} ({error})") from error
