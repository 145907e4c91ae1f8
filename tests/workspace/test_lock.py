"""Locks hold between real processes, and the kernel takes them back from the dead."""

import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from threading import Thread

import pytest

from workspace.lock import Busy, Lock

HOLD = """
import sys
from pathlib import Path
from workspace.lock import Lock

with Lock(Path(sys.argv[1]), sys.argv[2], "a crawl of bazaar"):
    print("held", flush=True)
    sys.stdin.read()
"""
COUNT = """
import sys
from pathlib import Path
from workspace.lock import Busy, Lock

folder, file = Path(sys.argv[1]), Path(sys.argv[2])
done = 0
while done < 50:
    try:
        with Lock(folder, "count", "counting"):
            file.write_text(str(int(file.read_text()) + 1))
            done += 1
    except Busy:
        pass
"""


@contextmanager
def holder(folder: Path, name: str) -> Iterator[subprocess.Popen[str]]:
    """Another process that holds the lock until its input ends."""
    command = [sys.executable, "-c", HOLD, str(folder), name]
    pipe = subprocess.PIPE
    with subprocess.Popen(command, stdin=pipe, stdout=pipe, text=True) as process:
        assert process.stdout
        assert process.stdout.readline() == "held\n"
        try:
            yield process
        finally:
            process.kill()


def test_one_process_at_a_time(tmp_path: Path) -> None:
    with holder(tmp_path / "locks", "site-bazaar") as other:
        mine = Lock(tmp_path / "locks", "site-bazaar", "mine")
        assert mine.held()
        with pytest.raises(Busy) as caught, mine:
            pass
    assert caught.value.pid == other.pid
    assert caught.value.doing == "a crawl of bazaar"
    assert str(caught.value) == (
        f"site-bazaar is taken by process {other.pid} (a crawl of bazaar): wait for it or stop it"
    )


def test_other_names_are_free(tmp_path: Path) -> None:
    with holder(tmp_path, "site-bazaar"), Lock(tmp_path, "site-other", "mine") as mine:
        assert mine.held()


def test_the_dead_hold_nothing(tmp_path: Path) -> None:
    with holder(tmp_path, "service") as other:
        other.send_signal(signal.SIGKILL)
        other.wait()
        assert not Lock(tmp_path, "service", "look").held()
        with Lock(tmp_path, "service", "mine"):
            pass


def test_after_its_block_it_is_free(tmp_path: Path) -> None:
    with pytest.raises(ZeroDivisionError), Lock(tmp_path, "a", "first"):
        1 / 0  # noqa: B018
    with Lock(tmp_path, "a", "second"):
        pass


def test_a_process_excludes_itself(tmp_path: Path) -> None:
    with (
        Lock(tmp_path, "a", "first"),
        pytest.raises(Busy, match=f"process {os.getpid()} \\(first\\)"),
        Lock(tmp_path, "a", "second"),
    ):
        pass


def test_a_child_that_lives_on_does_not_hold_what_its_parent_left(tmp_path: Path) -> None:
    command = [sys.executable, "-c", "import sys; sys.stdin.read()"]
    with Lock(tmp_path, "a", "parent") as lock:
        assert lock.handle is not None
        child = subprocess.Popen(command, stdin=subprocess.PIPE, pass_fds=[lock.handle])
    with child:
        assert not Lock(tmp_path, "a", "look").held()


def test_whoever_looks_turns_nobody_away(tmp_path: Path) -> None:
    """A look takes the lock for a moment; it must never be taken for a holder."""
    over = False

    def look() -> None:
        while not over:
            Lock(tmp_path, "a", "look").held()

    looking = Thread(target=look)
    looking.start()
    try:
        for _ in range(300):
            with Lock(tmp_path, "a", "mine"):
                pass
    finally:
        over = True
        looking.join()


def test_nothing_is_counted_twice_or_lost(tmp_path: Path) -> None:
    file = tmp_path / "number"
    file.write_text("0")
    command = [sys.executable, "-c", COUNT, str(tmp_path / "locks"), str(file)]
    processes = [subprocess.Popen(command) for _ in range(3)]
    assert [process.wait() for process in processes] == [0, 0, 0]
    assert file.read_text() == "150"


@pytest.mark.parametrize("name", ["../up", "a/b", "", "A", "a\n", "x" * 81])
def test_names_never_lead_elsewhere(tmp_path: Path, name: str) -> None:
    with pytest.raises(ValueError, match="not a name of a lock"):
        Lock(tmp_path, name, "mine")


def test_nobody_else_may_read_who_holds_it(tmp_path: Path) -> None:
    with Lock(tmp_path / "locks", "a", "mine"):
        pass
    assert {f"{p.stat().st_mode & 0o777:o}" for p in (tmp_path / "locks").iterdir()} == {"600"}
    assert (tmp_path / "locks").stat().st_mode & 0o777 == 0o700
