"""The workspace's secret: 32 random bytes under which contacts become keys."""

import secrets
from collections.abc import Callable
from pathlib import Path

from workspace.once import write_once

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


def ensure(folder: Path, *, used: Callable[[], bool]) -> bytes:
    """The secret of a workspace, made now if there is none.

    A workspace whose store was `used` (asked only if need be) gets no new one, `NoSecret` is raised
    instead: contact keys made from then on would silently match none of the older ones.
    """
    found = read(folder)
    if found is None and used():
        raise NoSecret(
            f"{folder / FILE} is missing, and the store may hold keys that were made with it: put "
            f"it back from your backup; if there is none, and you accept that contacts found so "
            f"far will not be recognised again: `head -c {SIZE} /dev/urandom > {FILE} && "
            f"chmod 600 {FILE}` in {folder}"
        )
    return found or _make(folder)


def _make(folder: Path) -> bytes:
    """A new secret, or the one that somebody else made in the meantime."""
    write_once(folder / FILE, secrets.token_bytes(SIZE), 0o600)
    made = read(folder)
    assert made is not None
    return made
