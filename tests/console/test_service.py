"""`offerwatch run`: one service a workspace, until it is told to stop."""

import signal
import subprocess
import sys

from console.exits import Exit
from tests.console.hand import Hand

COMMAND = (sys.executable, "-m", "console", "-w")


def test_one_service_until_sigterm(empty: Hand) -> None:
    command = [*COMMAND, str(empty.folder), "run"]
    with subprocess.Popen(
        command, stderr=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    ) as one:
        assert one.stderr
        assert "started" in one.stderr.readline()
        second = subprocess.run(command, capture_output=True, text=True, check=False)
        one.send_signal(signal.SIGTERM)
        out, err = one.communicate()
    assert second.returncode == Exit.BUSY
    assert second.stderr.count("\n") == 1
    assert (one.returncode, out) == (Exit.OK, "")
    assert "stopped" in err
