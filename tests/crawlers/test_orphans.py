"""Processes that fetch for another one end when that is gone, and looks leave no folder behind."""

import json
import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from threading import Event

import pytest

from tests.crawlers.desk import ROOT, Desk, eventually
from tests.crawlers.test_browser_hostile import users
from tests.crawlers.web import Answer, Web

pytestmark = pytest.mark.fresh
"""Who uses a folder is told by command lines and environments, which a fork has of its forker."""


@pytest.fixture
def temporary(tmp_path: Path) -> Path:
    folder = tmp_path / "temporary"
    folder.mkdir()
    return folder


@contextmanager
def errand(
    desk: Desk, module: str, temporary: Path, *told: str
) -> Iterator[subprocess.Popen[bytes]]:
    """As `crawlers.talk` starts it, but with nobody to look after it."""
    words = [str(desk.folder / "sites" / "board.toml"), "--workspace", str(desk.folder), *told]
    words += ["--scratch", str(temporary), "--seconds", "600"]
    with subprocess.Popen(
        [sys.executable, "-m", f"crawlers.{module}", *words],
        cwd=ROOT,
        stdin=subprocess.PIPE,
        stdout=subprocess.DEVNULL,
        start_new_session=True,
    ) as process:
        try:
            yield process
        finally:
            process.kill()


def gone(process: subprocess.Popen[bytes]) -> None:
    """Let go of it, as its parent does by dying, and see it end."""
    assert process.stdin
    process.stdin.close()
    process.wait(timeout=10)


@pytest.mark.parametrize(("module", "told"), [("trial", ("--pages", "5")), ("peek", ())])
def test_it_ends_with_its_parent_whatever_it_waits_for(
    desk: Desk, web: Web, temporary: Path, module: str, told: tuple[str, ...]
) -> None:
    never = Event()
    web.routes["/"] = Answer("x", hold=never)
    desk.site("board", web.url("/"))
    with errand(desk, module, temporary, *told) as process:
        assert process.stdin
        process.stdin.write(json.dumps({"page": web.url("/")}).encode() + b"\n")
        process.stdin.flush()
        eventually(lambda: "/" in web.asked)
        gone(process)
    never.set()


def test_it_ends_with_its_parent_before_it_has_begun(
    desk: Desk, web: Web, temporary: Path, tmp_path: Path
) -> None:
    """In a Python site that never comes to an end of itself."""
    desk.site("board", web.url("/"))
    begun = tmp_path / "begun"
    (desk.folder / "sites" / "board.py").write_text(
        f"open({str(begun)!r}, 'w')\nwhile True: pass\n"
    )
    with errand(desk, "trial", temporary, "--pages", "5") as process:
        eventually(begun.exists)
        gone(process)


@pytest.fixture(params=["fetch", "shell"])
def look(
    request: pytest.FixtureRequest, desk: Desk, web: Web, temporary: Path
) -> Iterator[subprocess.Popen[bytes]]:
    """`scrapy COMMAND URL` that waits for its page."""
    never = Event()
    web.routes["/"] = Answer("x", hold=never)
    desk.site("board", web.url("/"))
    command = [sys.executable, "-m", "scrapy", request.param, web.url("/")]
    told = {**os.environ, "TMPDIR": str(temporary)}
    told.pop("OFFERWATCH_WORKSPACE", None)
    with subprocess.Popen(command, cwd=desk.folder, env=told, stdin=subprocess.PIPE) as process:
        try:
            eventually(lambda: "/" in web.asked)
            yield process
        finally:
            process.kill()
            never.set()


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGHUP, signal.SIGKILL])
def test_no_look_leaves_its_folder(
    look: subprocess.Popen[bytes], temporary: Path, number: signal.Signals
) -> None:
    assert list(temporary.glob("offerwatch-*"))
    look.send_signal(number)
    look.wait(timeout=60)
    eventually(lambda: not users(temporary))
    assert list(temporary.iterdir()) == []
