"""Cuts off what a crash left half-written at the end of a file of captures."""

import fcntl
import os
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from evidence.records import record_at

OPEN = ".open"
"""What is added to a file's name for the mark that says: it is being written."""

LAST_OF_GROUP = frozenset({"warcinfo", "response", "revisit"})
"""Records are written in groups, and only these types end one: a file whose last record is of
another type ends in a group that was never finished."""


@dataclass(frozen=True, slots=True)
class Cut:
    """How many bytes were taken off the end of a file. A file without one whole record goes."""

    path: Path
    bytes: int


def repair(path: Path) -> int:
    """Cut the file after its last whole group of records; says how many bytes that took."""
    with path.open("r+b") as file:
        return _repair(file.fileno(), path)


def repair_folder(folder: Path) -> list[Cut]:
    """Repair every file under the folder whose writer died. Those in use are left alone."""
    marks = sorted(folder.rglob(f"*{OPEN}")) if folder.is_dir() else []
    return [cut for mark in marks if (cut := _recovered(mark)) is not None]


def _recovered(mark: Path) -> Cut | None:
    path = mark.with_name(mark.name.removesuffix(OPEN))
    if not path.exists():
        mark.unlink(missing_ok=True)
        return None
    with path.open("r+b") as file:
        try:
            # The writer holds this lock while it lives; the kernel gives it back after kill -9.
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            return None
        cut = Cut(path, _repair(file.fileno(), path))
        mark.unlink(missing_ok=True)
    return cut


def _repair(file: int, path: Path) -> int:
    size = os.fstat(file).st_size
    whole = max(_ends(file), default=0)
    if whole < size:
        os.ftruncate(file, whole)
        os.fsync(file)
    if whole == 0:
        path.unlink()
    return size - whole


def _ends(file: int) -> Iterator[int]:
    """Where whole groups end, in bytes from the start of the file."""
    at = 0
    while (record := record_at(file, at)) is not None:
        at = record.end
        if record.kind in LAST_OF_GROUP:
            yield at
