"""Processes of ours that cost a test no start: forked off one that has imported everything.

`Popen` takes the place of `subprocess.Popen` while a test runs. Where it is to start
`python -m MODULE`, and MODULE is one of `FORKED`, it has `tests.forker` fork and run MODULE;
anything else is started as ever. What comes of it is a child of the process that asked, like any
other: its number, signals, exit code, process group, pipes and end are real.

What a fork cannot show is the start itself. The processes of a test marked `fresh`, and with
OFFERWATCH_FRESH=1 those of all tests, are interpreters of their own.
"""

import ctypes
import os
import pickle
import socket
import subprocess
import sys
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from threading import Lock
from typing import Any, AnyStr

ROOT = Path(__file__).parent.parent

FRESH = "OFFERWATCH_FRESH"

FORKED = (
    "console",
    "crawlers",
    "scrapy",
    "tests.alerts",
    "tests.index",
    "tests.scheduler",
    "tests.told",
)
"""Modules, each with all that is in it."""

READ_AT_START = ("PYTHON", "LANG", "LC_")
"""How names of variables begin that an interpreter reads when it starts, and never again."""

PR_SET_CHILD_SUBREAPER = 36
"""From linux/prctl.h."""

NAMES = (
    "preexec_fn", "close_fds", "pass_fds", "cwd", "env", "startupinfo", "creationflags", "shell",
    "p2cread", "p2cwrite", "c2pread", "c2pwrite", "errread", "errwrite", "restore_signals", "gid",
    "gids", "uid", "umask", "start_new_session", "process_group",
)  # fmt: skip
"""What the base class hands to `_execute_child` after the command and the program, in its order."""

PIPES = NAMES[8:14]
UNUSUAL = ("preexec_fn", "pass_fds", "shell", "gid", "gids", "uid")

Started = subprocess.Popen
"""What it is outside of tests."""


@dataclass(frozen=True, slots=True)
class Order:
    """`python -m MODULE ARGUMENTS` in that folder, with that environment, and in a session or a
    process group of its own or in another's (`group`; -1 for ours)."""

    module: str
    arguments: tuple[str, ...]
    folder: str
    environment: Mapping[str, str]
    new_session: bool
    group: int


class Line:
    """To a forker that is a child of this process, and ends once the line does."""

    def __init__(self, end: socket.socket, forker: subprocess.Popen[bytes] | None = None) -> None:
        self._end = end
        self.forker = forker
        self._lock = Lock()
        self._environment = dict(os.environ)

    def takes(self, environment: Mapping[str, str]) -> bool:
        """Would an interpreter with that environment start as the forker has?"""
        return _read_at_start(environment) == _read_at_start(self._environment)

    def fork(self, order: Order, handles: Sequence[int]) -> int:
        """The number of a new child of this process, which has `handles` as 0, 1 and 2."""
        with self._lock, _adopting():
            try:
                socket.send_fds(self._end, [pickle.dumps(order)], handles)
                told = self._end.recv(32)
            except OSError:
                told = b""
        if not told:
            raise RuntimeError("tests.forker is not there any more")
        if told == b"0":
            raise RuntimeError(f"tests.forker could not fork {order.module}: {order.folder}")
        return int(told)

    def close(self) -> None:
        self._end.close()
        if self.forker:
            self.forker.wait()


def _read_at_start(environment: Mapping[str, str]) -> Mapping[str, str]:
    return {name: told for name, told in environment.items() if name.startswith(READ_AT_START)}


@contextmanager
def _adopting() -> Iterator[None]:
    """Meanwhile whoever below us loses its parent becomes our child, not that of process 1."""
    prctl = ctypes.CDLL(None).prctl
    prctl(PR_SET_CHILD_SUBREAPER, 1, 0, 0, 0)
    try:
        yield
    finally:
        prctl(PR_SET_CHILD_SUBREAPER, 0, 0, 0, 0)


class Popen(subprocess.Popen[AnyStr]):
    """Takes all that `subprocess.Popen` takes."""

    line: Line | None = None
    """To the forker of this process; one is started when there is none."""

    def _execute_child(self, args: Any, executable: Any, *rest: Any) -> None:
        told = dict(zip(NAMES, rest, strict=True))
        order = None if executable else _order(args, told)
        if order is None:
            super()._execute_child(args, executable, *rest)  # type: ignore[misc]
            return
        ends = (told["p2cread"], told["c2pwrite"], told["errwrite"])
        handles = [number if end == -1 else end for number, end in enumerate(ends)]
        try:
            self.pid = _line().fork(order, handles)
            self._child_created = True
        finally:
            self._close_pipe_fds(*(told[end] for end in PIPES))  # type: ignore[attr-defined]


@contextmanager
def taken_over() -> Iterator[None]:
    """Have `subprocess` start all processes by `Popen`."""
    subprocess.Popen = Popen  # type: ignore[misc]
    try:
        yield
    finally:
        subprocess.Popen = Started  # type: ignore[misc]


def hang_up() -> None:
    """End the forker of this process, if there is one."""
    if Popen.line:
        Popen.line.close()
        Popen.line = None


def _order(args: Any, told: Mapping[str, Any]) -> Order | None:
    """None if this must be started as ever."""
    if isinstance(args, str | bytes | os.PathLike):
        return None
    python, option, module, *arguments = (*map(str, args), "", "", "")
    usual = not any(told[name] for name in UNUSUAL) and told["umask"] == -1
    if not (usual and python == sys.executable and option == "-m" and _ours(module)):
        return None
    environment = dict(os.environ if told["env"] is None else told["env"])
    folder = Path(told["cwd"] or ".").absolute()
    if not folder.is_dir() or not _line().takes(environment):
        return None
    return Order(
        module=module,
        arguments=tuple(arguments[:-3]),
        folder=str(folder),
        environment=environment,
        new_session=told["start_new_session"],
        group=told["process_group"],
    )


def _ours(module: str) -> bool:
    return any(module == name or module.startswith(f"{name}.") for name in FORKED)


def _line() -> Line:
    if Popen.line is None:
        ours, theirs = socket.socketpair(socket.AF_UNIX, socket.SOCK_SEQPACKET)
        with theirs:
            number = theirs.fileno()
            command = [sys.executable, "-m", "tests.forker", str(number)]
            forker = Started(command, cwd=ROOT, stdin=subprocess.DEVNULL, pass_fds=[number])
        Popen.line = Line(ours, forker)
    return Popen.line
