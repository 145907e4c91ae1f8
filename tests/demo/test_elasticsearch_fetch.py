"""How a server is had: which Java, by Maven, once."""

import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from demo.elasticsearch import java
from demo.elasticsearch.cache import VARIABLE, cache, check_open
from demo.elasticsearch.fetch import home_of
from demo.elasticsearch.missing import Missing
from demo.elasticsearch.release import RELEASES
from tests.elasticsearch import own

ROOT = Path(__file__).parents[2]
OLD, NEW = RELEASES.values()

FETCH = """
import sys
from pathlib import Path
from demo.elasticsearch.fetch import home_of
from demo.elasticsearch.release import RELEASES
print(home_of(RELEASES[sys.argv[1]], Path(sys.argv[2])))
"""

WRAPPED = """#!/bin/sh
echo asked >> {asked}
exec {maven} {more} "$@"
"""


def wrap_maven(folder: Path, monkeypatch: pytest.MonkeyPatch, more: str = "") -> Path:
    """Have the real Maven be told more; what is returned has a line for each time it is called."""
    asked, program = folder / "asked", folder / "bin" / "mvn"
    program.parent.mkdir()
    program.write_text(WRAPPED.format(asked=asked, maven=shutil.which("mvn"), more=more))
    program.chmod(0o755)
    monkeypatch.setenv("PATH", str(program.parent), prepend=":")
    return asked


@pytest.fixture
def place() -> Iterator[Path]:
    """A cache that is empty, where a server's user could get in."""
    with tempfile.TemporaryDirectory(prefix="offerwatch-test-") as made:
        Path(made).chmod(0o711)
        yield Path(made) / "cache"


@pytest.fixture
def homes(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A computer where each Java is where this test puts it."""
    for name in java.NAMED:
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("PATH", str(tmp_path / "bin"))
    monkeypatch.setattr(java, "INSTALLED", tmp_path / "jvm")
    return tmp_path / "jvm"


def put(home: Path, version: str) -> Path:
    (home / "bin").mkdir(parents=True)
    (home / "bin" / "java").touch(mode=0o755)
    (home / "release").write_text(f'IMPLEMENTOR="Any"\nJAVA_VERSION="{version}"\n')
    return home


def test_the_newest_java_is_taken_and_the_newest_release_that_runs_on_it(homes: Path) -> None:
    put(homes / "eight", "1.8.0_402")
    put(homes / "seventeen", "17.0.15")
    assert [found.major for found in java.found()] == [17, 8]
    assert java.newest_release() == OLD
    newest = put(homes / "early", "26-ea")
    assert java.newest_release() == NEW
    assert java.java_for(NEW).home == newest


def test_a_java_that_is_named_or_on_the_path_comes_first(
    homes: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    put(homes / "newest", "25.0.3")
    on_path = put(homes / "seventeen", "17.0.15")
    (tmp_path / "bin").mkdir()
    (tmp_path / "bin" / "java").symlink_to(on_path / "bin" / "java")
    assert java.java_for(OLD).home == on_path
    assert java.java_for(NEW).home == homes / "newest"
    named = put(tmp_path / "named", "21.0.9")
    monkeypatch.setenv("JAVA_HOME", str(named))
    assert [java.java_for(release).home for release in (OLD, NEW)] == [named, named]


def test_a_missing_java_is_said_with_what_there_is(homes: Path) -> None:
    with pytest.raises(Missing, match=r"Java 17 or newer and there is no Java.*apt-get install"):
        java.java_for(OLD)
    put(homes / "seventeen", "17.0.15")
    with pytest.raises(Missing, match=f"Java 21 or newer and there is Java 17 in {homes}"):
        java.java_for(NEW)


def test_a_missing_maven_is_said(
    place: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    with pytest.raises(Missing, match="apt-get install maven"):
        home_of(OLD, place)


def test_processes_that_ask_at_once_fetch_once(
    place: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    own()  # or skipped
    asked = wrap_maven(place.parent, monkeypatch)
    command = [sys.executable, "-c", FETCH, OLD.version, str(place)]
    both = [
        subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, text=True) for _ in range(2)
    ]
    said = {process.communicate()[0].strip() for process in both}
    (home,) = said
    assert asked.read_text() == "asked\n"
    assert (Path(home) / "bin" / "elasticsearch").stat().st_mode & 0o777 == 0o755
    assert sorted(each.name for each in place.iterdir()) == [
        f"{OLD.version}.lock",
        Path(home).name,
    ]


def test_what_is_not_what_was_tried_is_not_unpacked(place: Path) -> None:
    own()  # or skipped
    with pytest.raises(Missing, match="SHA-256"):
        home_of(replace(OLD, sha256="0" * 64), place)
    assert [each.name for each in place.iterdir()] == [f"{OLD.version}.lock"]


def test_a_download_that_failed_says_how_to_try_again(
    place: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    own()  # or skipped
    wrap_maven(place.parent, monkeypatch, "--offline")
    with pytest.raises(
        Missing, match=r"could not fetch.*:\n(.|\n)+ -Dartifact=\S+:0\.0\.1:zip .+ -U$"
    ):
        home_of(replace(OLD, version="0.0.1"), place)


def test_the_cache_is_where_it_is_named(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path))
    assert cache() == tmp_path / "offerwatch" / "elasticsearch"
    monkeypatch.setenv(VARIABLE, str(tmp_path / "here"))
    assert cache() == tmp_path / "here"


def test_root_is_told_of_a_folder_that_its_servers_cannot_enter(
    place: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("os.geteuid", lambda: 0)
    place.mkdir(mode=0o700)
    with pytest.raises(Missing, match=f"chmod o\\+x {place}$"):
        check_open(place / "deeper")
    place.chmod(0o711)
    check_open(place / "deeper")
