"""Workspaces of the demo's boards, served on loopback, and services on them."""

import os
import re
import signal
import subprocess
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from threading import Condition, Thread

import pytest

from demo.mailbox import Mailbox
from demo.web import DemoWeb
from demo.workspace import write
from offers.run import Run
from workspace.folder import Workspace

ROOT = Path(__file__).parent.parent.parent
PATIENCE = 90
"""Seconds that a test waits for something to happen, on a machine that does much else."""


@dataclass
class Served:
    """A service that runs, and the lines that it says."""

    process: subprocess.Popen[str]
    lines: list[str] = field(default_factory=list)
    changed: Condition = field(default_factory=Condition)

    def __post_init__(self) -> None:
        self.ear = Thread(target=self.listen)

    def listen(self) -> None:
        assert self.process.stderr
        with self.process.stderr as said:
            for line in said:
                with self.changed:
                    self.lines.append(line.rstrip("\n"))
                    self.changed.notify_all()

    def wait(self, pattern: str, times: int = 1) -> list[str]:
        """The lines in which the pattern is found, as soon as there are so many."""

        def found() -> list[str]:
            return [line for line in self.lines if re.search(pattern, line)]

        with self.changed:
            if not self.changed.wait_for(lambda: len(found()) >= times, PATIENCE):
                raise TimeoutError(f"no {pattern!r} in\n" + "\n".join(self.lines))
            return found()

    def stop(self, number: signal.Signals = signal.SIGTERM) -> int:
        self.process.send_signal(number)
        code = self.process.wait(PATIENCE)
        self.ear.join()
        return code


Serve = Callable[[], Served]


@dataclass
class Desk:
    """A workspace whose clock is real."""

    folder: Path

    @property
    def workspace(self) -> Workspace:
        return Workspace.open(self.folder)

    def site(self, name: str, start: str, every: str) -> None:
        """A site file for a host on loopback."""
        host = start.split("/")[2].partition(":")[0]
        text = (
            f'name = "{name}"\nstart = ["{start}"]\nprivate_hosts = ["{host}"]\ndelay = 0\n'
            f'[schedule]\nevery = "{every}"\n'
        )
        (self.folder / "sites" / f"{name}.toml").write_text(text, encoding="utf-8")

    def runs(self, site: str | None = None) -> list[Run]:
        with self.workspace.open_store() as store:
            return list(store.journal.runs(site=site, limit=1000))


@pytest.fixture(scope="module")
def web() -> Iterator[DemoWeb]:
    with DemoWeb() as served:
        yield served


@pytest.fixture
def mailbox() -> Iterator[Mailbox]:
    with Mailbox() as opened:
        yield opened


@pytest.fixture
def desk(tmp_path: Path, web: DemoWeb, mailbox: Mailbox) -> Desk:
    """The demo's workspace in real time, without its site files."""
    write(tmp_path, port=web.port, smtp_port=mailbox.port, clock=None)
    for file in (tmp_path / "sites").glob("*.toml"):
        file.rename(file.with_suffix(".kept"))
    return Desk(tmp_path)


@pytest.fixture
def boards(desk: Desk) -> list[str]:
    """Two boards of the demo, crawled every second."""
    names = ["bazaar", "crossings"]
    for name in names:
        file = desk.folder / "sites" / f"{name}.kept"
        text = re.sub(r'(?m)^(every|cron) = ".*"$', 'every = "1s"', file.read_text("utf-8"))
        file.with_suffix(".toml").write_text(text, encoding="utf-8")
    return names


@pytest.fixture
def serve(desk: Desk) -> Iterator[Serve]:
    """Starts services; what still runs at the end of a test is killed, with its crawls."""
    started: list[Served] = []

    def start() -> Served:
        process = subprocess.Popen(
            [sys.executable, "-m", "tests.scheduler.serve", str(desk.folder)],
            cwd=ROOT,
            stderr=subprocess.PIPE,
            text=True,
        )
        served = Served(process)
        served.ear.start()
        started.append(served)
        return served

    yield start
    for served in started:
        served.stop(signal.SIGKILL)
    for lock in (desk.folder / "locks").glob("site-*.lock"):
        if desk.workspace.is_locked(lock.stem):
            os.killpg(int(lock.read_text("utf-8").split()[0]), signal.SIGKILL)
