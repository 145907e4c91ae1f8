"""The quick start does what it says: its files are taken from the page and used."""

import re
import subprocess
import sys
from pathlib import Path

import pytest

from demo import workspace as demo_workspace
from demo.web import DemoWeb

PAGE = Path(__file__).parent.parent / "docs" / "quickstart.md"


@pytest.fixture(scope="module")
def blocks() -> list[str]:
    return re.findall(r"```toml\n(.*?)```", PAGE.read_text("utf-8"), re.DOTALL)


def offerwatch(folder: Path, *words: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "console", *words]
    return subprocess.run(command, cwd=folder, capture_output=True, text=True, check=False)


@pytest.mark.fresh
def test_quick_start(tmp_path: Path, blocks: list[str]) -> None:
    site, rule = blocks
    with DemoWeb() as web:
        assert offerwatch(tmp_path, "init", "watch").returncode == 0
        folder = tmp_path / "watch"
        (folder / "sites" / "bazaar.toml").unlink()
        made = site.replace(f":{demo_workspace.PORT}/", f":{web.port}/")
        (folder / "sites" / "souq.toml").write_text(made, "utf-8")
        (folder / "alerts" / "abroad.toml").write_text(rule, "utf-8")
        checked = offerwatch(folder, "sites", "check")
        assert (checked.returncode, checked.stderr.count("warning:")) == (0, 0)
        assert offerwatch(folder, "crawl").returncode == 0
        found = offerwatch(folder, "search", "site:souq", "--json")
        assert found.stdout.count('"site": "souq"') > 5
        assert offerwatch(folder, "alerts", "check").returncode == 0
        assert "abroad" in offerwatch(folder, "alerts", "test", "abroad").stdout
