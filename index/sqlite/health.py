"""Looks a file over."""

import shutil
import sqlite3
from collections.abc import Iterator
from pathlib import Path

from index.health import Finding, bad, ok, size, warn
from index.sqlite.connection import translated

LARGE_LOG = 256 * 1024 * 1024
"""Bytes of a log that somebody should have emptied: it is, as a rule, at some megabytes."""

ROOM = 500 * 1024 * 1024
"""Bytes that a disk should have free for a busy day."""


def examine(path: Path) -> Iterator[Finding]:
    """Size, disk, log and soundness of a file that is there. Raises `StoreError`."""
    own, log = path.stat().st_size, _size(path.with_name(f"{path.name}-wal"))
    yield ok("store", f"{path}, {size(own)}, SQLite {sqlite3.sqlite_version}")
    yield _disk(path, own)
    if log > LARGE_LOG:
        yield warn(
            "log",
            f"{path.name}-wal has grown to {size(log)}",
            "end programs that read the store for hours; the next write empties it",
        )
    yield _soundness(path)


def _disk(path: Path, own: int) -> Finding:
    free = shutil.disk_usage(path.parent).free
    said = f"{size(free)} free"
    if free < max(ROOM, own // 10):
        return warn("disk", said, "make room: a full disk stops crawls, though it loses nothing")
    return ok("disk", said)


def _soundness(path: Path) -> Finding:
    with translated(path):
        connection = sqlite3.connect(f"{path.absolute().as_uri()}?mode=ro", uri=True)
        try:
            found = [row[0] for row in connection.execute("PRAGMA quick_check(3)")]
        finally:
            connection.close()
    if found == ["ok"]:
        return ok("soundness", "every page of the file was read and is sound")
    return bad("soundness", f"it is damaged: {found[0]}", "restore a backup")


def _size(file: Path) -> int:
    try:
        return file.stat().st_size
    except FileNotFoundError:
        return 0
