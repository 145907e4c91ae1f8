"""Where a Chromium is looked for, and what is said where there is none."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from crawlers.browser.found import NoBrowser, chromium
from crawlers.process import Exit
from tests.crawlers.desk import Desk
from tests.crawlers.test_crawl import FIELDS, ad, listing
from tests.crawlers.web import Web


def program(path: Path) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text("#!/bin/sh\n")
    path.chmod(0o755)
    return path


def test_debians_is_found_on_the_path(tmp_path: Path) -> None:
    made = program(tmp_path / "bin/chromium")
    assert chromium({"PATH": str(tmp_path / "bin")}) == made


@pytest.mark.parametrize(
    "inside",
    [
        "chrome-linux/chrome",
        "chrome-linux64/chrome",
        "chrome-mac/Chromium.app/Contents/MacOS/Chromium",
    ],
)
def test_playwrights_newest_is_found(tmp_path: Path, inside: str) -> None:
    cache = tmp_path / ".cache/ms-playwright"
    program(cache / "chromium-999" / inside)
    made = program(cache / "chromium-1187" / inside)
    (cache / "chromium-1200").mkdir()
    program(cache / "chromium_headless_shell-1300/chrome-linux/headless_shell")
    assert chromium({"HOME": str(tmp_path), "PATH": ""}) == made


def test_a_named_folder_comes_first(tmp_path: Path) -> None:
    program(tmp_path / "bin/chromium")
    made = program(tmp_path / "own/chromium_headless_shell-7/chrome-linux/headless_shell")
    told = {"PATH": str(tmp_path / "bin"), "PLAYWRIGHT_BROWSERS_PATH": str(tmp_path / "own")}
    assert chromium(told) == made


def test_a_named_program_is_the_one(tmp_path: Path) -> None:
    made = program(tmp_path / "mine")
    program(tmp_path / "bin/chromium")
    told = {"PATH": str(tmp_path / "bin"), "OFFERWATCH_CHROMIUM": str(made)}
    assert chromium(told) == made
    with pytest.raises(NoBrowser, match="OFFERWATCH_CHROMIUM"):
        chromium(told | {"OFFERWATCH_CHROMIUM": str(tmp_path / "nothing")})


def test_none_at_all(tmp_path: Path) -> None:
    with pytest.raises(NoBrowser, match="apt-get install chromium"):
        chromium({"HOME": str(tmp_path), "PATH": str(tmp_path)})


@pytest.fixture
def without(tmp_path: Path) -> dict[str, str]:
    """An environment in which no Chromium is found."""
    return {"PATH": str(tmp_path), "HOME": str(tmp_path), "PLAYWRIGHT_BROWSERS_PATH": ""}


def test_a_site_is_left_out_with_a_line(desk: Desk, web: Web, without: dict[str, str]) -> None:
    desk.site("board", web.url("/"), "render = true\n" + FIELDS)
    for done in (desk.crawl("board", **without), desk.scrapy("crawl", "board", **without)):
        assert done.returncode == Exit.USAGE
        assert "board is left out: it needs a browser" in done.stderr
        assert "apt-get install chromium" in done.stderr
        assert "Traceback" not in done.stderr
    assert web.asked == []
    assert desk.runs() == []


def offerwatch(desk: Desk, *words: str, **told: str) -> "subprocess.CompletedProcess[str]":
    command = [sys.executable, "-m", "console", "-w", str(desk.folder), *words]
    return subprocess.run(
        command,
        env={**os.environ, **told},
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )


def test_the_others_are_crawled(desk: Desk, web: Web, without: dict[str, str]) -> None:
    desk.site("board", web.url("/"), "render = true\n" + FIELDS)
    desk.site("plain", web.url("/"), FIELDS)
    web.routes |= {"/": listing(1), "/ads/1": ad(1)}
    done = offerwatch(desk, "crawl", **without)
    assert done.returncode == 0, done.stderr
    assert "board is left out: it needs a browser" in done.stderr
    assert [run.site for run in desk.runs()] == ["plain"]
    named = offerwatch(desk, "crawl", "board", **without)
    assert named.returncode != 0
    assert "board is left out: it needs a browser" in named.stderr


@pytest.mark.browser
def test_a_program_that_is_none(desk: Desk, web: Web, tmp_path: Path) -> None:
    """It ends at once and says something: the run says so too."""
    broken = tmp_path / "broken"
    broken.write_text("#!/bin/sh\necho 'ERROR: no screen' >&2\nexit 1\n")
    broken.chmod(0o755)
    desk.site("board", web.url("/"), "render = true\n" + FIELDS)
    web.routes["/"] = listing(1)
    done = desk.crawl("board", OFFERWATCH_CHROMIUM=str(broken))
    assert done.returncode == Exit.ABORTED, done.stderr
    assert f"{broken} does not start: " in (desk.runs()[0].reason or "")
    assert "no screen" in (desk.runs()[0].reason or "")
