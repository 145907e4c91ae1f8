"""A crawl as a process of its own: started, watched and stopped from outside."""

import os
import signal
import subprocess
import sys
from contextlib import suppress
from enum import IntEnum
from pathlib import Path
from time import monotonic

import crawlers
from offers.run import End

GRACE = 15.0
"""Seconds that a crawl has to end by itself once it was told to, or once its time is over."""

LOGS = "logs"


class Exit(IntEnum):
    """Exit codes of `python -m crawlers`."""

    DONE = 0
    BROKEN = 1
    USAGE = 2
    BLOCKED = 3
    ABORTED = 4
    BUSY = 5


EXITS = {
    End.OK: Exit.DONE,
    End.EMPTY: Exit.DONE,
    End.BROKEN: Exit.BROKEN,
    End.BLOCKED: Exit.BLOCKED,
    End.ABORTED: Exit.ABORTED,
}


class CrawlProcess:
    """A crawl that was started. Its log is in `log`; what it finds shows in the journal.

    A process group of its own: whatever it has started dies with it.
    """

    def __init__(
        self,
        process: subprocess.Popen[bytes],
        site: str,
        log: Path,
        *,
        seconds: float,
        grace: float,
    ) -> None:
        self.site = site
        self.log = log
        self._process = process
        self._grace = grace
        self._over = monotonic() + seconds + grace

    @property
    def pid(self) -> int:
        return self._process.pid

    def poll(self) -> int | None:
        """The exit code (see `Exit`; negative for a signal), or `None` while it runs.

        Kills what is still there when its time has been over for a while.
        """
        code = self._process.poll()
        if code is None and monotonic() > self._over:
            self._kill()
            code = self._process.wait()
        return code

    def wait(self, timeout: float | None = None) -> int:
        """Wait for its end; raises `TimeoutError` if that does not come in `timeout` seconds."""
        left = max(self._over - monotonic(), 0.0)
        try:
            return self._process.wait(left if timeout is None else min(timeout, left))
        except subprocess.TimeoutExpired:
            code = self.poll()
            if code is None:
                raise TimeoutError(f"the crawl of {self.site} is still running") from None
            return code

    def stop(self) -> int:
        """Let it end its run, and kill it if it does not."""
        self._process.terminate()
        try:
            self._process.wait(self._grace)
        except subprocess.TimeoutExpired:
            self._kill()
        return self._process.wait()

    def _kill(self) -> None:
        with suppress(ProcessLookupError):
            os.killpg(self._process.pid, signal.SIGKILL)


def start_crawl(
    workspace: Path, site: str, *, run_seconds: float, grace: float = GRACE
) -> CrawlProcess:
    """Start a crawl that may last `run_seconds`. Its log, `logs/SITE.log`, is written anew.

    It ends itself when its time is over, and is killed `grace` seconds after.
    """
    folder = workspace / LOGS
    folder.mkdir(mode=0o700, exist_ok=True)
    log = folder / f"{site}.log"
    flags = os.O_WRONLY | os.O_CREAT | os.O_TRUNC | os.O_APPEND
    with os.fdopen(os.open(log, flags, 0o600), "wb") as file:
        process = subprocess.Popen(
            _command(workspace.resolve(), site, run_seconds),
            # Our packages lie side by side in the folder above this one, installed or not.
            cwd=Path(crawlers.__file__).parent.parent,
            stdin=subprocess.DEVNULL,
            stdout=file,
            stderr=subprocess.STDOUT,
            start_new_session=True,
        )
    return CrawlProcess(process, site, log, seconds=run_seconds, grace=grace)


def _command(workspace: Path, site: str, seconds: float) -> list[str]:
    told = ["--workspace", str(workspace), "--seconds", str(seconds)]
    return [sys.executable, "-m", "crawlers", site, *told]
