"""Waiting for others who are in the middle of several steps, as long as that takes if they live."""

import time
from collections.abc import Callable
from dataclasses import dataclass, field
from secrets import randbelow

PAUSES = (0.05, 0.1, 0.2, 0.4)
"""Seconds. The steps take some hundredths of one. Each pause lasts up to half as long again, so
that of two who wait for each other one ends first."""


def _pauses() -> list[float]:
    return [pause * (1 + randbelow(1000) / 2000) for pause in PAUSES]


@dataclass(slots=True)
class Patience:
    """A while in all, and not for each."""

    pauses: list[float] = field(default_factory=_pauses)
    wait: Callable[[float], None] = time.sleep

    def waits(self) -> bool:
        """Wait a moment, if there is patience left."""
        if not self.pauses:
            return False
        self.wait(self.pauses.pop(0))
        return True
