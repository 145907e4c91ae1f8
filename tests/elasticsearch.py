"""One Elasticsearch for all tests of a run, whichever worker needs it first.

The run's own process, which outlives its workers, holds a pipe open by name. The worker that first
asks for a server starts it with the reading end, and so it ends with the run, in whatever way that
ends. `elasticsearch` is its url; `prefix` is what all names of one test begin with.
"""

import fcntl
import os
import shutil
import tempfile
from collections.abc import Iterator
from pathlib import Path
from secrets import token_hex

import pytest

from demo.elasticsearch.asking import Asker
from demo.elasticsearch.java import newest_release
from demo.elasticsearch.missing import Missing
from demo.elasticsearch.server import Server, plan

VERSION = "OFFERWATCH_TEST_ELASTICSEARCH"
"""The version to test with; the newest that runs on the Java there is without it."""

RUN = "OFFERWATCH_TEST_RUN"
"""The folder that the processes of a run share; set by the run, not by people."""

HEAP = 768
"""MB; the server takes about 300 more."""

HELD = pytest.StashKey[int]()


def pytest_configure(config: pytest.Config) -> None:
    """Make the pipe in the process that is no worker."""
    if hasattr(config, "workerinput"):
        return
    folder = Path(tempfile.mkdtemp(prefix="offerwatch-run-"))
    os.mkfifo(folder / "held")
    # To open one end alone would wait for the other.
    config.stash[HELD] = os.open(folder / "held", os.O_RDWR)
    os.environ[RUN] = str(folder)


def pytest_unconfigure(config: pytest.Config) -> None:
    """Let go of the servers."""
    held = config.stash.get(HELD, None)
    if held is not None:
        os.close(held)
        shutil.rmtree(os.environ.pop(RUN), ignore_errors=True)


@pytest.fixture(scope="session")
def elasticsearch() -> str:
    """The url of a running server, which all tests share: see `prefix`."""
    version = os.environ.get(VERSION) or newest_release().version
    return shared(version)


@pytest.fixture
def prefix(elasticsearch: str) -> Iterator[str]:
    """What the names of this test's indices and templates begin with; they go with the test."""
    mine = f"t{token_hex(6)}"
    yield mine
    remove(elasticsearch, mine)


def shared(version: str) -> str:
    """The url of the run's server of that version, started if this is the first to ask."""
    folder = Path(os.environ[RUN])
    with (folder / f"{version}.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        told = folder / version
        if not told.exists():
            told.write_text(_start(version, folder / "held"), "utf-8")
    url = told.read_text("utf-8")
    if not url.startswith("http"):
        pytest.skip(url)
    return url


def remove(url: str, prefix: str) -> None:
    """Delete the indices, data streams apart, and templates whose names begin so."""
    asker = Asker(url)
    found = asker.ask(f"/_resolve/index/{prefix}*?expand_wildcards=all")
    for index in found["indices"]:
        asker.ask(f"/{index['name']}", "DELETE")
    for kind in ("index_template", "component_template"):
        for template in asker.ask(f"/_{kind}?filter_path={kind}s.name").get(f"{kind}s", ()):
            if template["name"].startswith(prefix):
                asker.ask(f"/_{kind}/{template['name']}", "DELETE")


def _start(version: str, held: Path) -> str:
    """Its url; or what is missing, which the others need not find out again."""
    try:
        server = Server(plan(version, heap=HEAP))
        server.start(os.open(held, os.O_RDONLY))
    except Missing as error:
        return str(error)
    server.leave()
    return server.url
