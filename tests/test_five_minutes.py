""" "A site in five minutes" does what docs/sites.md says, word for word, on a board of the demo."""

import re
import shlex
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from demo import workspace as demo_workspace
from demo.web import DemoWeb

PAGE = Path(__file__).parent.parent / "docs" / "sites.md"


@pytest.fixture(scope="module")
def section() -> str:
    text = PAGE.read_text("utf-8")
    return text.partition("## A site in five minutes")[2].partition("\n## ")[0]


@pytest.fixture(scope="module")
def web() -> Iterator[DemoWeb]:
    with DemoWeb() as opened:
        yield opened


def offerwatch(folder: Path, *words: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "console", *words]
    return subprocess.run(command, cwd=folder, capture_output=True, text=True, check=False)


def test_five_minutes(tmp_path: Path, section: str, web: DemoWeb) -> None:
    assert offerwatch(tmp_path, "init", "watch").returncode == 0
    folder = tmp_path / "watch"
    (folder / "sites" / "bazaar.toml").unlink()
    said: dict[str, str] = {}
    for line in "".join(blocks(section, "sh")).splitlines():
        typed = line.replace(f":{demo_workspace.PORT}/", f":{web.port}/")
        answer = offerwatch(folder, *shlex.split(typed)[1:])
        assert answer.returncode == 0, f"{line}: {answer.stdout}{answer.stderr}"
        said[line] = answer.stdout + answer.stderr
        if " new " in line:
            owner_speaks(folder / "sites" / "praca.toml")
    new, check, tried, tested, crawled, searched = said.values()
    for row in promised(section):
        assert row in [" ".join(line.split()) for line in new.splitlines()]
    assert "0 faults, 0 warnings" in check
    assert "article" not in tried
    assert "Piekarz" in tried
    assert "2 recorded pages, 0 of them not as expected" in tested
    assert "praca\tok\t" in crawled
    assert searched.count("praca") >= 15


def blocks(section: str, language: str) -> list[str]:
    found = re.findall(r"^```(\w*)\n(.*?)^```$", section, re.DOTALL | re.MULTILINE)
    return [text for written, text in found if written == language]


def owner_speaks(file: Path) -> None:
    """What the page asks the reader to do by hand."""
    text = file.read_text("utf-8")
    file.write_text(re.sub(r"^# (purpose|cleared) = ", r"\1 = ", text, flags=re.MULTILINE), "utf-8")


def promised(section: str) -> Iterator[str]:
    """What the page shows of the first command's answer, but for what it cuts off."""
    [shown] = blocks(section, "")
    rows = [" ".join(line.split()) for line in shown.splitlines() if "..." not in line]
    yield from (row for row in rows if row)
