"""What one holds of a process that is kept: see `demo.elasticsearch.keeper`."""

import json
import os
import pwd
import select
import signal
import subprocess
import sys
from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from importlib.resources import files
from pathlib import Path
from typing import Any

from demo.elasticsearch.missing import NotStarted

NOBODY = "nobody"
"""Who runs what must not be run by root."""


def identity() -> dict[str, Any]:
    """As whom a server runs, in the words of `subprocess`: as we do, unless we are root."""
    if os.geteuid() != 0:
        return {}
    entry = pwd.getpwnam(NOBODY)
    return {"user": entry.pw_uid, "group": entry.pw_gid, "extra_groups": []}


@dataclass(frozen=True, slots=True, kw_only=True)
class Order:
    """What is to be run. `remove` is a folder that goes with it when its holder has died."""

    command: Sequence[str]
    environment: Mapping[str, str]
    log: Path
    remove: Path | None = None

    def text(self) -> str:
        told: dict[str, Any] = {
            "command": list(self.command),
            "environment": dict(self.environment),
            "log": str(self.log),
            "remove": self.remove and str(self.remove),
            "identity": identity(),
        }
        return json.dumps(told)


class Kept:
    """A process group that ends when `let_go` is called or this process dies.

    With `hold`, a descriptor that can be read, it ends when nobody holds the writing end of that.
    """

    def __init__(self, order: Order, hold: int | None = None) -> None:
        self._hand: int | None = None
        if hold is None:
            hold, self._hand = os.pipe()
        told, telling = os.pipe()
        try:
            text = files("demo.elasticsearch").joinpath("keeper.py").read_text("utf-8")
            command = [sys.executable, "-I", "-c", text, order.text()]
            subprocess.run(command, stdin=hold, stdout=telling, check=True, start_new_session=True)
        finally:
            os.close(telling)
            os.close(hold)
        self._told = os.fdopen(told, "rb")
        self.group = self._number()
        self._ended = False

    def _number(self) -> int:
        """The group that was said first; what went wrong stands on stderr."""
        said = self._told.readline()
        if not said:
            self.let_go()
            raise NotStarted("Elasticsearch could not be run at all")
        return int(said)

    def wait(self, seconds: float) -> bool:
        """Whether it has ended, all of it; waits for that as long as told."""
        if not self._ended:
            ready, _, _ = select.select([self._told], [], [], seconds)
            self._ended = bool(ready)
        return self._ended

    def signal(self, number: int) -> None:
        """Tell the process that was started, if it still runs."""
        self._send(os.kill, number)

    def kill(self) -> None:
        """Kill the whole group; nobody gets to tidy up."""
        self._send(os.killpg, signal.SIGKILL)

    def _send(self, send: Callable[[int, int], None], number: int) -> None:
        # The number of what has ended may be another's.
        if not self.wait(0):
            with suppress(ProcessLookupError):
                send(self.group, number)

    def let_go(self) -> None:
        """It is ended if it has not yet, and its folder stays."""
        if self._hand is not None:
            with suppress(BrokenPipeError):
                os.write(self._hand, b"-")
            os.close(self._hand)
            self._hand = None
        self._told.close()

    def leave(self) -> None:
        """Hold it no longer: it goes on for whoever holds the descriptor that was given."""
        self._told.close()
