"""How an error of another room becomes a sentence and an exit code."""

from collections.abc import Callable, Mapping
from typing import Any

from console.exits import Exit, Refused
from index.base import Ambiguous, StoreError
from index.copying import NotEqual
from index.query.error import QueryError
from index.sole import Taken
from workspace.init import AlreadyThere
from workspace.lock import Busy
from workspace.passwords import NoPassword
from workspace.secret import NoSecret
from workspace.settings import WrongSettings
from workspace.where import NoWorkspace


def _system(error: OSError) -> str:
    """A full disk is not told with the file."""
    return f"{error.filename}: {error.strerror}" if error.filename else str(error.strerror or error)


FAILURES: Mapping[type[Exception], tuple[Exit, Callable[[Any], str]]] = {
    QueryError: (Exit.USAGE, lambda error: error.pointed()),
    Ambiguous: (Exit.USAGE, str),
    NoWorkspace: (Exit.NO_WORKSPACE, str),
    WrongSettings: (Exit.NO_WORKSPACE, str),
    NoSecret: (Exit.NO_WORKSPACE, str),
    NotEqual: (Exit.FAILED, str),
    Taken: (Exit.BUSY, str),
    StoreError: (Exit.NO_STORE, str),
    Busy: (Exit.BUSY, str),
    AlreadyThere: (Exit.FAILED, str),
    NoPassword: (Exit.FAILED, str),
    OSError: (Exit.FAILED, _system),
}
"""The more special kinds stand first. What is not here is a fault of ours and keeps its trace."""


def refusal(error: Exception) -> Refused | None:
    """What to tell the operator about an error that they can do something about."""
    if isinstance(error, Refused):
        return error
    if isinstance(error, BrokenPipeError):
        # Whoever read has had enough; the shell knows what to make of that.
        return None
    for kind, (code, tell) in FAILURES.items():
        if isinstance(error, kind):
            return Refused(tell(error), code)
    return None
