"""Commands that look at sites, ended from outside: no folder and no process stays behind."""

import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from console.exits import Exit
from tests.console.boards import Board, served
from tests.console.hand import Hand
from tests.crawlers.desk import eventually
from tests.crawlers.test_browser_hostile import users

pytestmark = pytest.mark.fresh
"""Who uses a folder is told by command lines and environments, which a fork has of its forker."""

COMMANDS = {
    "try": ("/jobs", "try", "board"),
    "new": ("/jobs", "sites", "new", "{url}/jobs", "--name", "other"),
    "record": ("/jobs", "sites", "record", "board", "{url}/jobs"),
    "check": ("/robots.txt", "sites", "check", "board", "--live"),
}
IN_ORDER = (signal.SIGTERM, signal.SIGHUP)


@pytest.fixture
def board() -> Iterator[Board]:
    with served() as opened:
        yield opened


@pytest.fixture
def temporary(tmp_path: Path) -> Path:
    folder = tmp_path / "temporary"
    folder.mkdir()
    return folder


@pytest.fixture(params=COMMANDS)
def waiting(
    request: pytest.FixtureRequest, empty: Hand, board: Board, temporary: Path
) -> Iterator[subprocess.Popen[bytes]]:
    """A command that waits for a page, which does not come."""
    path, *words = COMMANDS[request.param]
    (empty.folder / "sites").mkdir(exist_ok=True)
    (empty.folder / "sites" / "board.toml").write_text(
        f'name = "board"\nstart = ["{board.url}/jobs"]\nprivate_hosts = ["127.0.0.1"]\ndelay = 0\n'
    )
    held = board.hold(path)
    typed = [word.format(url=board.url) for word in words]
    command = [sys.executable, "-m", "console", "-w", str(empty.folder), *typed]
    told = {**os.environ, "TMPDIR": str(temporary)}
    with subprocess.Popen(command, env=told, stderr=subprocess.PIPE) as process:
        try:
            board.asked_for(path)
            assert len(users(temporary)) > 1
            assert list(temporary.glob("offerwatch-*/log"))
            yield process
        finally:
            process.kill()
            held.set()


@pytest.mark.parametrize("number", IN_ORDER)
def test_a_signal_ends_it_as_ctrl_c_does(
    waiting: subprocess.Popen[bytes], temporary: Path, number: signal.Signals
) -> None:
    waiting.send_signal(number)
    _, said = waiting.communicate(timeout=60)
    assert waiting.returncode == Exit.STOPPED
    assert said.endswith(b"stopped\n")
    assert b"Traceback" not in said
    assert users(temporary) == set()
    assert list(temporary.iterdir()) == []


def test_nothing_outlives_a_killed_command(
    waiting: subprocess.Popen[bytes], temporary: Path
) -> None:
    waiting.kill()
    waiting.wait()
    eventually(lambda: not users(temporary))
    assert list(temporary.iterdir()) == []
