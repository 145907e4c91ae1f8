"""What was found when a store was looked over."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

Now = Callable[[], datetime]
"""What time it is (UTC), really."""


class Level(StrEnum):
    """How a finding is to be taken: nothing to do, something to know, something that fails."""

    OK = "ok"
    WARN = "warn"
    BAD = "bad"


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that was looked at. `remedy` is the way out, where there is something to do."""

    about: str
    level: Level
    said: str
    remedy: str | None = None


def ok(about: str, said: str) -> Finding:
    return Finding(about, Level.OK, said)


def warn(about: str, said: str, remedy: str) -> Finding:
    return Finding(about, Level.WARN, said, remedy)


def bad(about: str, said: str, remedy: str) -> Finding:
    return Finding(about, Level.BAD, said, remedy)


def size(count: float) -> str:
    """Bytes as people read them."""
    for unit, factor in (("TB", 10**12), ("GB", 10**9), ("MB", 10**6), ("kB", 10**3)):
        if count >= factor:
            return f"{count / factor:.1f} {unit}"
    return f"{count:.0f} bytes"
