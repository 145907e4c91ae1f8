"""A process that tells in JSON what it finds when it starts, and then ends as it is asked to:
`python -m tests.told [END]`."""

import atexit
import gc
import json
import os
import signal
import sys
import tempfile
import threading
from collections.abc import Callable, Mapping
from logging import getLogger
from pathlib import Path
from typing import Any

SIGNALS = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP, signal.SIGPIPE, signal.SIGCHLD)
STREAMS: tuple[Any, ...] = (sys.stdin, sys.stdout, sys.stderr)

FOUND: Mapping[str, Callable[[], object]] = {
    "arguments": lambda: sys.argv,
    "blocked": lambda: sorted(signal.pthread_sigmask(signal.SIG_BLOCK, ())),
    "environment": lambda: dict(os.environ),
    "folder": os.getcwd,
    "garbage": lambda: (gc.isenabled(), gc.get_threshold()),
    "group": lambda: os.getpgid(0) == os.getpid(),
    "handles": lambda: sorted(one.name for one in Path("/proc/self/fd").iterdir()),
    "logging": lambda: (getLogger().level, len(getLogger().handlers)),
    "modules": lambda: (sys.path[0], __name__, sys.modules["__main__"].__dict__ is globals()),
    "session": lambda: os.getsid(0) == os.getpid(),
    "signals": lambda: [repr(signal.getsignal(number)) for number in SIGNALS],
    "streams": lambda: [(one.encoding, one.errors, one.isatty()) for one in STREAMS],
    "temporary": tempfile.gettempdir,
    "threads": threading.active_count,
    "writing": lambda: [(one.line_buffering, one.write_through) for one in STREAMS],
}


def broken() -> None:
    raise LookupError("broken")


def killed() -> None:
    os.kill(os.getpid(), signal.SIGKILL)


def interrupted() -> None:
    raise KeyboardInterrupt


def unread() -> None:
    os.close(1)


ENDS: Mapping[str, Callable[[], object]] = {
    "after a thread": lambda: threading.Thread(target=sys.stdin.read).start(),
    "broken": broken,
    "in words": lambda: sys.exit("that was it"),
    "interrupted": interrupted,
    "killed": killed,
    "at last": lambda: atexit.register(print, "at last"),
    "refused": lambda: sys.exit(2),
    "well": lambda: None,
    "unread": unread,
}

if __name__ == "__main__":
    print(json.dumps({name: find() for name, find in FOUND.items()}))
    sys.stdout.flush()
    ENDS[sys.argv[1]]()
