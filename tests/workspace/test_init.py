"""What `offerwatch init` makes is right at once, and is never written over."""

import re
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from workspace.folder import Workspace
from workspace.init import FILES, FOLDERS, AlreadyThere, init
from workspace.secret import NoSecret
from workspace.spool import FOLDER as SPOOL

MADE = {
    ".secret",
    ".gitignore",
    "scrapy.cfg",
    "sites/bazaar.toml",
    "alerts/passports.toml",
    "offerwatch.toml",
}


def test_it_is_valid_from_the_start(tmp_path: Path) -> None:
    folder = tmp_path / "new" / "watch"
    assert {file.relative_to(folder).as_posix() for file in init(folder)} == MADE
    workspace = Workspace.open(folder)
    sites, rules = workspace.sites(), workspace.rules()
    assert (list(sites.good), sites.faults, sites.warnings) == (["bazaar"], (), ())
    assert (list(rules.good), rules.faults) == (["passports"], ())
    assert workspace.secret == (folder / ".secret").read_bytes()


@pytest.mark.fresh
def test_scrapy_knows_the_sites_of_a_new_workspace(tmp_path: Path) -> None:
    init(tmp_path)
    ask = [sys.executable, "-m", "scrapy", "list"]
    listed = subprocess.run(ask, cwd=tmp_path, capture_output=True, text=True, check=True)
    assert listed.stdout.split() == ["bazaar"]


def test_what_holds_personal_data_is_for_its_owner_only(tmp_path: Path) -> None:
    folder = tmp_path / "watch"
    init(folder)
    modes = {name: (folder / name).stat().st_mode & 0o777 for name in (*FOLDERS, ".secret")}
    private = {name for name, mode in modes.items() if not mode & 0o077}
    assert private == {".", "captures", "locks", ".secret"}


def test_twice_is_refused_and_changes_nothing(tmp_path: Path) -> None:
    init(tmp_path)
    (tmp_path / "sites" / "bazaar.toml").unlink()
    before = {file: file.read_bytes() for file in tmp_path.rglob("*") if file.is_file()}
    with pytest.raises(AlreadyThere, match="is there already and was left alone"):
        init(tmp_path)
    assert {file: file.read_bytes() for file in tmp_path.rglob("*") if file.is_file()} == before


@pytest.mark.parametrize("done", range(len(FILES)))
def test_after_a_crash_midway_it_is_finished(tmp_path: Path, done: int) -> None:
    init(tmp_path)
    secret = (tmp_path / ".secret").read_bytes()
    missing = list(FILES)[done:]
    for name in missing:
        (tmp_path / name).unlink()
    assert init(tmp_path) == tuple(tmp_path / name for name in missing)
    assert (tmp_path / ".secret").read_bytes() == secret


KILLED = """
import os, signal, sys
from pathlib import Path

fsync = os.fsync
left = int(sys.argv[2])

def dying(handle):
    global left
    left -= 1
    if left < 0:
        os.kill(os.getpid(), signal.SIGKILL)
    fsync(handle)

os.fsync = dying
from workspace.init import init
init(Path(sys.argv[1]))
"""


@pytest.mark.parametrize("left", range(5))
def test_kill_9_leaves_nothing_half_written(tmp_path: Path, left: int) -> None:
    command = [sys.executable, "-c", KILLED, str(tmp_path), str(left)]
    assert subprocess.run(command, check=False).returncode == -signal.SIGKILL
    init(tmp_path)
    workspace = Workspace.open(tmp_path)
    assert list(workspace.sites().good) == ["bazaar"]
    assert list(workspace.rules().good) == ["passports"]
    assert len(workspace.secret) == 32


def test_files_of_the_operator_are_left_alone(tmp_path: Path) -> None:
    (tmp_path / "sites").mkdir()
    (tmp_path / "sites" / "bazaar.toml").write_text("mine")
    made = init(tmp_path)
    assert tmp_path / "sites" / "bazaar.toml" not in made
    assert (tmp_path / "sites" / "bazaar.toml").read_text() == "mine"


def test_a_store_that_lost_its_secret_gets_no_new_one(tmp_path: Path) -> None:
    (tmp_path / "offerwatch.db").write_bytes(b"offers")
    with pytest.raises(NoSecret):
        init(tmp_path)
    assert not (tmp_path / "offerwatch.toml").exists()


def test_git_is_told_what_is_not_for_it(tmp_path: Path) -> None:
    init(tmp_path)
    told = (tmp_path / ".gitignore").read_text().splitlines()
    assert {".secret", "captures/", "logs/", f"{SPOOL}/", "*.db"} <= set(told)


def test_git_is_told_of_every_secret_that_the_settings_name_a_file_for(tmp_path: Path) -> None:
    init(tmp_path)
    named = re.findall(r'_file = "(.+?)"', (tmp_path / "offerwatch.toml").read_text())
    secrets = {name for name in named if not name.endswith(".crt")}
    assert secrets
    assert secrets <= set((tmp_path / ".gitignore").read_text().splitlines())
