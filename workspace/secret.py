"""The workspace's secret: 32 random bytes under which contacts become keys."""

import os
import secrets
from contextlib import suppress
from pathlib import Path

FILE = ".secret"
SIZE = 32


class NoSecret(Exception):
    """The secret is missing or unfit; the message says what to do about it."""


def read(folder: Path) -> bytes | None:
    """The secret of a workspace, `None` if it has none yet; raises `NoSecret` for an unfit one."""
    file = folder / FILE
    try:
        found = file.read_bytes()
        mode = file.stat().st_mode
    except FileNotFoundError:
        return None
    except OSError as error:
        raise NoSecret(f"{file} cannot be read: {error.strerror}") from error
    if mode & 0o077:
        raise NoSecret(f"{file} can be read by others: run `chmod 600 {file}`")
    if len(found) != SIZE:
        raise NoSecret(f"{file} is not {SIZE} bytes long: put back the one from your backup")
    return found


def make(folder: Path) -> bytes:
    """A new secret, or the one that somebody else made in the meantime.

    Whole or not there at all, whatever crashes: it is written aside and then linked.
    """
    aside = folder / f"{FILE}.{secrets.token_hex(8)}"
    handle = os.open(aside, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(secrets.token_bytes(SIZE))
            file.flush()
            os.fsync(file.fileno())
        with suppress(FileExistsError):
            (folder / FILE).hardlink_to(aside)
    finally:
        aside.unlink()
    made = read(folder)
    assert made is not None
    return made
