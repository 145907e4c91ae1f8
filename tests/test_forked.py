"""What is forked is what would have been started."""

import json
import os
import signal
import subprocess
import sys
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import pytest

from tests.forked import Line, Popen, Started, hang_up
from tests.told import ENDS

TELL = (sys.executable, "-m", "tests.told")
Kind = Callable[..., "subprocess.Popen[str]"]


@pytest.fixture
def forks(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The modules that were forked."""
    seen: list[str] = []
    real = Line.fork

    def fork(line: Line, order: Any, handles: Any) -> int:
        seen.append(order.module)
        return real(line, order, handles)

    monkeypatch.setattr(Line, "fork", fork)
    return seen


def ended(kind: Kind, word: str, **how: Any) -> tuple[int, str, str]:
    """Exit code, output and errors."""
    pipe = subprocess.PIPE
    # Not what libraries in C did to the environment behind Python's back: readline tells it a size.
    how = {"env": dict(os.environ), "stdin": pipe, "stdout": pipe, "stderr": pipe, **how}
    with kind([*TELL, word], text=True, **how) as process:
        output, errors = process.communicate("typed" if process.stdin else None)
    return process.returncode, output, errors


@pytest.mark.parametrize(
    "how",
    [
        {},
        {"cwd": "/var"},
        {"env": {**os.environ, "TMPDIR": "/var/tmp", "COLUMNS": "17"}},
        {"start_new_session": True},
        {"process_group": 0},
        {"stdin": subprocess.DEVNULL},
        {"stderr": subprocess.STDOUT},
    ],
)
def test_it_finds_what_a_fresh_one_finds(how: Mapping[str, Any], forks: list[str]) -> None:
    forked = ended(Popen, "well", **how)
    assert forks == ["tests.told"]
    assert json.loads(forked[1]) == json.loads(ended(Started, "well", **how)[1])


@pytest.mark.parametrize("word", ENDS)
def test_it_ends_as_a_fresh_one_does(word: str, forks: list[str]) -> None:
    code, output, errors = ended(Popen, word)
    fresh = ended(Started, word)
    assert forks == ["tests.told"]
    assert (code, output) == fresh[:2]
    assert errors.splitlines()[-1:] == fresh[2].splitlines()[-1:]


def test_it_is_a_child_of_its_own() -> None:
    with Popen([*TELL, "after a thread"], stdin=subprocess.PIPE, stdout=subprocess.PIPE) as process:
        assert process.stdout
        process.stdout.readline()
        parent = Path(f"/proc/{process.pid}/stat").read_text().rpartition(")")[2].split()[1]
        assert int(parent) == os.getpid()
        assert process.poll() is None
        os.kill(process.pid, signal.SIGKILL)
        assert process.wait() == -signal.SIGKILL


@pytest.mark.parametrize(
    ("command", "how"),
    [
        ([sys.executable, "-c", "pass"], {}),
        ([sys.executable, "-m", "this"], {}),
        ([sys.executable, "-X", "utf8", *TELL[1:], "well"], {}),
        ([*TELL, "well"], {"env": {**os.environ, "PYTHONHASHSEED": "1"}}),
        ([*TELL, "well"], {"env": {**os.environ, "LC_ALL": "C"}}),
        ([*TELL, "well"], {"umask": 0o77}),
        ([*TELL, "well"], {"preexec_fn": lambda: None}),
    ],
)
def test_anything_else_is_started(
    command: list[str], how: Mapping[str, Any], forks: list[str]
) -> None:
    with Popen(command, stdout=subprocess.DEVNULL, **how) as process:
        assert process.wait() == 0
    assert forks == []


def test_a_forker_that_died_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Popen, "line", None)
    with Popen([*TELL, "well"], stdout=subprocess.DEVNULL):
        pass
    line = Popen.line
    assert line
    assert line.forker
    line.forker.kill()
    with pytest.raises(RuntimeError, match="is not there any more"):
        Popen([*TELL, "well"])
    hang_up()
