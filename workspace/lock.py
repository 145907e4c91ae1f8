"""Locks between processes that the kernel takes back when their holder dies."""

import fcntl
import os
import re
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType
from typing import Self

NAME = re.compile(r"[a-z0-9_-]{1,80}")
GATE = ".gate"


class Busy(Exception):
    """Somebody else holds the lock. `pid` and `doing` say who and what for, where known."""

    def __init__(self, name: str, pid: int | None, doing: str) -> None:
        who = f"process {pid}" if pid else "another process"
        super().__init__(f"{name} is taken by {who} ({doing}): wait for it or stop it")
        self.name = name
        self.pid = pid
        self.doing = doing


@dataclass(slots=True)
class Lock:
    """A lock of a name, as a context manager; it raises `Busy` when entered while held.

    Two of one name exclude each other within one process, too. A child that was forked while
    the lock was held does not prolong it once its parent has left the block.
    """

    folder: Path
    name: str
    doing: str
    handle: int | None = None

    def __post_init__(self) -> None:
        if not NAME.fullmatch(self.name):
            raise ValueError(f"{self.name!r} is not a name of a lock")

    def __enter__(self) -> Self:
        with _gate(self.folder):
            handle = _open(self.folder / f"{self.name}.lock")
            if not _taken(handle):
                pid, doing = _holder(handle)
                os.close(handle)
                raise Busy(self.name, pid, doing)
            os.ftruncate(handle, 0)
            os.pwrite(handle, f"{os.getpid()} {self.doing}\n".encode(), 0)
            self.handle = handle
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        if self.handle is not None:
            fcntl.flock(self.handle, fcntl.LOCK_UN)
            os.close(self.handle)
            self.handle = None

    def held(self) -> bool:
        """Whether anybody holds a lock of this name now."""
        with _gate(self.folder):
            handle = _open(self.folder / f"{self.name}.lock")
            try:
                return not _taken(handle)
            finally:
                os.close(handle)


def _open(file: Path) -> int:
    return os.open(file, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)


def _taken(handle: int) -> bool:
    try:
        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    return True


@contextmanager
def _gate(folder: Path) -> Iterator[None]:
    """One at a time: else somebody who only looks would turn away somebody who comes to take."""
    folder.mkdir(mode=0o700, exist_ok=True)
    handle = _open(folder / GATE)
    try:
        fcntl.flock(handle, fcntl.LOCK_EX)
        yield
    finally:
        os.close(handle)


def _holder(handle: int) -> tuple[int | None, str]:
    said = os.pread(handle, 1000, 0).decode("utf-8", "replace").strip()
    pid, _, doing = said.partition(" ")
    return (int(pid), doing) if pid.isdecimal() else (None, "unknown")
