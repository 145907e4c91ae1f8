"""What continuous integration runs beside `make test`: each release of Elasticsearch, or a line."""

import os
import subprocess
import sys
from pathlib import Path

from demo.elasticsearch.java import newest_release
from demo.elasticsearch.release import RELEASES

ROOT = Path(__file__).parents[2]


def test_every_release_is_tested_or_named() -> None:
    told = subprocess.run(
        [sys.executable, ".ci/releases"],
        cwd=ROOT,
        env={**os.environ, "PYTHONPATH": "."},
        capture_output=True,
        text=True,
        check=True,
    )
    left = [line.split()[1] for line in told.stderr.splitlines()]
    assert sorted([newest_release().version, *told.stdout.split(), *left]) == sorted(RELEASES)
    assert all("needs Java" in line for line in told.stderr.splitlines())
