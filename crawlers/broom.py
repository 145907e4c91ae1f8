"""Sweeps up after a process, in one of its own: runs until standard input ends.

That is when the other lets go of it, or has died in whatever way. The argument is a folder; lines
of standard input are process groups that were started, and with a minus those that have ended. It
is run as text (`python -c`), for it must work from an egg, and imports nothing that is slow.
"""

import os
import shutil
import signal
import sys
import time

TRIES = 50
PAUSE = 0.1
"""Seconds between tries: processes that are dying still write into the folder."""


def sweep(folder: str, groups: list[int]) -> None:
    """Kill the groups and remove the folder."""
    for _ in range(TRIES):
        for group in groups:
            try:
                os.killpg(group, signal.SIGKILL)
            except (ProcessLookupError, PermissionError):
                continue
        shutil.rmtree(folder, ignore_errors=True)
        if not os.path.lexists(folder):
            return
        time.sleep(PAUSE)


if __name__ == "__main__":
    # They are meant for the other, whose end this waits for.
    for each in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        signal.signal(each, signal.SIG_IGN)
    numbers = [int(line) for line in sys.stdin]
    sweep(sys.argv[1], [number for number in numbers if number > 0 and -number not in numbers])
