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
from crawlers.browser.found import chromium
from crawlers.process import Exit, start_crawl
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


LIMITS = """
from crawlers.browser import middleware
middleware.{limit} = {most}
"""
"""A Python site that says nothing of the site: it makes the browser's limits smaller."""


@pytest.fixture
def starts(desk: Desk, web: Web, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A file with a line for each start of a browser, and a board of three ads."""
    program, started = tmp_path / "chromium", tmp_path / "started"
    program.write_text(f'#!/bin/sh\necho >> {started}\nexec {chromium()} "$@"\n')
    program.chmod(0o700)
    monkeypatch.setenv("OFFERWATCH_CHROMIUM", str(program))
    desk.site("board", web.url("/"), RENDER)
    web.routes |= {"/": listing(1, 2, 3), "/ads/1": ad(1), "/ads/2": ad(2), "/ads/3": ad(3)}
    return started


@pytest.mark.parametrize(("limit", "most", "count"), [("MOST_PAGES", 2, 2), ("MOST_MEMORY", 1, 4)])
def test_a_browser_is_made_anew(
    desk: Desk, starts: Path, limit: str, most: int, count: int
) -> None:
    """After so many pages, and once it has grown, which here it has from the first page on."""
    (desk.folder / "sites/board.py").write_text(LIMITS.format(limit=limit, most=most))
    done = desk.crawl("board")
    assert desk.titles() == {"Ad number 1", "Ad number 2", "Ad number 3"}, done.stderr
    assert len(starts.read_text().splitlines()) == count


def test_a_page_without_measure_is_ended(desk: Desk, web: Web, starts: Path) -> None:
    """Outside of the heap of scripts, which has a limit of its own."""
    eats = "const all = []; for (;;) if (all.length < 40) all.push(new Uint8Array(2e7).fill(1));"
    web.routes["/ads/2"] = page(2, eats)
    limits = LIMITS.format(limit="MOST_FOR_PAGE", most=400 * 2**20)
    (desk.folder / "sites/board.py").write_text(limits)
    done = desk.crawl("board")
    assert desk.titles() == {"Ad number 1", "Ad number 3"}, done.stderr
    (problem,) = desk.problems()
    assert (problem.kind, problem.url) == ("too-large", web.url("/ads/2"))
    assert len(starts.read_text().splitlines()) == 2


def test_a_stop_does_not_wait_for_the_browser(desk: Desk, web: Web, temporary: Path) -> None:
    never = Event()
    web.routes |= {"/": page(1, "fetch('/never')"), "/never": Answer("x", hold=never)}
    desk.site("board", web.url("/"), RENDER)
    process = start_crawl(desk.folder, "board", run_seconds=60)
    eventually(lambda: "/never" in web.asked)
    began = time.monotonic()
    os.kill(process.pid, signal.SIGTERM)
    assert process.wait() == Exit.ABORTED
    assert time.monotonic() - began < 15
    never.set()
    assert list(temporary.iterdir()) == []


@pytest.mark.parametrize("then", ["", "setTimeout(() => { for (;;); }, 50);"])
@pytest.mark.parametrize("whole", [False, True], ids=["alone", "its group"])
def test_nothing_outlives_a_killed_crawl(
    desk: Desk, web: Web, temporary: Path, then: str, *, whole: bool
) -> None:
    """kill -9 of the crawl, alone or with its group: driver, Chromium and all that it started are
    gone soon, and so is their folder."""
    never = Event()
    web.routes |= {"/": page(1, f"fetch('/never'); {then}"), "/never": Answer("x", hold=never)}
    desk.site("board", web.url("/"), RENDER)
    process = start_crawl(desk.folder, "board", run_seconds=60)
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
