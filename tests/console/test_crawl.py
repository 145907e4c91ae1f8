"""`offerwatch crawl`, for real: processes of their own on the demo's boards."""

import json
import os
import signal
import subprocess
import sys
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path
from threading import Event
from typing import Any

import pytest

from console.exits import Exit
from demo import workspace as demo_workspace
from demo.web import DemoWeb
from offers.run import Run
from workspace.folder import Workspace

CLOCK = datetime(2026, 3, 2, 8, tzinfo=UTC)
PATIENCE = 60.0


@pytest.fixture(scope="module")
def web() -> Iterator[DemoWeb]:
    with DemoWeb() as opened:
        yield opened


@pytest.fixture
def folder(web: DemoWeb, tmp_path: Path) -> Path:
    demo_workspace.write(tmp_path, port=web.port, smtp_port=9, clock=CLOCK)
    return tmp_path


def keep_only(folder: Path, *names: str) -> None:
    for file in (folder / "sites").glob("*.toml"):
        if file.stem not in names:
            file.unlink()


def offerwatch(folder: Path, *words: str) -> "subprocess.CompletedProcess[str]":
    return subprocess.run(
        [sys.executable, "-m", "console", "-w", str(folder), *words],
        capture_output=True,
        text=True,
        check=False,
    )


def objects(text: str) -> list[Any]:
    return [json.loads(line) for line in text.splitlines()]


def journal(folder: Path) -> list[Run]:
    with Workspace.open(folder).open_store() as store:
        return list(store.journal.runs())


def eventually(holds: Callable[[], bool]) -> None:
    """Wait for a condition, looking at it again and again."""
    pause = Event()
    for _ in range(int(PATIENCE / 0.05)):
        if holds():
            return
        pause.wait(0.05)
    raise AssertionError("it did not come about")


def test_named_sites_are_crawled_and_summed_up(folder: Path) -> None:
    ended = offerwatch(folder, "crawl", "bazaar", "souq", "bazaar", "--json")
    assert ended.returncode == Exit.OK, ended.stderr
    runs = objects(ended.stdout)
    assert [run["site"] for run in runs] == ["bazaar", "souq"]
    assert [run["state"] for run in runs] == ["ok", "ok"]
    assert all(run["counts"]["new"] > 0 for run in runs)
    assert "bazaar: ok" in ended.stderr
    found = objects(offerwatch(folder, "search", "--site", "souq", "--limit", "0", "--json").stdout)
    assert len(found) > 0
    again = offerwatch(folder, "crawl", "souq")
    [head, row] = again.stdout.splitlines()
    counts = dict(zip(head.split("\t"), row.split("\t"), strict=True))
    assert (counts["site"], counts["end"], counts["new"], counts["edited"]) == (
        "souq",
        "ok",
        "0",
        "0",
    )


def test_a_site_file_with_faults_stops_no_other_site(folder: Path) -> None:
    keep_only(folder, "souq")
    (folder / "sites" / "bad.toml").write_text('name = "bad"\nreader = "selectors"\n')
    ended = offerwatch(folder, "crawl", "--json")
    assert ended.returncode == Exit.FAILED
    assert [run["state"] for run in objects(ended.stdout)] == ["ok"]
    assert "fault: sites/bad.toml:1: " in ended.stderr


def test_a_site_that_is_not_there(folder: Path) -> None:
    ended = offerwatch(folder, "crawl", "souk")
    assert (ended.returncode, ended.stdout) == (Exit.USAGE, "")
    assert "did you mean souq?" in ended.stderr
    assert journal(folder) == []


def test_a_site_that_somebody_else_crawls(folder: Path) -> None:
    with Workspace.open(folder).lock("site-souq", "a test"):
        ended = offerwatch(folder, "crawl", "souq", "--json")
    assert ended.returncode == Exit.FAILED
    [told] = objects(ended.stdout)
    assert (told["site"], told["state"]) == ("souq", "failed")
    assert "souq: " in ended.stderr
    assert "souq.log" in ended.stderr


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM, signal.SIGHUP])
def test_a_signal_ends_the_crawls_and_closes_the_runs(folder: Path, number: signal.Signals) -> None:
    file = folder / "sites" / "souq.toml"
    file.write_text(file.read_text().replace("delay = 0", "delay = 2"))
    command = [sys.executable, "-m", "console", "-w", str(folder), "crawl", "souq", "--json"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE) as process:
        eventually(lambda: any(run.counts.get("pages") for run in journal(folder)))
        process.send_signal(number)
        out, err = process.communicate(timeout=PATIENCE)
    assert process.returncode == Exit.STOPPED
    assert [run["state"] for run in objects(out.decode())] == ["aborted"]
    assert b"Traceback" not in err
    assert not Workspace.open(folder).is_locked("site-souq")


def test_a_crawl_that_is_killed_is_told_as_aborted(folder: Path) -> None:
    file = folder / "sites" / "souq.toml"
    file.write_text(file.read_text().replace("delay = 0", "delay = 2"))
    command = [sys.executable, "-m", "console", "-w", str(folder), "crawl", "souq", "--json"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE) as process:
        eventually(lambda: any(run.counts.get("pages") for run in journal(folder)))
        locked = (folder / "locks" / "site-souq.lock").read_text().split()
        os.kill(int(locked[0]), signal.SIGKILL)
        out, _ = process.communicate(timeout=PATIENCE)
    assert process.returncode == Exit.FAILED
    assert [run["state"] for run in objects(out.decode())] == ["aborted"]
