"""Fetches a server by Maven, once, and unpacks it, once, however many ask at the same time."""

import fcntl
import hashlib
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from zipfile import BadZipFile, ZipFile

from demo.elasticsearch.cache import check_open
from demo.elasticsearch.missing import Missing
from demo.elasticsearch.release import Release

PLUGIN = "org.apache.maven.plugins:maven-dependency-plugin:3.6.1:copy"
ARTIFACT = "org.elasticsearch.distribution.integ-test-zip:elasticsearch:{version}:zip"
"""The server itself with x-pack's core and security, as Elastic publishes it for tests."""

MINUTES = 15
"""How long Maven may take for the 100 MB."""


def home_of(release: Release, cache: Path) -> Path:
    """The unpacked server, read-only to whom it runs as. Fetches it if it is not there yet.

    Raises `Missing` without Maven, when the download fails or is not what was tried.
    """
    home = cache / f"elasticsearch-{release.version}"
    if home.is_dir():
        check_open(home)
        return home
    cache.mkdir(mode=0o755, parents=True, exist_ok=True)
    check_open(cache)
    with _alone(cache / f"{release.version}.lock"):
        if not home.is_dir():
            _make(release, cache, home)
    return home


def _make(release: Release, cache: Path, home: Path) -> None:
    """Unpack beside the place and rename, so that a home is there whole or not at all."""
    for left in cache.glob(f".{release.version}-*"):
        shutil.rmtree(left, ignore_errors=True)
    with tempfile.TemporaryDirectory(prefix=f".{release.version}-", dir=cache) as scratch:
        archive = _download(release, Path(scratch))
        _check(release, archive)
        _unpack(archive, Path(scratch))
        (Path(scratch) / home.name).rename(home)


@contextmanager
def _alone(lock: Path) -> Iterator[None]:
    with lock.open("w") as file:
        fcntl.flock(file, fcntl.LOCK_EX)
        yield


def _download(release: Release, folder: Path) -> Path:
    maven = shutil.which("mvn")
    if not maven:
        raise Missing(
            "Elasticsearch is fetched by Maven, which is not here. On Debian, as root:"
            " apt-get install maven"
        )
    artifact = ARTIFACT.format(version=release.version)
    command = [maven, "-q", "-B", PLUGIN, f"-Dartifact={artifact}", f"-DoutputDirectory={folder}"]
    try:
        done = subprocess.run(
            command, cwd=folder, capture_output=True, text=True, timeout=60 * MINUTES, check=False
        )
    except subprocess.TimeoutExpired:
        raise Missing(f"Maven did not fetch {artifact} within {MINUTES} minutes") from None
    archive = folder / f"elasticsearch-{release.version}.zip"
    if done.returncode or not archive.is_file():
        raise Missing(_refused(command, (done.stdout + done.stderr).strip()))
    return archive


def _refused(command: list[str], said: str) -> str:
    """Maven remembers that something was not there, and does not ask again unless told."""
    tried = " ".join((*command[:-1], "-DoutputDirectory=/tmp", "-U"))
    return f"Maven could not fetch Elasticsearch:\n{said[-1500:]}\nTo try once more: {tried}"


def _check(release: Release, archive: Path) -> None:
    with archive.open("rb") as file:
        digest = hashlib.file_digest(file, "sha256").hexdigest()
    if digest != release.sha256:
        raise Missing(
            f"what Maven fetched as Elasticsearch {release.version} has SHA-256 {digest} and not"
            f" {release.sha256}: a download cut short, or not the real one. Remove it from Maven's"
            " repository and try again"
        )


def _unpack(archive: Path, folder: Path) -> None:
    """With the modes that the archive gives, whatever the umask is."""
    try:
        with ZipFile(archive) as packed:
            packed.extractall(folder)
            for member in packed.infolist():
                executable = member.is_dir() or (member.external_attr >> 16) & 0o100
                (folder / member.filename).chmod(0o755 if executable else 0o644)
    except BadZipFile as error:
        raise Missing(f"{archive.name} cannot be unpacked: {error}") from error
