"""Where a password is kept, how it is looked up, and never shown."""

import os
from pathlib import Path

from workspace import values
from workspace.fault import Wrong
from workspace.table import Table

VARIABLE = r"[A-Za-z_][A-Za-z0-9_]{0,99}"


class NoPassword(Exception):
    """A password is not where offerwatch.toml says; how to put it there."""


def look_up(variable: str | None, file: Path | None, what: str) -> str | None:
    """The secret in an environment variable or the first line of a file; `None` without either.

    `what` is in it, as in "the password of the mail server". Raises `NoPassword`.
    """
    if variable:
        found = os.environ.get(variable, "")
        where = f"the environment variable {variable}"
    elif file:
        found = _first_line(file)
        where = str(file)
    else:
        return None
    if not found:
        raise NoPassword(f"{where} is empty: put {what} there")
    return found


def take(table: Table, name: str, folder: Path) -> tuple[str | None, Path | None]:
    """What `NAME_env` and `NAME_file` say: a variable, and a file from the workspace on."""
    variable = table.take(f"{name}_env", _variable, None)
    file = table.take(f"{name}_file", values.path, None)
    return variable, folder / file if file else None


def given(table: Table, name: str) -> bool:
    """Whether the table says where the secret is; to say it twice is a fault."""
    found = [key for key in (f"{name}_env", f"{name}_file") if key in table.data]
    if len(found) == 2:
        table.wrong((found[1],), f"stands beside {found[0]}", "keep one of the two")
    return bool(found)


def _variable(value: object) -> str:
    """The name of an environment variable; what was written is not quoted, it may be a secret."""
    try:
        return values.pattern(VARIABLE, "")(value)
    except Wrong:
        raise Wrong("is not the name of a variable", 'write it as in "MY_PASSWORD"') from None


def _first_line(file: Path) -> str:
    try:
        if file.stat().st_mode & 0o077:
            raise NoPassword(f"{file} can be read by others: run `chmod 600 {file}`")
        return file.read_text(encoding="utf-8").partition("\n")[0].strip()
    except (OSError, UnicodeDecodeError) as error:
        said = error.strerror if isinstance(error, OSError) else "it is not UTF-8"
        raise NoPassword(f"{file} cannot be read: {said}") from error
