"""Which Java there is on this computer, and which release of Elasticsearch runs on it."""

import os
import re
import shutil
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from demo.elasticsearch.missing import Missing
from demo.elasticsearch.release import RELEASES, Release

NAMED = ("ES_JAVA_HOME", "JAVA_HOME")
"""Variables of the environment that may name the home of a Java."""

INSTALLED = Path("/usr/lib/jvm")
"""Where distributions of Linux put each Java."""

_VERSION = re.compile(r'^JAVA_VERSION="(?:1\.)?(\d+)', re.MULTILINE)


@dataclass(frozen=True, slots=True)
class Java:
    """A Java by its home folder and major version."""

    home: Path
    major: int


def found() -> tuple[Java, ...]:
    """Every Java that its own `release` file tells the version of: those that the environment
    names first, then the one on the path, then those installed, the newest first."""
    installed = sorted(_known(_installed()), key=lambda java: -java.major)
    return tuple(dict.fromkeys((*_known(_named()), *installed)))


def java_for(release: Release) -> Java:
    """The first Java that the release runs on; raises `Missing` when there is none."""
    javas = found()
    for java in javas:
        if java.major >= release.least_java:
            return java
    have = ", ".join(f"Java {java.major} in {java.home}" for java in javas) or "no Java"
    raise Missing(
        f"Elasticsearch {release.version} needs Java {release.least_java} or newer and there is"
        f" {have}. On Debian, as root: apt-get install openjdk-{release.least_java}-jre-headless,"
        " where it has that or a newer one; or name the home of one in ES_JAVA_HOME"
    )


def newest_release() -> Release:
    """The newest release for which there is a Java; the oldest when there is none for any."""
    most = max((java.major for java in found()), default=0)
    fit = [release for release in RELEASES.values() if release.least_java <= most]
    return (fit or list(RELEASES.values())[:1])[-1]


def _named() -> Iterator[Path]:
    yield from (Path(os.environ[name]) for name in NAMED if os.environ.get(name))
    program = shutil.which("java")
    if program:
        yield Path(program).resolve().parent.parent


def _installed() -> Iterator[Path]:
    if INSTALLED.is_dir():
        yield from sorted(INSTALLED.iterdir())


def _known(homes: Iterator[Path]) -> Iterator[Java]:
    for home in homes:
        if (home / "bin" / "java").exists() and (home / "release").is_file():
            told = _VERSION.search((home / "release").read_text("utf-8", "replace"))
            if told:
                yield Java(home.resolve(), int(told[1]))
