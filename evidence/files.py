"""Files of captures on the disk: made for their owner alone, and written whole or not at all."""

import fcntl
import os
from pathlib import Path

from evidence.repair import OPEN


def mark(path: Path) -> Path:
    """What stands beside a file as long as it is being written."""
    return path.with_name(path.name + OPEN)


def create(path: Path, folder: Path) -> int:
    """A new file under the folder, locked and marked; gives its handle."""
    # The folder is ours alone: captures hold what is sealed everywhere else.
    for made in (folder, path.parent):
        made.mkdir(mode=0o700, parents=True, exist_ok=True)
        made.chmod(0o700)
    mark(path).touch(mode=0o600)
    file = os.open(path, os.O_RDWR | os.O_CREAT | os.O_EXCL | os.O_APPEND, 0o600)
    os.fchmod(file, 0o600)
    fcntl.flock(file, fcntl.LOCK_EX)
    _sync_folder(path.parent)
    return file


def _sync_folder(folder: Path) -> None:
    handle = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def write(file: int, raw: bytes) -> int:
    """Append in one call, and say where it begins. All of it or nothing."""
    start = os.fstat(file).st_size
    try:
        left = memoryview(raw)
        while left:
            left = left[os.write(file, left) :]
    except OSError:
        os.ftruncate(file, start)
        raise
    return start
