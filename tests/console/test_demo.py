"""`offerwatch demo`: the whole story, told for real."""

import re
import subprocess
import sys
from pathlib import Path

import pytest

from console.exits import Exit


def demo(folder: Path, *words: str) -> "subprocess.CompletedProcess[str]":
    return subprocess.run(
        [sys.executable, "-m", "console", "demo", "--keep", str(folder), *words],
        capture_output=True,
        text=True,
        check=False,
    )


COPIED = ("$ ", "database ", "captures ")
"""Lines that are not broken, however long, since people copy from them."""


COUNTS = re.compile(r"^(\w+) +ok +([\d ]+)$", re.MULTILINE)
"""A row of what the crawls of a day met."""


@pytest.mark.timeout(900)
def test_two_days_of_the_demo(tmp_path: Path, elasticsearch: str) -> None:
    """The same numbers on either store."""
    folder = tmp_path / "demo"
    ended = demo(folder, "--days", "2")
    assert ended.returncode == Exit.OK, ended.stdout + ended.stderr
    assert_told(ended.stdout, folder)
    assert "Traceback" not in ended.stderr

    other = demo(tmp_path / "other", "--days", "2", "--store", elasticsearch)
    assert other.returncode == Exit.OK, other.stdout + other.stderr
    counts, served = (COUNTS.findall(each.stdout) for each in (ended, other))
    assert len(counts) == 18
    assert counts == served
    mails, served = (
        re.findall(r"Mails .*|\d+ of \d+ offers", each.stdout) for each in (ended, other)
    )
    assert mails == served
    assert f"{elasticsearch}/demo-" in other.stdout


def assert_told(told: str, folder: Path) -> None:
    assert "Day 1, Monday 02 March 2026" in told
    assert "Day 2, Tuesday 03 March 2026" in told
    assert re.search(r"appjobs\W+ok", told)
    assert {"edited", "gone"} <= set(told.partition("Day 2")[2].split())
    sums = re.search(r"sent (\d+) requests and received (\d+) kB, these (\d+) and (\d+) kB", told)
    assert sums
    first, received, second, again = map(int, sums.groups())
    assert second < first / 3
    assert again < received / 10
    assert "search 'паспорт*'" in told
    assert "search 'جواز OR پاسپورت'" in told
    assert "0 of 0 offers" not in told
    assert 'rule "documents-and-fees"' in told
    assert "(masked)" in told
    assert str(folder / "offerwatch.db") in told
    assert (folder / "offerwatch.db").is_file()
    drawn = [line for line in told.splitlines() if not line.startswith(COPIED)]
    assert max(map(len, drawn)) <= 100


def test_only_a_demo_is_cleared_away(tmp_path: Path) -> None:
    (tmp_path / "precious").write_text("mine")
    ended = demo(tmp_path)
    assert (ended.returncode, ended.stdout) == (Exit.USAGE, "")
    assert "--keep" in ended.stderr
    assert (tmp_path / "precious").read_text() == "mine"
