"""Errors are sentences with an exit code, never traces."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from console.exits import Exit
from offers.offer import Offer
from tests.console.hand import Hand


def test_no_workspace(tmp_path: Path) -> None:
    answer = Hand(tmp_path)("search")
    assert (answer.code, answer.out) == (Exit.NO_WORKSPACE, "")
    assert "offerwatch init" in answer.err


def test_settings_with_faults_name_line_and_field(empty: Hand) -> None:
    (empty.folder / "offerwatch.toml").write_text(
        'contact = "mailto:a@example.org"\nkeep_days = "x"'
    )
    answer = empty("search")
    assert (answer.code, answer.out) == (Exit.NO_WORKSPACE, "")
    assert "offerwatch.toml:2: keep_days" in answer.err


def test_settings_that_are_no_toml(empty: Hand) -> None:
    (empty.folder / "offerwatch.toml").write_text("contact = ")
    assert empty("search").code == Exit.NO_WORKSPACE


def test_a_lost_secret(hand: Hand) -> None:
    (hand.folder / ".secret").unlink()
    answer = hand("search")
    assert (answer.code, answer.out) == (Exit.NO_WORKSPACE, "")
    assert ".secret" in answer.err


def test_a_store_that_is_none(empty: Hand) -> None:
    (empty.folder / "offerwatch.db").write_bytes(b"this is no database" * 1000)
    answer = empty("search")
    assert (answer.code, answer.out) == (Exit.NO_STORE, "")
    assert "offerwatch.db" in answer.err


def test_a_full_disk(hand: Hand) -> None:
    answer = hand("kibana", "export", "/dev/full")
    assert (answer.code, answer.out) == (Exit.FAILED, "")
    assert answer.err.strip() == "No space left on device"


def test_init_says_what_it_made_and_leaves_what_is_there(tmp_path: Path) -> None:
    made = Hand(tmp_path)("init", str(tmp_path / "new"))
    assert made.code == Exit.OK
    assert all(Path(line).is_file() for line in made.out.splitlines())
    assert (tmp_path / "new" / "offerwatch.toml").is_file()
    again = Hand(tmp_path)("init", str(tmp_path / "new"))
    assert (again.code, again.out) == (Exit.FAILED, "")
    assert "left alone" in again.err


@pytest.mark.parametrize(
    "words", [["serch"], ["search", "--limt", "3"], ["show"], ["sites", "lst"]]
)
def test_a_mistyped_command_line_is_usage(hand: Hand, words: list[str]) -> None:
    answer = hand(*words)
    assert (answer.code, answer.out) == (Exit.USAGE, "")
    assert "Traceback" not in answer.err


def run(*words: str, folder: Path, **environment: str) -> "subprocess.CompletedProcess[str]":
    return subprocess.run(
        [sys.executable, "-m", "console", *words],
        env={**os.environ, "OFFERWATCH_WORKSPACE": str(folder), **environment},
        capture_output=True,
        text=True,
        check=False,
    )


def test_the_environment_names_the_workspace(hand: Hand) -> None:
    assert run("search", "waiter", folder=hand.folder).stdout.count("\n") == 2


def test_a_terminal_that_cannot_write_arabic_is_no_failure(hand: Hand) -> None:
    ended = run("search", "--site", "souq", folder=hand.folder, PYTHONIOENCODING="ascii")
    assert ended.returncode == Exit.OK
    assert "????" in ended.stdout


def test_a_reader_that_goes_away_is_no_trace(empty: Hand, many: list[Offer]) -> None:
    empty.put(*many)
    command = [sys.executable, "-m", "console", "-w", str(empty.folder), "export"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE) as process:
        assert process.stdout
        assert process.stderr
        process.stdout.readline()
        process.stdout.close()
        assert b"Traceback" not in process.stderr.read()
        assert process.wait() == Exit.FAILED
