"""A process of its own that takes, fills and delivers once, and may be killed on the way.

`python -m tests.alerts.one_round FOLDER NOW [STEPS]` kills itself, as kill -9 does, when it has
entered so many functions of ours; without STEPS it prints how many there are.
"""

import os
import signal
import sys
from datetime import datetime, timedelta
from itertools import count
from pathlib import Path
from types import FrameType

from alerts.outbox import Outbox
from alerts.watch import Watcher
from tests.alerts.desk import MINUTE
from workspace.folder import Workspace

ROOT = Path(__file__).parent.parent.parent
OURS = tuple(str(ROOT / room) for room in ("alerts", "index", "workspace"))


def main(folder: str, now: str, steps: str = "-1") -> None:
    entered = count(1)

    def enter(frame: FrameType, event: str, _: object) -> None:
        ours = event == "call" and frame.f_code.co_filename.startswith(OURS)
        if ours and next(entered) == int(steps):
            os.kill(os.getpid(), signal.SIGKILL)

    sys.setprofile(enter)
    go(Workspace.open(Path(folder)), datetime.fromisoformat(now))
    sys.setprofile(None)
    print(next(entered) - 1)


def go(workspace: Workspace, now: datetime, step: timedelta = MINUTE) -> None:
    with workspace.open_store() as store:
        Watcher(workspace, store).take(now)
        Outbox(workspace, store).fill(now + step)
        Outbox(workspace, store).deliver(now + 2 * step)


if __name__ == "__main__":
    main(*sys.argv[1:])
