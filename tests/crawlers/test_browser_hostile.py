"""Pages that would keep a browser for themselves, and crawls that die with one running."""

import os
import signal
import time
from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryDirectory
from threading import Event

import pytest

from crawlers.browser.folder import PREFIX
from crawlers.process import start_crawl
from tests.crawlers.desk import Desk, eventually
from tests.crawlers.test_crawl import FIELDS, ad, listing
from tests.crawlers.web import Answer, Web

pytestmark = pytest.mark.browser

RENDER = "render = true\n" + FIELDS
LINES = "<h1>Ad number {0}</h1><p class=text>Pickers wanted, call us ({0})</p>"


def page(number: int, script: str) -> Answer:
    return Answer(f"<!doctype html>{LINES.format(number)}<script>{script}</script>")


READ = {
    "alerts": "for (let n = 0; n < 50; n++) { alert(n); confirm(n); prompt(n); }",
    "windows": "for (let n = 0; n < 200; n++) window.open('/ads/1?' + n);",
    "reloads": "location.reload();",
    "moves": "setInterval(() => { location.href = '/ads/1?' + Math.random(); }, 10);",
    "clock": "setInterval(() => { document.title += '.'; "
    "document.body.append(document.createElement('i')); }, 50);",
    "polls": "setInterval(() => new Image().src = '/x.png?' + Math.random(), 20);",
    "leaves": "onbeforeunload = () => 'stay'; onunload = () => { for (;;); };",
    "asks": "Notification.requestPermission(); navigator.geolocation.getCurrentPosition(() => "
    "document.querySelector('.text').textContent = 'told where it is');",
    "clobbers": "document.body.insertAdjacentHTML('beforeend', '<form name=querySelector>"
    "<input name=getElementsByTagName></form>'); MutationObserver = performance = null;",
}
"""What pages do that are read all the same."""

LOST = {
    "loops": "for (;;);",
    "loops later": "setTimeout(() => { for (;;); }, 100);",
    "fills": "document.body.append(document.createComment('x'.repeat(11e6)));",
    "eats": "const all = []; for (;;) all.push(new Array(1e6).fill({}));",
}
"""What pages do that are not."""


@pytest.fixture
def temporary(monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """The folder for temporary files of all crawls of a test; with a short name, for Chromium."""
    with TemporaryDirectory(prefix="ow-", dir="/tmp") as folder:
        monkeypatch.setenv("TMPDIR", folder)
        yield Path(folder)


def users(folder: Path) -> set[int]:
    """Processes with anything of that folder in their command line or environment."""
    found = set()
    for process in Path("/proc").glob("[0-9]*"):
        try:
            told = (process / "cmdline").read_bytes() + (process / "environ").read_bytes()
        except OSError:
            continue
        if str(folder).encode() in told:
            found.add(int(process.name))
    return found


def test_hostile_pages(desk: Desk, web: Web, temporary: Path) -> None:
    """Each comes to an end, with a reason where it could not be read, and the next one is read."""
    pages = [*READ.values(), *LOST.values()]
    for number, script in enumerate(pages, 2):
        web.routes[f"/ads/{number}"] = page(number, script)
    last = len(pages) + 2
    web.routes |= {"/": listing(*range(2, last + 1)), f"/ads/{last}": ad(last)}
    desk.site("board", web.url("/"), RENDER)
    done = desk.scrapy("crawl", "board", "-s", "DOWNLOAD_TIMEOUT=3")
    read = {f"Ad number {number}" for number in (*range(2, 2 + len(READ)), last)}
    assert desk.titles() == read, done.stderr
    kinds = [problem.kind for problem in desk.problems() if problem.kind != "browser"]
    assert sorted(kinds) == ["time-out", "time-out", "time-out", "too-large"]
    assert not any(path.startswith(("/ads/1", "/x.png")) for path in web.asked if "?" in path)
    assert list(temporary.iterdir()) == []
    assert "Traceback" not in done.stderr


def test_a_stop_does_not_wait_for_the_browser(desk: Desk, web: Web, temporary: Path) -> None:
    never = Event()
    web.routes |= {"/": page(1, "fetch('/never')"), "/never": Answer("x", hold=never)}
    desk.site("board", web.url("/"), RENDER)
    process = desk.started("board")
    eventually(lambda: "/never" in web.asked)
    began = time.monotonic()
    process.send_signal(signal.SIGTERM)
    process.communicate(timeout=60)
    assert time.monotonic() - began < 15
    never.set()
    assert list(temporary.iterdir()) == []


@pytest.mark.parametrize(
    "script", ["fetch('/never')", "fetch('/never'); setTimeout(() => { for (;;); }, 50);"]
)
@pytest.mark.parametrize("whole", [False, True], ids=["alone", "its group"])
def test_nothing_outlives_a_killed_crawl(
    desk: Desk, web: Web, temporary: Path, then: str, *, whole: bool
) -> None:
    """kill -9 of the crawl, alone or with its group: driver, Chromium and all that it started are
    gone soon, and so is their folder."""
    never = Event()
    web.routes |= {"/": page(1, f"fetch('/never'); {then}"), "/never": Answer("x", hold=never)}
    desk.site("board", web.url("/"), RENDER)
    process = start_crawl(desk.folder, "board", run_seconds=120)
    eventually(lambda: "/never" in web.asked)
    (folder,) = temporary.iterdir()
    alive = users(folder)
    print(f"{len(alive)} processes use {folder.name}")
    assert len(alive) >= 4
    assert folder.name.startswith(PREFIX)
    (os.killpg if whole else os.kill)(process.pid, signal.SIGKILL)
    assert process.wait() == -signal.SIGKILL
    never.set()
    eventually(lambda: not folder.exists() and not users(folder))
    eventually(lambda: not any(Path(f"/proc/{number}").exists() for number in alive))
    assert list(temporary.iterdir()) == []
