"""Keeps a process for another one, which may end in whatever way: runs until standard input ends.

That is when the other lets go of it, or has died: then the process is
killed with all that it started, and the folder it wrote into is removed if it is to be. Says the
process group first and the exit code when nothing of it is left. It is run as text (`python -c`),
so that it needs no path to our packages, and gets its order as JSON.
"""

import ctypes
import json
import os
import shutil
import signal
import subprocess
import sys
import time
from contextlib import suppress
from threading import Thread
from typing import Any

TRIES = 50
SUBREAPER = 36
"""PR_SET_CHILD_SUBREAPER of prctl(2)."""

PAUSE = 0.1
"""Seconds between looks at what was killed: it takes a moment to be gone."""


def keep(order: dict[str, Any]) -> None:
    """Start what is ordered, and see it to its end."""
    with open(order["log"], "ab") as log:  # noqa: PTH123
        process = subprocess.Popen(
            order["command"],
            env=order["environment"],
            stdin=subprocess.DEVNULL,
            stdout=log,
            stderr=subprocess.STDOUT,
            start_new_session=True,
            **order["identity"],
        )
    _say(process.pid)
    told: list[str] = []
    listener = Thread(target=_listen, args=(process.pid, told), daemon=True)
    listener.start()
    code = process.wait()
    _end(process.pid)
    _say(code)
    listener.join()
    if not told[0] and order["remove"]:
        shutil.rmtree(order["remove"], ignore_errors=True)


def _listen(group: int, told: list[str]) -> None:
    """Whatever is said on standard input means that the other will tidy up itself."""
    told.append(sys.stdin.read())
    with suppress(ProcessLookupError, PermissionError):
        os.killpg(group, signal.SIGKILL)


def _end(group: int) -> None:
    """Kill what is left of the group, and wait until it is gone."""
    for _ in range(TRIES):
        with suppress(ChildProcessError):
            os.waitpid(-group, os.WNOHANG)
        try:
            os.killpg(group, signal.SIGKILL)
        except (ProcessLookupError, PermissionError):
            return
        time.sleep(PAUSE)


def _adopt() -> None:
    """Become the parent of what loses its own below us: not every init asks for the dead."""
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(SUBREAPER, 1, 0, 0, 0)


def _say(number: int) -> None:
    # The other may have gone.
    with suppress(BrokenPipeError):
        os.write(1, f"{number}\n".encode())


if __name__ == "__main__":
    # They are meant for the other. Not ignored, for that would be handed down.
    for each in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        signal.signal(each, lambda *_: None)
    # Nobody's child, so that nobody has to wait for it.
    if not os.fork():
        _adopt()
        keep(json.loads(sys.argv[1]))
