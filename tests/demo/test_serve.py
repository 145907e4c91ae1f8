"""`python -m demo serve` as a process."""

import os
import re
import signal
import subprocess
import sys
from pathlib import Path
from urllib.request import urlopen

import pytest

from demo.__main__ import main
from demo.web import BOARDS, DemoWeb

ROOT = Path(__file__).parents[2]


def test_serve_names_the_boards_goes_on_by_days_and_ends_quietly() -> None:
    command = [sys.executable, "-m", "demo", "serve", "--port", "0", "--day-seconds", "0.05"]
    with subprocess.Popen(
        [*command, "--day", "2"], cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.STDOUT
    ) as process:
        assert process.stdout is not None
        said = [process.stdout.readline().decode() for _ in range(len(BOARDS) + 4)]
        (url,) = (found[0] for line in said if (found := re.search(r"http://127.0.1.9:\S+", line)))
        with urlopen(url) as answer:
            assert answer.status == 200
        process.send_signal(signal.SIGINT)
        rest = process.stdout.read().decode()
    assert process.returncode == 0
    assert said[0] == "day 2, 2026-03-03\n"
    assert [line.split()[0] for line in said[1 : len(BOARDS) + 1]] == list(BOARDS)
    assert "day 3, 2026-03-04\n" in said
    assert "Traceback" not in rest


def test_a_taken_port_is_said_in_one_line(capsys: pytest.CaptureFixture[str]) -> None:
    with DemoWeb() as web:
        assert main(["serve", "--port", str(web.port)]) == 1
    said = capsys.readouterr().err
    assert said.startswith(f"port {web.port} cannot be used: ")
    assert said.endswith("try --port 0\n")
    assert os.linesep * 2 not in said
